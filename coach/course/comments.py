"""Viewers' comments as data: what people type in a live, who types it, and what each lesson's room asks."""

from __future__ import annotations

import string
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from coach.course.page import Item, Page, nearest
from coach.course.source import read

FOLDER = "comments"
TONES = ("friendly", "plain", "hurry", "doubt", "rude")
REGIONS = ("north", "central", "south", "highland")
REACTIONS = ("thanks", "order", "shown", "moved", "welcomed", "again", "leaving")
SLOTS = ("product", "you")  # what a text may leave open
SLOTS_AGAIN = (*SLOTS, "question")
HARDEST = 3
NEEDS = ("id", "intent", "tone", "difficulty", "text")
MORE = ("for", "region", "asks", "answer")


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment. `suits`: tags of products it fits, none for every product.

    `asks`: labels or slots, any one of which is what exactly it asks for; empty where its intent says it.
    `answer`: what a good spoken answer holds, for people.
    """

    id: str
    intent: str
    tone: str
    difficulty: int
    text: str
    suits: tuple[str, ...] = ()
    region: str = ""
    asks: tuple[str, ...] = ()
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Reaction:
    """What viewers type when something happened (`when`, one of REACTIONS); nobody need answer it."""

    when: str
    text: str
    region: str = ""


@dataclass(frozen=True, slots=True)
class Names:
    """What a comment may name: intents, labels or slots that can be heard, and tags of products."""

    intents: Collection[str]
    heard: Collection[str]
    tags: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One language's comments, reactions and viewers' names."""

    comments: tuple[Comment, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    names: tuple[str, ...] = ()


def read_said(path: Path, page: Page, names: Names) -> Said:
    """A language's file; problems are noted on the page."""
    row = page.fields(read(path, page), "comments", ("comments", "reactions", "names"))
    listed = page.items(row.get("comments"), "comments", "- {id: v001, intent: price, ...}")
    comments = tuple(_comment(item, page, names) for item in listed)
    for name in ("id", "text"):
        _once([(getattr(one, name), item.line) for one, item in zip(comments, listed, strict=True)], page)
    reactions = page.items(row.get("reactions"), "reactions", "- {when: thanks, text: ...}")
    told = page.items(row.get("names"), "names", "- Hoa")
    return Said(
        comments,
        tuple(_reaction(item, page) for item in reactions),
        tuple(page.text(item, "names") for item in told),
    )


def _comment(item: Item, page: Page, names: Names) -> Comment:
    row = page.fields(item, "comments", NEEDS, MORE)
    level = page.number(row.get("difficulty"), "difficulty")
    if "difficulty" in row and level not in range(1, HARDEST + 1):
        page.wrong(row["difficulty"], "difficulty", "difficulty: 1")
    return Comment(
        id=page.text(row.get("id"), "id"),
        intent=_known(row.get("intent"), names.intents, "lesson.unknown_intent", "intent", page),
        tone=one_of(row.get("tone"), TONES, "tone", page),
        difficulty=int(level),
        text=_open_text(row.get("text"), SLOTS, page),
        suits=tuple(_tag(part, names, page) for part in page.items(row.get("for"), "for", "[fruit]")),
        region=one_of(row.get("region"), REGIONS, "region", page),
        asks=tuple(_heard(part, names, page) for part in page.items(row.get("asks"), "asks", "[money]")),
        answer=page.text(row.get("answer"), "answer"),
    )


def _reaction(item: Item, page: Page) -> Reaction:
    row = page.fields(item, "reactions", ("when", "text"), ("region",))
    when = one_of(row.get("when"), REACTIONS, "when", page)
    text = _open_text(row.get("text"), SLOTS_AGAIN if when == "again" else SLOTS, page)
    return Reaction(when, text, one_of(row.get("region"), REGIONS, "region", page))


def _tag(item: Item, names: Names, page: Page) -> str:
    """A tag that no product has would hide the comment for ever."""
    return one_of(item, names.tags, "for", page)


def _heard(item: Item, names: Names, page: Page) -> str:
    return _known(item, names.heard, "lesson.unknown_label", "asks", page)


def _known(item: Item | None, known: Collection[str], problem: str, field: str, page: Page) -> str:
    name = page.text(item, field)
    if item and name and name not in known:
        page.problem(problem, item.line, name=name, nearest=nearest(name, sorted(known)))
    return name


def one_of(item: Item | None, choices: Collection[str], field: str, page: Page) -> str:
    """One of a few words; nothing where the field is absent."""
    name = page.text(item, field)
    if item and name and name not in choices:
        page.wrong(item, field, f"{field}: {nearest(name, choices)}")
    return name


def texts(item: Item | None, field: str, page: Page) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(page.text(part, field) for part in page.items(item, field, f"{field}: [abc, def]"))


def _open_text(item: Item | None, slots: Collection[str], page: Page) -> str:
    """A text whose open places are all known."""
    text = page.text(item, "text")
    try:
        wanted = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
    except ValueError:  # a lone brace
        wanted = {"{"}
    if item and wanted - set(slots):
        page.wrong(item, "text", "text: " + " ".join(f"{{{name}}}" for name in slots))
    return text


def _once(found: list[tuple[str, int]], page: Page) -> None:
    seen: set[str] = set()
    for name, line in found:
        if name and name.casefold() in seen:
            page.problem("lesson.duplicate_key", line, field=name)
        seen.add(name.casefold())
