"""Tells from the times of a stream's packets how evenly they come and where some are missing."""

from __future__ import annotations

from array import array

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import Span

GAP_S = 0.5  # a hole between two packets that people notice
LATE_S = 2.0  # a stream may start this late or end this early: recorders do, by a second or so
UNEVEN = 1.5  # 95th centile of frame intervals over their median; steady cameras stay under 1.1

EVEN, MOSTLY = 0.2, 0.8  # packets of one length, but for the breaks; Vorbis and variable rates are not


class Spacing:
    """When the packets of one stream begin, in seconds from the start, and where the last one ends."""

    def __init__(self) -> None:
        self._starts_s = array("d")
        self._keys_s = array("d")
        self.end_s = 0.0

    def note(self, at_s: float, lasts_s: float, is_key: bool) -> None:
        """Count one more packet."""
        self._starts_s.append(at_s)
        if is_key:
            self._keys_s.append(at_s)
        self.end_s = max(self.end_s, at_s + lasts_s)

    @property
    def rate(self) -> float:
        """Packets a second, holes not counted; 0 for a single packet."""
        usual_s = _usual_s(_steps_s(self._starts_s))
        return 1 / usual_s if usual_s else 0.0

    @property
    def is_uneven(self) -> bool:
        """Whether the rate changes on the way."""
        steps_s = _steps_s(self._starts_s)
        usual_s = _usual_s(steps_s)
        return usual_s > 0 and float(np.percentile(steps_s, 95)) / usual_s > UNEVEN

    def key_gap_s(self, duration_s: float) -> float:
        """95th centile of the time without a key frame; start and end of the recording count as borders."""
        borders_s = np.concatenate([[0.0], self._keys_s, [duration_s]])
        return float(np.percentile(_steps_s(borders_s), 95))

    @property
    def breaks(self) -> tuple[int, float]:
        """Short breaks, none of them a gap, where all packets are alike: how many, seconds together."""
        steps_s = _steps_s(self._starts_s)
        usual_s = _usual_s(steps_s)
        if not usual_s or np.mean(np.abs(steps_s - usual_s) < EVEN * usual_s) < MOSTLY:
            return 0, 0.0
        missing_s = steps_s[(steps_s > UNEVEN * usual_s) & (steps_s <= GAP_S + usual_s)] - usual_s
        return len(missing_s), float(missing_s.sum())

    def gaps(self, duration_s: float) -> tuple[Span, ...]:
        """Where the stream has nothing though the recording goes on."""
        starts_s = np.sort(np.asarray(self._starts_s))
        steps_s = np.diff(starts_s)
        usual_s = _usual_s(steps_s)
        wide = np.flatnonzero(steps_s > max(GAP_S + usual_s, 3 * usual_s))
        holes = [(float(starts_s[i]) + usual_s, float(starts_s[i + 1])) for i in wide]
        if starts_s[0] > LATE_S:
            holes.insert(0, (0.0, float(starts_s[0])))
        if duration_s - self.end_s > LATE_S:
            holes.append((self.end_s, duration_s))
        return tuple(Span(max(0.0, start_s), end_s) for start_s, end_s in holes if end_s > 0)


def _steps_s(times_s: array[float] | NDArray[np.float64]) -> NDArray[np.float64]:
    """Times from each to the next (n - 1,), in the order of time."""
    return np.diff(np.sort(np.asarray(times_s)))


def _usual_s(steps_s: NDArray[np.float64]) -> float:
    """The usual step, 0 when there is none; a mean of common ones, as WebM rounds stamps to milliseconds."""
    if not len(steps_s):
        return 0.0
    return float(np.mean(steps_s[steps_s <= UNEVEN * np.median(steps_s)]))
