"""The real thing: a livestream that she sold in herself, as she wrote it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coach.domain.errors import CoachError

PLATFORMS = ("facebook", "tiktok", "shopee", "zalo", "youtube", "other")
MOST = {
    "viewers": 10_000_000,
    "orders": 1_000_000,
    "revenue": 1_000_000_000_000,
}  # a slip of the finger is more


@dataclass(frozen=True, slots=True)
class RealLive:
    """A real livestream. Numbers that she does not know or will not say are None; revenue is in đồng.

    `shown`: she lets her trainer see it; nobody else sees it before.
    """

    id: str
    learner_id: str
    held_on: date
    platform: str
    viewers: int | None = None
    orders: int | None = None
    revenue: int | None = None
    shown: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What she wrote of one, before it is kept."""

    held_on: date
    platform: str
    viewers: int | None = None
    orders: int | None = None
    revenue: int | None = None

    def checked(self, today: date) -> Told:
        """The same; CoachError where it cannot be: a day to come, an unknown place, a slip of the finger."""
        if self.held_on > today:
            raise CoachError("live.day_to_come")
        if self.platform not in PLATFORMS:
            raise CoachError("live.platform_unknown")
        for name, most in MOST.items():
            value = getattr(self, name)
            if value is not None and not 0 <= value <= most:
                raise CoachError("live.number_odd")
        return self
