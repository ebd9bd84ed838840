"""What a video check is: a look at one picture that gives values, a grade 0 to 4 and, if needed, advice."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from itertools import pairwise

from coach.domain.media import FrameSample
from coach.vision.around import Around
from coach.vision.faces import Faces

GOOD = 3  # grades below are a fault and carry advice
BEST = 4

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Bands:
    """Values that earn 4, 3, 2 and 1, each range holding the one before, ends included; else 0."""

    four: Range
    three: Range
    two: Range
    one: Range

    def __post_init__(self) -> None:
        ranges = (self.one, self.two, self.three, self.four)
        for outer, inner in pairwise(ranges):
            if not outer[0] <= inner[0] <= inner[1] <= outer[1]:
                raise ValueError(f"each band holds the better one: {inner} in {outer}")

    def grade(self, value: float) -> int:
        """The best grade whose range holds the value."""
        ranges = (self.four, self.three, self.two, self.one)
        return next((BEST - i for i, (low, high) in enumerate(ranges) if low <= value <= high), 0)

    def above(self, value: float) -> bool:
        """Whether the value is off because it is too much rather than too little."""
        return value > sum(self.four) / 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What a check saw in one picture.

    `values` by name, as declared by the check; a declared name that is missing could not be measured, for
    `reason` (a message id). `grade` 0-4, or None when the picture could not be judged. Below 3 `advice` is a
    message id. `certainty` 0-1 is that the reading is of the seller and not of something else.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    grade: int | None = None
    advice: str = ""
    certainty: float = 1.0
    reason: str = ""

    def __post_init__(self) -> None:
        if self.grade is None and not self.reason:
            raise ValueError("a picture that could not be judged needs a reason")
        if self.grade is not None and (self.grade < GOOD) != bool(self.advice):
            raise ValueError("advice goes with a grade below 3, and only there")


Look = Callable[[FrameSample, Faces], Reading]
LookAround = Callable[[FrameSample, Faces, Around], Reading]


@dataclass(frozen=True, slots=True)
class Check:
    """A registered check. `units` names each value it measures; the grade is named like the check.

    `version` is raised whenever its results change, so that kept evidence is not mixed with new. `reach_s` is
    how far before and after a picture it looks. Only a check that `needs_faces` is lost with the face model.
    """

    name: str
    version: str
    units: Mapping[str, str]
    bands: Mapping[str, Bands]
    look: LookAround
    reach_s: float = 0.0
    needs_faces: bool = True

    @property
    def measures(self) -> Mapping[str, str]:
        """Unit by name of everything it reports, its grade first."""
        return {self.name: "level", **self.units}


_CHECKS: dict[str, Check] = {}


def check(
    name: str, *, version: str, units: Mapping[str, str], bands: Mapping[str, Bands]
) -> Callable[[Look], Look]:
    """Register the function below, which looks at one picture, as a video check. Names are unique."""

    def register(look: Look) -> Look:
        _add(Check(name, version, units, bands, lambda sample, faces, around: look(sample, faces)))
        return look

    return register


def check_around(
    name: str, *, version: str, units: Mapping[str, str], reach_s: float, needs_faces: bool = True
) -> Callable[[LookAround], LookAround]:
    """The same for a function that also looks at the pictures up to `reach_s` before and after."""

    def register(look: LookAround) -> LookAround:
        _add(Check(name, version, units, {}, look, reach_s, needs_faces))
        return look

    return register


def _add(new: Check) -> None:
    """A second check of one name is a mistake."""
    if new.name in _CHECKS:
        raise ValueError(f"there already is a check called {new.name}")
    _CHECKS[new.name] = new


def checks() -> tuple[Check, ...]:
    """Every check of this folder by name: a new file is found without being listed anywhere."""
    package = __name__.rpartition(".")[0]
    for module in pkgutil.iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")
    return tuple(_CHECKS[name] for name in sorted(_CHECKS))
