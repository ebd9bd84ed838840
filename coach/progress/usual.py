"""What is usual for a learner: the values of her first takes, with which later ones are compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from statistics import median
from typing import Any, Protocol

from coach.domain.evidence import Evidence

MEASURES = ("pitch_movement",)  # compared with the learner's own, never with other people's
FIRST = 3  # takes that make what is usual; if later ones moved it, who gets livelier would chase herself
FEWEST = 2  # takes with a value: one may have been an odd day


class Earlier(Protocol):
    """A take with its spoken language, its time, and its result once there is one."""

    @property
    def recording_sha256(self) -> str: ...

    @property
    def language(self) -> str: ...

    @property
    def created_at(self) -> datetime: ...

    @property
    def result(self) -> Mapping[str, Any] | None: ...


def usual_of(evidence: Evidence) -> dict[str, float]:
    """The values of one take that others may later be compared with."""
    found = ((name, [o.value for o in evidence.named(name)]) for name in MEASURES)
    numbers = ((name, [float(v) for v in values if isinstance(v, int | float)]) for name, values in found)
    return {name: values[0] for name, values in numbers if values}


def baseline(take: Earlier, takes: Iterable[Earlier]) -> dict[str, float]:
    """What was usual in the learner's first takes before this one, in the same language; empty until then.

    The median of the first three recordings that have a value. The same recording handed in again counts
    once, and never as something to compare itself with.
    """
    before = sorted((one for one in takes if _counts(one, take)), key=lambda one: one.created_at)
    return {name: value for name in MEASURES if (value := _usual(name, before)) is not None}


def _counts(one: Earlier, take: Earlier) -> bool:
    earlier = one.created_at < take.created_at and one.recording_sha256 != take.recording_sha256
    return earlier and one.language == take.language and one.result is not None


def _usual(name: str, takes: Iterable[Earlier]) -> float | None:
    values: dict[str, float] = {}
    for one in takes:
        told = (one.result or {}).get("usual", {}).get(name)  # older results do not say
        if isinstance(told, int | float):
            values.setdefault(one.recording_sha256, float(told))
    first = list(values.values())[:FIRST]
    return round(median(first), 3) if len(first) >= FEWEST else None
