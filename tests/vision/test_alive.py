"""A picture that stops or goes black is told from a seller who keeps still, and from goods on a table."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

from coach.capture.probe import probe
from coach.capture.reader import read
from coach.domain.evidence import NotObserved, Observation
from coach.domain.media import FrameSample, Span, Take
from coach.vision.alive import change, picture_alive
from coach.vision.around import ALONE, Around, Trail
from coach.vision.check import Reading, checks
from coach.vision.faces import Face, Faces, FindFaces
from coach.vision.watch import SampleWatching

MakeTake = Callable[..., Take]
HER: Faces = (Face(150, 150, 60, 80, ((165, 180), (190, 180)), 0.9),)


def sees_her(sample: FrameSample) -> Faces:
    return HER


def sees_nobody(sample: FrameSample) -> Faces:
    return ()


def look_at(samples: Sequence[FrameSample], find: FindFaces = sees_her) -> list[Reading]:
    trail = Trail(3.0)
    moments = [moment for one in samples for moment in trail.add(one, find(one))] + trail.rest()
    return [picture_alive(moment.sample, moment.faces, moment.around) for moment in moments]


def marks(readings: Sequence[Reading]) -> str:
    """F frozen, B black, ? cannot be told, . alive: one letter a sample."""
    letters = {(1.0, 0.0): "F", (0.0, 0.0): ".", (None, 1.0): "B", (None, 0.0): "?"}
    return "".join(letters[r.values.get("frozen"), r.values["black"]] for r in readings)


def filmed(stage: Any, seconds: int, frozen: range = range(0), **changes: object) -> list[FrameSample]:
    return [stage.alive(s, **({**changes, "frozen": s in frozen})) for s in range(seconds)]


def test_a_live_picture_gets_the_best_grade(stage: Any) -> None:
    readings = look_at(filmed(stage, 12))
    assert {reading.grade for reading in readings} == {4}
    assert marks(readings) == 12 * "."


@pytest.mark.parametrize("light", [1 / 4, 1 / 8, 1 / 32])
def test_movement_is_seen_in_little_light_too(stage: Any, light: float) -> None:
    assert marks(look_at(filmed(stage, 10, light=light))) == 10 * "."


@pytest.mark.parametrize("face", [0.08, 0.15])
def test_movement_of_a_small_seller_is_seen(stage: Any, face: float) -> None:
    samples = [stage.but(face=face, eye_x=0.5 + 0.02 * (s % 3)).at(s) for s in range(10)]
    assert marks(look_at(samples)) == 10 * "."


@pytest.mark.parametrize(("frozen", "expected"), [
    (range(4, 9), "....FFFFF..."), (range(4, 8), "....FFFF...."), (range(4, 7), "............"),
    (range(6), "FFFFFF......"), (range(7, 12), ".......FFFFF"),
])  # fmt: skip
def test_three_seconds_without_change_are_frozen(stage: Any, frozen: range, expected: str) -> None:
    readings = look_at(filmed(stage, 12, frozen))
    assert marks(readings) == expected
    for reading, letter in zip(readings, expected, strict=True):
        assert reading.grade == (0 if letter == "F" else 4)
        assert reading.advice == ("advice.picture_alive.frozen" if letter == "F" else "")


def test_slow_movement_is_not_lost_in_small_steps(stage: Any) -> None:
    samples = [stage.but(eye_x=0.4 + 0.004 * s).at(s) for s in range(20)]
    assert marks(look_at(samples)) == 20 * "."


@pytest.mark.parametrize("luma", [0, 16, 29])
def test_black_is_black_and_not_frozen(luma: int) -> None:
    samples = [FrameSample(float(s), np.full((64, 36, 3), luma, np.uint8)) for s in range(6)]
    readings = look_at(samples, sees_nobody)
    assert marks(readings) == 6 * "B"
    assert {(r.grade, r.advice, r.reason) for r in readings} == {
        (0, "advice.picture_alive.uncover", "vision.black")
    }


def test_a_seller_seen_in_the_dark_is_not_black(stage: Any) -> None:
    samples = filmed(stage, 6, light=1 / 64)
    assert marks(look_at(samples)) == 6 * "."
    assert marks(look_at(samples, sees_nobody)) == 6 * "B"


def test_goods_before_a_live_camera_cannot_be_told_from_a_frozen_picture(stage: Any) -> None:
    samples = [stage.alive(s, empty=True) for s in range(8)]
    readings = look_at(samples, sees_nobody)
    assert marks(readings) == 8 * "?"
    assert {(r.grade, r.reason) for r in readings} == {(None, "vision.nothing_moves")}


def test_a_repeated_picture_of_goods_is_frozen(stage: Any) -> None:
    samples = [FrameSample(float(s), stage.but(empty=True).picture()) for s in range(8)]
    assert marks(look_at(samples, sees_nobody)) == 8 * "F"


def test_one_picture_alone_does_not_tell_whether_it_moves(stage: Any) -> None:
    reading = picture_alive(stage.at(0), HER, ALONE)
    assert (reading.grade, reading.reason, reading.values) == (4, "vision.one_picture", {"black": 0.0})


def test_pictures_of_another_size_are_other_pictures(stage: Any) -> None:
    after = tuple(stage.but(width=640, height=360).at(s) for s in (1, 2, 3))
    assert picture_alive(stage.at(0), HER, Around((), after)).values["frozen"] == 0


def test_the_block_that_changed_most_counts() -> None:
    before = np.full((160, 90), 100, np.uint8)
    after = before.copy()
    after[40:50, 20:30] += 10
    assert change(before, after) == change(after, before) == pytest.approx(10)
    assert change(before, before) == 0


@pytest.mark.parametrize("options", [
    {"crf": "26", "preset": "superfast", "g": "10"}, {"crf": "32", "preset": "veryfast", "g": "20"},
])  # fmt: skip
def test_a_photograph_made_into_a_video_is_frozen(
    stage: Any, finder: FindFaces, tmp_path: Path, options: dict[str, str]
) -> None:
    samples = recorded(tmp_path / "photo.mp4", [stage.picture()] * 80, options)
    assert len(samples) >= 4
    assert marks(look_at(samples, finder)).endswith((len(samples) - 1) * "F")  # the first may be coarser


def test_a_freeze_in_a_recording_is_found(stage: Any, finder: FindFaces, tmp_path: Path) -> None:
    live = [stage.alive(n // 3).image for n in range(60)]
    pictures = live + [live[-1]] * 70 + live
    samples = recorded(tmp_path / "freeze.mp4", pictures, {"crf": "26", "preset": "superfast", "g": "10"})
    (shown,) = shown_faults(samples, 19.0, finder)
    assert shown.value == "advice.picture_alive.frozen"
    assert overlap(shown.span, Span(6, 13)) >= 0.5


@pytest.mark.slow
@pytest.mark.skipif("COACH_CORPUS" not in os.environ, reason="COACH_CORPUS names no folder of real clips")
def test_real_clips_are_alive_until_they_are_stopped(finder: FindFaces) -> None:
    folder = Path(os.environ["COACH_CORPUS"]) / "vision"
    for clip in (path for path in sorted(folder.iterdir()) if path.suffix in {".mkv", ".mp4", ".gif"}):
        live = list(once_a_second(clip))
        assert "F" not in marks(look_at(live, finder)), clip.name
        assert "B" not in marks(look_at(live, finder)), clip.name
        stopped = [FrameSample(one.at_s + i + 1, live[-1].image) for one in live[-1:] for i in range(6)]
        assert marks(look_at([*live, *stopped], finder)).endswith("FFFFFFF"), clip.name


def test_the_names_are_those_of_the_course() -> None:
    assert {"picture_alive", "frozen", "black"} == set(
        next(check for check in checks() if check.name == "picture_alive").measures
    )


def recorded(path: Path, pictures: Sequence[NDArray[np.uint8]], options: dict[str, str]) -> list[FrameSample]:
    """What the reader sees of pictures recorded at ten a second."""
    with av.open(str(path), "w") as file:
        video = file.add_stream("libx264", rate=10, options=options)
        video.height, video.width = pictures[0].shape[:2]
        video.pix_fmt = "yuv420p"
        for number, picture in enumerate(pictures):
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, 10)
            file.mux(video.encode(frame))
        file.mux(video.encode(None))
    return [piece for piece in read(probe(path)) if isinstance(piece, FrameSample)]


def shown_faults(samples: Sequence[FrameSample], length_s: float, find: FindFaces) -> list[Observation]:
    check = next(check for check in checks() if check.name == "picture_alive")
    watching = SampleWatching(check, find, length_s)
    found: list[Observation | NotObserved] = [f for sample in samples for f in watching.see(sample)]
    found += watching.finish()
    return [f for f in found if isinstance(f, Observation) and f.name.endswith(".fault")]


def overlap(one: Span, other: Span) -> float:
    """Intersection over union."""
    shared = one.overlap_s(other)
    return shared / (one.duration_s + other.duration_s - shared)


def once_a_second(clip: Path) -> Iterator[FrameSample]:
    next_s = 0.0
    with av.open(str(clip)) as container:
        for frame in container.decode(video=0):
            if frame.time is not None and frame.time >= next_s:
                next_s = frame.time + 1
                yield FrameSample(frame.time, np.asarray(frame.to_ndarray(format="bgr24"), np.uint8))
