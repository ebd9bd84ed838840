"""A take file: what a learner had in front of her - comments with their seconds, her product card, photos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from coach.course.page import Item, Page, nearest
from coach.course.source import read
from coach.domain.errors import LessonError
from coach.domain.media import ProductCard, ShownComment

FACTS = tuple(f.name for f in fields(ProductCard))
PARTS = ("comments", "card", "photos")
COMMENT = ("at_s", "intent")
COMMENT_MORE = ("id", "name", "text")

Intents = Mapping[str, object]  # the known intents, by name


@dataclass(frozen=True, slots=True)
class Given:
    """Comments in order of time, the product card if there is one, and photos of the product."""

    comments: tuple[ShownComment, ...] = ()
    card: ProductCard | None = None
    photos: tuple[Path, ...] = ()


def read_given(path: Path, intents: Intents) -> Given:
    """Read a take file (YAML or JSON).

    Raises LessonError, the first thing wrong with it: its file, line, field and the nearest right word.
    """
    page = Page(path.name)
    content = read(path, page) if path.is_file() else None
    if content is None and not page.problems:
        raise LessonError("lesson.missing", file=path.name, line=1, path=path.name)
    row = page.fields(content, "take", (), PARTS)
    given = Given(
        _comments(row.get("comments"), page, intents), _card(row.get("card"), page), _photos(row, page, path)
    )
    if page.problems:
        raise page.problems[0]
    return given


def _comments(item: Item | None, page: Page, intents: Intents) -> tuple[ShownComment, ...]:
    rows = page.items(item, "comments", "[{at_s: 12, intent: price, name: Lan, text: ...}]")
    found = [_comment(row, at, page, intents) for at, row in enumerate(rows, 1)]
    return tuple(sorted(found, key=lambda one: one.at_s))


def _comment(item: Item, at: int, page: Page, intents: Intents) -> ShownComment:
    row = page.fields(item, "comments", COMMENT, COMMENT_MORE)
    intent = page.text(row.get("intent"), "intent")
    if intent and intent not in intents:
        page.problem("lesson.unknown_intent", item.line, name=intent, nearest=nearest(intent, list(intents)))
    at_s = page.number(row.get("at_s"), "at_s")
    if at_s < 0:
        page.wrong(row["at_s"], "at_s", "at_s: 12")
    texts = {name: page.text(row[name], name) if name in row else "" for name in COMMENT_MORE}
    return ShownComment(texts["id"] or str(at), at_s, texts["name"], texts["text"], intent)


def _card(item: Item | None, page: Page) -> ProductCard | None:
    if item is None:
        return None
    row = page.fields(item, "card", (), FACTS)
    return ProductCard(**{name: _fact(value, name, page) for name, value in row.items()})


def _fact(item: Item, name: str, page: Page) -> str:
    """A fact as text; a bare number, as for a price, is text too."""
    if isinstance(item.value, int | float) and not isinstance(item.value, bool):
        return str(item.value)
    return "" if item.value in (None, "") else page.text(item, name)


def _photos(row: Mapping[str, Item], page: Page, path: Path) -> tuple[Path, ...]:
    listed = page.items(row.get("photos"), "photos", "[photo.jpg]")
    return tuple(path.parent / page.text(item, "photos") for item in listed)
