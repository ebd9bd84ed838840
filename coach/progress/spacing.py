"""When a skill should be practised again, so that it stays: spaced, with gentle first distances."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from fsrs import Card, Rating, Scheduler

from coach.progress.bayes import Reached
from coach.progress.takes import Taken

# FSRS models memory of cards, not of speaking: its first distances (4, 31, 60 days) are far too bold here.
FIRST_DAYS = (3, 7, 14)  # most days after the first, second and third practice (own, design of the course)
MOST_DAYS = 60
KEPT = 0.85  # aimed chance that it is still there when it comes again
WELL, POORLY = (
    0.7,
    0.35,
)  # shares of levels: from the first it was met (as a lesson's pass line), below the other not
SCHEDULER = Scheduler(
    desired_retention=KEPT,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=MOST_DAYS,
    enable_fuzzing=False,  # the same takes, the same day
)


def due(days: Sequence[tuple[date, Rating]]) -> date | None:
    """The day on which it comes again after these days of practice, oldest first; None without any."""
    if not days:
        return None
    card = Card(card_id=1, due=_noon(days[0][0]))
    for day, rating in days:
        card, _ = SCHEDULER.review_card(card, rating, _noon(day))
    last = days[-1][0]
    most = FIRST_DAYS[len(days) - 1] if len(days) <= len(FIRST_DAYS) else MOST_DAYS
    return last + min(max(timedelta(days=1), card.due.date() - last), timedelta(days=most))


def practised(takes: Iterable[Taken], skill: str) -> tuple[tuple[date, Rating], ...]:
    """The days on which a skill was judged, with how the day's last such take went. Takes: oldest first."""
    days: dict[date, Rating] = {}
    for one in takes:
        rating = rated(one.reached.get(skill, ()))
        if rating is not None:
            days[one.at.astimezone().date()] = rating
    return tuple(days.items())


def rated(reached: Sequence[Reached]) -> Rating | None:
    """How a skill went in one take: well and poorly only when surely so; None where nothing was judged."""
    if not reached:
        return None
    least = sum(one.low / one.top for one in reached) / len(reached)
    most = sum(one.high / one.top for one in reached) / len(reached)
    if least >= WELL:
        return Rating.Good
    return Rating.Again if most < POORLY else Rating.Hard


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)
