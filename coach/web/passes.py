"""Passes: a learner's short-lived leave to hand in recordings, which her browser can renew by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from coach.web.tickets import Tickets

RECORD = "record"  # the purpose that the ticket in a pass names
RENEWED_WITHIN = timedelta(days=14)  # as long as a recording may wait on the way in


@dataclass(frozen=True, slots=True)
class Pass:
    """Whose pass it is, and since when it is over; not over yet where that lies in the future."""

    learner_id: str
    ends_s: int  # seconds since 1970

    def is_over(self, now: datetime) -> bool:
        """Whether it must be renewed."""
        return now.timestamp() >= self.ends_s

    def may_be_renewed(self, now: datetime) -> bool:
        """Whether it is not over for too long."""
        return now.timestamp() < self.ends_s + RENEWED_WITHIN.total_seconds()


def issue_pass(tickets: Tickets, learner_id: str, now: datetime) -> str:
    """A pass for that learner, good for one to two hours."""
    return f"{learner_id}.{tickets.issue(learner_id, RECORD, now)}"


def read_pass(tickets: Tickets, text: str) -> Pass | None:
    """The pass, over or not; None where it was not issued here."""
    learner_id, _, ticket = text.partition(".")
    ends_s = tickets.ends(ticket, learner_id, RECORD)
    return None if ends_s is None else Pass(learner_id, ends_s)
