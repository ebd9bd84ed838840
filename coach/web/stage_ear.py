"""How the machine listens to whoever is recorded on a stage, from what its listener has written."""

from __future__ import annotations

from coach.domain.hall import State
from coach.store.followed import Followed
from coach.workshop.acting import ROLLING
from coach.workshop.following import Ear, listening
from coach.workshop.shown import read_live


def heard_by_now(followed: Followed, state: State, film_s: float) -> str:
    """`hears`, `no_voice` or `slow`; empty where nothing is recorded, or nobody can know yet."""
    recorded = state.showing in ("live", "frozen") and state.more.get("phase") == ROLLING
    if not (recorded and state.take_id):
        return ""
    return listening(film_s, _ear(followed, state.take_id), followed.fell_behind(state.take_id))


def _ear(followed: Followed, take_id: str) -> Ear | None:
    known, shown = followed.so_far(take_id), followed.shown(take_id)
    live = read_live(shown) if shown else None
    if known is None:
        return Ear(0.0, live.heard_s, live.until_s) if live else None
    voice_s = max((one.end_s for one in known.voice), default=0.0)
    return Ear(known.until_s, max(voice_s, live.heard_s if live else 0.0), live.until_s if live else 0.0)
