"""What a few marked pictures say of a whole take: a share of the time, as far as chance lets them."""

from __future__ import annotations

from math import comb

from coach.domain.evidence import Evidence, Observation
from coach.domain.rubric import Answer, Verdict
from coach.scoring.marked import MARK

# Four in five: with one yes among three pictures "at least a tenth of the time" is sure (0.95), "six tenths"
# is not so (0.18), and what lies between stays open. No level rests on one picture alone.
SURE = 0.8


def share_marked(evidence: Evidence, name: str, at_least: float) -> Answer | None:
    """Whether it was so for that share of the time, by the pictures that a person marked; None without any.

    A picture marked again counts as it was marked last. Before anybody looked, every share is as likely.
    """
    marks = latest(evidence, name)
    if not marks:
        return None
    chance = at_least_chance(sum(bool(one.value) for one in marks), len(marks), at_least)
    if chance >= SURE:
        return Answer(Verdict.YES, marks)
    return Answer(Verdict.NO if chance <= 1 - SURE else Verdict.UNKNOWN, marks)


def latest(evidence: Evidence, name: str) -> tuple[Observation, ...]:
    """The last mark of each picture, in order of time."""
    by_moment = {one.moment_s: one for one in evidence.named(MARK + name)}
    return tuple(sorted(by_moment.values(), key=lambda one: one.span))


def at_least_chance(yes: int, asked: int, share: float) -> float:
    """The chance that `share` of the time or more is so, after `yes` of `asked` pictures were (T. Bayes)."""
    tries = asked + 1
    return sum(comb(tries, k) * share**k * (1 - share) ** (tries - k) for k in range(yes + 1))
