"""Says which of many pictures to keep, so that they come at an even pace."""

from __future__ import annotations


class Beat:
    """One picture every `every_s`; one that comes up to `early_s` early will do."""

    def __init__(self, every_s: float, early_s: float) -> None:
        self._every_s = every_s
        self._early_s = early_s
        self._due_s = 0.0

    def falls(self, at_s: float) -> bool:
        """Whether the picture shown at `at_s` is due; if so, the next is due `every_s` later."""
        if at_s < self._due_s - self._early_s:
            return False
        self._due_s = max(self._due_s, at_s - self._early_s) + self._every_s
        return True
