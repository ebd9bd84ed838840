"""A few marked pictures say a range, never a false precision; goods held close excuse a hidden face."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.course import load
from coach.domain.evidence import Evidence, NotObserved, Observation
from coach.domain.media import Span
from coach.domain.rubric import Use, Verdict
from coach.domain.scorecard import State
from coach.scoring.fields import Measure
from coach.scoring.ladder import climb
from coach.scoring.pictures import at_least_chance
from coach.scoring.reasons import PICTURE
from coach.scoring.share import Share
from tests.scoring.makers import sample, take

LESSONS = Path(__file__).parents[2] / "lessons"
MISSING = tuple(NotObserved(n, "vision.no_photo") for n in ("product_in_view", "product_closeup"))


@pytest.fixture(scope="module")
def visible() -> Use:
    return Use(load(LESSONS).criteria["product_visible"], 2.0)


def mark(at_s: float, yes: bool) -> Observation:
    return Observation("marked.product_seen", Span(at_s, at_s), int(yes), PICTURE, moment_s=at_s)


def marked(*said: bool) -> Evidence:
    return take(*(mark(15.0 + 30 * at, yes) for at, yes in enumerate(said)), missing=MISSING)


def shown(*shares: float) -> Evidence:
    """The product fills these shares of the picture, each for ten seconds of ninety."""
    held = [sample("product_in_view", 10.0 * at, 10.0 * at + 10, one, 0.9) for at, one in enumerate(shares)]
    return take(*held)


def test_without_photos_and_marks_it_is_unknown_and_says_so(visible: Use) -> None:
    judged = climb(visible, take(missing=MISSING))
    assert (judged.state, judged.level, judged.level_low, judged.level_high) == (State.UNKNOWN, None, 0, 4)
    assert (judged.reason.id, judged.reason.values["why"]) == ("reason.not_given", "vision.no_photo")


@pytest.mark.parametrize(("yes", "levels"), [(0, (0, 2)), (1, (1, 3)), (2, (2, 4)), (3, (2, 4))])
def test_three_pictures_give_a_range(yes: int, levels: tuple[int, int], visible: Use) -> None:
    judged = climb(visible, marked(*(at < yes for at in range(3))))
    assert (judged.level_low, judged.level_high) == levels
    assert judged.reason.id == "reason.by_pictures"
    assert (judged.reason.values["pictures"], judged.reason.values["yes"]) == (3, yes)


def test_the_last_mark_of_a_picture_counts(visible: Use) -> None:
    changed = take(
        *(mark(s, True) for s in (15, 45, 75)), *(mark(s, False) for s in (15, 45, 75)), missing=MISSING
    )
    assert climb(visible, changed).level_high == climb(visible, marked(False, False, False)).level_high


@pytest.mark.parametrize(
    ("shares", "level"),
    [
        ([0.0] * 9, 0),
        ([0.015] + [0.0] * 8, 1),
        ([0.015] * 3 + [0.0] * 6, 2),
        ([0.015] * 4 + [0.0] * 5, 2),  # never held close
        ([0.015] * 3 + [0.12] + [0.0] * 5, 3),
        ([0.015] * 5 + [0.12] + [0.0] * 3, 4),
    ],
)
def test_every_level_can_be_reached_with_photos(shares: list[float], level: int, visible: Use) -> None:
    judged = climb(visible, shown(*shares))
    assert (judged.state, judged.level) == (State.JUDGED, level)


def test_what_was_measured_wins_over_marks(visible: Use) -> None:
    both = take(*shown(*[0.0] * 9).observations, mark(15, True), mark(45, True), mark(75, True))
    assert climb(visible, both).level == 0


@given(st.integers(0, 6), st.integers(0, 6), st.floats(0.01, 0.99))
def test_more_yes_is_never_less_likely(yes: int, no: int, share: float) -> None:
    asked = yes + no + 1
    assert 0 <= at_least_chance(yes, asked, share) <= at_least_chance(yes + 1, asked, share) <= 1 + 1e-9
    assert at_least_chance(yes, asked, share) <= at_least_chance(yes, asked, share / 2) + 1e-9


def test_goods_held_close_excuse_the_face_they_hide() -> None:
    faces = [sample("face_in_frame", 10.0 * at, 10.0 * at + 10, float(at < 3)) for at in range(9)]
    close = [sample("product_closeup", 10.0 * at, 10.0 * at + 10, float(at in (3, 4, 5))) for at in range(9)]
    asked = Share(Measure("face_in_frame"), 0.5, value_at_least=1, excused_by=Measure("product_closeup"))
    assert asked.holds(take(*faces)).verdict is Verdict.NO
    assert asked.holds(take(*faces, *close)).verdict is Verdict.YES
    unsure = [sample("product_closeup", 10.0 * at, 10.0 * at + 10, 1.0, 0.3) for at in range(9)]
    assert asked.holds(take(*faces, *unsure)).verdict is Verdict.NO


def test_a_fault_during_a_closeup_is_not_held_against_her() -> None:
    bad = [
        sample("framing", 0, 90, 0.0),
        sample("framing.fault", 20, 30, 0.0),
        sample("framing.fault", 50, 60, 0.0),
    ]
    close = sample("product_closeup", 18, 31, 1.0)
    asked = Share(Measure("framing"), 0.5, value_at_least=3, excused_by=Measure("product_closeup"))
    assert [one.span.start_s for one in asked.holds(take(*bad, close)).because] == [50]
