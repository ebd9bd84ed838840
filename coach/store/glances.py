"""What lists of many takes need of each result, kept beside it: a whole result is a thousand times longer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, sessionmaker

from coach.domain.analysis import DONE
from coach.domain.glance import Plain
from coach.store.schema import AnalysisRow, GlanceRow

MOST_KNOWN = 20_000  # results whose levels are remembered: about 20 MB
PARAMETERS = 500  # of one question: SQLite of older machines takes no more than 999
AT_ONCE = 100  # whole results in memory at a time: 60 kB each and more


def keep_glance(session: Session, analysis_id: str, result: Mapping[str, Any]) -> None:
    """Write the glance of a result, in the transaction that writes the result."""
    told = {**_EMPTY, **result}
    session.merge(
        GlanceRow(
            analysis_id=analysis_id,
            points_low=told["points"]["low"],
            points_high=told["points"]["high"],
            claims=sum(one.get("confirmed") is None for one in told["claims"]),
            levels={one["criterion"]: _level(one) for one in told["judgements"]},
        )
    )


@dataclass(frozen=True, slots=True)
class Glances:
    """Finds results that came without their glance (from an older version, from a backup) and makes it."""

    sessions: sessionmaker[Session]

    def fill(self) -> int:
        """How many were made."""
        made = 0
        while some := self._some():
            made += some
        return made

    def _some(self) -> int:
        known = select(GlanceRow.analysis_id).where(GlanceRow.analysis_id == AnalysisRow.id).exists()
        wanting = (
            select(AnalysisRow.id, AnalysisRow.result)
            .where(AnalysisRow.state == DONE, AnalysisRow.finished_at.is_not(None), ~known)
            .limit(AT_ONCE)
        )
        with self.sessions() as session:
            found = session.execute(wanting).all()
        if not found:
            return 0
        with self.sessions.begin() as session:
            for analysis_id, result in found:
                keep_glance(session, analysis_id, result or {})
        return len(found)


ByCriterion = Mapping[str, Plain]
_NEVER: tuple[datetime | None, ByCriterion] = (datetime.min.replace(tzinfo=UTC), {})


class Levels:
    """The levels of results, read once a version of each; the oldest are forgotten beyond a number."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[datetime | None, ByCriterion]] = {}

    def of(self, session: Session, wanted: Mapping[str, datetime | None]) -> Mapping[str, ByCriterion]:
        """By analysis its levels; `wanted`: when each of them was last written."""
        missing = [one for one, at in wanted.items() if self._known.get(one, _NEVER)[0] != at]
        for start in range(0, len(missing), PARAMETERS):
            some = missing[start : start + PARAMETERS]
            asked = select(GlanceRow.analysis_id, GlanceRow.changed_at, GlanceRow.levels)
            for one, changed_at, levels in session.execute(asked.where(GlanceRow.analysis_id.in_(some))):
                self._known[one] = (changed_at, levels)
        found = {one: self._known[one][1] for one in wanted if one in self._known}
        while len(self._known) > MOST_KNOWN:
            del self._known[next(iter(self._known))]
        return found


_EMPTY: Mapping[str, Any] = {"points": {"low": 0.0, "high": 100.0}, "claims": (), "judgements": ()}


def _level(one: Mapping[str, Any]) -> list[Any]:
    top = one.get("top", 4)
    return [one["level_low"], one["level_high"], top, one["state"], one["weight"]]
