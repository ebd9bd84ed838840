"""A recording listened to while it grows sounds as it will when it is whole, however its bytes come in."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.capture.facts import examine
from coach.capture.growing import Growing, held_back, same_picture, same_sound
from coach.capture.probe import probe
from coach.capture.reader import read
from coach.domain.errors import MediaError
from coach.domain.media import SOUND_HZ, Burst, FrameSample, Piece, SoundPiece
from tests.clips import Picture, Sound, make, make_live_webm

T = TypeVar("T")
SECONDS = 3.5
KINDS = ("live.webm", "fragmented.mp4")


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    folder = tmp_path_factory.mktemp("films")

    @cache
    def made(name: str) -> Path:
        if name == "live.webm":
            picture, sound = Picture(codec="libvpx"), Sound(codec="libopus")
            return make_live_webm(folder / name, SECONDS, picture, sound)
        options = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
        return make(folder / name, SECONDS, Picture(), Sound(), options=options)

    return made


def followed(path: Path, most: int) -> tuple[Growing, list[Piece]]:
    data = path.read_bytes()
    growing = Growing(lambda offset, wanted: data[offset : offset + min(most, wanted)])
    return growing, list(held_back(growing.pieces(), lambda: examine(path).duration_s))


@pytest.mark.parametrize("kind", KINDS)
@given(most=st.integers(200, 40_000))
@settings(max_examples=8)
def test_the_same_sound_and_pictures(film: Callable[[str], Path], kind: str, most: int) -> None:
    path = film(kind)
    growing, pieces = followed(path, most)
    finished = list(read(probe(path)))
    assert [told(one) for one in of(SoundPiece, pieces)] == [told(one) for one in of(SoundPiece, finished)]
    assert [told(one) for one in of(FrameSample, pieces)] == [told(one) for one in of(FrameSample, finished)]
    assert [told(one) for one in of(Burst, pieces)] == [told(one) for one in of(Burst, finished)]
    assert len(pieces) == len(finished) > 3
    assert same_sound(growing, examine(path), of(SoundPiece, pieces)[-1].span.end_s)
    assert same_picture(growing, examine(path))


def of(kind: type[T], pieces: list[Piece]) -> list[T]:
    return [one for one in pieces if isinstance(one, kind)]


def told(piece: SoundPiece | FrameSample | Burst) -> tuple[object, bytes]:
    """When, and every bit of it."""
    if isinstance(piece, SoundPiece):
        return piece.start_s, piece.samples.tobytes()
    if isinstance(piece, FrameSample):
        return (piece.at_s, piece.image.shape), piece.image.tobytes()
    return (piece.times_s, piece.images.shape), piece.images.tobytes()


def test_what_never_was_a_film_is_told() -> None:
    with pytest.raises(MediaError):
        list(Growing(lambda offset, most: b"x" * most if offset < 200_000 else b"").pieces())


def test_whoever_brings_the_bytes_may_give_up(film: Callable[[str], Path]) -> None:
    data = film("live.webm").read_bytes()

    class Enough(Exception):
        pass

    def bytes_at(offset: int, most: int) -> bytes:
        if offset > len(data) // 2:
            raise Enough
        return data[offset : offset + min(most, 1000)]

    with pytest.raises(Enough):
        list(Growing(bytes_at).pieces())


def test_nothing_beyond_the_end_and_nothing_is_lost() -> None:
    made = [SoundPiece(float(at), np.full(SOUND_HZ, at / 10, np.float32)) for at in range(5)]
    for end_s in (4.5, 4.0, 5.0, 9.0):
        ends = iter([end_s])
        kept = list(held_back(iter(made), ends.__next__))
        assert sum(len(one.samples) for one in of(SoundPiece, kept)) == round(min(end_s, 5.0) * SOUND_HZ)
