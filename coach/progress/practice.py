"""How much was practised: takes, minutes, weeks in a row, the best take, a lesson beside itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from coach.progress.takes import Taken

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Practice:
    """All practice so far."""

    takes: int
    minutes: float
    best: Taken | None
    weeks: int  # in a row, up to this one; a week not over yet takes nothing away


def practice(takes: Sequence[Taken], today: date) -> Practice:
    """All practice so far. `takes`: oldest first; days are those of this machine's clock."""
    return Practice(
        takes=len(takes),
        minutes=sum(one.duration_s for one in takes) / 60,
        best=max(takes, key=lambda one: (one.points, one.at), default=None),
        weeks=weeks_in_a_row((one.at.astimezone().date() for one in takes), today),
    )


def weeks_in_a_row(days: Iterable[date], today: date) -> int:
    """Calendar weeks with practice, one after the other, that reach into this week or the last one."""
    weeks = {_monday(day) for day in days}
    at = _monday(today) if _monday(today) in weeks else _monday(today) - WEEK
    count = 0
    while at in weeks:
        count, at = count + 1, at - WEEK
    return count


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, slots=True)
class Repeated:
    """One lesson taken more than once: its first and its newest take that are judged by the same words."""

    lesson_id: str
    first: Taken
    newest: Taken
    takes: int

    @property
    def surely(self) -> int:
        """1 more points for sure, -1 fewer for sure, 0 where the two ranges leave it open."""
        if self.newest.points[0] > self.first.points[1]:
            return 1
        return -1 if self.newest.points[1] < self.first.points[0] else 0


def repeated(takes: Sequence[Taken]) -> tuple[Repeated, ...]:
    """Each lesson taken again, the one practised last first. Takes judged by other words stay apart."""
    by_lesson: dict[str, list[Taken]] = {}
    for one in takes:
        by_lesson.setdefault(one.lesson_id, []).append(one)
    found = []
    for lesson_id, every in by_lesson.items():
        alike = [one for one in every if one.digest == every[-1].digest]
        if len(alike) > 1:
            found.append(Repeated(lesson_id, alike[0], alike[-1], len(alike)))
    return tuple(sorted(found, key=lambda one: one.newest.at, reverse=True))
