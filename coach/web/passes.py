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
    since_s: int = 0  # the same, of a phone's pass
    workshop_id: str = ""  # of a phone that films her on that workshop's stage

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


PHONE = "phone"
ON_STAGE = "~"  # before the workshop's id; ids are letters and digits
PHONE_LIVES = timedelta(hours=12)  # a day of practice; then she asks the laptop for a new code


def issue_phone_pass(tickets: Tickets, learner_id: str, now: datetime, workshop_id: str = "") -> str:
    """A pass for a phone that she let in now. It opens what phones may ask for, and no page.

    With `workshop_id` it films her on that stage, and ends with her take (coach/web/filming.py).
    """
    since_s = int(now.timestamp())
    whose = f"{learner_id}{ON_STAGE}{workshop_id}" if workshop_id else learner_id
    return f"{PHONE}.{whose}.{since_s}.{tickets.signature(whose, PHONE, since_s)}"


def read_phone_pass(tickets: Tickets, text: str, now: datetime) -> Pass | None:
    """Whose phone it is; None where it was not issued here, or is over."""
    kind, _, rest = text.partition(".")
    whose, _, ticket = rest.partition(".")
    since_s = tickets.ends(ticket, whose, PHONE) if kind == PHONE else None
    if since_s is None:
        return None
    learner_id, _, workshop_id = whose.partition(ON_STAGE)
    known = Pass(learner_id, since_s + int(PHONE_LIVES.total_seconds()), since_s, workshop_id)
    return None if known.is_over(now) else known
