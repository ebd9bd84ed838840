"""The process that follows while she records: after she stops, only the last words are left to do."""

from __future__ import annotations

import logging
import os
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue

from filelock import Timeout

from coach.assembly import Workplace, hearer, workplace
from coach.cli.along import AtWork
from coach.cli.attempt import analyse
from coach.domain.consent import ANALYSE
from coach.domain.errors import CoachError
from coach.jobs.child import tell_events
from coach.jobs.following import Door, lock_of, ordered
from coach.jobs.standby import ANYBODY
from coach.pipeline import Parts
from coach.store.arriving import GaveUp
from coach.store.uploads import Upload

KINDNESS = 5  # of the process: the recording itself must never stumble because of it
WAITS_S = 20.0  # for being asked to score it; who is asked later begins anew

log = logging.getLogger(__name__)

Orders = SimpleQueue[bytes]  # claims, as the worker writes them (`jobs/following.py`)


def follow(upload_id: str, orders: Orders) -> int:
    """This process: follow one recording until it is handed in, then score it when asked to; an exit code.

    Without a recording it loads its libraries, which takes longest, and is told later whom to follow.
    """
    tell_events()
    try:
        if upload_id == ANYBODY:
            upload_id = _told(orders)
        at = workplace()
        _be_kind(at, upload_id)
    except CoachError as error:
        log.warning("not_followed recording=%s error=%s", upload_id[:8], error.id)
        return 1
    return follow_and_score(at, upload_id, orders)


def _told(orders: Orders) -> str:
    at = workplace()
    hearer(at.settings, at.settings.language)
    return orders.get().decode()


def follow_and_score(at: Workplace, upload_id: str, orders: Orders) -> int:
    """An exit code; 0 also where somebody else follows it, it is gone, or nobody asks for its score."""
    door = Door(at.store.folder, upload_id)
    door.open()
    try:
        parts = _followed(at, upload_id)
    except (Timeout, GaveUp):
        log.info("not_followed recording=%s", upload_id[:8])
        return _scored(orders, door, 0.0, at)
    except CoachError as error:
        log.warning("not_followed recording=%s error=%s", upload_id[:8], error.id)
        return _scored(orders, door, 0.0, at) or 1
    return _scored(orders, door, WAITS_S if parts else 0.0, at, parts)


def _be_kind(at: Workplace, upload_id: str) -> None:
    """Give way to the recording itself; but on a stage a hall is waiting."""
    if not at.store.workshops.on_stage(upload_id):
        with suppress(AttributeError, OSError):
            os.nice(KINDNESS)


def _followed(at: Workplace, upload_id: str) -> Parts | None:
    """What the whole take can be scored with; None where this machine was too slow."""
    with lock_of(at.store.folder, upload_id).acquire(blocking=False) as lock:
        try:
            return _follow(at, at.store.uploads.get(upload_id))
        finally:
            Path(lock.lock_file).unlink(missing_ok=True)
            at.store.followed.leave(upload_id)


def _follow(at: Workplace, upload: Upload) -> Parts | None:
    at.store.consents.require(upload.learner_id, ANALYSE)
    at_work = AtWork(at, upload)
    for piece in at_work.pieces():
        if not at_work.see(piece):
            at.store.followed.fall_behind(upload.id)
            log.info("fell_behind recording=%s at_s=%.0f", upload.id[:8], at_work.now_s)
            return None
    return at_work.finish()


def _scored(orders: Orders, door: Door, patience_s: float, at: Workplace, parts: Parts | None = None) -> int:
    """Score the take where somebody asks for it in time: all that takes long to load is here already."""
    try:
        line = orders.get(timeout=patience_s) if patience_s else orders.get_nowait()
    except Empty:
        if door.shut():
            return 0
        line = orders.get(timeout=WAITS_S)  # asked for just now
    return analyse(ordered(line), at, parts)
