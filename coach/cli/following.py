"""The process that listens along while she records: after she stops, only the last words are left to do."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from filelock import Timeout

from coach.assembly import Around, hearer, listeners, remembered, remembering_in, unwrapped
from coach.capture.facts import examine
from coach.capture.growing import Growing, held_back, same_line
from coach.cli.on_stage import stage_for
from coach.domain.consent import ANALYSE
from coach.domain.errors import CoachError
from coach.domain.media import Recording, SoundPiece, Take
from coach.domain.transcript import Word
from coach.jobs.child import tell_events
from coach.jobs.following import lock_of
from coach.pipeline.along import along
from coach.pipeline.following import Following, Reached, Voices, heard_so_far, written
from coach.settings import Settings
from coach.speech.transcriber import Transcriber
from coach.store import Store
from coach.store.arriving import Arriving, GaveUp
from coach.store.uploads import Upload

KINDNESS = 5  # of the process: the recording itself must never stumble because of it
BEHIND_S = 30.0  # further behind than when it began: this machine is too slow
TELLS_EVERY_S = 2.0  # viewers are asked as often

log = logging.getLogger(__name__)


def follow(upload_id: str) -> int:
    """Listen along to one recording until it is handed in; 0 also where somebody else does, or it is gone."""
    tell_events()
    settings = Settings()
    store = remembered(settings)
    if not store.workshops.on_stage(upload_id):  # a hall looks at nothing else
        with suppress(AttributeError, OSError):
            os.nice(KINDNESS)
    try:
        with lock_of(store.folder, upload_id).acquire(blocking=False) as lock:
            try:
                _follow(store, settings, store.uploads.get(upload_id))
            finally:
                Path(lock.lock_file).unlink(missing_ok=True)
                store.followed.leave(upload_id)
    except (Timeout, GaveUp):
        log.info("not_followed recording=%s", upload_id[:8])
    except CoachError as error:
        log.warning("not_followed recording=%s error=%s", upload_id[:8], error.id)
        return 1
    return 0


def _follow(store: Store, settings: Settings, upload: Upload) -> None:
    store.consents.require(upload.learner_id, ANALYSE)
    at_work = AtWork(store, settings, upload)
    for piece in at_work.pieces():
        if not at_work.hear(piece):
            store.followed.fall_behind(upload.id)
            log.info("fell_behind recording=%s at_s=%.0f", upload.id[:8], piece.start_s)
            return
    at_work.finish()


class AtWork:
    """One recording being followed."""

    def __init__(self, store: Store, settings: Settings, upload: Upload) -> None:
        self._store, self._upload = store, upload
        self._arriving = Arriving(upload.id, store.uploads, store.attempts, store.recordings)
        self._growing = Growing(self._arriving.bytes_at)
        self._reached, self._voices = Reached(), Voices()
        keeping = remembering_in(settings, store.followed, upload.id)
        self._understand = along(hearer(settings, upload.language))
        self._stage = stage_for(store, settings, upload, self._understand)
        recording = Recording(upload.id, store.uploads.part(upload.id), 0.0, None, None, 0, True)
        around = _both(self._stage.around if self._stage else unwrapped, _both(keeping, self._reached.around))
        self._following = Following(Take(recording, upload.language), listeners(settings, around))
        self._heard_s, self._behind_at_first_s, self._told_at_s = 0.0, 0.0, 0.0

    def pieces(self) -> Iterator[SoundPiece]:
        """The sound as it comes in."""
        return held_back(self._sound(), self._end_s)

    def _sound(self) -> Iterator[SoundPiece]:
        for piece in self._growing.sound():
            if self._stage is not None:
                self._stage.hear(piece, self._following.of(Word), self._reached.until_s)
            yield piece

    def hear(self, piece: SoundPiece) -> bool:
        """Listen, and tell viewers; False where this machine is too slow."""
        self._following.hear(piece)
        self._voices.hear(piece)
        self._heard_s = piece.span.end_s
        if time.monotonic() - self._told_at_s >= TELLS_EVERY_S:
            self._tell()
            self._told_at_s = time.monotonic()
        return self._behind_s() <= BEHIND_S

    def finish(self) -> None:
        """Keep what was found as found in the whole recording, where it lies on the very same time line."""
        whole = self._arriving.whole()
        if whole is None or not same_line(self._growing, examine(whole), self._heard_s):
            log.info("other_line recording=%s", self._upload.id[:8])
            return
        sha256 = self._store.attempts.get(self._upload.id).recording_sha256
        for observed in self._following.finish():
            self._store.evidence.keep(sha256, observed)
        log.info("followed recording=%s seconds=%.0f", self._upload.id[:8], self._heard_s)

    def _tell(self) -> None:
        until_s = self._voices.settled_s(self._reached.until_s)
        heard = heard_so_far(self._following, self._voices, until_s, self._understand)
        self._store.followed.tell(self._upload.id, written(heard))

    def _behind_s(self) -> float:
        """Seconds of sound that are here and were not heard yet, beyond those at the beginning."""
        unread = self._arriving.arrived() - self._growing.read_bytes
        behind_s = unread * self._heard_s / max(1, self._growing.read_bytes)
        self._behind_at_first_s = self._behind_at_first_s or behind_s
        return behind_s - self._behind_at_first_s

    def _end_s(self) -> float:
        whole = self._arriving.whole()
        if whole is None:
            raise GaveUp(self._upload.id)
        return examine(whole).duration_s


def _both(first: Around, then: Around) -> Around:
    def around(inner: Transcriber) -> Transcriber:
        return then(first(inner))

    return around
