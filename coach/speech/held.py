"""Finds sounds that are held: a voice that stays on one note and one vowel, as in a drawn-out "ờ" or "uh"."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import Span
from coach.speech.phrases import Phrase
from coach.speech.pitch import HOP, HOP_S, Pitch
from coach.speech.voice import WINDOW

SHORTEST = 19  # values of 16 ms: 0.3 s; docs/speech.md section 7d
FLAT_ST = 1.5  # semitones between the 5th and the 95th centile of its pitch
STEADY_DB = 3.5  # how far its vowel wanders: deviation of ten bands, each against their mean
_LENGTH = 512  # samples of which the spectrum is taken
# Borders of the bands in bins of 31 Hz, 100 to 3,400 Hz: where vowels differ.
_BORDERS = (3, 7, 11, 16, 22, 29, 38, 49, 64, 84, 110)
_SHAPE = np.hanning(_LENGTH).astype(np.float32)
_NOTHING = 1e-9  # power below which silence is silence


def held(phrase: Phrase, pitch: Pitch) -> Iterator[Span]:
    """Stretches of at least 0.3 s, in seconds of the recording, in order and apart."""
    flat = [at for at in range(len(pitch.voiced) - SHORTEST + 1) if _flat(pitch, at)]
    if not flat:
        return
    bands = _bands(phrase, len(pitch.voiced))
    for first, after in _runs([at for at in flat if _steady(bands[at : at + SHORTEST])]):
        start_s = phrase.span.start_s
        yield Span(round(start_s + first * HOP_S, 3), round(start_s + after * HOP_S, 3))


def _flat(pitch: Pitch, at: int) -> bool:
    if not pitch.voiced[at : at + SHORTEST].all():
        return False
    low, high = np.percentile(pitch.semitones[at : at + SHORTEST], (5, 95))
    return bool(high - low <= FLAT_ST)


def _steady(bands: NDArray[np.float64]) -> bool:
    """Whether the bands (n, 10) keep their proportions; getting louder or softer does not matter."""
    beside = bands - bands.mean(axis=1, keepdims=True)
    return bool(beside.std(axis=0).mean() <= STEADY_DB)


def _bands(phrase: Phrase, count: int) -> NDArray[np.float64]:
    """Level in dB of each band at each of the phrase's values (count, 10)."""
    skip = (phrase.first - phrase.begin) * WINDOW // HOP
    sound = np.concatenate((phrase.samples, np.zeros(_LENGTH, np.float32)))
    looked_at = np.lib.stride_tricks.sliding_window_view(sound, _LENGTH)[::HOP][skip : skip + count]
    there = np.fft.rfft(looked_at * _SHAPE, axis=1)
    power = there.real**2 + there.imag**2
    sums = np.add.reduceat(power, _BORDERS, axis=1)[:, : len(_BORDERS) - 1]
    return np.asarray(10 * np.log10(sums / np.diff(_BORDERS) + _NOTHING), np.float64)


def _runs(starts: list[int]) -> Iterator[tuple[int, int]]:
    """Windows that overlap, as one run: first value and the one after the last."""
    first = last = -1
    for at in starts:
        if first >= 0 and at > last + SHORTEST:
            yield first, last + SHORTEST
            first = at
        first, last = (at if first < 0 else first), at
    if first >= 0:
        yield first, last + SHORTEST
