"""One process for one analysis: watched, and ended when it is unwanted, stuck, or no longer ours."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass

from coach.jobs.ledger import Ending, How, ending_of
from coach.jobs.lifeline import end

LOOKS_EVERY_S = 0.1  # at the ledger, one row: a wish to stop is met at once (`just bench cancel`)


@dataclass(frozen=True, slots=True)
class Watch:
    """What the runner asks while the process works.

    `unwanted`: why it should end now, if it should. `limit_s`: how long it may take, which is known better
    once the recording's length is.
    """

    unwanted: Callable[[], How | None]
    limit_s: Callable[[], float]


def attend(process: subprocess.Popen[bytes], watch: Watch) -> Ending:
    """Wait until the process has ended, or end it; it is surely gone afterwards."""
    began_s = time.monotonic()
    try:
        while True:
            try:
                return ending_of(process.wait(LOOKS_EVERY_S))
            except subprocess.TimeoutExpired:
                why = _why(watch, time.monotonic() - began_s)
            if why:
                return Ending(why)
    finally:
        end(process)


def _why(watch: Watch, spent_s: float) -> How | None:
    unwanted = watch.unwanted()
    if unwanted is None and spent_s > watch.limit_s():
        return How.OVERRAN
    return unwanted
