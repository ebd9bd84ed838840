"""Which takes may leave the machine in a report: scored ones that their learner shows to her trainer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from coach.domain.consent import AUDIENCE, SHOW_TRAINER, audience
from coach.domain.people import Learner
from coach.domain.review import Review, standing
from coach.store import Store
from coach.store.attempts import Attempt


@dataclass(frozen=True, slots=True)
class Handed:
    """One such take, its result as it was scored, and what trainers said of it in order of time."""

    learner: Learner
    attempt: Attempt
    result: Mapping[str, Any]
    reviews: tuple[Review, ...]

    @property
    def counts(self) -> Mapping[str, Review]:
        """By criterion the trainer's word that counts."""
        return standing(self.reviews)


@dataclass(frozen=True, slots=True)
class Asked:
    """Takes of one group's members and of one lesson; None: of all."""

    group_id: str | None = None
    lesson_id: str | None = None


def handed(store: Store, asked: Asked) -> tuple[Handed, ...]:
    """The takes asked for that may be handed out, by learner and then newest first."""
    return tuple(_handed(store, asked))


def _handed(store: Store, asked: Asked) -> Iterator[Handed]:
    for learner in _learners(store, asked.group_id):
        allowed = store.consents.in_force(learner.id)
        for attempt in store.attempts.of(learner.id):
            shown = AUDIENCE[SHOW_TRAINER] in audience(attempt.shown_at is not None, allowed)
            wanted = asked.lesson_id in (None, attempt.lesson_id)
            if shown and wanted and attempt.result is not None:
                yield Handed(learner, attempt, attempt.result, store.reviews.of(attempt.id))


def _learners(store: Store, group_id: str | None) -> tuple[Learner, ...]:
    if group_id is None:
        return store.people.all()
    return tuple(member.learner for member in store.groups.members(group_id))
