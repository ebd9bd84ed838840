"""Forgetting somebody, or one take: all that is hers goes, and nothing that anybody else still needs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, Table, delete, select
from sqlalchemy.orm import Session, sessionmaker

from coach.store.audit import MACHINE, Audit, Did
from coach.store.cleansing import cleanse, empty_logs
from coach.store.hall_rows import GuestRow, WorkshopRow
from coach.store.ownership import RECORDING, Doomed, Ownership
from coach.store.removals import NAMED, OWN_SENTENCES, PAGES, Removals, note
from coach.store.schema import AttemptRow, Base, LessonUsedRow, TombstoneRow
from coach.store.unsaying import unsay
from coach.store.uploads import Uploads

OWNERSHIP = Ownership(Base.metadata)
LEARNER, ATTEMPT, OFFER = (Base.metadata.tables[name] for name in ("learner", "attempt", "offer"))
IN_HALL = {name: Base.metadata.tables[name] for name in (WorkshopRow.__tablename__, GuestRow.__tablename__)}


@dataclass(frozen=True, slots=True)
class Forgetting:
    """Takes learners and takes out of the store; an id stays, so that no backup brings them back."""

    engine: Engine
    sessions: sessionmaker[Session]
    removals: Removals
    audit: Audit
    uploads: Uploads

    def forget(self, learner_id: str, who: str = MACHINE, now: datetime | None = None) -> bool:
        """Remove a learner, her attempts, and the recordings and evidence that nobody else's attempts need.

        A worker in the middle of one of her takes finds its row gone and stops. Rows go in one transaction
        and the files after it: a file too many is better than an attempt that has lost its film; what
        must still go is noted in that transaction. False when bytes could not be removed yet.
        """
        self.uploads.forget(learner_id)
        with self.sessions.begin() as session:
            self._take_person_out(session, learner_id, who, now or datetime.now(UTC))
        return self.finish()

    def forget_workshop(self, workshop_id: str, learners: Collection[str], who: str, now: datetime) -> bool:
        """Remove a workshop with its guests and all they said, and those learners; False as above."""
        for one in learners:
            self.uploads.forget(one)
        with self.sessions.begin() as session:
            for one in sorted(learners):
                self._take_person_out(session, one, who, now)
            self._take_out(session, IN_HALL["workshop"], (workshop_id,), now)
            self.audit.note(session, Did(who, "workshop.deleted", f"workshop:{workshop_id}"), now)
        return self.finish()

    def forget_guest(self, guest_id: str, now: datetime) -> bool:
        """Remove somebody who came to a workshop and handed nothing in; False as above."""
        with self.sessions.begin() as session:
            self._take_out(session, IN_HALL["hall_guest"], (guest_id,), now)
            self.audit.note(session, Did(guest_id, "guest.deleted", f"guest:{guest_id}"), now)
        return self.finish()

    def forget_guests(
        self, guests: Collection[str], learners: Collection[str], workshops: Collection[str], now: datetime
    ) -> bool:
        """Remove guests whose time is over, those learners, and empty workshops; False as above."""
        for one in learners:
            self.uploads.forget(one)
        with self.sessions.begin() as session:
            for one in sorted(learners):
                self._take_person_out(session, one, MACHINE, now)
            for name, verb, ids in (
                ("hall_guest", "guest.expired", guests),
                ("workshop", "workshop.expired", workshops),
            ):
                self._take_out(session, IN_HALL[name], sorted(ids), now)
                for one in sorted(ids):
                    kind = verb.partition(".")[0]
                    self.audit.note(session, Did(MACHINE, verb, f"{kind}:{one}"), now)
        return self.finish()

    def forget_invented(self, learner_id: str) -> bool:
        """Remove somebody who does not exist: nothing of hers may not come back, so nothing stays noted."""
        with self.sessions.begin() as session:
            takes = list(session.scalars(select(AttemptRow.id).where(AttemptRow.learner_id == learner_id)))
            self._remove(session, LEARNER, (learner_id,))
            note(session, NAMED, (learner_id, *takes))
        return self.finish()

    def forget_take(self, attempt_id: str, who: str = MACHINE, now: datetime | None = None) -> bool:
        """Remove one take with all that was said and found of it; False as above."""
        with self.sessions.begin() as session:
            moment = now or datetime.now(UTC)
            self._take_out(session, ATTEMPT, (attempt_id,), moment)
            self.audit.note(session, Did(who, "take.deleted", f"attempt:{attempt_id}"), moment)
        return self.finish()

    def again(self, people: Sequence[str], takes: Sequence[str], recordings: set[str], now: datetime) -> int:
        """Remove what a restore or a merge brought back; how many learners and attempts that were."""
        back = [one for one in people if self._is_back(LEARNER, one)]
        for one in back:
            self.forget(one, MACHINE, now)
        takes_back = [one for one in takes if self._is_back(ATTEMPT, one)]
        for one in takes_back:
            self.forget_take(one, MACHINE, now)
        with self.sessions.begin() as session:
            self.drop_unneeded(session, {"recording": recordings})
        self.finish()
        return len(back) + len(takes_back)

    def finish(self) -> bool:
        """Remove files, pages and logs that are noted; the daily sweep calls it too. False: not yet all."""
        left = self.removals.carry_out()
        if (PAGES, PAGES) in self.removals.waiting():
            empty_logs(self.removals.folder)
            if not cleanse(self.engine):
                return False
            self.removals.done(PAGES, PAGES)
        return left == 0

    def drop_unneeded(self, session: Session, digests: dict[str, set[str]]) -> set[str]:
        """Note files that no row needs any more, remove what was made of them; the recordings that go."""
        held = OWNERSHIP.digests(session)
        unneeded = {kind: kept - held.get(kind, set()) for kind, kept in digests.items()}
        for kind, kept in unneeded.items():
            note(session, kind, kept)
        recordings = unneeded.get("recording", set())
        for table in OWNERSHIP.derived():
            session.execute(delete(table).where(table.c[RECORDING].in_(recordings)))
        note(session, PAGES, (PAGES,))
        return recordings

    def again_in_halls(self, stones: Mapping[str, Sequence[str]], now: datetime) -> int:
        """The same for workshops and guests, by table; how many they were."""
        back = [
            (name, one) for name, ids in stones.items() for one in ids if self._is_back(IN_HALL[name], one)
        ]
        with self.sessions.begin() as session:
            for name, one in back:
                self._take_out(session, IN_HALL[name], (one,), now)
        if back:
            self.finish()
        return len(back)

    def _is_back(self, root: Table, id: str) -> bool:
        """Whether there is any row that goes with it."""
        with self.sessions() as session:
            asked = (select(table).where(where) for table, where in OWNERSHIP.doomed(root, (id,)).items())
            return any(session.execute(one.limit(1)).first() for one in asked)

    def _take_person_out(self, session: Session, learner_id: str, who: str, now: datetime) -> None:
        takes = list(session.scalars(select(AttemptRow.id).where(AttemptRow.learner_id == learner_id)))
        self._take_out(session, LEARNER, (learner_id,), now)
        _stones(session, "attempt", takes, now)
        note(session, NAMED, takes)
        self.audit.note(session, Did(who, "person.deleted", f"learner:{learner_id}"), now)

    def _take_out(self, session: Session, root: Table, ids: Sequence[str], now: datetime) -> None:
        recordings = self._remove(session, root, ids)
        _stones(session, root.name, ids, now)
        _stones(session, "recording", recordings, now)
        note(session, NAMED, ids)

    def _remove(self, session: Session, root: Table, ids: Sequence[str]) -> set[str]:
        """Remove rows with all that goes with them; the recordings that nobody needs any more."""
        doomed = OWNERSHIP.doomed(root, ids)
        digests = OWNERSHIP.digests(session, doomed)
        lessons = _lessons(session, doomed)
        if _may_be_learned(session, doomed):
            note(session, NAMED, (OWN_SENTENCES,))  # what is left is learned again
        unsay(session, doomed)
        OWNERSHIP.blank(session, doomed)
        for table in reversed(tuple(doomed)):
            session.execute(delete(table).where(doomed[table]))
        recordings = self.drop_unneeded(session, digests)
        _drop_lessons(session, lessons)
        return recordings


def _stones(session: Session, kind: str, ids: Iterable[str], now: datetime) -> None:
    for one in ids:
        session.merge(TombstoneRow(kind=kind, id=one, at=now))


def _may_be_learned(session: Session, doomed: Doomed) -> bool:
    """Whether trainers decided about sentences of hers: her words may have been learned."""
    if OFFER not in doomed:
        return False
    asked = select(OFFER.c.id).where(doomed[OFFER], OFFER.c.decision != "open")
    return session.execute(asked).first() is not None


def _lessons(session: Session, doomed: Doomed) -> set[str]:
    if ATTEMPT not in doomed:
        return set()
    asked = select(ATTEMPT.c.lesson_digest).where(doomed[ATTEMPT], ATTEMPT.c.lesson_digest.is_not(None))
    return set(session.scalars(asked))


def _drop_lessons(session: Session, digests: Iterable[str]) -> None:
    """Remove the lessons that no attempt was scored by any more."""
    still = select(AttemptRow.lesson_digest).where(AttemptRow.lesson_digest.is_not(None))
    session.execute(
        delete(LessonUsedRow).where(LessonUsedRow.digest.in_(digests) & LessonUsedRow.digest.not_in(still))
    )
