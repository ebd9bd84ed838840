"""The calibration room: which take a trainer scores next without seeing what anybody else said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from coach.domain.review import Review

ENOUGH = 2  # trainers of one take; more takes tell more than more trainers of one take


def next_takes(takes: Sequence[str], blind: Iterable[Review], trainer_id: str) -> tuple[str, ...]:
    """Takes she has not scored blind and that still need her, those of one other trainer first.

    `takes` may be seen by her. The order within is the same for every trainer, so that their takes meet, and
    says nothing of the takes: by a digest of their id.
    """
    raters: Mapping[str, set[str | None]] = _raters(blind)
    open_to_her = [take for take in takes if trainer_id not in raters[take] and len(raters[take]) < ENOUGH]
    return tuple(sorted(open_to_her, key=lambda take: (-len(raters[take]), _shuffled(take))))


def _raters(blind: Iterable[Review]) -> defaultdict[str, set[str | None]]:
    found: defaultdict[str, set[str | None]] = defaultdict(set)
    for one in blind:
        if one.blind:
            found[one.attempt_id].add(one.trainer_id)
    return found


def _shuffled(take: str) -> str:
    return sha256(take.encode()).hexdigest()
