"""Spoken comments of trainers at seconds of takes; whoever takes one back leaves nothing of it."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.desk import VoiceNote
from coach.domain.errors import CoachError
from coach.store.schema import VoiceNoteRow


@dataclass(frozen=True, slots=True)
class Voices:
    """The spoken comments of all takes, each a few hundred kilobytes."""

    sessions: sessionmaker[Session]

    def add(self, note: VoiceNote, sound: bytes) -> None:
        """Keep one more; the same one sent twice is kept once. CoachError where the take is gone."""
        row = VoiceNoteRow(**{name: getattr(note, name) for name in _TOLD}, sound=sound)
        try:
            with self.sessions.begin() as session:
                session.add(row)
        except IntegrityError:
            if all(one.id != note.id for one in self.of(note.attempt_id)):
                raise CoachError("attempt.unknown", id=note.attempt_id) from None

    def of(self, attempt_id: str) -> tuple[VoiceNote, ...]:
        """Those of one take, in order of its seconds, without their sound."""
        columns = [getattr(VoiceNoteRow, name) for name in _TOLD]
        asked = select(*columns).where(VoiceNoteRow.attempt_id == attempt_id)
        with self.sessions() as session:
            rows = session.execute(asked.order_by(VoiceNoteRow.at_s, VoiceNoteRow.made_at))
            return tuple(VoiceNote(*row) for row in rows)

    def sound(self, attempt_id: str, id: str) -> bytes:
        """Opus in WebM; CoachError when there is no such comment of that take."""
        asked = select(VoiceNoteRow.sound).where(VoiceNoteRow.id == id, VoiceNoteRow.attempt_id == attempt_id)
        with self.sessions() as session:
            found = session.scalar(asked)
        if found is None:
            raise CoachError("voice.unknown")
        return found

    def take_back(self, attempt_id: str, id: str, trainer_id: str | None) -> bool:
        """Remove one of her own for ever; False where it is not hers, or gone."""
        hers = (VoiceNoteRow.id == id) & (VoiceNoteRow.attempt_id == attempt_id)
        same = VoiceNoteRow.trainer_id.is_not_distinct_from(trainer_id)
        with self.sessions.begin() as session:
            return session.connection().execute(delete(VoiceNoteRow).where(hers & same)).rowcount == 1


_TOLD = ("id", "attempt_id", "trainer_id", "at_s", "duration_s", "made_at")
