"""The observer of the voice's melody: how high each phrase lies, how far it moves, and where it is held."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from coach.domain.evidence import Finding, NotObserved, Observation, ObserverKey
from coach.domain.media import Piece, SoundPiece, Span, Take
from coach.speech.held import held
from coach.speech.phrases import Phrase, PhraseCutter
from coach.speech.pitch import HOP_S, Pitch, hz, pitch_of
from coach.speech.sound import SoundLine
from coach.speech.voice import VoiceDetector, Window

log = logging.getLogger(__name__)

NAME, VERSION = "intonation", "1"
PITCH, RANGE, HELD = "phrase_pitch", "phrase_range", "held_sound"
MOVES = "pitch_moves"  # the range within about a second, so that a price or a question can be compared
LEAST_VOICED = round(0.5 / HOP_S)  # values, half a second: a shorter phrase has no melody to speak of
LOW, HIGH = 10, 90  # centiles of a phrase's pitch; further out lie slips of the finder


class IntonationObserver:
    """Observer `intonation`: `phrase_pitch` (Hz) and `phrase_range` (semitones) of each; `held_sound`."""

    def key(self, take: Take) -> ObserverKey:
        """Reads nothing but the sound."""
        return ObserverKey(NAME, VERSION)

    def start(self, take: Take) -> IntonationTake:
        """Begin to listen to one take."""
        return IntonationTake()


class IntonationTake:
    """Listens to one take, phrase by phrase; how it was cut into pieces makes no difference."""

    def __init__(self) -> None:
        self._line, self._detector, self._cutter = SoundLine(), VoiceDetector(), PhraseCutter()
        self._phrases = 0

    def see(self, piece: Piece) -> Iterator[Finding]:
        """The phrases that this piece of sound settled."""
        if isinstance(piece, SoundPiece):
            for window in self._detector.hear(self._line.lay(piece)):
                yield from self._step(window)

    def finish(self) -> Iterator[Finding]:
        """The last phrase; or why there are none."""
        for window in self._detector.finish():
            yield from self._step(window)
        for phrase in self._cutter.finish():
            yield from self._told(phrase)
        if not self._phrases:
            reason = "hearing.no_voice" if self._line.samples_given else "hearing.no_sound"
            yield from (NotObserved(name, reason) for name in (PITCH, RANGE, MOVES))
        log.info("heard melody phrases=%d", self._phrases)

    def _step(self, window: Window) -> Iterator[Finding]:
        for phrase in self._cutter.step(window):
            yield from self._told(phrase)

    def _told(self, phrase: Phrase) -> Iterator[Observation]:
        pitch = pitch_of(phrase)
        if len(pitch.heard) >= LEAST_VOICED:
            self._phrases += 1
            low, middle, high = np.percentile(pitch.heard, (LOW, 50, HIGH))
            yield Observation(PITCH, phrase.span, round(hz(middle), 1), "Hz")
            yield Observation(RANGE, phrase.span, round(float(high - low), 2), "semitone")
            yield from _second_by_second(phrase, pitch)
        for span in held(phrase, pitch):
            yield Observation(HELD, span, round(span.duration_s, 2), "s")


def _second_by_second(phrase: Phrase, pitch: Pitch) -> Iterator[Observation]:
    """The range of each of the phrase's seconds, told where a third of it is voiced."""
    count = max(1, round(phrase.span.duration_s))
    borders = [len(pitch.voiced) * at // count for at in range(count + 1)]
    for first, after in pairwise(borders):
        heard = pitch.semitones[first:after][pitch.voiced[first:after]]
        if 3 * len(heard) >= after - first > 0:
            low, high = np.percentile(heard, (LOW, HIGH))
            start_s = phrase.span.start_s
            span = Span(round(start_s + first * HOP_S, 3), round(start_s + after * HOP_S, 3))
            yield Observation(MOVES, span, round(float(high - low), 2), "semitone")
