"""A result as it counts after a trainer looked: her levels and claims; the machine's are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from coach.domain.desk import Decision, levels, of_claim, words_decided
from coach.domain.evidence import Claim
from coach.domain.media import Span
from coach.domain.review import MACHINE
from coach.domain.rubric import Lesson
from coach.domain.scorecard import Judgement, Reason, Scorecard, State
from coach.progress.passing import meets

SAID = ("state", "level", "level_low", "level_high")
Plain = Mapping[str, Any]


def amended(result: Plain, lesson: Lesson, decided: Iterable[Decision]) -> dict[str, Any]:
    """The result with what was decided; points, cap and passing follow. Doing it again changes nothing."""
    standing = tuple(decided)
    given, words = levels(standing), words_decided(standing)
    judgements = [_judgement(one, given.get(one["criterion"])) for one in result["judgements"]]
    claims = [_claim(one, words) for one in result["claims"]]
    told = dict(result) | {"judgements": judgements, "claims": claims}
    card = replace(_card(told, lesson), claim_cap=lesson.claim_cap)
    points = {"low": card.points.low, "high": card.points.high, "out_of": 100, "cap": card.cap}
    return told | {"points": points, "passes": meets(card, lesson)}


def _claim(one: Plain, words: Mapping[str, bool]) -> dict[str, Any]:
    return {**one, "confirmed": words.get(of_claim(one["rule"], one["start_s"]))}


def _judgement(one: Plain, level: int | None) -> dict[str, Any]:
    machine = one.get(MACHINE) or {name: one[name] for name in SAID}
    plain = {name: value for name, value in one.items() if name != MACHINE} | machine
    if level is None or machine["state"] == State.LEFT_OUT.value:
        return plain
    level = max(0, min(level, plain.get("top", 4)))
    given = {"state": State.JUDGED.value, "level": level, "level_low": level, "level_high": level}
    return plain | given | {MACHINE: machine}


def _card(told: Plain, lesson: Lesson) -> Scorecard:
    return Scorecard(
        lesson_id=lesson.id,
        lesson_digest=lesson.digest,
        judgements=tuple(_read(one) for one in told["judgements"]),
        claims=tuple(
            Claim(c["rule"], c["severity"], Span(c["start_s"], c["end_s"]), "", confirmed=c["confirmed"])
            for c in told["claims"]
        ),
    )


def _read(one: Plain) -> Judgement:
    return Judgement(
        criterion=one["criterion"],
        weight=one["weight"],
        state=State(one["state"]),
        level=one["level"],
        level_low=one["level_low"],
        level_high=one["level_high"],
        top=one.get("top", 4),
        certainty=one["certainty"],
        observations=(),
        missing=(),
        reason=Reason(one["reason"]["id"]),
        gate=one.get("gate", False),
    )
