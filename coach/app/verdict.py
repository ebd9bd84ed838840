"""Whether a take counts towards passing its lesson, and if not the one plain reason; knows no screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coach.app.card import said_in
from coach.app.safe import plain
from coach.domain.rubric import Lesson
from coach.i18n import Speaker
from coach.progress.passing import TIMES

Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the take counts, and the sentence that says so."""

    counts: bool
    text: str


def verdict(result: Plain, lesson: Lesson, words: Speaker) -> Verdict:
    """The verdict that was kept with the result; older results have none and do not count."""
    if result.get("passes") is True:
        return Verdict(True, words.say("card.counts", times=TIMES))
    return Verdict(False, words.say("card.counts_not", reason=_why(result, lesson, words)))


def _why(result: Plain, lesson: Lesson, words: Speaker) -> str:
    """A confirmed claim first, as it also takes points away; then the points; then what was left undone."""
    points = result["points"]["low"]
    if any(one.get("confirmed") for one in result["claims"]):
        return words.say("card.counts_not_claim")
    if points < lesson.pass_points:
        told = round(points) if round(points) < lesson.pass_points else points  # as on the line of points
        return words.say("card.counts_not_points", points=told, needed=lesson.pass_points)
    undone = _undone(result, lesson, words)
    return words.say("card.counts_not_zero", prompt=undone) if undone else words.say("card.counts_not_older")


def _undone(result: Plain, lesson: Lesson, words: Speaker) -> str:
    """The weightiest criterion with points that was surely judged at 0; empty without one."""
    prompts = {use.criterion.id: said_in(use.criterion.prompt, words.language) for use in lesson.uses}
    zero = [one for one in result["judgements"] if _at_zero(one) and one["criterion"] in prompts]
    first = max(zero, key=lambda one: float(one["weight"]), default=None)
    return plain(prompts[first["criterion"]]) if first else ""


def _at_zero(judgement: Plain) -> bool:
    counted = judgement["weight"] > 0 and judgement.get("top", 1) > 0
    return bool(counted and judgement["state"] == "judged" and judgement["level_low"] == 0)
