"""Watches a take with one check: what it saw at each sample, at the end the stretches worth a look."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coach.domain.evidence import NotObserved, Observation, Observer, ObserverKey, Watching
from coach.domain.media import FrameSample, Piece, Span, Take
from coach.vision.check import Check, Reading, checks
from coach.vision.faces import FindFaces, RememberedFaces
from coach.vision.faults import Graded, faults, usual_step_s

log = logging.getLogger(__name__)

Seen = Observation | NotObserved

HELD_AT_MOST_S = 10.0  # a picture says nothing about what happens longer than this after it
DECIMALS = 4  # finer differences are noise, and would only make kept evidence longer


@dataclass(frozen=True, slots=True)
class VisionObserver:
    """One check as an observer. `faces` is None where the face model is missing: nothing is judged then.

    `inputs` is the digest of the weights file: other weights are other evidence.
    """

    check: Check
    faces: FindFaces | None
    inputs: str = ""

    def key(self, take: Take) -> ObserverKey:
        return ObserverKey(self.check.name, self.check.version, self.inputs)

    def start(self, take: Take) -> Watching:
        if not take.recording.has_picture:
            return CannotSee(self.check, "vision.no_picture")
        if self.faces is None:
            return CannotSee(self.check, "vision.no_face_model")
        return SampleWatching(self.check, self.faces, take.recording.duration_s)


def vision_observers(find: FindFaces | None, inputs: str = "") -> tuple[Observer, ...]:
    """One observer a check, all looking through the same face finder once a sample."""
    faces = RememberedFaces(find) if find else None
    return tuple(VisionObserver(check, faces, inputs) for check in checks())


@dataclass(frozen=True, slots=True)
class CannotSee:
    """A take without anything to look at, or nothing to look with: says so once, judges nothing."""

    check: Check
    reason: str

    def see(self, piece: Piece) -> Iterable[Seen]:
        return ()

    def finish(self) -> Iterable[Seen]:
        return [NotObserved(name, self.reason) for name in self.check.measures]


class SampleWatching:
    """A check at work on one take. A sample is settled when the next one tells how long it stood."""

    def __init__(self, check: Check, faces: FindFaces, duration_s: float) -> None:
        self._check = check
        self._faces = faces
        self._duration_s = duration_s
        self._open: tuple[float, Reading] | None = None
        self._starts_s: list[float] = []
        self._graded: list[Graded] = []

    def see(self, piece: Piece) -> Iterable[Seen]:
        """What became settled: everything about the sample before this one."""
        if not isinstance(piece, FrameSample):
            return ()
        settled = self._settle(piece.at_s)
        self._open = (piece.at_s, self._check.look(piece, self._faces(piece)))
        self._starts_s.append(piece.at_s)
        return settled

    def finish(self) -> Iterable[Seen]:
        """The last sample, standing as long as the others did, then the stretches worth looking at."""
        if not self._starts_s:
            return CannotSee(self._check, "vision.no_picture").finish()
        step_s = usual_step_s(self._starts_s) or HELD_AT_MOST_S
        last = self._settle(min(self._starts_s[-1] + step_s, self._duration_s))
        shown = list(self._faults(step_s))
        log.info(
            "watched check=%s samples=%d graded=%d faults=%d",
            self._check.name, len(self._starts_s), len(self._graded), len(shown),
        )  # fmt: skip
        return [*last, *shown]

    def _settle(self, until_s: float) -> list[Seen]:
        if self._open is None:
            return []
        (at_s, reading), self._open = self._open, None
        span = Span(at_s, max(at_s, min(until_s, at_s + HELD_AT_MOST_S)))
        if reading.grade is not None:
            self._graded.append(Graded(span, reading.grade, reading.advice, reading.certainty))
        return list(self._told(reading, span))

    def _told(self, reading: Reading, span: Span) -> Iterator[Seen]:
        grade = {} if reading.grade is None else {self._check.name: float(reading.grade)}
        values = {**grade, **reading.values}
        for name, unit in self._check.measures.items():
            if name in values:
                value, certainty = round(values[name], DECIMALS), round(reading.certainty, DECIMALS)
                yield Observation(name, span, value, unit, certainty, moment_s=span.start_s)
            else:
                yield NotObserved(name, reading.reason, span)

    def _faults(self, step_s: float) -> Iterator[Observation]:
        name = f"{self._check.name}.fault"
        for fault in faults(self._graded, step_s):
            certainty = round(fault.certainty, DECIMALS)
            yield Observation(name, fault.span, fault.advice, "advice", certainty, moment_s=fault.moment_s)
