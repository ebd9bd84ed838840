"""One lesson file as it was written: every value with its line, and what is wrong with the writing itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

from ruamel.yaml.error import MarkedYAMLError, YAMLError

from coach.course.page import Item, Page, Value
from coach.language.yaml import Node, compose

TAB = re.compile(r"[ ]*\t\s*\S")  # a tab before the first word of a line


def read(path: Path, page: Page) -> Item | None:
    """The file's content; None when it is not there or is not YAML, which the page then tells."""
    try:
        text = path.read_text("utf-8-sig")
    except FileNotFoundError:
        page.problem("lesson.missing", path=str(path))
    except UnicodeDecodeError:
        page.problem("lesson.not_utf8")
    else:
        return parse(unicodedata.normalize("NFC", text), page)
    return None


def parse(text: str, page: Page) -> Item | None:
    """The text's content; None when it is not YAML, which the page then tells."""
    tabs = [number for number, line in enumerate(text.splitlines(), 1) if TAB.match(line)]
    for number in tabs:
        page.problem("lesson.tabs", number)
    node = None if tabs else _compose(text, page)
    return None if node is None else _item(node, _first_line(node), page)


def parsed(node: Node) -> Item:
    """A value that was composed already, where nobody asks what is wrong with it."""
    return _item(node, _first_line(node), Page(""))


def _compose(text: str, page: Page) -> Node | None:
    try:
        node = compose(text)
    except YAMLError as error:
        page.problem("lesson.not_yaml", _line(error))
        return None
    if node is None:
        page.problem("lesson.empty")
    return node


def _line(error: YAMLError) -> int:
    mark = getattr(error, "problem_mark", None) if isinstance(error, MarkedYAMLError) else None
    return mark.line + 1 if mark else 1


def _first_line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _item(node: Node, line: int, page: Page) -> Item:
    anchor = getattr(node, "anchor", None)  # only of nodes that may have one
    if anchor:
        page.problem("lesson.anchor", _first_line(node), anchor=str(anchor))
        return Item(None, line)
    return Item(_value(node, page), line)


def _value(node: Node, page: Page) -> Value:
    if node.id == "mapping":
        return _mapping(node, page)
    if node.id == "sequence":
        return tuple(_item(part, _first_line(part), page) for part in node.value)
    return _scalar(str(node.tag).rpartition(":")[2], str(node.value))


def _mapping(node: Node, page: Page) -> Mapping[str, Item]:
    """Each value stands at its key's line, which is where an author looks."""
    found: dict[str, Item] = {}
    for key, value in node.value:
        line, name = _first_line(key), str(key.value)
        if name in found:
            page.problem("lesson.duplicate_key", line, field=name)
        found[name] = _item(value, line, page)
    return found


def _scalar(kind: str, text: str) -> Value:
    """A single word or number as YAML 1.2 reads it: `yes` and `no` are words, `true` is not."""
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    try:
        return int(text) if kind == "int" else float(text) if kind == "float" else text
    except ValueError:  # a number written in a way Python does not read, such as 0o7
        return text
