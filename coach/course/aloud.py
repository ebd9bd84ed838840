"""A sentence for each criterion to say aloud next time, filled from the learner's product card."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from coach.course.page import Item, Page, nearest
from coach.course.source import read
from coach.domain.media import ProductCard
from coach.domain.rubric import Words

ALOUD = "say_aloud.yaml"
GOODS, ME, ME_FIRST = "goods", "me", "Me"
FREE = frozenset({GOODS, ME, ME_FIRST})  # need nothing of the card
FACTS = frozenset({"place", "maker", "taste_or_use", "price", "proof"})
PLACE_FOR = re.compile(r"\{(\w+)\}")
TO_BUYERS = {"cô": "cô", "chú": "chú", "bác": "bác"}  # elders call themselves so; everybody else says em
SOMEBODY = "tôi"  # said by an elder where the sentence calls its buyers just as she calls herself
YOUNGER = re.compile(r"\bem\b", re.IGNORECASE)
GAP = "…"  # what only she knows

Sentences = tuple[Words, ...]  # the first whose facts are all there is said; the last needs none


@dataclass(frozen=True, slots=True)
class ToSay:
    """A sentence to say; `gaps`: she has to fill something in; `missing`: facts her card does not hold."""

    text: str
    gaps: bool
    missing: tuple[str, ...]


def to_say(sentences: Sentences, card: ProductCard, language: str, address: str) -> ToSay | None:
    """The richest sentence that her card fills, in that language; None where the course has none."""
    known = {name: fact.strip(" .,;") for name, fact in asdict(card).items() if fact.strip(" .,;")}
    fitting = [one for one in sentences if facts_of(one) <= known.keys()]
    if not fitting:
        return None
    wanted = frozenset().union(*map(facts_of, sentences))
    text = _filled(_in(fitting[0], language), known, address)
    return ToSay(text, GAP in text, tuple(sorted(wanted - known.keys())))


def in_her_words(text: str, address: str) -> str:
    """A model sentence of the course as she would say it to buyers.

    The course's seller says "em" of herself and of nobody else; an elder calls herself by what she is.
    """
    me = TO_BUYERS.get(address)
    if me is None:
        return text
    if re.search(rf"\b{me}\b", text, re.IGNORECASE):
        me = SOMEBODY
    return YOUNGER.sub(lambda found: me.capitalize() if found[0][0].isupper() else me, text)


def facts_of(words: Words) -> frozenset[str]:
    """The facts of the card that a sentence needs."""
    asked = {name for text in words.values() for name in PLACE_FOR.findall(text)}
    return frozenset(asked & FACTS)


def _in(words: Words, language: str) -> str:
    return words.get(language) or words["vi"]


def _filled(text: str, known: Mapping[str, str], address: str) -> str:
    me = TO_BUYERS.get(address, "em")
    values = {
        **known,
        GOODS: known.get("name", GAP),
        ME: me,
        ME_FIRST: me.capitalize(),
    }
    filled = PLACE_FOR.sub(lambda found: values.get(found[1], GAP), text)
    return filled[:1].upper() + filled[1:]


def read_aloud(folder: Path, page: Page, criteria: Collection[str]) -> dict[str, Sentences]:
    """The sentences by criterion; what is wrong is noted on the page. A course may do without the file."""
    path = folder / ALOUD
    content = read(path, page) if path.is_file() else None
    rows = content.value if content and isinstance(content.value, Mapping) else {}
    if content and not rows:
        page.wrong(content, path.stem, "price_with_unit: [{vi: ..., en: ..., id: ...}]")
    found = {name: _sentences(name, item, page) for name, item in rows.items()}
    for name in found.keys() - set(criteria):
        close = nearest(name, sorted(criteria))
        page.problem("lesson.unknown_criterion", rows[name].line, name=name, nearest=close)
    return found


def _sentences(name: str, item: Item, page: Page) -> Sentences:
    parts = page.items(item, name, "[{vi: ..., en: ..., id: ...}]")
    sentences = tuple(page.words(part, name) for part in parts)
    for words, part in zip(sentences, parts, strict=True):
        for text in words.values():
            _check(text, part, page)
    if sentences and facts_of(sentences[-1]):
        page.problem("lesson.aloud_last", parts[-1].line, field=name)
    return sentences


def _check(text: str, item: Item, page: Page) -> None:
    for name in PLACE_FOR.findall(text):
        if name not in FACTS | FREE:
            close = nearest(name, sorted(FACTS | FREE))
            page.problem("lesson.unknown_field", item.line, field=name, of=ALOUD, nearest=close)
