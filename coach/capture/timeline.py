"""Puts the time stamps of a stream on the recording's common time line, also where a stamp is damaged."""

from __future__ import annotations

LONGEST_GAP_S = 600.0  # a stream that jumps further ahead has a damaged or restarted clock, not a pause
LONGEST_STEP_BACK_S = 10.0  # pictures arrive out of order by a fraction of a second, never by this much


class Timeline:
    """The common time of one stream: seconds since the recording's first stream started.

    A stamp that is missing, or that jumps where no recording jumps, counts as following on from the last one.
    """

    def __init__(self, zero_s: float) -> None:
        self._shift_s = -zero_s
        self._end_s = 0.0

    def at(self, stamp_s: float | None, lasts_s: float) -> float:
        """When something stamped `stamp_s` that lasts `lasts_s` begins, in seconds from the start."""
        at_s = self._end_s if stamp_s is None else stamp_s + self._shift_s
        if stamp_s is not None and not self._believable(at_s):
            self._shift_s = self._end_s - stamp_s
            at_s = self._end_s
        self._end_s = at_s + lasts_s
        return at_s

    def _believable(self, at_s: float) -> bool:
        return -LONGEST_STEP_BACK_S <= at_s - self._end_s <= LONGEST_GAP_S
