"""Watches a take with one check: what it saw at each sample, at the end the stretches worth a look."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from coach.domain.evidence import NotObserved, Observation, Observer, ObserverKey, Watching
from coach.domain.media import FrameSample, Piece, Recording, Span, Take
from coach.vision.around import Moment, Trail
from coach.vision.bursts import ShakeObserver
from coach.vision.check import Check, Reading, checks
from coach.vision.faces import Faces, FindFaces
from coach.vision.faults import Graded, faults, usual_step_s
from coach.vision.take_check import take_observers

log = logging.getLogger(__name__)

Seen = Observation | NotObserved

HELD_AT_MOST_S = 10.0  # a picture says nothing about what happens longer than this after it
DECIMALS = 4  # finer differences are noise, and would only make kept evidence longer


@dataclass(frozen=True, slots=True)
class VisionObserver:
    """One check as an observer. `faces` is None where the face model is missing: what needs it is not judged.

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
        if self.faces is None and self.check.needs_faces:
            return CannotSee(self.check, "vision.no_face_model")
        return SampleWatching(self.check, self.faces or _no_faces, take.recording.duration_s)


def vision_observers(faces: FindFaces | None, inputs: str = "") -> tuple[Observer, ...]:
    """One observer a check and one for shaking. `faces` should remember: each check asks for each sample."""
    each = tuple(VisionObserver(check, faces, inputs) for check in checks())
    return (*each, *take_observers(faces, inputs), ShakeObserver())


def _no_faces(sample: FrameSample) -> Faces:
    return ()


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
    """A check at work on one take. A sample is settled when the next one tells how long it stood.

    A check that looks around waits until the samples within its reach have come.
    """

    def __init__(self, check: Check, faces: FindFaces, duration_s: float) -> None:
        self._check = check
        self._faces = faces
        self._duration_s = duration_s
        self._trail = Trail(check.reach_s)
        self._starts_s: list[float] = []
        self._graded: list[Graded] = []

    def ended(self, recording: Recording) -> None:
        """How long it became."""
        self._duration_s = recording.duration_s

    def see(self, piece: Piece) -> Iterable[Seen]:
        """What became settled: everything about the sample before this one, or before those in reach."""
        if not isinstance(piece, FrameSample):
            return ()
        self._starts_s.append(piece.at_s)
        return [
            seen for moment in self._trail.add(piece, self._faces(piece)) for seen in self._settle(moment)
        ]

    def finish(self) -> Iterable[Seen]:
        """The last samples, the very last standing as long as the others did, then the stretches to show."""
        if not self._starts_s:
            return CannotSee(self._check, "vision.no_picture").finish()
        last = [seen for moment in self._trail.rest() for seen in self._settle(moment)]
        shown = list(self._faults(self._step_s))
        log.info(
            "watched check=%s samples=%d graded=%d faults=%d",
            self._check.name, len(self._starts_s), len(self._graded), len(shown),
        )  # fmt: skip
        return [*last, *shown]

    @property
    def _step_s(self) -> float:
        return usual_step_s(self._starts_s) or HELD_AT_MOST_S

    def _settle(self, moment: Moment) -> Iterator[Seen]:
        reading = self._check.look(moment.sample, moment.faces, moment.around)
        span = self._stood(moment)
        if reading.grade is not None:
            self._graded.append(Graded(span, reading.grade, reading.advice, reading.certainty))
        return self._told(reading, span)

    def _stood(self, moment: Moment) -> Span:
        """How long the picture stood for the scene: until the next one, but not for ever."""
        at_s, until_s = moment.sample.at_s, moment.next_s
        if until_s is None:
            until_s = min(at_s + self._step_s, self._duration_s)
        return Span(at_s, max(at_s, min(until_s, at_s + HELD_AT_MOST_S)))

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
