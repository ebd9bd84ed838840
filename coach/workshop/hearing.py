"""From words to what a hall sees: one reading of what was said so far, and a whole take as if live."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from coach.domain.media import Recording, Take
from coach.domain.rubric import Lesson
from coach.domain.transcript import Word
from coach.pipeline.understanding import Understander
from coach.workshop.lights import dark, lit
from coach.workshop.readings import Reading, agreed_words, with_sense
from coach.workshop.shown import Live, captions

EVERY_S = 2.0  # of a take that is played, a reading


def reading(words: tuple[Word, ...], settled: int, until_s: float, understand: Understander) -> Reading:
    """What these words hold, as far as one may say so in front of a hall."""
    language = understand.recogniser.language
    take = Take(Recording("", Path(), until_s, None, None, 0, True), language.id)
    evidence = understand.of_words(words, take, timed=False)  # the pace does not matter here
    sure = with_sense(evidence.observations, language.utterances(words), understand.recogniser.sense)
    return Reading(words, sure, until_s, settled)


def replayed(
    words: tuple[Word, ...], lesson: Lesson, understand: Understander
) -> Iterator[tuple[float, Live]]:
    """From which second on which lights and captions stand on the stage, for a take whose words are known."""
    end_s = words[-1].span.end_s if words else 0.0
    lights, before, at_s = dark(lesson), Reading(), EVERY_S
    while at_s <= end_s + 2 * EVERY_S:
        said = tuple(one for one in words if one.span.end_s <= at_s)
        now = reading(said, len(said), at_s, understand)
        lights = lit(lesson, lights, before, now)
        yield (
            at_s,
            Live(lights, captions(agreed_words(before, now)), at_s, said[-1].span.end_s if said else 0.0),
        )
        before, at_s = now, at_s + EVERY_S
