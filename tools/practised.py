"""Somebody who practised for some weeks, for pictures of pages: real results, on earlier days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

from coach.app.consent import PURPOSE, VERSION
from coach.assembly import workplace
from coach.domain.people import Consent
from coach.settings import Settings
from coach.store.attempts import Attempt, NewAttempt

DAYS_AGO = (20, 17, 13, 9, 5, 2)


def practised(data: Path, takes: Sequence[Attempt], language: str) -> str:
    """A learner with a take of the demonstration class every few days, the poorer first; her newest take.

    She holds a certificate, as the page looks like that at the end of the course.
    """
    at, now = workplace(Settings(data=data)), datetime.now(UTC)
    one = at.store.people.add("Hoa", "cô", now)
    at.store.people.agree(Consent(one.id, PURPOSE, VERSION, language, "", now))
    spoken = [take for take in takes if take.language == language and take.result]
    rising = sorted(spoken or takes, key=lambda take: take.result["points"]["low"] if take.result else 0)
    newest = ""
    for order, ago in enumerate(DAYS_AGO):
        like = rising[order * len(rising) // len(DAYS_AGO)]
        film = at.store.recordings.path(like.recording_sha256).read_bytes() + order.to_bytes(1, "big")
        sha256 = at.store.recordings.keep(BytesIO(film))
        asked = NewAttempt(one.id, like.lesson_id, like.language, sha256, like.file_name, like.card)
        newest = at.store.attempts.add(asked, now - timedelta(days=ago)).id
        at.store.attempts.take_up(newest, "screens", now)
        content = at.course.contents[like.lesson_id]
        at.store.attempts.succeed(newest, "screens", dict(like.result or {}), content, now)
    at.store.certificates.issue(one, 14, now)
    at.store.engine.dispose()
    return newest
