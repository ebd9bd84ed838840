"""A small lesson, a finished result and a workplace that holds them, for tests of pages."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from coach.assembly import Workplace
from coach.course.course import Course
from coach.domain.people import Consent, Learner
from coach.domain.rubric import Criterion, Lesson, Rung, Use
from coach.settings import Settings
from coach.store import open_store
from coach.store.attempts import Attempt, NewAttempt

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def words(vi: str) -> dict[str, str]:
    return {"vi": vi, "en": f"{vi} (English)"}


def criterion(id: str, skill: str = "story") -> Criterion:
    ladder = tuple(Rung(level, (), words(f"{id} {level}")) for level in range(5))
    return Criterion(id, skill, words(f"Điều {id}"), ladder, words(f"Mẹo {id}"), words(f"Mẫu {id}"))


LESSON = Lesson(
    id="L02",
    title=words("Câu chuyện vườn nhà"),
    objective=words("Kể ở đâu, ai làm."),
    rule_of_thumb=words("Tên nơi, tên người."),
    drill=words("Trả lời bốn câu hỏi."),
    uses=(
        Use(criterion("place"), 3),
        Use(criterion("maker"), 3),
        Use(criterion("steps"), 2),
        Use(criterion("intro"), 1),
        Use(criterion("framing", "framing"), 0),
    ),
    practice_s=(60, 120),
    pass_points=70,
    digest="d" * 64,
)


def seen(
    name: str, start_s: float, end_s: float, quote: str = "", value: str | None = None
) -> dict[str, Any]:
    moment_s = start_s + 1 if name.endswith(".fault") else None
    return {
        "name": name, "start_s": start_s, "end_s": end_s, "quote": quote, "value": value,
        "unit": None, "certainty": 0.9, "moment_s": moment_s,
    }  # fmt: skip


def judgement(
    id: str, weight: float, state: str, low: int, high: int, evidence: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "criterion": id, "weight": weight, "state": state, "level": low, "level_low": low, "level_high": high,
        "certainty": 0.9, "reason": {"id": "attempts.under_way", "values": {}}, "reason_text": "",
        "evidence": evidence,
    }  # fmt: skip


def finished() -> dict[str, Any]:
    """62-75 points: the place told well, the maker half, the steps unsure, who is speaking unknown."""
    said = [("Em", 0.5), ("ở", 1.0), ("xã", 1.4), ("Chi", 1.8), ("Lăng", 2.2), ("Bố", 5.0), ("em", 5.4)]
    return {
        "lesson": {"id": "L02", "digest": "d" * 64},
        "recording": {"sha256": "0", "duration_s": 8.0, "width_px": 160, "height_px": 120},
        "observers": {},
        "points": {"low": 61.7, "high": 74.6, "out_of": 100},
        "judgements": [
            judgement("place", 3, "judged", 4, 4, [seen("place", 1.4, 2.5, "xã Chi Lăng")]),
            judgement("maker", 3, "judged", 2, 2, [seen("maker", 5.0, 5.7, "Bố em")]),
            judgement("steps", 2, "check", 2, 3, []),
            judgement("intro", 1, "unknown", 0, 4, []),
            judgement("framing", 0, "judged", 2, 2, [seen("framing.fault", 3, 5, value="app.broken")]),
        ],
        "claims": [
            {"rule": "health", "severity": "warn", "start_s": 5.0, "end_s": 5.7,
             "quote": "Bố em", "safer": ["Ngon ạ"]}
        ],
        "notices": [{"id": "media.cut_short", "values": {"kept_s": 8.0}}],
        "not_observed": [],
        "transcript": {
            "language": "vi",
            "words": [{"text": t, "start_s": s, "end_s": s + 0.3, "probability": 0.9} for t, s in said],
        },
    }  # fmt: skip


def result_for(lesson: Lesson) -> dict[str, Any]:
    """The same result under another lesson: its criteria take the judgements in turn."""
    told = finished()
    uses = sorted(lesson.uses, key=lambda use: -use.weight)
    judgements = [judgement(use.criterion.id, use.weight, "judged", 2, 2, []) for use in uses]
    for one, like in zip(judgements, told["judgements"][:2], strict=False):
        one["evidence"] = like["evidence"]
    judgements[-1]["evidence"] = told["judgements"][-1]["evidence"]
    return told | {"judgements": judgements}


def workplace_in(folder: Path) -> Workplace:
    """A real store in a folder, with the small lesson."""
    course = Course({LESSON.id: LESSON}, {}, {}, {})
    return Workplace(Settings(data=folder), open_store(folder), course)


def learner_in(at: Workplace, name: str = "Hoa", agreed: bool = True) -> Learner:
    """Somebody who is called cô, and who agreed unless said otherwise."""
    one = at.store.people.add(name, "cô", NOON)
    if agreed:
        at.store.people.agree(Consent(one.id, "record_and_analyse", "1", "vi", "text", NOON))
    return one


def attempt_in(
    at: Workplace,
    learner: Learner,
    film: bytes = b"film",
    done: bool = True,
    result: dict[str, Any] | None = None,
) -> Attempt:
    """A take, scored unless said otherwise."""
    sha256 = at.store.recordings.keep(BytesIO(film))
    taken = NewAttempt(learner.id, "L02", "vi", sha256, "vuon.mp4")
    attempt = at.store.attempts.add(taken, datetime.now(UTC))
    if done:
        at.store.attempts.take_up(attempt.id, "worker", NOON)
        at.store.attempts.succeed(attempt.id, "worker", result or finished(), "{}", NOON)
    return at.store.attempts.get(attempt.id)
