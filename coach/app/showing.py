"""Showing a take to her trainer: only by her own click, and only where she allows trainers to look."""

from __future__ import annotations

from coach.app.consent import switch
from coach.app.here import here, learner, now
from coach.domain.consent import SHOW_TRAINER
from coach.store.attempts import Attempt


def can_be_shown(attempt: Attempt) -> bool:
    """Whether the button has something to do: it is her own take, and not shown yet."""
    current = learner()
    hers = current is not None and current.id == attempt.learner_id
    return hers and not is_shown(attempt)


def is_shown(attempt: Attempt) -> bool:
    """Whether she has shown it already."""
    return attempt.shown_at is not None


def may_trainers_look(attempt: Attempt) -> bool:
    """Whether she allowed at all that trainers see what she shows."""
    return SHOW_TRAINER in here().store.consents.in_force(attempt.learner_id)


def show_to_trainer(attempt: Attempt) -> None:
    """From now on her trainer may see this take; what she read beside the button is kept as her consent."""
    current = learner()
    if current is not None and not may_trainers_look(attempt):
        switch(current, SHOW_TRAINER, given=True)
    here().store.showing.show(attempt.id, attempt.learner_id, now())
