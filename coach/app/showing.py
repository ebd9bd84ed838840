"""Showing a take to her trainer: only by her own click, and only where the store knows how to keep that."""

from __future__ import annotations

from typing import Any

from coach.app.here import here, learner, now
from coach.store.attempts import Attempt


def _showing() -> Any:
    """The store's part that keeps who may see a take; None while this installation has none."""
    return getattr(here().store, "showing", None)


def can_be_shown(attempt: Attempt) -> bool:
    """Whether the button has something to do: it is her own take, and not shown yet."""
    current = learner()
    hers = current is not None and current.id == attempt.learner_id
    return hers and _showing() is not None and not is_shown(attempt)


def is_shown(attempt: Attempt) -> bool:
    """Whether she has shown it already."""
    return getattr(attempt, "shown_at", None) is not None


def show_to_trainer(attempt: Attempt) -> None:
    """From now on her trainer may see this take."""
    _showing().show(attempt.id, attempt.learner_id, now())
