"""What another wording of a lesson would change: one take judged by both, criterion by criterion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from coach.domain.scorecard import Judgement, Points, Scorecard


@dataclass(frozen=True, slots=True)
class Levels:
    """How one criterion stands: state, and the lowest and highest level."""

    state: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class CriterionChange:
    """One criterion that would be judged otherwise. None: it is not asked in that wording."""

    criterion: str
    before: Levels | None
    after: Levels | None


@dataclass(frozen=True, slots=True)
class WouldChange:
    """One take judged by two wordings."""

    changes: tuple[CriterionChange, ...]
    before: Points
    after: Points

    @property
    def any(self) -> bool:
        """Whether anybody would notice."""
        return bool(self.changes) or self.before != self.after


def would_change(before: Scorecard, after: Scorecard) -> WouldChange:
    """One take as it is judged now, and as it would be."""
    old, new = _levels(before), _levels(after)
    names = dict.fromkeys((*old, *new))
    changes = (CriterionChange(name, old.get(name), new.get(name)) for name in names)
    return WouldChange(tuple(one for one in changes if one.before != one.after), before.points, after.points)


def _levels(card: Scorecard) -> Mapping[str, Levels]:
    return {one.criterion: _level(one) for one in card.judgements}


def _level(one: Judgement) -> Levels:
    return Levels(one.state.value, one.level_low, one.level_high)
