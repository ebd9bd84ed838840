"""Who can see a film: one wording, wherever a page says it."""

from __future__ import annotations

from coach.app.here import person, speaker


def who_sees() -> str:
    """As it is on this machine: where nobody is asked for a code, whoever uses it can open everything."""
    return speaker().say("private.shared" if person().trusted else "private.signed_in")
