"""What watching leaves behind: a value for every moment, a reason for every gap, the worst stretches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.evidence import Finding, NotObserved, Observation, Observer
from coach.domain.media import FrameSample, Piece, SoundPiece, Span, Take
from coach.vision.around import Around
from coach.vision.check import Check, Reading
from coach.vision.faces import Face, Faces, FindFaces, RememberedFaces
from coach.vision.watch import SampleWatching, VisionObserver, vision_observers

MakeTake = Callable[..., Take]


def look(sample: FrameSample, faces: Faces, around: Around) -> Reading:
    """A pretend check that reads grade 0-4 from the picture's grey, and cannot judge grey 9."""
    grey = int(sample.image[0, 0, 0])
    if grey == 9:
        return Reading(reason="vision.too_dark")
    return Reading({"grey": grey / 3}, grey, "" if grey >= 3 else "advice.tint.more", 0.8)


TINT = Check("tint", "1", {"grey": "shade"}, {}, look)


def frame(at_s: float, grey: int = 4) -> FrameSample:
    return FrameSample(at_s, np.full((4, 4, 3), grey, np.uint8))


HER: Faces = (Face(30, 30, 20, 26, ((36, 40), (44, 40)), 0.9),)


def nobody(sample: FrameSample) -> Faces:
    return ()


def watch(pieces: Iterable[Piece], duration_s: float) -> list[Finding]:
    watching = SampleWatching(TINT, nobody, duration_s)
    findings = [finding for piece in pieces for finding in watching.see(piece)]
    return [*findings, *watching.finish()]


def spans(findings: Iterable[Finding], name: str) -> list[Span | None]:
    return [f.span for f in findings if isinstance(f, Observation | NotObserved) and f.name == name]


def test_a_value_stands_until_the_next_sample_and_the_last_as_long_as_the_others() -> None:
    found = watch([frame(0.0), frame(1.0), frame(2.5), frame(3.5)], 60.0)
    assert spans(found, "tint") == [Span(0, 1), Span(1, 2.5), Span(2.5, 3.5), Span(3.5, 4.5)]


def test_a_value_is_held_ten_seconds_at_most_and_not_past_the_end() -> None:
    assert spans(watch([frame(0.0), frame(30.0), frame(31.0)], 31.4), "tint")[0] == Span(0, 10)
    assert spans(watch([frame(0.0), frame(30.0), frame(31.0)], 31.4), "tint")[-1] == Span(31, 31.4)
    assert spans(watch([frame(2.0)], 60.0), "tint") == [Span(2, 12)]
    assert spans(watch([frame(2.0)], 1.9), "tint") == [Span(2, 2)]


@settings(max_examples=40)
@given(st.lists(st.tuples(st.floats(0.1, 15), st.sampled_from([0, 1, 2, 3, 4, 9])), min_size=1, max_size=30))
def test_every_sample_is_told_once_and_values_never_overlap(steps: list[tuple[float, int]]) -> None:
    starts = np.cumsum([step for step, _ in steps])
    pieces = [frame(float(at), grey) for at, (_, grey) in zip(starts, steps, strict=True)]
    found = watch(pieces, float(starts[-1]) + 5)
    told = [span for span in spans(found, "tint") if span]
    assert [span.start_s for span in told] == [float(at) for at in starts]
    assert len(spans(found, "grey")) == len(steps)
    assert all(before.end_s <= after.start_s for before, after in pairwise(told))


def test_what_could_not_be_judged_is_left_out_with_its_reason() -> None:
    found = watch([frame(0.0), frame(1.0, 9), frame(2.0)], 3.0)
    gaps = [f for f in found if isinstance(f, NotObserved)]
    assert gaps == [NotObserved(name, "vision.too_dark", Span(1, 2)) for name in ("tint", "grey")]


def test_sound_between_the_pictures_changes_nothing() -> None:
    frames = [frame(float(i), 1 if 4 <= i < 9 else 4) for i in range(12)]
    sound = SoundPiece(0.0, np.zeros(160, np.float32))
    mixed = [piece for f in frames for piece in (sound, f, sound)]
    assert watch(mixed, 12.0) == watch(frames, 12.0)


def test_the_worst_stretch_is_told_at_the_end() -> None:
    found = watch([frame(float(i), 1 if 4 <= i < 9 else 4) for i in range(12)], 12.0)
    assert found[-1] == Observation(
        "tint.fault", Span(4, 9), "advice.tint.more", "advice", certainty=0.8, moment_s=6.0
    )


