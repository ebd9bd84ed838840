"""Holds what the checks said of a fault against the laws every check must keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.doses import Seen
from tools.spoil import Fault

CLEAN_AT_LEAST, GROSS_AT_MOST = 3.0, 1.0  # levels
MOVES_AT_LEAST, OTHERS_AT_MOST = 2.0, 1.0
FITS_AT_LEAST = 0.5


@dataclass(frozen=True, slots=True)
class Case:
    """One fault put into one clip: what was seen clean, and at each dose, slightest first."""

    clip: str
    fault: Fault
    clean: Seen
    doses: Sequence[Seen]

    @property
    def is_built(self) -> bool:
        """Whether the check that must see it is there."""
        return any(self.fault.own in seen.grades for seen in (self.clean, *self.doses))

    @property
    def levels(self) -> list[float | None]:
        """Of its own check: clean, then at each dose."""
        return [seen.grades.get(self.fault.own) for seen in (self.clean, *self.doses)]

    @property
    def falls(self) -> bool:
        """Whether more of the fault never earns more."""
        known = [level for level in self.levels[1:] if level is not None]
        return all(after <= before for before, after in pairwise(known))

    @property
    def gross(self) -> list[float | None]:
        return self.levels[-self.fault.gross :]

    @property
    def moves(self) -> float:
        """By how many levels its own check falls at the grossest dose; 0 where that was not judged."""
        first, last = self.levels[0], self.levels[-1]
        return (4.0 if first is None else first) - last if last is not None else 0.0

    @property
    def fits(self) -> float:
        return min(seen.fits.get(self.fault.own, 0.0) for seen in self.doses[-self.fault.gross :])

    @property
    def others(self) -> dict[str, float]:
        """By how much each unrelated check moved at most, where it could judge."""
        aside = self.fault.related | {self.fault.own}
        names = set(self.clean.grades) - aside
        return {
            name: max((_apart(self.clean, seen, name) for seen in self.doses), default=0.0) for name in names
        }


def blamed(cases: Iterable[Case]) -> float:
    """The lowest grade of looking at the camera that a spoiled picture earned; 4 where none was judged.

    Of people who do look there: one who has turned away in the clean clip may be told so in the spoiled one.
    """
    name = "looks_at_camera"
    looking = [case for case in cases if _grade(case.clean, name, 4.0) >= 3]
    grades = [seen.grades.get(name) for case in looking for seen in case.doses]
    return min((grade for grade in grades if grade is not None), default=4.0)


def _grade(seen: Seen, name: str, unknown: float) -> float:
    grade = seen.grades.get(name)
    return unknown if grade is None else grade


def _apart(clean: Seen, seen: Seen, name: str) -> float:
    before, after = clean.grades.get(name), seen.grades.get(name)
    return 0.0 if before is None or after is None else abs(before - after)


@dataclass(frozen=True, slots=True)
class Kept:
    """How a fault fared over all clips: the share of clips that keep each law, and the worst values."""

    fault: Fault
    clips: int
    levels: Sequence[float | None]  # middle over clips: clean, then each dose
    falls: float
    clean: float
    gross: float
    moves: float
    fits: float
    others: float
    loudest: str  # the unrelated check that moved most, with by how much

    @property
    def shares(self) -> Mapping[str, float]:
        return {
            "never earns more with the dose": self.falls,
            "clean at least 3": self.clean,
            "gross at most 1": self.gross,
            "moves by 2 at least": self.moves,
            "stretch fits by half": self.fits,
            "others move by 1 at most": self.others,
        }


def kept(cases: Sequence[Case]) -> Kept:
    """One fault over its clips."""
    loudest = max(((move, name) for case in cases for name, move in case.others.items()), default=(0.0, "-"))
    return Kept(
        fault=cases[0].fault,
        clips=len(cases),
        levels=[_middle(levels) for levels in zip(*(case.levels for case in cases), strict=True)],
        falls=_share(case.falls for case in cases),
        clean=_share((case.levels[0] or 0) >= CLEAN_AT_LEAST or case.levels[0] is None for case in cases),
        gross=_share(all(g is not None and g <= GROSS_AT_MOST for g in case.gross) for case in cases),
        moves=_share(case.moves >= MOVES_AT_LEAST for case in cases),
        fits=_share(case.fits >= FITS_AT_LEAST for case in cases),
        others=_share(max(case.others.values(), default=0.0) <= OTHERS_AT_MOST for case in cases),
        loudest=f"{loudest[1]} {loudest[0]:g}",
    )


def _share(holds: Iterable[bool]) -> float:
    known = list(holds)
    return sum(known) / len(known)


def _middle(levels: Iterable[float | None]) -> float | None:
    known = sorted(level for level in levels if level is not None)
    return known[len(known) // 2] if known else None
