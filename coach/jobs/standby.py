"""While a workshop is open a process waits, its libraries loaded: a volunteer's first words are shown too."""

from __future__ import annotations

import logging
import subprocess
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import IO, cast

from coach.jobs.lifeline import end, start
from coach.store import Store

log = logging.getLogger(__name__)

ANYBODY = ""  # instead of a recording: whoever steps on the stage next
EVENING = timedelta(hours=12)  # a workshop that nobody ended and nobody touched is over by then
TRIES = 3  # where it falls so often, a follower is started when somebody is on stage, as without it

CommandFor = Callable[[str], Sequence[str]]


class Standby:
    """At most one process that waits to be told whom to follow; it leaves when we do."""

    def __init__(self, store: Store, environment: Mapping[str, str], command: CommandFor) -> None:
        self._store, self._command, self._environment = store, command, environment
        self._waiting: subprocess.Popen[bytes] | None = None
        self._fallen = 0

    def look(self) -> None:
        """Let one wait while a workshop is open, and none otherwise."""
        if self._waiting is not None and self._waiting.poll() is not None:
            self._fallen += 1
            self.close()
        if not self._store.workshops.any_open(datetime.now(UTC) - EVENING):
            self.close()
        elif self._waiting is None and self._fallen < TRIES:
            self._waiting = start(self._command(ANYBODY), self._environment)
            log.info("follower_waits")

    def send(self, upload_id: str) -> subprocess.Popen[bytes] | None:
        """The process that follows this recording from now on; None where none waits."""
        process, self._waiting = self._waiting, None
        if process is None:
            return None
        try:
            pipe = cast(IO[bytes], process.stdin)
            pipe.write(upload_id.encode() + b"\n")
            pipe.flush()
        except OSError:  # it has fallen
            end(process)
            return None
        return process

    def close(self) -> None:
        """End whoever waits."""
        if self._waiting is not None:
            end(self._waiting)
            self._waiting = None
