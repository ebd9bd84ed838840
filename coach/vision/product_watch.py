"""Watches a take for the product on the seller's photos; tells at the end, when it knows the whole scene."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from coach.domain.evidence import NotObserved, Observation, ObserverKey, Watching
from coach.domain.media import FrameSample, Piece, Recording, Span, Take
from coach.vision.check import BEST
from coach.vision.faces import FindFaces
from coach.vision.faults import Graded, faults, usual_step_s
from coach.vision.goods import Goods, goods
from coach.vision.picture import small_luma
from coach.vision.printed import printed_share
from coach.vision.product import NOTHING, PHOTO_LOOK_PX, Glimpses, Seen, closeups, look
from coach.vision.watch import DECIMALS, HELD_AT_MOST_S

log = logging.getLogger(__name__)

IN_VIEW, LEVEL, CLOSEUP = "product_in_view", "product_level", "product_closeup"
UNITS = {IN_VIEW: "share of frame", LEVEL: "level", CLOSEUP: ""}
LABEL_EVERY_S = 6.0  # looking for a printed label costs 20 ms; between two finds it was there
LONG_AWAY_S = (
    15.0  # goods out of view for so long are worth a look; she may speak of something else meanwhile
)
SHOW_IT = "advice.product_in_view.show"


@dataclass(frozen=True, slots=True)
class ProductObserver:
    """Looks for the product of the take's own photos. `faces` is None where the face model is missing.

    `inputs` is the digest of the face weights; the photos' bytes are part of the key as well.
    """

    faces: FindFaces | None
    inputs: str = ""

    def key(self, take: Take) -> ObserverKey:
        told = "\n".join((self.inputs, *map(_digest, take.photos)))
        return ObserverKey("product", "1", hashlib.sha256(told.encode()).hexdigest() if take.photos else "")

    def start(self, take: Take) -> Watching:
        if not take.photos:
            return CannotTell("vision.no_photo")
        if not take.recording.has_picture:
            return CannotTell("vision.no_picture")
        if self.faces is None:
            return CannotTell("vision.no_face_model")
        shown = goods(take.photos)
        if shown.colours is None and not shown.labels:
            return CannotTell(shown.reason)
        return ProductWatching(shown, self.faces, take.recording.duration_s)


def _digest(photo: Path) -> str:
    """Of the photo's bytes; a photo that is gone is none."""
    return hashlib.sha256(photo.read_bytes()).hexdigest() if photo.is_file() else ""


@dataclass(frozen=True, slots=True)
class CannotTell:
    """Nothing to look for, or nothing to look with: says so once, judges nothing."""

    reason: str

    def see(self, piece: Piece) -> Iterable[NotObserved]:
        return ()

    def finish(self) -> Iterable[NotObserved]:
        return [NotObserved(name, self.reason) for name in UNITS]


class ProductWatching:
    """Keeps a glimpse of each picture, judges all together: only the whole take shows what stands still."""

    def __init__(self, shown: Goods, faces: FindFaces, duration_s: float) -> None:
        self._goods = shown
        self._faces = faces
        self._duration_s = duration_s
        self._glimpses = Glimpses()
        self._label_due_s = 0.0

    def ended(self, recording: Recording) -> None:
        """How long it became."""
        self._duration_s = recording.duration_s

    def see(self, piece: Piece) -> Iterable[Observation | NotObserved]:
        """Nothing yet: see the class."""
        if isinstance(piece, FrameSample):
            self._glimpses.add(piece.at_s, piece.image, self._faces(piece), self._printed(piece))
        return ()

    def finish(self) -> Iterable[Observation | NotObserved]:
        """For each picture level, share and close-up, or why not; then long stretches without the product."""
        if not self._glimpses.seen:
            return CannotTell("vision.no_picture").finish()
        seen = look(self._glimpses, self._goods.colours, self._goods.reason)
        spans = self._spans()
        faces = [one.face is not None for one in self._glimpses.seen]
        close = closeups(seen, faces, [(span.start_s, span.end_s) for span in spans])
        log.info("watched check=product samples=%d shown=%d", len(seen), sum(one.share > 0 for one in seen))
        told = (all_ for one in zip(seen, spans, close, strict=True) for all_ in _told(*one))
        return [*told, *_away(seen, spans)]

    def _printed(self, sample: FrameSample) -> float | None:
        if not self._goods.labels or sample.at_s < self._label_due_s:
            return None
        self._label_due_s = sample.at_s + LABEL_EVERY_S
        return printed_share(small_luma(sample.image, PHOTO_LOOK_PX), self._goods.labels)

    def _spans(self) -> list[Span]:
        """How long each picture stood for the scene, as the other checks count it."""
        starts_s = [one.at_s for one in self._glimpses.seen]
        step_s = usual_step_s(starts_s) or HELD_AT_MOST_S
        last_s = max(starts_s[-1], min(starts_s[-1] + step_s, self._duration_s))
        ends = [min(after, before + HELD_AT_MOST_S) for before, after in pairwise(starts_s)]
        both = zip(starts_s, [*ends, min(last_s, starts_s[-1] + HELD_AT_MOST_S)], strict=True)
        return [Span(start_s, max(start_s, end_s)) for start_s, end_s in both]


def _told(one: Seen, span: Span, close: bool) -> Iterator[Observation | NotObserved]:
    """What one picture shows. Perhaps the product is no product: then its share is not known."""
    values: dict[str, float] = {} if not one.certainty else {LEVEL: one.level}
    if values and not one.reason:
        values |= {IN_VIEW: round(one.share, DECIMALS), CLOSEUP: float(close)}
    for name, unit in UNITS.items():
        if name in values:
            yield Observation(name, span, values[name], unit, one.certainty, moment_s=span.start_s)
        else:
            yield NotObserved(name, one.reason, span)


def _away(seen: Sequence[Seen], spans: Sequence[Span]) -> Iterator[Observation]:
    graded = [
        Graded(span, 0 if one.level == NOTHING else BEST, SHOW_IT, one.certainty)
        for one, span in zip(seen, spans, strict=True)
        if one.certainty
    ]
    step_s = usual_step_s([one.span.start_s for one in graded]) or HELD_AT_MOST_S
    for fault in faults(graded, step_s):
        if fault.span.duration_s >= LONG_AWAY_S:
            certainty = round(fault.certainty, DECIMALS)
            yield Observation(
                f"{IN_VIEW}.fault", fault.span, fault.advice, "advice", certainty, moment_s=fault.moment_s
            )
