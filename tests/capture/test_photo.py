"""A photo is kept upright, of modest size, without the phone's notes; anything else is refused kindly."""

from __future__ import annotations

import io
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image

from coach.capture.photo import LONG_SIDE_PX, fit_to_keep
from coach.domain.errors import MediaError
from tests import clips

ORIENTATION, GPS = 0x0112, 0x8825


def photo(size: tuple[int, int] = (400, 300), kind: str = "JPEG", orientation: int = 1) -> bytes:
    """Red on the left, blue on the right, as the phone's sensor saw it; with a place in its notes."""
    image = Image.new("RGB", size, (220, 30, 30))
    image.paste((30, 30, 220), (size[0] // 2, 0, size[0], size[1]))
    notes = image.getexif()
    notes[ORIENTATION] = orientation
    notes.get_ifd(GPS).update({1: "N", 2: (21.0, 38.0, 7.0)})
    stored = io.BytesIO()
    image.save(stored, kind, exif=notes)
    return stored.getvalue()


def opened(stored: bytes) -> np.ndarray:
    return np.asarray(cv2.imdecode(np.frombuffer(stored, np.uint8), cv2.IMREAD_COLOR))


def test_place_and_phone_are_not_kept() -> None:
    taken = photo()
    assert b"Exif" in taken
    assert dict(Image.open(io.BytesIO(taken)).getexif().get_ifd(GPS))
    kept = fit_to_keep(taken, "na.jpg")
    assert b"Exif" not in kept
    assert not dict(Image.open(io.BytesIO(kept)).getexif())


@pytest.mark.parametrize(("orientation", "top_is_red"), [(6, True), (8, False)])
def test_a_photo_taken_sideways_is_turned_upright(orientation: int, top_is_red: bool) -> None:
    kept = opened(fit_to_keep(photo(orientation=orientation), "na.jpg"))
    assert kept.shape[:2] == (400, 300)
    top = kept[:100].mean(axis=(0, 1))
    assert bool(top[2] > top[0]) is top_is_red


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_large_photos_become_modest_and_small_ones_are_not_enlarged(kind: str) -> None:
    assert max(opened(fit_to_keep(photo((3000, 2000), kind), "na")).shape) == LONG_SIDE_PX
    assert opened(fit_to_keep(photo((200, 100), kind), "na")).shape[:2] == (100, 200)


def test_the_same_photo_is_always_the_same_bytes() -> None:
    assert fit_to_keep(photo(), "a") == fit_to_keep(photo(), "b")


def test_what_is_no_picture_is_refused(tmp_path: Path) -> None:
    film = clips.make(tmp_path / "clip.mp4", 1, clips.Picture()).read_bytes()
    for stored in (b"", b"na", b"%PDF-1.7 na", photo()[:200], film):
        with pytest.raises(MediaError, match=r"photo\.no_picture"):
            fit_to_keep(stored, "na.jpg")


def test_a_file_that_claims_a_giant_picture_is_refused_before_it_is_opened() -> None:
    header = bytearray(photo((64, 64), "PNG"))
    header[16:24] = (60_000).to_bytes(4, "big") * 2
    with pytest.raises(MediaError):
        fit_to_keep(bytes(header), "bomb.png")
