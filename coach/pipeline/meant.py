"""What was said to buyers: not the same cue over and over, and not the lesson read aloud."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

from coach.domain.media import Notice
from coach.domain.transcript import Utterance
from coach.language.chant import chanted
from coach.language.recogniser import HEARD, Recogniser

CHANTED = "hearing.chanted"
LESSON_READ = "hearing.lesson_read"
FEW = 3  # a breath or two that sound like a lesson are not worth a word
AROUND = 3  # breaths before and after one that tell whether a lesson is being read

Breaths = tuple[Utterance, ...]


def for_buyers(breaths: Breaths, recogniser: Recogniser) -> tuple[Breaths, tuple[Notice, ...]]:
    """The breaths that may earn something, and what to tell her and her trainer about the others."""
    again = chanted(breaths, recogniser.language.key)
    once = tuple(breath for n, breath in enumerate(breaths) if n not in again)
    read = _read_aloud(once, recogniser)
    return tuple(compress(once, (not lesson for lesson in read))), _notices(len(again), sum(read))


def _read_aloud(breaths: Breaths, recogniser: Recogniser) -> list[bool]:
    """Whether each breath reads the lesson, or lies among breaths that mostly do."""
    alone = recogniser.labels.alone
    told = recogniser.predict(breaths)
    lesson = [max((one.get(label, 0.0) for label in alone), default=0.0) >= HEARD for one in told]
    return [there or _mostly(lesson, n) for n, there in enumerate(lesson)]


def _mostly(marks: Sequence[bool], at: int) -> bool:
    """Whether at least half of the neighbours within AROUND are marked."""
    around = [*marks[max(0, at - AROUND) : at], *marks[at + 1 : at + 1 + AROUND]]
    return bool(around) and 2 * sum(around) >= len(around)


def _notices(again: int, read: int) -> tuple[Notice, ...]:
    chant = (Notice(CHANTED, {"times": float(again)}),) if again else ()
    return (*chant, Notice(LESSON_READ, {"times": float(read)})) if read >= FEW else chant
