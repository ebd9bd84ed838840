"""What watching for shaking leaves behind: a value or a reason for all the time, and the worst stretches."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.evidence import Finding, NotObserved, Observation
from coach.domain.media import Burst, FrameSample, Piece, SoundPiece, Span, Take
from coach.vision.bursts import HELD_AT_MOST_S, BurstWatching, ShakeObserver
from coach.vision.check import Reading
from coach.vision.watch import vision_observers

MakeTake = Callable[..., Take]
UNCLEAR = 9


def look(burst: Burst) -> Reading:
    """A pretend check that reads grade 0-4 from the picture's grey, and cannot judge grey 9."""
    grey = int(burst.images[0, 0, 0])
    if grey == UNCLEAR:
        return Reading(reason="vision.background_unclear")
    return Reading({"shake_size": grey / 3}, grey, "" if grey >= 3 else "advice.shake.stand")


def burst(at_s: float, grey: int = 4) -> Burst:
    return Burst((at_s, at_s + 0.1), np.full((2, 4, 4), grey, np.uint8))


def watch(pieces: Iterable[Piece], duration_s: float) -> list[Finding]:
    watching = BurstWatching(look, duration_s)
    return [*(found for piece in pieces for found in watching.see(piece)), *watching.finish()]


def spans(findings: Iterable[Finding], name: str) -> list[Span | None]:
    return [f.span for f in findings if isinstance(f, Observation | NotObserved) and f.name == name]


def test_a_value_stands_until_the_next_burst_and_the_last_to_the_end() -> None:
    found = watch([burst(0), burst(6), burst(13.2)], 18)
    assert spans(found, "shake") == [Span(0, 6), Span(6, 13.2), Span(13.2, 18)]
    assert spans(found, "shake_size") == spans(found, "shake")


def test_a_value_is_not_held_for_ever() -> None:
    assert spans(watch([burst(0), burst(30)], 90), "shake") == [
        Span(0, HELD_AT_MOST_S), Span(30, 30 + HELD_AT_MOST_S)
    ]  # fmt: skip
    assert spans(watch([burst(5)], 4.9), "shake") == [Span(5, 5)]


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(st.floats(0.5, 40), st.sampled_from([0, 1, 2, 3, 4, UNCLEAR])), min_size=1, max_size=20
    )
)
def test_every_burst_is_told_once_and_values_never_overlap(steps: list[tuple[float, int]]) -> None:
    starts = np.cumsum([step for step, _ in steps])
    found = watch([burst(float(at), grey) for at, (_, grey) in zip(starts, steps, strict=True)], 500)
    told = [span for span in spans(found, "shake") if span]
    assert [span.start_s for span in told] == [float(at) for at in starts]
    assert all(before.end_s <= after.start_s for before, after in pairwise(told))


def test_what_could_not_be_judged_is_told_with_its_reason() -> None:
    gaps = [f for f in watch([burst(0), burst(6, UNCLEAR), burst(12)], 18) if isinstance(f, NotObserved)]
    assert gaps == [
        NotObserved(name, "vision.background_unclear", Span(6, 12)) for name in ("shake", "shake_size")
    ]


def test_the_shaking_stretch_is_told_at_the_end() -> None:
    found = watch([burst(6 * i, 1 if 2 <= i < 4 else 4) for i in range(8)], 48)
    assert found[-1] == Observation("shake.fault", Span(12, 24), "advice.shake.stand", "advice", moment_s=18)


def test_other_pieces_change_nothing() -> None:
    bursts = [burst(6.0 * i, 1 + i % 3) for i in range(4)]
    others = (FrameSample(0.0, np.zeros((4, 4, 3), np.uint8)), SoundPiece(0.0, np.zeros(160, np.float32)))
    assert watch([piece for one in bursts for piece in (*others, one)], 24) == watch(bursts, 24)


def test_a_take_without_bursts_is_not_judged() -> None:
    assert watch([], 60) == [NotObserved(name, "vision.no_burst") for name in ("shake", "shake_size")]


def test_a_take_without_a_picture_is_not_judged(take: MakeTake) -> None:
    watching = ShakeObserver().start(take(60.0, picture=False))
    assert [*watching.finish()] == [
        NotObserved(name, "vision.no_picture") for name in ("shake", "shake_size")
    ]


def test_it_is_watched_with_the_other_checks_and_needs_no_weights(take: MakeTake) -> None:
    shaking = [one for one in vision_observers(None, "digest") if isinstance(one, ShakeObserver)]
    assert [one.key(take(1.0)).inputs for one in shaking] == [""]
