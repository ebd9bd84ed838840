"""How much the voice rises and falls over a take, to be compared with the same person's own earlier takes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from coach.domain.evidence import NotObserved, Observation
from coach.domain.media import Span
from coach.speech.intonation import PITCH, RANGE
from coach.speech.pitch import FROM_HZ

MOVEMENT = "pitch_movement"
FEWEST = 8  # phrases below which their differences are chance
RANGE_OF_DEVIATION = 2.563  # 10th to 90th centile of a bell curve, in its standard deviations


def pitch_movement(found: Sequence[Observation], whole: Span) -> tuple[Observation | NotObserved, ...]:
    """`pitch_movement` of the take in semitones: between its phrases and within them, as one deviation.

    Between: the standard deviation of the phrases' middle pitches. Within: the median of their ranges. Both
    are about the speaker's own pitch, so a high and a low voice compare. Nothing where pitch was not
    observed at all.
    """
    pitches = [float(12 * np.log2(value / FROM_HZ)) for value in _values(found, PITCH) if value > 0]
    ranges = _values(found, RANGE)
    if not pitches:
        return ()
    if len(pitches) < FEWEST:
        return (NotObserved(MOVEMENT, "voice.too_few_phrases"),)
    within = float(np.median(ranges)) / RANGE_OF_DEVIATION
    value = float(np.hypot(np.std(pitches), within))
    return (Observation(MOVEMENT, whole, round(value, 2), "semitone"),)


def _values(found: Sequence[Observation], name: str) -> list[float]:
    return [float(o.value) for o in found if o.name == name and isinstance(o.value, int | float)]
