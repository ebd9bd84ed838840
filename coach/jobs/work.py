"""One analysis from its beginning to its end, whatever its process does: what an engine calls."""

from __future__ import annotations

import logging
import subprocess
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import DBAPIError

from coach.domain.analysis import DEAD, RUNNING, WAITING, Claim
from coach.domain.media import Notice
from coach.jobs.engine import TryAgain
from coach.jobs.ledger import DISK_WAIT_S, Ending, How, Limits, given_up, next_of
from coach.jobs.runner import Watch, attend
from coach.store import Store

log = logging.getLogger(__name__)

DATABASE_WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Means:
    """What a worker works with: how a claim's process is started, and whether the disk has room for it."""

    store: Store
    start: Callable[[Claim], subprocess.Popen[bytes]]
    has_room: Callable[[], bool]
    limits: Limits


class Work:
    """Does one analysis a call; a worker's slots share it. TryAgain where it should be tried once more."""

    def __init__(self, means: Means, worker_id: str, stop: threading.Event) -> None:
        self._means = means
        self._worker_id = worker_id
        self._stop = stop
        self._in_hand: set[str] = set()  # analyses under way in a slot, each from before it is claimed

    def __call__(self, analysis_id: str) -> None:
        """Return when the analysis has ended, well or badly, or is somebody else's."""
        if not self._means.has_room():
            log.warning("disk_full analysis=%s", analysis_id)
            raise TryAgain(DISK_WAIT_S)
        self._in_hand.add(analysis_id)
        try:
            self._do(analysis_id)
        except DBAPIError as error:
            log.warning("database_away analysis=%s error=%s", analysis_id, type(error.orig).__name__)
            raise TryAgain(DATABASE_WAIT_S) from error
        finally:
            self._in_hand.discard(analysis_id)

    def put_back_lost(self) -> None:
        """What the ledger says we are at, but nobody is: a database went away in the middle. It waits again.

        The ledger is read first, so that what is begun meanwhile is surely in hand; the fence guards what has
        ended or was begun again.
        """
        store = self._means.store
        ours = [one for one in store.analyses.moving() if one.worker == self._worker_id]
        for one in ours:
            if one.state == RUNNING and one.id not in self._in_hand:
                log.warning("put_back_lost analysis=%s", one.id)
                now = store.workers.clock()
                store.claims.put_back(Claim(one.id, one.fence, self._worker_id), None, now)

    def _do(self, analysis_id: str) -> None:
        store = self._means.store
        claim = store.claims.start(analysis_id, self._worker_id, store.workers.clock())
        if claim is None:
            log.info("nothing_to_do analysis=%s", analysis_id)
            return
        if given_up(analysis := store.analyses.get(analysis_id)):
            store.claims.end(claim, DEAD, Notice("job.given_up"), store.workers.clock())
            return
        log.info("started analysis=%s attempt_no=%s", analysis_id, analysis.attempt_no)
        self._settle(claim, self._attend(claim))

    def _attend(self, claim: Claim) -> Ending:
        limits, analyses = self._means.limits, self._means.store.analyses
        length = _Once(lambda: analyses.get(claim.analysis_id).duration_s)
        watch = Watch(lambda: self._unwanted(claim), lambda: limits.of(length()))
        try:
            return attend(self._means.start(claim), watch)
        except MemoryError:
            return Ending(How.TROUBLE, "machine.memory")
        except OSError:
            log.exception("no_process analysis=%s", claim.analysis_id)
            return Ending(How.TROUBLE, "machine.files")

    def _unwanted(self, claim: Claim) -> How | None:
        if self._stop.is_set():
            return How.STOPPED
        try:
            holds, wished = self._means.store.claims.holds(claim)
            # A process that has just told its result holds nothing any more, and is about to end by itself.
            lost = not holds and not self._has_told(claim)
        except DBAPIError:
            return None  # the database is away: what is under way goes on
        if wished:
            return How.CANCELLED
        return How.LOST if lost else None

    def _has_told(self, claim: Claim) -> bool:
        analysis = self._means.store.analyses.get(claim.analysis_id)
        return analysis.fence == claim.fence and analysis.state not in (WAITING, DEAD)

    def _settle(self, claim: Claim, ending: Ending) -> None:
        """Write down what becomes of it. A process that ended well without a word has crashed too."""
        store = self._means.store
        if ending.how is How.TOLD and store.claims.holds(claim)[0]:
            ending = Ending(How.CRASHED)
        following = next_of(ending, store.analyses.get(claim.analysis_id))
        log.info("ended analysis=%s how=%s trouble=%s", claim.analysis_id, ending.how, ending.trouble)
        if following is None:
            return
        now = store.workers.clock()
        if following.state != WAITING:
            store.claims.end(claim, following.state, following.why, now)
            return
        counts = {following.counts: 1} if following.counts else {}
        again_at = now + timedelta(seconds=following.after_s)
        if store.claims.put_back(claim, following.why, again_at, **counts):
            raise TryAgain(following.after_s)


class _Once:
    """Asks until there is an answer, and then no more."""

    def __init__(self, ask: Callable[[], float | None]) -> None:
        self._ask = ask
        self._told: float | None = None

    def __call__(self) -> float | None:
        if self._told is None:
            try:
                self._told = self._ask()
            except DBAPIError:
                return None
        return self._told
