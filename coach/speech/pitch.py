"""How high the voice is from moment to moment, in semitones, so that men, women and children compare."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import SOUND_HZ
from coach.speech.phrases import Phrase
from coach.speech.voice import WINDOW

if TYPE_CHECKING:
    from swift_f0 import SwiftF0

HOP = 256  # samples, 16 ms: a value each so often, as swift-f0 gives it
HOP_S = HOP / SOUND_HZ
LOWEST_HZ, HIGHEST_HZ = 65.0, 500.0  # deep men and high women; a laugh or a child may go beyond
SURE = 0.5  # confidence from which swift-f0 calls a moment voiced
FROM_HZ = 55.0  # semitones are counted from here; only differences are used


@dataclass(frozen=True, slots=True)
class Pitch:
    """Pitch of a phrase every 16 ms: semitones (n,) above 55 Hz, and whether it is voiced there (n,)."""

    semitones: NDArray[np.float64]
    voiced: NDArray[np.bool_]

    @property
    def heard(self) -> NDArray[np.float64]:
        """The pitch where there is one."""
        return self.semitones[self.voiced]


def pitch_of(phrase: Phrase) -> Pitch:
    """The pitch of a phrase, without what was kept around it."""
    found = _finder().detect(phrase.samples, SOUND_HZ, LOWEST_HZ, HIGHEST_HZ)
    skip = (phrase.first - phrase.begin) * WINDOW // HOP
    inside = slice(skip, skip + (phrase.after - phrase.first) * WINDOW // HOP)
    semitones = 12 * np.log2(np.maximum(found.pitch_hz[inside], 1.0) / FROM_HZ)
    return Pitch(semitones, found.confidence[inside] >= SURE)


def hz(semitones: float) -> float:
    """Hertz of so many semitones above 55 Hz."""
    return float(FROM_HZ * 2 ** (semitones / 12))


@cache
def _finder() -> SwiftF0:
    import onnxruntime  # type: ignore[import-untyped]
    import swift_f0

    finder = swift_f0.SwiftF0(threads=1, spin=False)
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # sums come out the same on every machine alike
    options.enable_cpu_mem_arena = False  # it grew with the take: phrases are all of different lengths
    weights = Path(swift_f0.__file__).with_name("model.onnx")
    finder.session = onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    return finder
