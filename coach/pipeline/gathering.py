"""Listening and watching: slow, so what each observer found is kept and nobody has to do it twice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from coach.capture.reader import read
from coach.domain.correction import CORRECTED_WORDS, newest
from coach.domain.evidence import Evidence, Finding, Observed, Observer, ObserverKey, Watching
from coach.domain.media import Burst, FrameSample, Piece, Recording, Take
from coach.domain.transcript import Word

OnProgress = Callable[
    [str, float], None
]  # a stage ("reading", "listening", ...) and how much of it is done, 0-1
T = TypeVar("T")


class Shelf(Protocol):
    """Where findings are kept, under the recording's digest and the observer's key."""

    def observed(self, sha256: str, key: ObserverKey) -> Observed | None: ...

    def observed_by(self, sha256: str, name: str) -> tuple[Observed, ...]: ...

    def keep(self, sha256: str, observed: Observed) -> None: ...

    def understood(self, key: str) -> Evidence | None: ...

    def keep_understood(self, key: str, sha256: str, evidence: Evidence) -> None: ...


@dataclass(frozen=True, slots=True)
class Gathered:
    """What all observers found in one recording; after them a person's correction, if there is one."""

    observed: tuple[Observed, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """The words as a person corrected them, else as the machine heard them."""
        corrected = [one for one in self.observed if one.key.name == CORRECTED_WORDS]
        return corrected[-1].of(Word) if corrected else self.of(Word)

    def of(self, kind: type[T]) -> tuple[T, ...]:
        """All findings of one kind, observer by observer."""
        return tuple(finding for one in self.observed for finding in one.of(kind))


@dataclass(slots=True)
class AtWork:
    """One observer during the pass over the recording."""

    key: ObserverKey
    watching: Watching
    findings: list[Finding]

    def done(self) -> Observed:
        return Observed(self.key, tuple(self.findings))


def gather(take: Take, observers: Sequence[Observer], shelf: Shelf, on_progress: OnProgress) -> Gathered:
    """Return every observer's findings: kept ones from the shelf, the others from one pass over the file.

    Each observer's findings are kept as soon as they are whole, so that what is broken off later need not ask
    that one again. Nothing is kept of an observer that did not finish.
    """
    recording = take.recording
    kept = {one.key(take): shelf.observed(recording.sha256, one.key(take)) for one in observers}
    working = [AtWork(one.key(take), one.start(take), []) for one in observers if kept[one.key(take)] is None]
    if working:
        _pass_over(recording, working, on_progress)
    for one in working:
        one.findings.extend(one.watching.finish())
        kept[one.key] = one.done()
        shelf.keep(recording.sha256, one.done())
    correction = newest(shelf.observed_by(recording.sha256, CORRECTED_WORDS), take.language)
    return Gathered(tuple(found for found in (*kept.values(), correction) if found is not None))


def is_known(take: Take, observers: Sequence[Observer], shelf: Shelf) -> bool:
    """Whether every observer has observed the take already: then gathering takes no time."""
    sha256 = take.recording.sha256
    return all(shelf.observed(sha256, one.key(take)) is not None for one in observers)


def _pass_over(recording: Recording, working: Iterable[AtWork], on_progress: OnProgress) -> None:
    for piece in read(recording):
        for one in working:
            one.findings.extend(one.watching.see(piece))
        on_progress(*_how_far(piece, recording))


def _how_far(piece: Piece, recording: Recording) -> tuple[str, float]:
    if isinstance(piece, FrameSample | Burst):
        stage, now_s = "watching", piece.at_s
    else:
        stage, now_s = "listening", piece.span.end_s
    return stage, min(1.0, now_s / max(recording.duration_s, 1e-9))
