"""Takes as xAPI 1.0.3 statements, which a school's learning record store understands.

One statement says that a take was done, with its points; one more for each criterion that was judged, and
for each level that a trainer gave. What could not be judged has none: silence is no zero. The same take
always gives the same ids, so sending it again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from coach.course import Course
from coach.domain.review import Review, as_scored
from coach.domain.rubric import Words
from coach.reports.handed import Handed

VERSION = "1.0.3"
ADL = "http://adlnet.gov/expapi"
COMPLETED = {
    "id": f"{ADL}/verbs/completed",
    "display": {"vi": "đã làm xong", "en": "completed", "id": "menyelesaikan"},
}
SCORED = {"id": f"{ADL}/verbs/scored", "display": {"vi": "được chấm", "en": "scored", "id": "dinilai"}}
LESSON, CRITERION = f"{ADL}/activities/lesson", f"{ADL}/activities/objective"
NAMESPACE = UUID("6d2a3c8e-6a52-5f0b-9c1f-0d7a5c1b8e42")  # made once by chance; ids of statements hang on it
NOBODYS_HOME = "https://chot-don.invalid"  # where a school gave no address of its own; never answers
Statement = dict[str, Any]


@dataclass(frozen=True, slots=True)
class School:
    """Under which address learners, lessons and criteria are named."""

    home: str = NOBODYS_HOME

    def named(self, *parts: str) -> str:
        return "/".join((self.home.rstrip("/"), *parts))


def statements(takes: Iterable[Handed], course: Course, school: School) -> tuple[Statement, ...]:
    """All statements of these takes. Learners are named by a number of this installation, never by name."""
    return tuple(one for take in takes for one in _of_take(_Telling(take, course, school)))


@dataclass(frozen=True, slots=True)
class _Telling:
    take: Handed
    course: Course
    school: School

    @property
    def done_at(self) -> datetime:
        return self.take.attempt.finished_at or self.take.attempt.created_at

    def statement(self, what: str, verb: Statement, thing: Statement, result: Statement) -> Statement:
        return {
            "id": str(uuid5(NAMESPACE, f"{self.take.attempt.id}:{what}")),
            "actor": self.account("learners", self.take.learner.id),
            "verb": verb,
            "object": thing,
            "result": result,
            "context": {"language": self.take.attempt.language, "extensions": self.where()},
            "timestamp": _written(self.done_at),
            "version": VERSION,
        }

    def account(self, kind: str, id: str) -> Statement:
        return {"objectType": "Agent", "account": {"homePage": self.school.named(kind), "name": id}}

    def where(self) -> Statement:
        return {
            self.school.named("xapi", "take"): self.take.attempt.id,
            self.school.named("xapi", "lesson-version"): self.take.result["lesson"]["digest"],
        }

    def lesson(self) -> Statement:
        name = self.take.attempt.lesson_id
        known = self.course.lessons.get(name)
        return self.activity(("lessons", name), LESSON, known.title if known else None)

    def criterion(self, id: str) -> Statement:
        known = self.course.criteria.get(id)
        return self.activity(("criteria", id), CRITERION, known.prompt if known else None)

    def activity(self, path: tuple[str, str], kind: str, name: Words | None) -> Statement:
        named = {"name": dict(name)} if name else {}
        return {
            "objectType": "Activity",
            "id": self.school.named(*path),
            "definition": {"type": kind, **named},
        }

    def in_lesson(self, statement: Statement) -> Statement:
        parent = {"contextActivities": {"parent": [self.lesson()]}}
        return statement | {"context": statement["context"] | parent}

    def range(self, low: float, high: float) -> Statement:
        return {self.school.named("xapi", "low"): low, self.school.named("xapi", "high"): high}


def _of_take(telling: _Telling) -> Iterator[Statement]:
    yield _completed(telling)
    for judgement in map(as_scored, telling.take.result["judgements"]):
        if judgement["state"] == "judged" and judgement["top"] > 0:
            yield _judged(telling, judgement)
    for review in telling.take.reviews:
        yield _reviewed(telling, review)


def _completed(telling: _Telling) -> Statement:
    """The take with its points. They are what is surely reached; the range stands beside."""
    points, recording = telling.take.result["points"], telling.take.result.get("recording", {})
    duration = {"duration": f"PT{recording['duration_s']:.2f}S"} if recording.get("duration_s") else {}
    result = {
        "score": _score(points["low"], 100),
        "completion": True,
        "success": telling.take.result.get("passes") is True,
        "extensions": telling.range(points["low"], points["high"]),
        **duration,
    }
    return telling.statement("completed", COMPLETED, telling.lesson(), result)


def _judged(telling: _Telling, one: Mapping[str, Any]) -> Statement:
    result = {"score": _score(one["level_low"], one["top"])}
    quotes = [seen["quote"] for seen in one["evidence"] if seen["quote"]]
    if quotes:
        result["extensions"] = {telling.school.named("xapi", "quotes"): quotes}
    thing = telling.criterion(one["criterion"])
    return telling.in_lesson(telling.statement(f"judged:{one['criterion']}", SCORED, thing, result))


def _reviewed(telling: _Telling, review: Review) -> Statement:
    """A trainer's level; the machine's stands beside. A trainer who was deleted is not named."""
    result: Statement = {"score": _score(review.level, review.machine.top)}
    result["extensions"] = telling.range(review.machine.low, review.machine.high)
    if review.reason:
        result["response"] = review.reason
    what = f"reviewed:{review.criterion}:{review.trainer_id}:{review.made_at.isoformat()}"
    made = telling.in_lesson(telling.statement(what, SCORED, telling.criterion(review.criterion), result))
    if review.trainer_id:
        made["context"] |= {"instructor": telling.account("trainers", review.trainer_id)}
    return made | {"timestamp": _written(review.made_at)}


def _score(raw: float, most: float) -> Statement:
    return {"scaled": round(raw / most, 4), "raw": raw, "min": 0, "max": most}


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
