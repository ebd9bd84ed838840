"""Ready-made takes on the stage: their captions and lights, as a hall would have seen them live."""

from __future__ import annotations

from functools import cache

from coach.app.here import here
from coach.assembly import hearer
from coach.domain.transcript import Word
from coach.pipeline.along import along
from coach.store.parcels import read_correction, read_parcel
from coach.workshop.hearing import replayed
from coach.workshop.shown import Live


@cache
def played(name: str, lesson_id: str) -> tuple[tuple[float, Live], ...]:
    """From which second on what is shown beside that film; nothing where its words are lost."""
    at, language = here(), name[:2]
    lesson = at.course.lessons.get(lesson_id)
    if lesson is None:
        return ()
    return tuple(replayed(words_of(name), lesson, along(hearer(at.settings, language))))


def words_of(name: str) -> tuple[Word, ...]:
    """The words that travel with the film: a person's, where there are such, else the machine's."""
    folder = here().settings.media
    corrected = folder / f"{name}.words.json"
    if corrected.exists():
        return read_correction(corrected).words
    parcel = folder / f"{name}.evidence.json.gz"
    observed = read_parcel(parcel).observed if parcel.exists() else ()
    return tuple(word for one in observed for word in one.of(Word))
