import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from coach.web.tickets import Tickets, tickets_kept_in

NOON = datetime(2026, 11, 21, 12, 10, tzinfo=UTC)
TICKETS = Tickets(b"k" * 32)
words = st.text(max_size=20)


@given(words, words, st.timedeltas(timedelta(0), timedelta(days=30000)))
def test_a_ticket_opens_what_it_was_issued_for_at_least_an_hour_and_at_most_two(
    attempt: str, purpose: str, later: timedelta
) -> None:
    at = NOON + later
    ticket = TICKETS.issue(attempt, purpose, at)
    assert TICKETS.allows(ticket, attempt, purpose, at + timedelta(minutes=59))
    assert not TICKETS.allows(ticket, attempt, purpose, at + timedelta(hours=2, seconds=1))


@given(words, words)
def test_it_opens_nothing_else(attempt: str, other: str) -> None:
    ticket = TICKETS.issue(attempt, "watch", NOON)
    assert TICKETS.allows(ticket, other, "watch", NOON) == (attempt == other)
    assert not TICKETS.allows(ticket, attempt, "upload", NOON)
    assert not Tickets(b"x" * 32).allows(ticket, attempt, "watch", NOON)


@given(st.text())
def test_anything_else_opens_nothing(ticket: str) -> None:
    assert not TICKETS.allows(ticket, "a", "watch", NOON)


def test_a_page_shown_again_within_the_hour_keeps_its_ticket() -> None:
    later = NOON + timedelta(minutes=40)
    assert TICKETS.issue("a", "watch", NOON) == TICKETS.issue("a", "watch", later)


def test_the_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    first = tickets_kept_in(tmp_path)
    assert len(first.key) == 32
    assert tickets_kept_in(tmp_path) == first
    assert stat.S_IMODE((tmp_path / "tickets.key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["tickets.key"]
