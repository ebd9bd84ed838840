"""All that the practice audience needs in one language: comments, names, products, each lesson's room."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from coach.course.comments import FOLDER, HARDEST, Names, Said, read_said, texts
from coach.course.names import SLOTS, read_intents, read_labels
from coach.course.page import LANGUAGES, Item, Page, nearest
from coach.course.source import read
from coach.domain.errors import LessonError
from coach.domain.rubric import Intent, Words

USUAL = "usual"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of product: `words` name it on a card, `tags` tell which comments suit it, `name` calls it."""

    id: str
    tags: frozenset[str]
    words: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Seats:
    """A lesson's room: how hard its viewers are at first, how many ask in a minute, and what, how often."""

    difficulty: int
    per_minute: float
    intents: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Advice:
    """What a good spoken answer to an intent holds and what to avoid, in each language, and an example."""

    good: Mapping[str, tuple[str, ...]]
    avoid: Mapping[str, tuple[str, ...]]
    example: Words


@dataclass(frozen=True, slots=True)
class Library:
    """One language's comments and what goes with them. `products`: each lesson's sample product."""

    language: str
    said: Said
    kinds: tuple[Kind, ...]
    seats: Mapping[str, Seats]
    intents: Mapping[str, Intent]
    products: Mapping[str, str] = field(default_factory=dict)

    def room(self, lesson_id: str) -> Seats:
        """The room of a lesson, the usual one where none is described."""
        return self.seats.get(lesson_id, self.seats[USUAL])


def load_library(folder: Path, language: str) -> Library:
    """The library of a course folder in one language; LessonError, the first `lessons check` tells."""
    problems: list[LessonError] = []
    labels = read_labels(folder / "labels.yaml", Page("labels.yaml", problems))
    heard = (*labels, *SLOTS)
    intents = read_intents(folder / "intents.yaml", Page("intents.yaml", problems), heard)
    library = read_library(folder, language, Names(intents, heard), problems)
    if problems:
        raise problems[0]
    return Library(
        language, library.said, library.kinds, library.seats, intents, _products(folder / "lessons")
    )


def read_library(folder: Path, language: str, names: Names, problems: list[LessonError]) -> Library:
    """The library without intents and lessons; what is wrong is noted."""
    here = folder / FOLDER
    kinds = _kinds(here / "products.yaml", language, problems)
    tagged = replace(names, tags=sorted({tag for kind in kinds for tag in kind.tags}))
    said = read_said(here / f"{language}.yaml", Page(f"{language}.yaml", problems), tagged)
    seats = _seats(here / "rooms.yaml", names, problems)
    return Library(language, said, kinds, seats, {})


def check_comments(folder: Path, problems: list[LessonError], names: Names) -> None:
    """Note all that is wrong with the comments of a course, where it has any."""
    if not (folder / FOLDER).is_dir():
        return
    for language in LANGUAGES:
        found: list[LessonError] = []
        read_library(folder, language, names, found)
        told = {(one.id, tuple(sorted(one.values.items()))) for one in problems}
        problems += [one for one in found if (one.id, tuple(sorted(one.values.items()))) not in told]
    read_advice(folder / FOLDER / "answers.yaml", Page("answers.yaml", problems), names.intents)


def read_advice(path: Path, page: Page, intents: Collection[str]) -> dict[str, Advice]:
    """For each intent what a good spoken answer holds, what to avoid, and an example."""
    found = {}
    for item in page.items(read(path, page), "answers", "- {id: price, good: ..., avoid: ..., example: ...}"):
        row = page.fields(item, "answers", ("id", "good", "avoid", "example"))
        name = page.text(row.get("id"), "id")
        if name and name not in intents:
            page.problem(
                "lesson.unknown_intent", item.line, name=name, nearest=nearest(name, sorted(intents))
            )
        good, avoid = (_lists(row.get(part), part, page) for part in ("good", "avoid"))
        found[name] = Advice(good, avoid, page.words(row.get("example"), "example"))
    for name in sorted(set(intents) - set(found)):
        page.problem("lesson.missing_field", 1, field=name, of="answers")
    return found


def _lists(item: Item | None, field: str, page: Page) -> dict[str, tuple[str, ...]]:
    row = page.fields(item, field, LANGUAGES)
    return {language: texts(part, language, page) for language, part in row.items()}


def _kinds(path: Path, language: str, problems: list[LessonError]) -> tuple[Kind, ...]:
    page = Page(path.name, problems)
    found = []
    for item in page.items(read(path, page), "products", "- {id: cam, tags: [fruit], ...}"):
        row = page.fields(item, "products", ("id", "tags", "words", "name"))
        words = page.fields(row.get("words"), "words", (language,), ("vi", "en", "id"))
        name = page.words(row.get("name"), "name").get(language, "")
        tags = frozenset(texts(row.get("tags"), "tags", page))
        known = texts(words.get(language), language, page)
        found.append(Kind(page.text(row.get("id"), "id"), tags, known, name))
    return tuple(found)


def _seats(path: Path, names: Names, problems: list[LessonError]) -> dict[str, Seats]:
    page = Page(path.name, problems)
    content = read(path, page)
    rows = content.value if content and isinstance(content.value, Mapping) else {}
    if USUAL not in rows:
        page.problem("lesson.missing_field", 1, field=USUAL, of="rooms")
    return {name: _room(item, page, names) for name, item in rows.items()}


def _room(item: Item, page: Page, names: Names) -> Seats:
    row = page.fields(item, "rooms", ("difficulty", "per_minute", "intents"))
    level = page.number(row.get("difficulty"), "difficulty")
    if "difficulty" in row and level not in range(1, HARDEST + 1):
        page.wrong(row["difficulty"], "difficulty", "difficulty: 1")
    often = page.number(row.get("per_minute"), "per_minute")
    if "per_minute" in row and often <= 0:
        page.wrong(row["per_minute"], "per_minute", "per_minute: 3")
    asked = page.fields(row.get("intents"), "intents", (), tuple(names.intents))
    weights = {name: page.number(part, name) for name, part in asked.items()}
    if row and not any(weight > 0 for weight in weights.values()):
        page.wrong(item, "intents", "intents: {price: 2, origin: 1}")
    return Seats(int(level), often, weights)


def _products(lessons: Path) -> dict[str, str]:
    """Each lesson's sample product; what is wrong with lessons is told where they are read."""
    found = {}
    for path in sorted(lessons.glob("*.yaml")):
        content = read(path, Page(path.name))
        row = content.value if content and isinstance(content.value, Mapping) else {}
        product = row.get("product")
        if product and isinstance(product.value, str):
            found[path.stem] = product.value
    return found
