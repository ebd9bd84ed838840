"""What a look before the start costs: the picture and two seconds of sound, one core, 95th centile."""

from __future__ import annotations

import time
from collections.abc import Sequence

import cv2
import numpy as np

from bench.figures import Figure
from coach.capture.probe import probe
from coach.capture.reader import read
from coach.domain.media import SOUND_HZ, FrameSample, SoundPiece
from coach.pipeline.preflight import Known, Preflight
from coach.vision.faces import FindFaces
from tools.clean import MEDIA, OWN
from tools.spoil import Shot

LOOKS = 120
AT_MOST_MS = 40.0  # the issue's own line
SIZES = {"360 x 640": 640, "720 x 1280": 1280}


def figures(shots: Sequence[Shot], find: FindFaces) -> list[Figure]:
    """CPU and wall time of a look; the first looks load the weights and are left out."""
    sound = np.concatenate([p.samples for p in read(probe(MEDIA / OWN[0])) if isinstance(p, SoundPiece)])
    found = []
    for name, longest in SIZES.items():
        spent = np.array([*_looks(shots, find, sound, longest)])[5:]
        cpu, wall = np.percentile(spent, 95, axis=0)
        found.append(
            Figure(f"a look before the start, {name}, 95th centile", cpu, "CPU ms", at_most=AT_MOST_MS)
        )
        found.append(Figure(f"the same, on this busy machine, {name}", wall, "wall ms"))
    return found


def _looks(
    shots: Sequence[Shot],
    find: FindFaces,
    sound: np.ndarray,
    longest: int,
) -> list[tuple[float, float]]:
    preflight, known, spent = Preflight(find), Known(), []
    for number in range(LOOKS):
        image = shots[number % len(shots)].image
        scale = longest / max(image.shape)
        large = np.asarray(cv2.resize(image, None, fx=scale, fy=scale), np.uint8)
        first = (number * SOUND_HZ // 2) % (len(sound) - 2 * SOUND_HZ)
        cpu, wall = time.process_time(), time.perf_counter()
        heard = sound[first : first + 2 * SOUND_HZ]
        known = preflight.look(FrameSample(number / 2, large), heard, known, number / 2)
        spent.append((1000 * (time.process_time() - cpu), 1000 * (time.perf_counter() - wall)))
    return spent
