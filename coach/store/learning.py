"""Learning from what trainers said: criterion by criterion, everywhere if they agree, else class by class."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from coach.domain.review import Review
from coach.review.recalibration import Learned, Scope, learn
from coach.store.opening import Store
from coach.store.recalibrations import Version


def learn_all(store: Store, now: datetime) -> tuple[Version, ...]:
    """The new versions; none where trainers said nothing that is not in force already."""
    reviews = store.reviews.all()
    criteria = sorted({one.criterion for one in reviews})
    return tuple(version for one in criteria for version in _learned(store, reviews, one, now))


def _learned(store: Store, reviews: Sequence[Review], criterion: str, now: datetime) -> Iterator[Version]:
    common = learn(reviews, criterion)
    if common.scope is Scope.EVERYWHERE:
        yield from _kept(store, common, None, now)
        return
    for group in store.groups.of_kind("class"):
        yield from _kept(store, _of_group(store, reviews, criterion, group.id), group.id, now)


def _of_group(store: Store, reviews: Sequence[Review], criterion: str, group_id: str) -> Learned:
    """What this class's own takes teach; what agrees only here holds only here."""
    members = {member.learner.id for member in store.groups.members(group_id)}
    takes = store.attempts.ids_of(members)
    own = learn([one for one in reviews if one.attempt_id in takes], criterion)
    return replace(own, scope=Scope.GROUP)


def _kept(store: Store, learned: Learned, group_id: str | None, now: datetime) -> Iterator[Version]:
    version = store.recalibrations.add(learned, group_id, now)
    if version is not None:
        yield version
