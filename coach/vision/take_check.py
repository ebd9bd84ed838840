"""Checks that judge a take as a whole: its shape, its size, who is in it. They speak once, at its end."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Protocol

from coach.domain.evidence import Finding, NotObserved, Observation, Observer, ObserverKey, Watching
from coach.domain.media import FrameSample, Piece, Recording, Span, Take
from coach.vision.check import GOOD
from coach.vision.faces import Faces, FindFaces


class Look(Protocol):
    """Looks at one take."""

    def ended(self, recording: Recording) -> None:
        """The recording as it turned out, where it was followed while it grew."""

    def see(self, sample: FrameSample, faces: Faces) -> None:
        """One more picture, in order."""

    def finish(self) -> Iterable[Finding]:
        """All there is to say."""


Start = Callable[[Take, FindFaces], Look]


@dataclass(frozen=True, slots=True)
class TakeCheck:
    """A registered check of whole takes. `measures`: unit by name of all it may report.

    `needs_faces`: without a face model it says that it could not judge; otherwise it then sees no faces.
    """

    name: str
    version: str
    measures: Mapping[str, str]
    start: Start
    needs_faces: bool = True


_CHECKS: dict[str, TakeCheck] = {}


def take_check(
    name: str, *, version: str, measures: Mapping[str, str], needs_faces: bool = True
) -> Callable[[Start], Start]:
    """Register what begins a look at one take. Names are unique."""

    def register(start: Start) -> Start:
        if name in _CHECKS:
            raise ValueError(f"there already is a check called {name}")
        _CHECKS[name] = TakeCheck(name, version, measures, start, needs_faces)
        return start

    return register


def take_checks() -> tuple[TakeCheck, ...]:
    """Every such check of this folder by name: a new file is found without being listed anywhere."""
    package = __name__.rpartition(".")[0]
    for module in pkgutil.iter_modules(import_module(package).__path__):
        import_module(f"{package}.{module.name}")
    return tuple(_CHECKS[name] for name in sorted(_CHECKS))


def take_observers(faces: FindFaces | None, inputs: str) -> tuple[Observer, ...]:
    """One observer a check, all looking through the same face finder."""
    return tuple(TakeObserver(check, faces, inputs) for check in take_checks())


@dataclass(frozen=True, slots=True)
class TakeObserver:
    """One check as an observer; `inputs` is the digest of the face finder's weights."""

    check: TakeCheck
    faces: FindFaces | None
    inputs: str = ""

    def key(self, take: Take) -> ObserverKey:
        return ObserverKey(self.check.name, self.check.version, self.inputs)

    def start(self, take: Take) -> Watching:
        faces = self.faces or _no_faces
        reason = "" if take.recording.has_picture else "vision.no_picture"
        if self.faces is None and self.check.needs_faces:
            reason = reason or "vision.no_face_model"
        return TakeWatching(self.check, None if reason else self.check.start(take, faces), faces, reason)


class TakeWatching:
    """A check at work on one take; without a look it only says why it could not judge."""

    def __init__(self, check: TakeCheck, look: Look | None, faces: FindFaces, reason: str) -> None:
        self._check = check
        self._look = look
        self._faces = faces
        self._reason = reason
        self._seen = False

    def ended(self, recording: Recording) -> None:
        if self._look:
            self._look.ended(recording)

    def see(self, piece: Piece) -> Iterable[Finding]:
        if self._look and isinstance(piece, FrameSample):
            self._look.see(piece, self._faces(piece))
            self._seen = True
        return ()

    def finish(self) -> Iterable[Finding]:
        if self._look and self._seen:
            return tuple(self._look.finish())
        reason = self._reason or "vision.no_picture"
        return tuple(NotObserved(name, reason) for name in self._check.measures)


def graded(name: str, grade: int, span: Span, advice: str, certainty: float = 1.0) -> Iterable[Observation]:
    """A grade 0-4 for the whole take and, below good, the fault with its advice (a message id)."""
    yield Observation(name, span, float(grade), "level", certainty, moment_s=span.start_s)
    if grade < GOOD:
        yield Observation(f"{name}.fault", span, advice, "advice", certainty, moment_s=span.start_s)


def _no_faces(sample: FrameSample) -> Faces:
    return ()
