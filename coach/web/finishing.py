"""The end of a recording's way in: it is kept under its digest, and an attempt waits to be scored, once."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.exc import IntegrityError

from coach.domain.errors import CoachError
from coach.domain.media import ShownComment
from coach.store import Store
from coach.store.attempts import Attempt, NewAttempt


def attempt_of(store: Store, id: str) -> Attempt | None:
    """The attempt that a recording became; None while it is on its way in."""
    try:
        return store.attempts.get(id)
    except CoachError:
        return None


def hand_in(store: Store, id: str, comments: tuple[ShownComment, ...], now: datetime) -> Attempt:
    """The attempt, made now unless it was made before. Safe to repeat after any interruption."""
    with store.uploads.locks[id]:
        attempt = attempt_of(store, id) or _make(store, id, comments, now)
        store.followed.hand_over(id, attempt.recording_sha256)
    store.uploads.remove(id)
    return attempt


def _make(store: Store, id: str, comments: tuple[ShownComment, ...], now: datetime) -> Attempt:
    upload = store.uploads.get(id)
    with store.uploads.part(id).open("rb") as part:
        sha256 = store.recordings.keep(part)
    card, photos = store.cards.of(upload.learner_id), store.photos.of(upload.learner_id)
    shown = tuple(sorted(comments, key=lambda one: one.at_s))
    new = NewAttempt(
        *(upload.learner_id, upload.lesson_id, upload.language, sha256, upload.name),
        *(card, photos, shown, id, upload.drill),
    )
    try:
        return store.handing_in.add(new, now)
    except IntegrityError:  # another process was quicker
        return store.attempts.get(id)
