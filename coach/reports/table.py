"""Takes as a table for a spreadsheet: a line a criterion, the machine's level beside the trainer's."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from coach.course import Course
from coach.domain.review import Review, as_scored
from coach.i18n import Speaker
from coach.reports.handed import Handed

ENCODING = "utf-8-sig"  # with a byte order mark, by which spreadsheets know that letters are Vietnamese
COLUMNS = (
    *("person", "person_id", "take", "made", "lesson", "title", "points_low", "points_high", "passes"),
    *("criterion", "state", "machine_low", "machine_high", "top", "trainer", "trainer_why", "why"),
    *("at_s", "words"),
)
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # with these a spreadsheet takes a cell for a formula
Cell = str | int


def table(takes: Iterable[Handed], course: Course, speaker: Speaker) -> str:
    """The lines as text, their names and sentences in the speaker's language; to be written as ENCODING.

    Points are whole and moments in seconds: "3.5" and "1:23" would be read as a date and a time of day.
    """
    page = io.StringIO(newline="")
    writer = csv.writer(page, lineterminator="\r\n")
    writer.writerow([speaker.say(f"export.column.{name}") for name in COLUMNS])
    for take in takes:
        writer.writerows(_safe(line) for line in _lines(take, course, speaker))
    return page.getvalue()


def _lines(take: Handed, course: Course, speaker: Speaker) -> Iterator[list[Cell]]:
    front = _front(take, course, speaker)
    for judgement in take.result["judgements"]:
        review = take.counts.get(judgement["criterion"])
        yield [*front, *_judged(judgement, review, course, speaker)]


def _front(take: Handed, course: Course, speaker: Speaker) -> list[Cell]:
    attempt, points = take.attempt, take.result["points"]
    lesson = course.lessons.get(attempt.lesson_id)
    return [
        take.learner.name,
        take.learner.id,
        attempt.id,
        f"{attempt.created_at:%Y-%m-%d %H:%M}",
        attempt.lesson_id,
        lesson.title[speaker.language] if lesson else "",
        round(points["low"]),
        round(points["high"]),
        speaker.say("export.yes" if take.result.get("passes") else "export.no"),
    ]


def _judged(one: Mapping[str, Any], review: Review | None, course: Course, speaker: Speaker) -> list[Cell]:
    criterion = course.criteria.get(one["criterion"])
    one = as_scored(one)
    known = one["state"] != "left_out"
    quoted = next((seen for seen in one["evidence"] if seen["quote"]), None)
    return [
        criterion.prompt[speaker.language] if criterion else one["criterion"],
        speaker.say(f"export.state.{one['state']}"),
        one["level_low"] if known else "",
        one["level_high"] if known else "",
        one["top"] if known else "",
        review.level if review else "",
        review.reason if review else "",
        speaker.say(one["reason"]["id"], **one["reason"]["values"]),
        round(quoted["start_s"]) if quoted else "",
        quoted["quote"] if quoted else "",
    ]


def _safe(line: Iterable[Cell]) -> list[Cell]:
    """Cells that nobody's spreadsheet takes for a formula: what a learner calls herself is only text."""
    return [f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell for cell in line]
