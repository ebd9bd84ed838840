"""What a trainer says of a take: at a second, of a criterion, of risky words, of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

COMMENT = "comment"
SIGNS = ("good", "again", "unclear", "eyes")  # signs of one tap
APPROVAL = "approval"
CRITERION, CLAIM = "criterion:", "claim:"  # how subjects of decisions begin
CONFIRMED, DISMISSED, YES = "confirmed", "dismissed", "yes"
MACHINES = "machine"  # of a criterion: back to what the machine said


@dataclass(frozen=True, slots=True)
class Note:
    """A comment or a sign at one second. `trainer_id` is None where nobody signs in, or she was deleted."""

    id: str
    attempt_id: str
    trainer_id: str | None
    kind: str  # COMMENT or one of SIGNS
    at_s: float
    text: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class VoiceNote:
    """A spoken comment at one second; its sound is kept apart."""

    id: str
    attempt_id: str
    trainer_id: str | None
    at_s: float
    duration_s: float
    made_at: datetime


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision about one thing of a take; what the machine said at that time stands beside a level."""

    attempt_id: str
    trainer_id: str | None
    subject: str
    value: str
    made_at: datetime
    machine_low: int | None = None
    machine_high: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to practise next, in one line, perhaps a lesson and a day."""

    learner_id: str
    text: str
    made_at: datetime
    trainer_id: str | None = None
    lesson_id: str = ""
    by: date | None = None


def of_criterion(criterion: str) -> str:
    """The subject of decisions about a criterion."""
    return f"{CRITERION}{criterion}"


def of_claim(rule: str, start_s: float) -> str:
    """The subject of decisions about risky words: their rule and the tenth of a second they begin at."""
    return f"{CLAIM}{rule[:100]}:{start_s:.1f}"


def levels(standing: Iterable[Decision]) -> Mapping[str, int]:
    """By criterion the level that a trainer gave."""
    given = (one for one in standing if one.subject.startswith(CRITERION) and one.value != MACHINES)
    return {one.subject.removeprefix(CRITERION): int(one.value) for one in given}


def words_decided(standing: Iterable[Decision]) -> Mapping[str, bool]:
    """By subject whether risky words were confirmed; words that wait again are not there."""
    return {
        one.subject: one.value == CONFIRMED
        for one in standing
        if one.subject.startswith(CLAIM) and one.value in (CONFIRMED, DISMISSED)
    }
