"""Keeps an advice from flickering: it must stand for a while to be said, and be clearly mended to go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

SAY_AFTER_S = 1.0  # nobody should be told about one clumsy second
SAY_LOOKS = 3  # looks in a row that agree: at the border of a band one look in two is bad, one run in eight
BEST_AFTER_S = 1.0  # clearly mended: the best for so long
GOOD_AFTER_S = 3.0  # or good, perhaps by a hair, for so long
UNSEEN_AFTER_S = 2.0  # so long unseen an advice says more than is known


class How(Enum):
    """What one look told of one thing."""

    UNKNOWN = "unknown"  # could not be seen or heard
    BAD = "bad"
    GOOD = "good"
    BEST = "best"  # good, and not by a hair


@dataclass(frozen=True, slots=True)
class Told:
    """One look at one thing; a bad one with its advice (a message id)."""

    how: How
    advice: str = ""


UNKNOWN = Told(How.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Run:
    """Looks in a row that told the same, and since when."""

    since_s: float = 0.0
    looks: int = 0

    def then(self, goes_on: bool, now_s: float) -> Run:
        """One look later."""
        if not goes_on:
            return Run()
        return Run(self.since_s if self.looks else now_s, self.looks + 1)

    def lasted(self, for_s: float, now_s: float) -> bool:
        """Whether it goes on, and has for so long."""
        return self.looks > 0 and now_s - self.since_s >= for_s


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of one thing by now. `advice` stands unless empty; `good_at_s` is the last good."""

    advice: str = ""
    saying: str = ""  # the advice of the looks in `same`
    same: Run = Run()
    bad: Run = Run()
    good: Run = Run()
    best: Run = Run()
    unknown: Run = Run()
    good_at_s: float | None = None

    def then(self, told: Told, now_s: float) -> Standing:
        """One look later, at `now_s` on any clock that only goes forward."""
        good = told.how in (How.GOOD, How.BEST)
        after = replace(
            self,
            saying=told.advice,
            same=self.same.then(told.how is How.BAD, now_s) if told.advice == self.saying else Run(now_s, 1),
            bad=self.bad.then(told.how is How.BAD, now_s),
            good=self.good.then(good, now_s),
            best=self.best.then(told.how is How.BEST, now_s),
            unknown=self.unknown.then(told.how is How.UNKNOWN, now_s),
            good_at_s=now_s if good else self.good_at_s,
        )
        return replace(after, advice=after._advice(now_s))

    def _advice(self, now_s: float) -> str:
        if not self.advice:
            return self.saying if _stands(self.bad, now_s) else ""
        if self._mended(now_s) or self.unknown.lasted(UNSEEN_AFTER_S, now_s):
            return ""
        return self.saying if self.saying and _stands(self.same, now_s) else self.advice

    def _mended(self, now_s: float) -> bool:
        return self.best.lasted(BEST_AFTER_S, now_s) or self.good.lasted(GOOD_AFTER_S, now_s)


def _stands(run: Run, now_s: float) -> bool:
    return run.looks >= SAY_LOOKS and run.lasted(SAY_AFTER_S, now_s)
