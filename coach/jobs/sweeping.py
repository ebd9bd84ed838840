"""The daily sweep, run by the app while it is open: once at the start of a day is enough."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from coach.domain.consent import Retention
from coach.store import Store

log = logging.getLogger(__name__)

SWEPT = ".swept"  # a file whose time says when the last sweep was
EVERY = timedelta(days=1)
LOOK_EVERY_S = 900.0  # a laptop that slept over midnight is swept within a quarter of an hour


def sweep_if_due(store: Store, policy: Retention, now: datetime) -> bool:
    """Sweep unless that was done within a day; whether it was done now."""
    mark = store.folder / SWEPT
    if mark.exists() and now - datetime.fromtimestamp(mark.stat().st_mtime, UTC) < EVERY:
        store.forgetting.finish()  # a deletion that could not be finished does not wait for tomorrow
        return False
    swept = store.retaining.sweep(now, policy)
    mark.touch()
    log.info(
        "swept films=%d guests=%d files=%d whole=%s", swept.films, swept.guests, swept.files, swept.whole
    )
    return True


def keep_sweeping(store: Callable[[], Store], policy: Retention, stop: threading.Event) -> None:
    """Look again and again whether a sweep is due, until told to stop; a failure is tried again."""
    while not stop.wait(LOOK_EVERY_S):
        try:
            sweep_if_due(store(), policy, datetime.now(UTC))
        except Exception:  # the app goes on; the next look tries again
            log.exception("not_swept")
