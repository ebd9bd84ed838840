"""Watches a take for a camera that shakes: what each burst shows, and at the end the worst stretches."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from coach.domain.evidence import NotObserved, Observation, ObserverKey, Watching
from coach.domain.media import Burst, Piece, Recording, Span, Take
from coach.vision.check import Reading
from coach.vision.faults import Graded, faults, usual_step_s
from coach.vision.shake import MEASURES, NAME, VERSION, shake

log = logging.getLogger(__name__)

Seen = Observation | NotObserved
Look = Callable[[Burst], Reading]

# A burst speaks for the time until the next one, but not for ever: they come every 6 to 10 s.
HELD_AT_MOST_S = 12.0
DECIMALS = 4  # finer differences are noise


@dataclass(frozen=True, slots=True)
class ShakeObserver:
    """The check `shake` as an observer. It needs neither faces nor weights."""

    look: Look = shake

    def key(self, take: Take) -> ObserverKey:
        return ObserverKey(NAME, VERSION)

    def start(self, take: Take) -> Watching:
        missing = "vision.no_burst" if take.recording.has_picture else "vision.no_picture"
        return BurstWatching(self.look, take.recording.duration_s, missing)


class BurstWatching:
    """At work on one take. A burst is settled when the next one tells how long it stood.

    `missing` is the reason, a message id, where no burst comes.
    """

    def __init__(self, look: Look, duration_s: float, missing: str = "vision.no_burst") -> None:
        self._missing = missing
        self._look = look
        self._duration_s = duration_s
        self._last: tuple[float, Reading] | None = None
        self._starts_s: list[float] = []
        self._graded: list[Graded] = []

    def ended(self, recording: Recording) -> None:
        """How long it became."""
        self._duration_s = recording.duration_s

    def see(self, piece: Piece) -> Iterable[Seen]:
        """What became settled: everything about the burst before this one."""
        if not isinstance(piece, Burst):
            return ()
        settled = list(self._settle(piece.at_s))
        self._starts_s.append(piece.at_s)
        self._last = piece.at_s, self._look(piece)
        return settled

    def finish(self) -> Iterable[Seen]:
        """The last burst, then the stretches to show."""
        if self._last is None:
            return [NotObserved(name, self._missing) for name in MEASURES]
        last = list(self._settle(self._duration_s))
        shown = list(self._faults())
        log.info("watched check=shake bursts=%d faults=%d", len(self._starts_s), len(shown))
        return [*last, *shown]

    def _settle(self, until_s: float) -> Iterator[Seen]:
        if self._last is None:
            return
        at_s, reading = self._last
        span = Span(at_s, max(at_s, min(until_s, at_s + HELD_AT_MOST_S)))
        if reading.grade is not None:
            self._graded.append(Graded(span, reading.grade, reading.advice, reading.certainty))
        yield from _told(reading, span)

    def _faults(self) -> Iterator[Observation]:
        step_s = usual_step_s(self._starts_s) or HELD_AT_MOST_S
        for fault in faults(self._graded, step_s):
            yield Observation(
                f"{NAME}.fault", fault.span, fault.advice, "advice", fault.certainty, moment_s=fault.moment_s
            )


def _told(reading: Reading, span: Span) -> Iterator[Seen]:
    """Grade and size, or why there are none."""
    if reading.grade is None:
        yield from (NotObserved(name, reading.reason, span) for name in MEASURES)
        return
    for name, value in {NAME: float(reading.grade), **reading.values}.items():
        rounded, certainty = round(value, DECIMALS), reading.certainty
        yield Observation(name, span, rounded, MEASURES[name], certainty, moment_s=span.start_s)
