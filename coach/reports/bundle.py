"""Takes as one JSON with all their evidence, for whoever wants to check or study them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from coach.domain.review import Review
from coach.reports.handed import Handed

FORMAT, VERSION = "chot-don.takes", 1


def bundle(takes: Iterable[Handed], lessons: dict[str, str], now: datetime) -> dict[str, Any]:
    """Every take with its result as `coach score --json` tells it, and its reviews; both levels of each.

    `lessons`: the lessons the takes were scored by, as they were then, by digest.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "made_at": _written(now),
        "lessons": lessons,
        "takes": [_take(one) for one in takes],
    }


def _take(one: Handed) -> dict[str, Any]:
    attempt = one.attempt
    return {
        "id": attempt.id,
        "learner": {"id": one.learner.id, "name": one.learner.name},
        "lesson": attempt.lesson_id,
        "language": attempt.language,
        "made_at": _written(attempt.created_at),
        "film_removed_at": _written(attempt.film_removed_at) if attempt.film_removed_at else None,
        "result": one.result,
        "reviews": [_review(review) for review in one.reviews],
    }


def _review(one: Review) -> dict[str, Any]:
    machine = one.machine
    return {
        "criterion": one.criterion,
        "trainer": one.trainer_id,
        "machine": {
            "level_low": machine.low,
            "level_high": machine.high,
            "top": machine.top,
            "certainty": machine.certainty,
            "lesson_digest": machine.version,
        },
        "level": one.level,
        "reason": one.reason,
        "withdrawn": one.withdrawn,
        "made_at": _written(one.made_at),
    }


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds")
