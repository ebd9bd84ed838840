"""A scored take as a sheet to keep: what stands on it, in her words, before it becomes paper or a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Quote:
    """Words at a moment of the take; or what was seen there."""

    clock: str
    text: str
    at_s: float


@dataclass(frozen=True, slots=True)
class Row:
    """One criterion. Levels `low` (sure) to `high` (possible) of `top`; `level` says the same in words."""

    prompt: str
    low: int
    high: int
    top: int
    level: str
    words: str  # of the level surely reached
    following: str = ""  # words of the level to aim at
    reason: str = ""
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The criteria of one skill."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """One thing: done well, or to do next with a sentence to say aloud."""

    prompt: str
    words: str
    say: str = ""
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Warned:
    """Words that may promise too much, and safer ones."""

    quote: Quote
    safer: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that stands on the sheet. `words`: its fixed sentences, told in the language of the sheet."""

    language: str
    title: str
    whose: str  # "Cô Hoa, 22 tháng 11, 2026"
    points: str  # "62" or "62-75"
    points_low: float
    points_high: float
    pass_points: float
    counts: str  # whether it counts towards passing, and why
    well: Advice | None
    following: Advice | None
    groups: tuple[Group, ...]
    claims: tuple[Warned, ...] = ()
    notices: tuple[str, ...] = ()
    pictures: tuple[Quote, ...] = ()  # moments to show as pictures
    words: Mapping[str, str] = field(default_factory=dict)
