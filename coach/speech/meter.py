"""How loud people find the sound: LUFS, as broadcasters and the big platforms measure it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import av
import av.filter
import numpy as np
from av.audio.frame import AudioFrame
from numpy.typing import NDArray

from coach.domain.media import SOUND_HZ

STEP_S = 0.1  # a value each so often,
STEPS_LOOKED_AT = 4  # of the 0.4 s before it ("momentary", EBU Tech 3341)
STEP = int(STEP_S * SOUND_HZ)
SILENT_LUFS = -70.0  # nothing below counts, and relative to the rest nothing this much below:
DIGITAL_SILENCE = -120.0  # what it is called, so that it stays a number
GATE_LU = 10.0  # both ITU-R BS.1770-4
_MOMENTARY = "lavfi.r128.M"


class LoudnessMeter:
    """ffmpeg's ebur128 as PyAV carries it. Always fed steps of 0.1 s, so pieces make no difference."""

    def __init__(self) -> None:
        self._graph = av.filter.Graph()
        self._source = self._graph.add_abuffer(sample_rate=SOUND_HZ, format="flt", layout="mono")
        meter = self._graph.add("ebur128", "metadata=1:framelog=quiet")
        self._sink = self._graph.add("abuffersink")
        self._source.link_to(meter)
        meter.link_to(self._sink)
        self._graph.configure()
        self._waiting: NDArray[np.float32] = np.zeros(0, np.float32)
        self._samples = 0

    def hear(self, samples: NDArray[np.float32]) -> list[float]:
        """The momentary loudness (LUFS) of each step of 0.1 s that these samples (n,) made whole."""
        self._waiting = np.concatenate((self._waiting, samples))
        whole = len(self._waiting) // STEP * STEP
        ready, self._waiting = np.split(self._waiting, [whole])
        return [self._step(step) for step in ready.reshape(-1, STEP)]

    def _step(self, samples: NDArray[np.float32]) -> float:
        frame = AudioFrame.from_ndarray(samples[None], format="flt", layout="mono")
        frame.sample_rate, frame.pts = SOUND_HZ, self._samples
        self._samples += len(samples)
        self._source.push(frame)
        told = float(self._sink.pull().metadata[_MOMENTARY])
        return max(told, DIGITAL_SILENCE) if told == told else DIGITAL_SILENCE  # it says nan of long silence


def integrated_lufs(momentary: Iterable[float]) -> float | None:
    """The loudness (LUFS) of sound whose momentary values these are; None where all of it was silent."""
    loud = [value for value in momentary if value > SILENT_LUFS]
    if not loud:
        return None
    gate = mean_lufs(loud) - GATE_LU
    return mean_lufs([value for value in loud if value > gate])


def mean_lufs(values: Sequence[float]) -> float:
    """The mean of loudness values (LUFS, at least one), by their power."""
    return float(10 * np.log10(np.mean(np.power(10.0, np.asarray(values) / 10))))
