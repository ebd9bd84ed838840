"""On the very first start a demonstration class is made in the background, so that pages show something."""

from __future__ import annotations

import logging

from coach.jobs.child import start_demonstration
from coach.settings import Settings

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
