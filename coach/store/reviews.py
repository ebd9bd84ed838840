"""Trainers' reviews: appended, so that both levels stay; two trainers at once are told, and lose nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.errors import CoachError
from coach.domain.people import DEMONSTRATION
from coach.domain.review import MachineLevel, Review
from coach.store.schema import AttemptRow, GroupRow, MembershipRow, ReviewRow

LONGEST_REASON = 2000  # characters; a paragraph


@dataclass(frozen=True, slots=True)
class Said:
    """One criterion as a trainer leaves it: what the machine says by itself, and her level and reason.

    `withdrawn`: the level that stood is taken back; `level` says nothing then.
    """

    criterion: str
    machine: MachineLevel
    level: int
    reason: str = ""
    withdrawn: bool = False


class SomebodyWasFaster(CoachError):
    """Another trainer saved this take since the page was opened; what was written stays on the page."""


@dataclass(frozen=True, slots=True)
class Reviews:
    """The reviews of all takes."""

    sessions: sessionmaker[Session]

    def seen(self, attempt_id: str) -> Mapping[str, int]:
        """By criterion the number of open-eyed lines: ask before a take is shown, give it back with `add`."""
        with self.sessions() as session:
            return _counts(session, attempt_id)

    def of(self, attempt_id: str) -> tuple[Review, ...]:
        """What was said of one take by trainers who saw the machine's level, in order of time."""
        return self._told(_ordered().where(ReviewRow.attempt_id == attempt_id, ReviewRow.blind.is_(False)))

    def blind(self, attempt_id: str, trainer_id: str) -> tuple[Review, ...]:
        """What this trainer, and nobody else, said of one take in the calibration room."""
        hers = (ReviewRow.attempt_id == attempt_id) & (ReviewRow.trainer_id == trainer_id)
        return self._told(_ordered().where(hers, ReviewRow.blind.is_(True)))

    def all(self, criterion: str | None = None, blind: bool | None = None) -> tuple[Review, ...]:
        """Reviews of real people's takes in order of time, for agreement and recalibration; for no screen.

        What a trainer tried on the demonstration's takes is left out: nothing is learned from it.
        """
        asked = _ordered().where(ReviewRow.attempt_id.not_in(_invented()))
        if criterion is not None:
            asked = asked.where(ReviewRow.criterion == criterion)
        if blind is not None:
            asked = asked.where(ReviewRow.blind.is_(blind))
        return self._told(asked)

    def add(
        self,
        attempt_id: str,
        trainer_id: str | None,
        said: Sequence[Said],
        seen: Mapping[str, int],
        now: datetime,
    ) -> None:
        """Keep one trainer's levels of a take, all or none.

        `seen`: how many lines of each of these criteria she was shown. SomebodyWasFaster when another trainer
        saved one of them in between: nothing is kept then and nothing of the other's is touched; show what is
        there now and let her save again.
        """
        rows = [_row(attempt_id, trainer_id, one, False, now) for one in said]
        for row in rows:
            row.id = _in_turn(seen.get(row.criterion, 0))
        with self.sessions.begin() as session:
            _hold(session, attempt_id)
            session.add_all(rows)
            session.flush()  # from here on no other writer of SQLite comes between
            there, new = _counts(session, attempt_id), Counter(one.criterion for one in said)
            if any(there[name] != seen.get(name, 0) + more for name, more in new.items()):
                raise SomebodyWasFaster("desk.changed")

    def opened(self, trainer_id: str) -> frozenset[str]:
        """The takes of which she said anything with her eyes open: of these she is not blind any more."""
        hers = (ReviewRow.trainer_id == trainer_id) & ReviewRow.blind.is_(False)
        with self.sessions() as session:
            return frozenset(session.scalars(select(ReviewRow.attempt_id).where(hers).distinct()))

    def add_blind(self, attempt_id: str, trainer_id: str, said: Iterable[Said], now: datetime) -> None:
        """Keep what a trainer says without having seen the machine's level or anybody else's.

        Several may do so at once. Once she saved a review of the take with her eyes open, she is not blind:
        CoachError `review.not_blind`.
        """
        rows = [_row(attempt_id, trainer_id, one, True, now) for one in said]
        with self.sessions.begin() as session:
            _hold(session, attempt_id)
            if session.scalars(_open_eyed(attempt_id, trainer_id)).first():
                raise CoachError("review.not_blind")
            session.add_all(rows)

    def _told(self, asked: Select[ReviewRow]) -> tuple[Review, ...]:
        with self.sessions() as session:
            return tuple(map(_review, session.scalars(asked)))


def _hold(session: Session, attempt_id: str) -> None:
    """Other reviewers of this take wait until this one is done; CoachError when the take is gone."""
    asked = select(AttemptRow.id).where(AttemptRow.id == attempt_id).with_for_update()
    if session.scalars(asked).first() is None:
        raise CoachError("attempt.unknown", id=attempt_id)


def _counts(session: Session, attempt_id: str) -> Mapping[str, int]:
    """Open-eyed lines by criterion: they only grow, also where another laptop's lines are merged in."""
    lines = (ReviewRow.attempt_id == attempt_id) & ReviewRow.blind.is_(False)
    counted = select(ReviewRow.criterion, func.count()).where(lines).group_by(ReviewRow.criterion)
    return {row[0]: row[1] for row in session.execute(counted)}


def _in_turn(seen: int) -> str:
    """An id that keeps its turn, also where two clocks say the same."""
    return f"{seen:08x}{uuid4().hex[:24]}"


def _open_eyed(attempt_id: str, trainer_id: str) -> Select[str]:
    hers = (ReviewRow.attempt_id == attempt_id) & (ReviewRow.trainer_id == trainer_id)
    return select(ReviewRow.id).where(hers, ReviewRow.blind.is_(False)).limit(1)


def _ordered() -> Select[ReviewRow]:
    return select(ReviewRow).order_by(ReviewRow.made_at, ReviewRow.id)


def _invented() -> Select[str]:
    """Takes of the demonstration."""
    return (
        select(AttemptRow.id)
        .join(MembershipRow, MembershipRow.learner_id == AttemptRow.learner_id)
        .join(GroupRow, GroupRow.id == MembershipRow.group_id)
        .where(GroupRow.kind == DEMONSTRATION)
    )


def _row(attempt_id: str, trainer_id: str | None, said: Said, blind: bool, now: datetime) -> ReviewRow:
    machine = said.machine
    if not 0 <= said.level <= machine.top:
        raise CoachError("review.no_such_level", level=said.level, top=machine.top)
    return ReviewRow(
        id=uuid4().hex,
        attempt_id=attempt_id,
        criterion=said.criterion,
        trainer_id=trainer_id,
        machine_low=machine.low,
        machine_high=machine.high,
        top=machine.top,
        certainty=machine.certainty,
        machine_version=machine.version,
        level=said.level,
        reason=said.reason.strip()[:LONGEST_REASON],
        blind=blind,
        withdrawn=said.withdrawn,
        made_at=now,
    )


def _review(row: ReviewRow) -> Review:
    machine = MachineLevel(row.machine_low, row.machine_high, row.top, row.certainty, row.machine_version)
    return Review(
        attempt_id=row.attempt_id,
        criterion=row.criterion,
        trainer_id=row.trainer_id,
        machine=machine,
        level=row.level,
        reason=row.reason,
        made_at=row.made_at,
        blind=row.blind,
        withdrawn=row.withdrawn,
    )
