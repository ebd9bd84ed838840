"""Makes a photo fit to keep: upright, of modest size, without the place that phones write into it."""

from __future__ import annotations

import io

import av
import cv2
import numpy as np
from numpy.typing import NDArray

from coach.capture.container import BROKEN
from coach.domain.errors import MediaError

LONG_SIDE_PX = 1024  # pictures of a take are looked at with 640
QUALITY = 88  # JPEG, 0-100: colours stay, a photo is about 200 kB
MOST_PIXELS = 120_000_000  # phones make up to 108 million; a small file may claim far more to fill the memory
MOST_BYTES = 60_000_000


def fit_to_keep(stored: bytes, name: str) -> bytes:
    """A JPEG of the photo and nothing else. MediaError without a picture or with far too large a one."""
    if not stored or len(stored) > MOST_BYTES or _pixels(stored) > MOST_PIXELS:
        raise MediaError("photo.too_large" if stored else "photo.no_picture", name=name)
    try:
        image = cv2.imdecode(np.frombuffer(stored, np.uint8), cv2.IMREAD_COLOR)  # turned as its EXIF says
    except cv2.error:
        image = None
    if image is None:
        raise MediaError("photo.no_picture", name=name)
    # A new file of bare pixels: nothing of the old one's notes (place, time, phone) comes along.
    return cv2.imencode(".jpg", _modest(np.asarray(image, np.uint8)), [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[
        1
    ].tobytes()


def _modest(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = image.shape[:2]
    scale = min(1.0, LONG_SIDE_PX / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    return np.asarray(cv2.resize(image, size, interpolation=cv2.INTER_AREA), np.uint8)


def _pixels(stored: bytes) -> int:
    """How many pixels the file says it has, without decoding them; 0 where it does not say."""
    try:
        with av.open(io.BytesIO(stored)) as container:
            pictures = container.streams.video
            return max((one.width * one.height for one in pictures), default=0)
    except (*BROKEN, ValueError):
        return 0
