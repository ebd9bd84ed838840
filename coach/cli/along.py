"""One recording followed while it grows: heard and seen on the way, kept where the end shows it equal."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator

from coach.assembly import Around, Workplace, hearer, listeners, remembering_in, unwrapped, watchers
from coach.capture.damage import DamageObserver
from coach.capture.facts import Facts, examine
from coach.capture.growing import Growing, held_back, same_picture, same_sound
from coach.capture.probe import probe
from coach.cli.on_stage import stage_for
from coach.domain.evidence import Observed, Observer
from coach.domain.media import Damage, Piece, Recording, SoundPiece, Span, Take
from coach.domain.transcript import Word
from coach.pipeline import Parts
from coach.pipeline.along import along
from coach.pipeline.following import Following, Known, Reached, Voices
from coach.pipeline.gathering import is_known
from coach.speech.transcriber import Transcriber
from coach.store.arriving import Arriving, GaveUp
from coach.store.uploads import Upload

BEHIND_S = 30.0  # further behind than when it began: this machine is too slow
TELLS_EVERY_S = 2.0  # viewers are asked as often
UNKNOWN_PX = 1  # a picture whose size is known at the end

log = logging.getLogger(__name__)


class AtWork:
    """One recording being followed; `now_s` is the second that was reached."""

    def __init__(self, at: Workplace, upload: Upload) -> None:
        self._at, self._upload = at, upload
        store = at.store
        self._arriving = Arriving(upload.id, store.uploads, store.attempts, store.recordings)
        self._growing = Growing(self._arriving.bytes_at)
        self._reached, self._voices = Reached(), Voices()
        # What it understood on the way it need not understand once more to score the take: the same, sooner.
        self._understand = along(hearer(at.settings, upload.language))
        self._stage, self._known = stage_for(at, upload, self._understand), Known(self._understand)
        keeping = remembering_in(at.settings, store.followed, upload.id)
        before = self._stage.around if self._stage else unwrapped
        self._listeners = listeners(at.settings, _each(before, keeping, self._reached.around))
        self._watchers = (DamageObserver(), *watchers(at.settings))
        self._heard: Following | None = None
        self._seen: Following | None = None
        self.now_s, self._behind_at_first_s, self._told_at_s = 0.0, 0.0, 0.0
        if self._stage is not None:
            self._load()

    def _load(self) -> None:
        """A hall waits: whoever listens opens the weights while three, two, one is counted down."""
        place = self._at.store.uploads.part(self._upload.id)
        take = self._take(Recording(self._upload.id, place, 0.0, None, None, 0, True), ())
        for one in self._listeners:
            one.start(take)

    def pieces(self) -> Iterator[Piece]:
        """Sound and pictures as they come in."""
        return held_back(self._shown(), self._end_s)

    def _shown(self) -> Iterator[Piece]:
        """The same as it comes in; a stage hears the newest sound before it is surely part of the take."""
        for piece in self._growing.pieces():
            if self._stage is not None and isinstance(piece, SoundPiece):
                settled = self._heard.of(Word) if self._heard else ()
                self._stage.hear(piece, settled, self._reached.until_s)
            yield piece

    def see(self, piece: Piece) -> bool:
        """Hear or see it, and tell what is known; False where this machine is too slow."""
        for one in self._following():
            one.see(piece)
        if not isinstance(piece, SoundPiece):
            return True
        self._voices.hear(piece)
        self.now_s = piece.span.end_s
        if time.monotonic() - self._told_at_s >= TELLS_EVERY_S:
            self._tell()
            self._told_at_s = time.monotonic()
        return self._behind_s() <= BEHIND_S

    def finish(self) -> Parts | None:
        """Keep what was found as found in the whole recording, where that will be heard and seen just so.

        What scores the take now, if everything was kept.
        """
        whole = self._arriving.whole()
        if whole is None or self._heard is None:
            return None
        photos = self._at.store.attempts.get(self._upload.id).photos
        take = self._take(probe(whole), photos)
        for observed in self._found(take, examine(whole)):
            self._at.store.evidence.keep(take.recording.sha256, observed)
        log.info("followed recording=%s seconds=%.0f", self._upload.id[:8], self.now_s)
        return self._parts(take)

    def _following(self) -> tuple[Following, ...]:
        """Who hears and who sees; they begin with the first piece, as it is known then what there is."""
        if self._heard is None or self._seen is None:
            side_px = UNKNOWN_PX if self._growing.eyes else None
            place = self._at.store.uploads.part(self._upload.id)
            has_sound = self._growing.ear is not None
            recording = Recording(self._upload.id, place, 0.0, side_px, side_px, 0, has_sound)
            take = self._take(recording, self._at.store.photos.of(self._upload.learner_id))
            self._heard, self._seen = Following(take, self._listeners), Following(take, self._watchers)
        return self._heard, self._seen

    def _take(self, recording: Recording, photos: tuple[str, ...]) -> Take:
        """All that observers read of a take."""
        return Take(recording, self._upload.language, photos=self._at.store.photos.paths(photos))

    def _found(self, take: Take, facts: Facts) -> Iterator[Observed]:
        heard, seen = self._following()
        if not same_sound(self._growing, facts, self.now_s):
            log.info("other_line recording=%s", self._upload.id[:8])
            return
        yield from heard.finish(take)
        if not same_picture(self._growing, facts):
            log.info("other_look recording=%s", self._upload.id[:8])
            return
        damaged = self._growing.damaged
        yield from seen.finish(take, [Damage(Span(0.0, facts.duration_s), damaged)] if damaged else [])

    def _parts(self, take: Take) -> Parts | None:
        """What is loaded already, as long as nobody has to listen once more."""
        observers: tuple[Observer, ...] = (*self._listeners, *self._watchers)
        shelf = self._at.store.evidence
        return Parts(observers, self._understand, shelf) if is_known(take, observers, shelf) else None

    def _tell(self) -> None:
        until_s = self._voices.settled_s(self._reached.until_s)
        heard, _ = self._following()
        self._at.store.followed.tell(self._upload.id, self._known.now(heard.found(), self._voices, until_s))

    def _behind_s(self) -> float:
        """Seconds of sound that are here and were not heard yet, beyond those at the beginning."""
        unread = self._arriving.arrived() - self._growing.read_bytes
        behind_s = unread * self.now_s / max(1, self._growing.read_bytes)
        self._behind_at_first_s = self._behind_at_first_s or behind_s
        return behind_s - self._behind_at_first_s

    def _end_s(self) -> float:
        whole = self._arriving.whole()
        if whole is None:
            raise GaveUp(self._upload.id)
        return examine(whole).duration_s


def _each(*arounds: Around) -> Around:
    """One around the other, the first nearest to the recogniser."""

    def around(inner: Transcriber) -> Transcriber:
        for one in arounds:
            inner = one(inner)
        return inner

    return around
