"""What a learner may allow, one thing at a time, what is in force, and who may therefore see a take."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from coach.domain.people import Consent

RECORD = "record"  # keep the film that she hands in
ANALYSE = "analyse"  # let the machine listen to it and look at it
SHOW_TRAINER = "show_trainer"  # takes that she shows may be seen by her trainer
SHOW_CLASS = "show_class"  # and in class, by everybody there
KEEP_LONGER = "keep_longer"  # keep films longer than is usual

PURPOSES = (RECORD, ANALYSE, SHOW_TRAINER, SHOW_CLASS, KEEP_LONGER)
BOTH = "record_and_analyse"  # one text for the two without which nothing can be practised
COVERS: Mapping[str, tuple[str, ...]] = {BOTH: (RECORD, ANALYSE)}
AUDIENCE = {SHOW_TRAINER: "trainer", SHOW_CLASS: "class"}

KEPT_DAYS = 180  # own judgement: a course of 15 lessons at one a week, and as long again to look back
LONGER_DAYS = 730  # own judgement: until the same season has come round twice


def covered(purpose: str) -> tuple[str, ...]:
    """The single purposes that a text was about."""
    return COVERS.get(purpose, (purpose,))


def in_force(consents: Iterable[Consent]) -> frozenset[str]:
    """The purposes that are allowed now: of each the last word counts. `consents` in order of time."""
    last: dict[str, bool] = {}
    for one in consents:
        last |= dict.fromkeys(covered(one.purpose), one.given)
    return frozenset(purpose for purpose, given in last.items() if given)


def audience(shown: bool, allowed: Collection[str]) -> frozenset[str]:
    """Who besides herself may see a take: "trainer", "class"; nobody while she has not shown it."""
    return frozenset(who for purpose, who in AUDIENCE.items() if shown and purpose in allowed)


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days a film and its words are kept."""

    kept_days: int = KEPT_DAYS
    longer_days: int = LONGER_DAYS

    def film_ends(self, made_at: datetime, allowed: Collection[str], groups: Iterable[int]) -> datetime:
        """When film and words go. The strictest of her groups counts; her leave to keep longer beats it."""
        days = min(groups, default=self.kept_days)
        return made_at + timedelta(days=max(days, self.longer_days) if KEEP_LONGER in allowed else days)
