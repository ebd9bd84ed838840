"""What two seconds of sound tell before the start: is the microphone on, is the voice loud enough?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import SOUND_HZ
from coach.speech.loudness import CLIPPED, level_dbfs
from coach.speech.quality import DEAD_DBFS
from coach.speech.voice import VOICE_STARTS, VoiceDetector

SHORTEST_S = 1.0  # less sound tells nothing
LEAST_VOICE_S = 0.3  # a syllable or two; without voice nobody can say how loud she is
# Level of the windows with voice. Good recordings have -24 to -14 LUFS (docs/course.md section 3), and phones
# differ by some dB: from 12 dB under the quietest of them listeners turn their own phones up.
QUIET_DBFS = -36.0
SURE_DBFS = -31.0  # loud enough, and not by a hair: one voice varies by 2-3 dB from one stretch to the next
MOST_CLIPPED = (
    0.01  # share of the samples with voice; a tenth of that is still good, docs/course.md section 3
)


@dataclass(frozen=True, slots=True)
class Overheard:
    """`fault` is dead, quiet or overdriven, or empty; unknown where there was too little to tell.

    `by_a_hair`: no fault, but nearly one.
    """

    is_known: bool
    fault: str = ""
    by_a_hair: bool = False


def overheard(samples: NDArray[np.float32]) -> Overheard:
    """Judge samples (n,) at SOUND_HZ, each stretch by itself; about 6 ms for two seconds on one core."""
    if len(samples) < SHORTEST_S * SOUND_HZ:
        return Overheard(is_known=False)
    if level_dbfs(samples) < DEAD_DBFS:
        return Overheard(is_known=True, fault="dead")
    voiced = _voiced(np.asarray(samples, np.float32))
    if len(voiced) < LEAST_VOICE_S * SOUND_HZ:
        return Overheard(is_known=False)
    if np.mean(np.abs(voiced) >= CLIPPED) > MOST_CLIPPED:
        return Overheard(is_known=True, fault="overdriven")
    level = level_dbfs(voiced)
    return Overheard(True, "quiet" if level < QUIET_DBFS else "", by_a_hair=QUIET_DBFS <= level < SURE_DBFS)


def _voiced(samples: NDArray[np.float32]) -> NDArray[np.float32]:
    """The samples (n,) of the windows with voice in them."""
    detector = VoiceDetector()
    windows = [*detector.hear(samples), *detector.finish()]
    heard = [window.samples for window in windows if window.voice >= VOICE_STARTS]
    return np.concatenate(heard) if heard else np.zeros(0, np.float32)
