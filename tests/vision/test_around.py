"""Laws of looking around: every sample comes once, in order, with all that is in reach, and few are held."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.media import FrameSample
from coach.vision.around import Moment, Trail

PICTURE = np.zeros((2, 2, 3), np.uint8)
STEPS = st.lists(st.floats(0.2, 5), min_size=1, max_size=30)
REACHES = st.floats(0, 8)


def follow(times_s: list[float], trail: Trail) -> list[Moment]:
    given_out = [moment for at_s in times_s for moment in trail.add(FrameSample(at_s, PICTURE), ())]
    return [*given_out, *trail.rest()]


def reached(at_s: float, others_s: list[float], reach_s: float) -> list[float]:
    """Nearest first: those nearer than the reach, and the first that is not."""
    nearer = [other for other in others_s if abs(other - at_s) < reach_s]
    return others_s[: len(nearer) + 1]


@given(STEPS, REACHES)
def test_every_sample_comes_once_with_its_neighbours(steps: list[float], reach_s: float) -> None:
    times_s = [float(at_s) for at_s in np.cumsum(steps)]
    moments = follow(times_s, Trail(reach_s))
    assert [moment.sample.at_s for moment in moments] == times_s
    for i, moment in enumerate(moments):
        before = [sample.at_s for sample in moment.around.before]
        after = [sample.at_s for sample in moment.around.after]
        assert after == reached(times_s[i], times_s[i + 1 :], reach_s)
        if reach_s:
            assert before == reached(times_s[i], times_s[:i][::-1], reach_s)
        assert len(moment.around.faces) == len(moment.around.before) + len(moment.around.after)
        assert moment.next_s == (times_s[i + 1] if i + 1 < len(times_s) else None)


@pytest.mark.parametrize(("reach_s", "most"), [(0.0, 2), (3.0, 8)])
def test_few_pictures_are_held_in_a_long_take(reach_s: float, most: int) -> None:
    trail = Trail(reach_s)
    for second in range(200):
        trail.add(FrameSample(float(second), PICTURE), ())
        assert len(trail._held) <= most


def test_a_sample_waits_until_its_reach_is_covered() -> None:
    trail = Trail(2.0)
    times = [[m.sample.at_s for m in trail.add(FrameSample(float(s), PICTURE), ())] for s in range(5)]
    assert times == [[], [], [0.0], [1.0], [2.0]]
    assert [m.sample.at_s for m in trail.rest()] == [3.0, 4.0]
    assert trail.rest() == []
