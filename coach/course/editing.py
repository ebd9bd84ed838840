"""Changes one value in a lesson file and leaves every other letter of it as its author wrote it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from coach.course.digest import plain
from coach.course.source import parsed
from coach.domain.errors import LessonError
from coach.language.yaml import Node, compose

Path: TypeAlias = Sequence[str | int]  # ("levels", "2", "vi"), ("criteria", 0, "weight")
STEP = 2  # spaces that one level is indented by
# A word or sentence that YAML takes as it stands, in a list in brackets too.
BARE = re.compile(r"[^\W\d_](?:[^:#\[\]{},&*!|>'\"%@`\\\n]*[^\s:#\[\]{},&*!|>'\"%@`\\\n])?")
NO_TEXT = re.compile(r"(?:true|false|null|yes|no|on|off|y|n|nan|inf)", re.IGNORECASE)


def put(text: str, path: Path, written: str) -> str:
    """The file with that value instead; a field that is not there yet is added as the last one.

    `written` is YAML on one line (`scalar`, `flow`). LessonError lesson.not_yaml without such a place.
    """
    found = _at(_root(text), path)
    if found is not None:
        start, end = _start(found), _end(text, found)
        gap = "" if start and text[start - 1] in " -[{(" else " "
        return f"{text[:start]}{gap}{written}{text[end:]}"
    parent = _at(_root(text), path[:-1])
    if parent is None or parent.id != "mapping" or not parent.value:
        raise LessonError("lesson.not_yaml", file="", line=1)
    return _with_field(text, parent, f"{path[-1]}: {written}")


def put_list(text: str, path: Path, written: Sequence[str]) -> str:
    """A list with one item a line instead; an empty one takes the field away."""
    if not written:
        return remove(text, path)
    if _at(_root(text), path) is None:
        text = put(text, path, "[]")
    parent = _at(_root(text), path[:-1])
    column = _key_column(parent, str(path[-1])) if parent else 0
    if parent is not None and _is_flow(text, parent):
        return put(text, path, f"[{', '.join(written)}]")
    lines = "".join(f"\n{' ' * (column + STEP)}- {one}" for one in written)
    found = _at(_root(text), path)
    if found is None:
        raise LessonError("lesson.not_yaml", file="", line=1)
    before = text[: _start(found)].rstrip()
    return before + lines + text[_end(text, found) :]


def append(text: str, path: Path, written: str) -> str:
    """A list with one more item, on a line of its own."""
    found = _at(_root(text), path)
    if found is None or found.id != "sequence" or _is_flow(text, found) or not found.value:
        raise LessonError("lesson.not_yaml", file="", line=1)
    end = _end(text, found)
    return f"{text[:end]}\n{' ' * _column(found)}- {written}{text[end:]}"


def remove(text: str, path: Path) -> str:
    """Without that field, or that item of a list; nothing changes where it is not there."""
    parent = _at(_root(text), path[:-1])
    found = _at(_root(text), path)
    if parent is None or found is None:
        return text
    if _is_flow(text, parent):
        rest = [_plain(part) for i, part in enumerate(_children(parent)) if i != _index(parent, path[-1])]
        names = [key.value for key, _ in parent.value] if parent.id == "mapping" else []
        kept = [name for name in names if name != path[-1]]
        return put(text, path[:-1], flow(dict(zip(kept, rest, strict=True)) if names else rest))
    first = _key(parent, path[-1]) or found
    begin = text.rfind("\n", 0, _start(first)) + 1
    end = text.find("\n", _end(text, found))
    return text[:begin] + (text[end + 1 :] if end >= 0 else "")


def scalar(value: str) -> str:
    """A text as it is written on one line, in quotes where it needs them."""
    if BARE.fullmatch(value) and not NO_TEXT.fullmatch(value):
        return value
    if value.isprintable():
        return "'" + value.replace("'", "''") + "'"
    return json.dumps(value, ensure_ascii=False)


def flow(value: Any) -> str:
    """Plain values on one line: {heard: price, times: 2}."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(str(k))}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "null"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) else str(value)
    return scalar(str(value))


def _root(text: str) -> Node | None:
    return compose(text)


def _at(node: Node | None, path: Path) -> Node | None:
    for part in path:
        if node is None or node.id not in ("mapping", "sequence"):
            return None
        at = _index(node, part)
        node = _children(node)[at] if at is not None else None
    return node


def _children(node: Node) -> list[Node]:
    return [value for _, value in node.value] if node.id == "mapping" else list(node.value)


def _index(node: Node, part: str | int) -> int | None:
    if node.id == "mapping":
        names = [str(key.value) for key, _ in node.value]
        return names.index(str(part)) if str(part) in names else None
    return part if isinstance(part, int) and 0 <= part < len(node.value) else None


def _key(parent: Node, part: str | int) -> Node | None:
    if parent.id != "mapping":
        return None
    return next((key for key, _ in parent.value if str(key.value) == str(part)), None)


def _key_column(parent: Node, name: str) -> int:
    key = _key(parent, name)
    return _column(key) if key else 0


def _column(node: Node) -> int:
    mark: Any = node.start_mark
    return int(mark.column)


def _start(node: Node) -> int:
    mark: Any = node.start_mark
    return int(mark.index)


def _end(text: str, node: Node) -> int:
    """Where the last letter of it stands: YAML counts the empty lines and remarks after a block to it."""
    if node.id in ("mapping", "sequence") and not _is_flow(text, node) and node.value:
        return _end(text, _children(node)[-1])
    written: Any = node
    end = int(written.end_mark.index)
    return _start(node) + len(text[_start(node) : end].rstrip())


def _is_flow(text: str, node: Node) -> bool:
    return node.id in ("mapping", "sequence") and text[_start(node) : _start(node) + 1] in ("{", "[")


def _with_field(text: str, parent: Node, line: str) -> str:
    end = _end(text, parent)
    if _is_flow(text, parent):
        return f"{text[: end - 1]}, {line}{text[end - 1 :]}"
    column = _column(parent)
    return f"{text[:end]}\n{' ' * column}{line}{text[end:]}"


def _plain(node: Node) -> Any:
    return plain(parsed(node))
