"""The demonstration class: started on the very first start, so that pages show something, and taken away."""

from __future__ import annotations

import logging

from coach.domain.people import DEMONSTRATION
from coach.jobs.child import start_demonstration
from coach.settings import Settings
from coach.store import Store

log = logging.getLogger(__name__)

SHOWN = ".demonstration"  # a file that says it was made once; whoever removed the class does not get it back


def show_once(settings: Settings) -> bool:
    """Start making the class if this data folder never had one; whether it was started.

    A folder that cannot be written stops nothing here: the pages say so themselves.
    """
    try:
        settings.data.mkdir(parents=True, exist_ok=True)
        (settings.data / SHOWN).touch(exist_ok=False)
    except OSError:
        return False
    start_demonstration(settings)
    log.info("demonstration_started")
    return True


def take_away(store: Store) -> None:
    """Remove the class and all that is its own; somebody who agreed to anything is real and stays."""
    for group in store.groups.of_kind(DEMONSTRATION):
        for member in store.groups.members(group.id):
            if not store.people.has_agreed(member.learner.id):
                store.forgetting.forget_invented(member.learner.id)
        store.groups.remove(group.id)
