"""What a phone that films a volunteer on a stage may do, and until when: her take and no more of hers."""

from __future__ import annotations

import re

from coach.domain.errors import CoachError
from coach.store import Store
from coach.web.finishing import attempt_of
from coach.web.passes import Pass
from coach.workshop.acting import READY, ROLLING

RECORDING = "/api/rec"
ONE_TAKE = re.compile(r"/api/rec/([0-9a-f]{32})(?:/.*)?")


def may_film(store: Store, known: Pass, path: str) -> bool:
    """Recording while she stands before the camera; afterwards only what this phone began is sent to its end.

    So neither the end of her take nor of the workshop costs her film, and neither leaves a way in.
    """
    if not path.startswith(RECORDING):
        return False
    return _stands_there(store, known) or _began(store, known, path)


def _stands_there(store: Store, known: Pass) -> bool:
    try:
        over = store.workshops.get(known.workshop_id).ended_at is not None
        state = store.workshops.state(known.workshop_id)
    except CoachError:  # the workshop was deleted
        return False
    hers = state.volunteer_id == known.learner_id and state.more.get("phase") in (READY, ROLLING)
    return hers and not over


def _began(store: Store, known: Pass, path: str) -> bool:
    """Whose take it is asks whoever answers; here only whether it was begun with this pass."""
    one = ONE_TAKE.fullmatch(path)
    if one is None:
        return False
    done = attempt_of(store, one.group(1))
    try:
        at = done.created_at if done else store.uploads.begun_at(one.group(1))
    except CoachError:
        return False
    return at.timestamp() >= known.since_s
