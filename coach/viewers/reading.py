"""How long a comment stands alone: never more than a sixty-year-old can read while she is talking."""

from __future__ import annotations

NOTICE_S = 1.5  # to look over to the comments
# Subtitles for adults run at 12-17 characters a second; half of the slower, for older eyes that also watch
# the goods and search for words (own judgement, docs/viewers.md).
CHARACTERS_A_SECOND = 6.0
LONGEST = 60  # characters; a longer comment is never shown


def reading_s(text: str) -> float:
    """Seconds until somebody who is talking has read it; no other comment comes before."""
    return NOTICE_S + len(text) / CHARACTERS_A_SECOND
