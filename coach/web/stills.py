"""Single pictures out of a take, small enough for a list, and the sound of a few seconds of it."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from coach.capture.clip import sound_clip
from coach.capture.peaks import peaks
from coach.capture.picture import jpeg, picture_at
from coach.capture.probe import probe
from coach.domain.errors import MediaError
from coach.domain.media import Recording, Span

LONG_SIDE_PX = 480  # twice the width at which a list shows it, for sharp screens


def still(path: Path, at_s: float) -> bytes | None:
    """JPEG bytes of the picture shown at that second; None where the recording has none."""
    try:
        image = picture_at(_recording(path), at_s).image
    except MediaError:
        return None
    scale = min(1.0, LONG_SIDE_PX / max(image.shape[:2]))
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return jpeg(np.asarray(small, dtype=np.uint8))


def heard(path: Path, span: Span) -> bytes | None:
    """WAV bytes of that stretch; None where the recording has no sound or cannot be read."""
    try:
        return sound_clip(_recording(path), span)
    except MediaError:
        return None


def wave(path: Path) -> tuple[int, ...]:
    """Heights 0-100 along the take; none where it has no sound or cannot be read."""
    try:
        return peaks(probe(path))
    except MediaError:
        return ()


def _recording(path: Path) -> Recording:
    """The recording as far as a picture needs it: files in the store are named by their digest."""
    return Recording(path.name, path, 0.0, None, None, 0, has_sound=False)
