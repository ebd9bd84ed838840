"""Shake by dose: the more the camera moves to and fro, the lower the grade; goods before it do not count."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import av
import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.capture.bursts import LONG_SIDE_PX, PICTURES, STEP_S
from coach.capture.still import Upright
from coach.domain.media import Burst
from coach.vision.check import Reading
from coach.vision.shake import jitter, shake
from coach.vision.tracks import size

Picture = NDArray[np.uint8]
Paint = Callable[[int], Picture]
WIDTH, HEIGHT = 270, 480
DOSES = (0.0, 0.2, 0.5, 1.0, 2.0)  # percent of the width, standard deviation along each side


def room(seed: int = 1) -> Picture:
    """A room behind the seller: soft patches of many sizes, larger than the picture."""
    chance = np.random.default_rng(seed)
    sizes = ((12, 8), (40, 24), (120, 70))
    layers = [cv2.resize(chance.uniform(0, 255, one).astype(np.float32), (400, 640)) for one in sizes]
    return np.asarray(sum(layers) / len(layers), np.uint8)


def seen(scene: Picture, right_px: float = 0.0, down_px: float = 0.0, roll_deg: float = 0.0) -> Picture:
    """What a camera sees that points a little aside."""
    turn = cv2.getRotationMatrix2D((200, 320), roll_deg, 1.0)
    turn[:, 2] += np.array((WIDTH / 2 - 200 + right_px, HEIGHT / 2 - 320 + down_px))
    return np.asarray(cv2.warpAffine(scene, turn, (WIDTH, HEIGHT)), np.uint8)


def burst(paint: Paint, count: int = PICTURES) -> Burst:
    return Burst(tuple(STEP_S * i for i in range(count)), np.stack([paint(i) for i in range(count)]))


def shaken(scene: Picture, dose: float, seed: int = 1, count: int = PICTURES) -> Burst:
    moves = np.random.default_rng(seed).normal(0, dose * WIDTH / 100, (count, 2))
    return burst(lambda i: seen(scene, *moves[i]), count)


def grade(reading: Reading) -> int:
    assert reading.grade is not None, reading.reason
    return reading.grade


def goods(picture: Picture, at: tuple[int, int], half: tuple[int, int]) -> Picture:
    """Something with a pattern held before the camera, its middle at `at`."""
    held = np.asarray(picture.copy(), np.uint8)
    (x, y), (wide, high) = at, half
    patch = room(9)[: 2 * high, : 2 * wide]
    held[max(0, y - high) : y + high, max(0, x - wide) : x + wide] = patch[
        max(0, high - y) : max(0, high - y) + held[max(0, y - high) : y + high].shape[0],
        max(0, wide - x) : max(0, wide - x) + held[:, max(0, x - wide) : x + wide].shape[1],
    ]
    return held


@pytest.mark.parametrize("seed", range(4))
def test_more_shaking_never_earns_more(seed: int) -> None:
    readings = [shake(shaken(room(seed), dose, seed)) for dose in DOSES]
    grades, sizes = [grade(one) for one in readings], [one.values["shake_size"] for one in readings]
    assert grades == sorted(grades, reverse=True)
    assert sizes == sorted(sizes)
    assert grades[0] == 4
    assert grades[-1] == 0
    assert readings[-1].advice == "advice.shake.stand"


def test_the_size_is_that_of_the_movement() -> None:
    for dose in DOSES[1:]:
        sizes = [shake(shaken(room(), dose, seed)).values["shake_size"] for seed in range(12)]
        assert np.sqrt(np.mean(np.square(sizes))) == pytest.approx(1.22 * dose, rel=0.15)


@pytest.mark.parametrize("pan", [(3.0, 0.0), (-2.0, 1.0), (6.0, 0.0)], ids=str)
def test_a_slow_pan_is_no_shaking(pan: tuple[float, float]) -> None:
    assert grade(shake(burst(lambda i: seen(room(), i * pan[0], i * pan[1])))) == 4


@given(st.tuples(st.floats(-20, 20), st.floats(-20, 20)), st.integers(4, 6))
def test_an_even_movement_leaves_nothing(step: tuple[float, float], count: int) -> None:
    path = np.outer(np.arange(count), step).astype(np.float32)
    assert size(jitter(path)) == pytest.approx(0, abs=1e-3)


@pytest.mark.parametrize("half", [(60, 90), (90, 150), (100, 240)], ids=str)
def test_goods_moved_before_a_still_camera_are_no_shaking(half: tuple[int, int]) -> None:
    moves = np.random.default_rng(3).integers(-14, 15, (PICTURES, 2))
    held = burst(lambda i: goods(seen(room()), (125 + int(moves[i][0]), 240 + int(moves[i][1])), half))
    reading = shake(held)
    assert reading.grade in (None, 4)


def test_where_nothing_agrees_it_is_left_unjudged() -> None:
    left, right = (np.random.default_rng(seed).normal(0, 4, (PICTURES, 2)) for seed in (3, 4))
    hands = burst(lambda i: np.hstack([seen(room(1), *left[i])[:, :135], seen(room(2), *right[i])[:, 135:]]))
    assert shake(hands).reason == "vision.background_unclear"


def test_a_seller_moving_in_the_middle_is_no_shaking() -> None:
    still = seen(room())
    her = burst(lambda i: goods(still, (135 + 6 * (-1) ** i, 300), (70, 200)))
    assert grade(shake(her)) == 4


def test_rolling_is_shaking_too() -> None:
    turns = np.random.default_rng(5).normal(0, 1.0, (PICTURES, 3)) * (2.7, 2.7, 0.5)
    assert grade(shake(burst(lambda i: seen(room(), *turns[i])))) <= 1


@pytest.mark.parametrize("noise", [1.0, 3.0])
@pytest.mark.parametrize("dose", [0.0, 1.0])
def test_noise_makes_no_shaking_and_hides_none(noise: float, dose: float) -> None:
    clean, chance = shaken(room(), dose), np.random.default_rng(2)
    noisy = np.clip(clean.images + chance.normal(0, noise, clean.images.shape), 0, 255).astype(np.uint8)
    assert abs(grade(shake(Burst(clean.times_s, noisy))) - grade(shake(clean))) <= 1


def test_a_bare_wall_says_nothing() -> None:
    wall = np.random.default_rng(4).normal(150, 3, (PICTURES, HEIGHT, WIDTH))
    reading = shake(Burst(tuple(STEP_S * i for i in range(PICTURES)), wall.astype(np.uint8)))
    assert (reading.grade, reading.reason) == (None, "vision.nothing_to_follow")


def test_a_black_picture_says_nothing() -> None:
    assert shake(burst(lambda i: np.full((HEIGHT, WIDTH), 5, np.uint8))).reason == "vision.black"


@pytest.mark.parametrize("size_px", [(1, 1), (4, 4), (20, 480), (30, 30)])
def test_tiny_pictures_say_nothing(size_px: tuple[int, int]) -> None:
    chance = np.random.default_rng(1)
    assert shake(burst(lambda i: chance.integers(60, 255, size_px, np.uint8))).grade is None


def test_the_same_burst_is_read_the_same() -> None:
    assert shake(shaken(room(), 0.5)) == shake(shaken(room(), 0.5))


@pytest.mark.slow
@pytest.mark.skipif("COACH_CORPUS" not in os.environ, reason="COACH_CORPUS names no folder of real clips")
def test_real_clips_are_steady_until_they_are_shaken() -> None:
    clips = [path for path in sorted((Path(os.environ["COACH_CORPUS"]) / "vision").iterdir())
             if path.suffix in {".mkv", ".mp4", ".gif"}]  # fmt: skip
    found = {
        dose: [shake(_moved(one, dose)) for clip in clips for one in _bursts(clip)] for dose in (0, 1, 2)
    }
    judged = {dose: [r.grade for r in readings if r.grade is not None] for dose, readings in found.items()}
    assert min(judged[0]) >= 3
    assert len(judged[0]) >= 0.8 * len(found[0]) > 40
    assert np.mean([grade <= 1 for grade in judged[1]]) >= 0.9
    assert max(judged[2]) <= 1


def _bursts(clip: Path) -> list[Burst]:
    """The first two bursts of a real clip."""
    upright, next_s = Upright(0, LONG_SIDE_PX, colour=False), 0.0
    kept: list[tuple[float, Picture]] = []
    with av.open(str(clip)) as container:
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= next_s - 0.02 and len(kept) < 2 * PICTURES:
                next_s = frame.time + 0.08
                kept.append((frame.time, upright.image(frame)))
    parts = [kept[at : at + PICTURES] for at in (0, PICTURES) if len(kept) >= at + PICTURES]
    return [Burst(tuple(at_s for at_s, _ in part), np.stack([image for _, image in part])) for part in parts]


def _moved(still: Burst, dose: float) -> Burst:
    """The same, filmed by a camera that shakes by `dose` percent of the width."""
    height, width = still.images.shape[1:]
    moves = np.random.default_rng(7).normal(0, dose * width / 100, (len(still.images), 2))
    shifted = [
        cv2.warpAffine(
            image,
            np.array([[1.06, 0, x - 0.03 * width], [0, 1.06, y - 0.03 * height]]),
            (width, height),
            borderMode=cv2.BORDER_REPLICATE,
        )
        for image, (x, y) in zip(still.images, moves, strict=True)
    ]
    return Burst(still.times_s, np.stack(shifted).astype(np.uint8))
