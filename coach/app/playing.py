"""Ready-made takes on the stage: their captions and lights, as a hall would have seen them live."""

from __future__ import annotations

import threading

from coach.app.here import here
from coach.assembly import Workplace, hearer
from coach.domain.rubric import Lesson
from coach.domain.transcript import Word
from coach.pipeline.along import along
from coach.store.parcels import read_correction, read_parcel
from coach.workshop.hearing import replayed
from coach.workshop.shown import Live

Shown = list[tuple[float, Live]]
_PLAYED: dict[tuple[str, str], Shown] = {}
_LOCK, _ONE_AT_A_TIME = threading.Lock(), threading.Lock()


def played(name: str, lesson_id: str) -> tuple[tuple[float, Live], ...]:
    """From which second on what is shown beside that film, as far as it is understood by now.

    The film begins at once; what it holds is understood beside it, quicker than it plays.
    """
    with _LOCK:
        shown = _PLAYED.get((name, lesson_id))
        if shown is None:
            shown = _PLAYED[name, lesson_id] = []
            told = (here(), name, lesson_id, shown)
            threading.Thread(target=_understand, args=told, daemon=True).start()
    return tuple(shown)


def _understand(at: Workplace, name: str, lesson_id: str, shown: Shown) -> None:
    lesson = at.course.lessons.get(lesson_id)
    if lesson is None:
        return
    with _ONE_AT_A_TIME:
        _fill(at, name, lesson, shown)


def _fill(at: Workplace, name: str, lesson: Lesson, shown: Shown) -> None:
    for one in replayed(words_of(at, name), lesson, along(hearer(at.settings, name[:2]))):
        shown.append(one)  # one by one: it is read meanwhile


def words_of(at: Workplace, name: str) -> tuple[Word, ...]:
    """The words that travel with the film: a person's, where there are such, else the machine's."""
    corrected = at.settings.media / f"{name}.words.json"
    if corrected.exists():
        return read_correction(corrected).words
    parcel = at.settings.media / f"{name}.evidence.json.gz"
    observed = read_parcel(parcel).observed if parcel.exists() else ()
    return tuple(word for one in observed for word in one.of(Word))
