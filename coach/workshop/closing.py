"""What a room did well together, and what to practise next: nobody's points, only what many had in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

FEWEST_TAKES = 3  # of a criterion below which it would tell of single people
MOST_TOLD = 3
WELL = 0.6  # of a ladder, on average: the third of five rungs and more


@dataclass(frozen=True, slots=True)
class Told:
    """Criteria, the best first, and those with most to gain, the weakest first."""

    takes: int
    well: tuple[str, ...]
    next: tuple[str, ...]


def told(results: Iterable[Mapping[str, Any]]) -> Told:
    """Over scored takes of the room, one a person. A criterion that was not judged says nothing."""
    shares: defaultdict[str, list[float]] = defaultdict(list)
    takes = 0
    for result in results:
        takes += 1
        for one in result.get("judgements", ()):
            if one.get("weight") and one.get("top") and one.get("level") is not None:
                shares[one["criterion"]].append(one["level"] / one["top"])
    mean = {one: sum(some) / len(some) for one, some in shares.items() if len(some) >= FEWEST_TAKES}
    best = sorted(mean, key=lambda one: (-mean[one], one))
    well = tuple(one for one in best if mean[one] >= WELL)[:MOST_TOLD]
    rest = [one for one in reversed(best) if one not in well]
    return Told(takes, well, tuple(rest[:MOST_TOLD]))
