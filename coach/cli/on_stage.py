"""Listens to a volunteer on a stage: captions and lights for the hall, a few seconds after she spoke."""

from __future__ import annotations

from dataclasses import dataclass, field

from coach.assembly import Workplace
from coach.domain.media import SoundPiece
from coach.domain.rubric import Lesson
from coach.domain.transcript import Word
from coach.pipeline.early import Early
from coach.pipeline.understanding import Understander
from coach.speech.transcriber import Glancing, Transcriber
from coach.store import Store
from coach.store.uploads import Upload
from coach.workshop.hearing import reading
from coach.workshop.lights import Light, dark, lit
from coach.workshop.readings import Reading, agreed_words, is_another
from coach.workshop.shown import Live, captions, written


@dataclass(slots=True)
class OnStage:
    """One volunteer's take as the hall sees it."""

    store: Store
    upload: Upload
    lesson: Lesson
    understand: Understander
    early: Early
    lights: tuple[Light, ...]
    before: Reading = field(default_factory=Reading)

    def around(self, inner: Transcriber) -> Transcriber:
        """The early reading borrows the recogniser, and keeps nothing of what it heard."""
        self.early.recognise = inner.glance if isinstance(inner, Glancing) else inner.recognise
        return inner

    def hear(self, piece: SoundPiece, settled: tuple[Word, ...], settled_s: float) -> None:
        """The next piece of sound; where another reading is due, the hall is told what two agree on."""
        self.early.hear(piece)
        if self.early.is_due():
            self._read(settled, settled_s)

    def _read(self, settled: tuple[Word, ...], settled_s: float) -> None:
        words = (*settled, *self.early.words(settled_s))
        now = reading(words, len(settled), self.early.now_s, self.understand)
        if is_another(self.before, now):
            self.lights = lit(self.lesson, self.lights, self.before, now)
            said = agreed_words(self.before, now)
            self._tell(said, now.until_s)
            self.before = now

    def _tell(self, said: tuple[Word, ...], until_s: float) -> None:
        heard_s = said[-1].span.end_s if said else 0.0
        live = Live(self.lights, captions(said), until_s, heard_s)
        self.store.followed.show(self.upload.id, written(live))


def stage_for(at: Workplace, upload: Upload, understand: Understander) -> OnStage | None:
    """Who tells the hall, where the take is on a stage and its lesson is taught here."""
    lesson = at.course.lessons.get(upload.lesson_id)
    if lesson is None or not at.store.workshops.on_stage(upload.id):
        return None
    return OnStage(at.store, upload, lesson, understand, Early(upload.language), dark(lesson))
