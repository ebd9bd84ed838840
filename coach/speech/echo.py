"""How long the room goes on sounding after the voice has stopped: an empty, tiled room swallows words."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator

import numpy as np

from coach.speech.steps import Step

_PARTS = 5  # of a step: levels every 0.02 s
_PART_S = 0.02
_BEFORE, _AFTER = 4, 8  # steps: the end of the voice is looked for in 0.4 s, its fading in the next 0.8 s
_FROM_DB, _TO_DB = -5.0, -25.0  # the fall that is timed (ISO 3382-2's T20),
_TO_60_DB = 60.0 / (_FROM_DB - _TO_DB)  # and told as the time of a fall by 60 dB
_CLEAR_DB = 5.0  # the fall has to end this far above the noise


class Fading:
    """Looks at each end of speaking that a rest of 0.5 s or more follows."""

    def __init__(self) -> None:
        self._kept: deque[tuple[Step, tuple[float, ...]]] = deque(maxlen=_BEFORE + _AFTER)

    def hear(self, step: Step) -> Iterator[float]:
        """Seconds in which the last voice would have faded by 60 dB, where its end can be looked at now."""
        self._kept.append((step, _levels_db(step)))
        if len(self._kept) < _BEFORE + _AFTER:
            return
        steps = [step for step, _ in self._kept]
        rested = [one.still for one in steps]
        if steps[0].spoken and rested[-1] and not any(rested[:-1]):
            fall_s = _fall_s([level for _, levels in self._kept for level in levels])
            if fall_s is not None:
                yield fall_s


def _levels_db(step: Step) -> tuple[float, ...]:
    parts = step.samples.reshape(_PARTS, -1).astype(np.float64)
    return tuple(10 * np.log10(np.mean(parts**2, axis=1) + 1e-12))


def _fall_s(levels_db: list[float]) -> float | None:
    """From the last peak of the voice to silence; None where the noise is too near to see the fall end."""
    peak = max(levels_db[: _BEFORE * _PARTS])
    noise = float(np.median(levels_db[-_PARTS:]))
    if noise > peak + _TO_DB - _CLEAR_DB:
        return None
    above = [place for place, level in enumerate(levels_db) if level > peak + _FROM_DB]
    ends = [place for place, level in enumerate(levels_db) if level > peak + _TO_DB]
    return round((ends[-1] - above[-1]) * _PART_S * _TO_60_DB, 2)
