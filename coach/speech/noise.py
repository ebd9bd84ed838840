"""What the noise behind a voice is made of: the hum of mains and chargers, the rumble of wind and fans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import SOUND_HZ

LOOKED_AT = 6_400  # samples, 0.4 s: lines of mains then stand 20 bins apart
_BIN_HZ = SOUND_HZ / LOOKED_AT
_MAINS_HZ = (50.0, 60.0)  # Vietnam and Indonesia 50; 60 for recordings from elsewhere
_LINES = 8  # the hum itself and what it brings with it: chargers buzz more at 100-400 Hz than at 50
_LINE_BINS = 2  # a steady tone fills so many bins on both sides (Hann)
_STANDS_OUT = 10.0  # times the power between the lines; noise alone reaches 3 in two seconds of pauses
_FEWEST_LINES = 2  # one line could be any tone
_LOWEST_HZ, _RUMBLE_HZ = 30.0, 200.0  # wind on a microphone lies below 200 Hz; a voice's noise does not
_WINDOW = np.hanning(LOOKED_AT).astype(np.float32)

Spectrum = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Made:
    """Shares (0-1) of the noise's power: steady lines of mains, and the rest below 200 Hz."""

    hum: float
    rumble: float


def power_of(samples: NDArray[np.float32]) -> Spectrum:
    """Power by frequency of samples (6400,), in bins of 2.5 Hz (3201,)."""
    there = np.fft.rfft(samples * _WINDOW)
    return np.asarray(there.real**2 + there.imag**2, np.float64)


def made_of(spectra: Sequence[Spectrum]) -> Made | None:
    """What the noise of these moments is made of; None without any, or in digital silence."""
    if not spectra:
        return None
    spectrum = np.mean(spectra, axis=0)
    spectrum[: int(_LOWEST_HZ / _BIN_HZ)] = 0.0
    whole = float(spectrum.sum())
    if whole <= 0:
        return None
    lines = max((_lines(spectrum, hz) for hz in _MAINS_HZ), key=lambda bins: float(spectrum[bins].sum()))
    hum = float(spectrum[lines].sum())
    low = float(spectrum[: int(_RUMBLE_HZ / _BIN_HZ)].sum()) - float(spectrum[_low(lines)].sum())
    return Made(round(hum / whole, 3), round(max(0.0, low) / whole, 3))


def _low(bins: NDArray[np.intp]) -> NDArray[np.intp]:
    return bins[bins < int(_RUMBLE_HZ / _BIN_HZ)]


def _lines(spectrum: Spectrum, mains_hz: float) -> NDArray[np.intp]:
    """The bins of those lines that stand out from what lies between them; none where fewer than two do."""
    found = [_line(spectrum, round(number * mains_hz / _BIN_HZ)) for number in range(1, _LINES + 1)]
    standing = [bins for bins in found if len(bins)]
    return np.concatenate(standing) if len(standing) >= _FEWEST_LINES else np.zeros(0, np.intp)


def _line(spectrum: Spectrum, middle: int) -> NDArray[np.intp]:
    bins = np.arange(middle - _LINE_BINS, middle + _LINE_BINS + 1)
    beside = np.concatenate((spectrum[middle - 9 : middle - 4], spectrum[middle + 5 : middle + 10]))
    between = float(np.median(beside))
    stands = float(spectrum[bins].mean()) > _STANDS_OUT * between
    return bins if stands else np.zeros(0, np.intp)
