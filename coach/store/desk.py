"""What trainers do at their desk: comments, decisions, plans; nothing said is ever overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.desk import CRITERION, MACHINES, Decision, Note, Plan, of_criterion
from coach.domain.errors import CoachError
from coach.domain.review import Review
from coach.store.reviews import Reviews
from coach.store.schema import DecisionRow, HelpRow, NoteRow, PlanRow, TurnRow


@dataclass(frozen=True, slots=True)
class Notes:
    """Comments and signs of trainers at seconds of takes."""

    sessions: sessionmaker[Session]

    def add(self, note: Note) -> None:
        """Keep one more; the same one sent twice is kept once."""
        try:
            with self.sessions.begin() as session:
                session.add(NoteRow(**{name: getattr(note, name) for name in _NOTE}))
        except IntegrityError:
            if all(one.id != note.id for one in self.of(note.attempt_id)):
                raise CoachError("attempt.unknown", id=note.attempt_id) from None

    def take_back(self, attempt_id: str, id: str, now: datetime) -> None:
        """It is shown no more; the row stays."""
        hers = (NoteRow.id == id) & (NoteRow.attempt_id == attempt_id)
        with self.sessions.begin() as session:
            session.execute(update(NoteRow).where(hers).values(taken_back_at=now))

    def of(self, attempt_id: str) -> tuple[Note, ...]:
        """Those of one take that stand, in order of its seconds."""
        asked = select(NoteRow).where(NoteRow.attempt_id == attempt_id, NoteRow.taken_back_at.is_(None))
        with self.sessions() as session:
            rows = session.scalars(asked.order_by(NoteRow.at_s, NoteRow.made_at))
            return tuple(Note(**{name: getattr(row, name) for name in _NOTE}) for row in rows)


@dataclass(frozen=True, slots=True)
class Decisions:
    """What trainers decided about takes: levels, risky words, whether it is looked through.

    Levels are kept as reviews, from which the machine learns too; here they are read as decisions.
    """

    sessions: sessionmaker[Session]
    reviews: Reviews

    def turns(self, attempt_id: str) -> Mapping[str, int]:
        """By subject how often it was decided; what was never decided is not there."""
        asked = select(TurnRow.subject, TurnRow.number).where(TurnRow.attempt_id == attempt_id)
        with self.sessions() as session:
            other = {row.subject: row.number for row in session.execute(asked)}
        levels = self.reviews.seen(attempt_id)
        return other | {of_criterion(criterion): number for criterion, number in levels.items()}

    def decide(self, one: Decision, seen: int) -> None:
        """Keep a decision of somebody who has seen the first `seen` decisions about the same thing.

        CoachError desk.changed where there is another one since: then nothing is written. ValueError for a
        level: `Reviews.add` keeps those.
        """
        if one.subject.startswith(CRITERION):
            raise ValueError("a level is a review")
        try:
            with self.sessions.begin() as session:
                self._take_turn(session, one, seen)
                # In turn, also where two clocks say the same.
                in_turn = f"{seen:08x}{uuid4().hex[:24]}"
                session.add(DecisionRow(id=in_turn, **{name: getattr(one, name) for name in _DECISION}))
        except IntegrityError:
            raise CoachError("desk.changed") from None

    def _take_turn(self, session: Session, one: Decision, seen: int) -> None:
        if seen == 0:
            session.add(TurnRow(attempt_id=one.attempt_id, subject=one.subject, number=1))
            session.flush()
            return
        same = (TurnRow.attempt_id == one.attempt_id) & (TurnRow.subject == one.subject)
        change = update(TurnRow).where(same & (TurnRow.number == seen)).values(number=seen + 1)
        if session.connection().execute(change).rowcount != 1:
            raise CoachError("desk.changed")

    def of(self, attempt_id: str) -> tuple[Decision, ...]:
        """All decisions about one take, those about one thing in the order in which they were made."""
        asked = select(DecisionRow).where(DecisionRow.attempt_id == attempt_id)
        with self.sessions() as session:
            rows = session.scalars(asked.order_by(DecisionRow.made_at, DecisionRow.id))
            other = tuple(Decision(**{name: getattr(row, name) for name in _DECISION}) for row in rows)
        return (*map(_as_decision, self.reviews.of(attempt_id)), *other)

    def standing(self, attempt_id: str) -> Mapping[str, Decision]:
        """By subject the decision that counts: the last."""
        return {one.subject: one for one in self.of(attempt_id)}


@dataclass(frozen=True, slots=True)
class Plans:
    """What trainers ask learners to practise next."""

    sessions: sessionmaker[Session]

    def keep(self, plan: Plan) -> None:
        """One more line; the last one counts. An empty one takes the plan back."""
        row = PlanRow(
            id=uuid4().hex,
            learner_id=plan.learner_id,
            trainer_id=plan.trainer_id,
            lesson_id=plan.lesson_id or None,
            by_day=plan.by.isoformat() if plan.by else None,
            text=plan.text,
            made_at=plan.made_at,
        )
        with self.sessions.begin() as session:
            session.add(row)

    def of(self, learner_id: str) -> Plan | None:
        """Her plan, if she has one."""
        return self.all(PlanRow.learner_id == learner_id).get(learner_id)

    def all(self, *where: object) -> Mapping[str, Plan]:
        """The plans that count, by learner."""
        asked = select(PlanRow).where(*where).order_by(PlanRow.made_at, PlanRow.id)  # type: ignore[arg-type]
        with self.sessions() as session:
            last = {row.learner_id: _plan(row) for row in session.scalars(asked)}
        return {learner: plan for learner, plan in last.items() if plan.text or plan.lesson_id}


@dataclass(frozen=True, slots=True)
class Help:
    """Takes whose learners asked for help."""

    sessions: sessionmaker[Session]

    def ask(self, attempt_id: str, now: datetime) -> None:
        """She asks; a second time changes nothing."""
        try:
            with self.sessions.begin() as session:
                session.add(HelpRow(attempt_id=attempt_id, asked_at=now))
        except IntegrityError:
            return

    def asked(self, attempt_id: str) -> bool:
        """Whether she did."""
        with self.sessions() as session:
            return session.get(HelpRow, attempt_id) is not None


@dataclass(frozen=True, slots=True)
class TrainersDesk:
    """All of it."""

    notes: Notes
    decisions: Decisions
    plans: Plans
    help: Help


def open_desk(sessions: sessionmaker[Session]) -> TrainersDesk:
    """The desk on that database."""
    decisions = Decisions(sessions, Reviews(sessions))
    return TrainersDesk(Notes(sessions), decisions, Plans(sessions), Help(sessions))


_NOTE = ("id", "attempt_id", "trainer_id", "kind", "at_s", "text", "made_at")
_DECISION = ("attempt_id", "trainer_id", "subject", "value", "reason", "made_at")


def _as_decision(one: Review) -> Decision:
    return Decision(
        attempt_id=one.attempt_id,
        trainer_id=one.trainer_id,
        subject=of_criterion(one.criterion),
        value=MACHINES if one.withdrawn else str(one.level),
        made_at=one.made_at,
        machine_low=one.machine.low,
        machine_high=one.machine.high,
        reason=one.reason,
    )


def _plan(row: PlanRow) -> Plan:
    by = date.fromisoformat(row.by_day) if row.by_day else None
    return Plan(row.learner_id, row.text, row.made_at, row.trainer_id, row.lesson_id or "", by)
