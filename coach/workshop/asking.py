"""Which question of the course a comment from the hall asks; none where that is not clear."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coach.domain.media import ShownComment
from coach.domain.rubric import Intent
from coach.language.text import bare, canonical

PHRASES = Path(__file__).parent / "data" / "asks.txt"
WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Question:
    """What a comment asks: an intent of the course and what exactly; empty where nothing is clear."""

    intent: str = ""
    facts: tuple[str, ...] = ()


def asked(text: str, spoken_in: str, intents: Mapping[str, Intent]) -> Question:
    """The one question in it, by phrases that people use; two of them, or none, are no clear question."""
    exact, loose = _spaced(canonical(text)), _spaced(bare(text))
    marked = exact != loose
    found = {
        intent
        for intent, phrases in _phrases(spoken_in).items()
        if any(phrase in exact if marked else bare(phrase) in loose for phrase in phrases)
    }
    if len(found) != 1:
        return Question()
    (intent,) = found
    known = intents.get(intent)
    return Question(intent, known.facts[0] if known.facts else ()) if known else Question()


def shown_id(id: str) -> str:
    """What a hall comment is called among the practice viewers' comments."""
    return f"hall.{id}"


def as_shown(id: str, at_s: float, name: str, text: str, question: Question) -> ShownComment:
    """A comment of the hall beside those of the simulated audience; without an intent nobody need answer."""
    return ShownComment(shown_id(id), at_s, name, text, question.intent, question.facts)


def _spaced(text: str) -> str:
    return f" {' '.join(WORD.findall(text))} "


@cache
def _phrases(spoken_in: str) -> Mapping[str, tuple[str, ...]]:
    """Phrases by intent, each with a blank before and after so that only whole words count."""
    lines = (
        line.split("\t") for line in PHRASES.read_text("utf-8").splitlines() if line[:1] not in ("", "#")
    )
    return {
        intent: tuple(_spaced(canonical(one)) for one in phrases)
        for language, intent, *phrases in lines
        if language == spoken_in
    }