def test_a_take_without_a_picture_is_not_judged(take: MakeTake) -> None:
    watching = VisionObserver(TINT, nobody).start(take(60.0, picture=False))
    assert [*watching.see(frame(0.0))] == []
    assert [*watching.finish()] == [NotObserved(name, "vision.no_picture") for name in ("tint", "grey")]


def test_a_missing_face_model_is_told_and_not_judged(take: MakeTake) -> None:
    watching = VisionObserver(TINT, None).start(take(60.0))
    assert [*watching.see(frame(0.0))] == []
    assert {f.reason for f in watching.finish() if isinstance(f, NotObserved)} == {"vision.no_face_model"}


def test_what_needs_no_faces_is_judged_without_the_model(take: MakeTake) -> None:
    check = Check("tint", "1", {"grey": "shade"}, {}, look, needs_faces=False)
    watching = VisionObserver(check, None).start(take(3.0))
    found = [f for i in range(3) for f in watching.see(frame(float(i)))] + [*watching.finish()]
    assert [f.value for f in found if isinstance(f, Observation) and f.name == "tint"] == [4.0] * 3


@given(st.lists(st.floats(0.2, 5), min_size=1, max_size=20), st.floats(0, 6))
def test_looking_further_around_delays_and_changes_nothing(steps: list[float], reach_s: float) -> None:
    pieces = [frame(float(at_s), i % 5) for i, at_s in enumerate(np.cumsum(steps))]
    found = []
    for reach in (0.0, reach_s):
        watching = SampleWatching(Check("tint", "1", {"grey": ""}, {}, look, reach), nobody, 99.0)
        found.append([f for p in pieces for f in watching.see(p)] + [*watching.finish()])
    assert found[0] == found[1]


def test_a_picture_that_never_came_is_told() -> None:
    assert watch([], 60.0) == [NotObserved(name, "vision.no_picture") for name in ("tint", "grey")]


def test_other_weights_are_other_evidence(take: MakeTake) -> None:
    keys = {VisionObserver(TINT, nobody, digest).key(take(1.0)).inputs for digest in ("a", "b")}
    assert keys == {"a", "b"}


def test_all_checks_share_one_look_a_sample(take: MakeTake) -> None:
    looks: list[float] = []

    def find(sample: FrameSample) -> Faces:
        looks.append(sample.at_s)
        return HER

    observers: tuple[Observer, ...] = vision_observers(RememberedFaces(find), "digest")
    watchings = [observer.start(take(3.0)) for observer in observers]
    for piece in [frame(0.0, 90), frame(1.0, 90), frame(2.0, 90)]:
        for watching in watchings:
            list(watching.see(piece))
    assert len(observers) >= 4
    assert looks == [0.0, 1.0, 2.0]


FAULT = Span(8, 16)
GRADES = {
    "framing",
    "light",
    "sharpness",
    "picture_alive",
    "looks_at_camera",
    "even_light",
    "tilt",
    "background",
}


@pytest.mark.parametrize(
    ("change", "moved"),
    [({"eye_x": 0.2}, "framing"), ({"empty": True}, "framing"), ({"light": 1 / 16}, "light"),
     ({"behind": 235, "light_on_her": 1 / 8}, "light"), ({"blur_px": 4}, "sharpness"),
     ({"moved_px": 15}, "sharpness"), ({"frozen": True}, "picture_alive"), ({"light": 0}, "picture_alive")],
    ids=str,
)  # fmt: skip
def test_the_stretch_shown_is_where_the_fault_is(
    stage: Any, finder: FindFaces, take: MakeTake, change: dict[str, float], moved: str
) -> None:
    pieces = [stage.alive(s, **(change if FAULT.start_s <= s < FAULT.end_s else {})) for s in range(24)]
    watchings = [observer.start(take(24.0)) for observer in vision_observers(finder)]
    found = [f for p in pieces for w in watchings for f in w.see(p)]
    found += [f for w in watchings for f in w.finish()]
    (shown,) = [f for f in found if isinstance(f, Observation) and f.name.endswith(".fault")]
    assert shown.name == f"{moved}.fault"
    assert overlap(shown.span, FAULT) >= 0.5
    inside = {f.name: f.value for f in found if isinstance(f, Observation) and f.span == Span(11, 12)}
    assert inside[moved] in (0.0, 1.0)
    assert {inside.get(name, 4.0) for name in GRADES - {moved}} <= {3.0, 4.0}


def overlap(one: Span, other: Span) -> float:
    """Intersection over union."""
    shared = one.overlap_s(other)
    return shared / (one.duration_s + other.duration_s - shared)
