"""A light that came on stays on, and the finished scorecard agrees with every one of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.assembly import hearer
from coach.course import load
from coach.domain.evidence import Evidence, Observation
from coach.domain.media import Recording, Take
from coach.domain.rubric import Condition, Verdict
from coach.domain.transcript import Transcript
from coach.pipeline.along import along
from coach.pipeline.understanding import Understander
from coach.scoring.ladder import climb
from coach.settings import Settings
from coach.workshop.hearing import reading
from coach.workshop.lights import CERTAIN, Light, dark, lit, only_grows
from coach.workshop.readings import Reading, agreed, agreed_words, closed_s
from tests.scoring.makers import said
from tests.scoring.staged import Staged, staged
from tests.workshop.makers import words

COURSE = load(Settings().lessons)
LESSON = COURSE.lessons["L02"]
NAMES = (
    "place",
    "origin",
    "own_trade",
    "maker_person",
    "duration",
    "process_step",
    "land_or_climate",
    "quantity",
)
EVERY_S = 3.0


def observations() -> st.SearchStrategy[list[Observation]]:
    one = st.builds(said, st.sampled_from(NAMES), st.floats(0, 80), certainty=st.floats(0.3, 1.0))
    return st.lists(one, max_size=12)


def heard(found: Sequence[Observation], until_s: float = 200.0) -> Reading:
    return Reading((), tuple(found), until_s)


def evidence(found: Sequence[Observation], length_s: float) -> Evidence:
    return Evidence(Transcript("vi", ()), tuple(found), (), (), length_s)


def parts(condition: Condition) -> list[Condition]:
    inner = (getattr(condition, name, ()) for name in ("all", "any", "rung"))
    return [condition, *(p for some in inner if isinstance(some, tuple) for one in some for p in parts(one))]


EVERY = [p for c in COURSE.criteria.values() for rung in c.ladder for w in rung.when for p in parts(w)]
GROWING = [one for one in EVERY if only_grows(one)]


def test_the_course_has_both_kinds() -> None:
    assert len(GROWING) > 100
    assert len(GROWING) < len(EVERY)


@given(observations(), observations(), st.integers(0, 10_000))
@settings(max_examples=150, deadline=None)
def test_what_may_light_is_not_taken_back_by_what_is_said_later(
    first: list[Observation], later: list[Observation], at: int
) -> None:
    condition = GROWING[at % len(GROWING)]
    simple = not any(hasattr(condition, name) for name in ("any", "all"))  # of an `any` one part is enough
    if simple and condition.holds(evidence(first, 90.0)).verdict is Verdict.YES:
        assert condition.holds(evidence([*first, *later], 180.0)).verdict is Verdict.YES


@given(observations(), observations())
@settings(max_examples=60, deadline=None)
def test_a_light_never_goes_out(first: list[Observation], later: list[Observation]) -> None:
    once = lit(LESSON, dark(LESSON), heard(first), heard(first))
    twice = lit(LESSON, once, heard(first), heard(later))
    assert all(after.level >= before.level for before, after in zip(once, twice, strict=True))


@given(observations())
@settings(max_examples=60, deadline=None)
def test_one_reading_alone_lights_nothing(found: list[Observation]) -> None:
    assert lit(LESSON, dark(LESSON), Reading(), heard(found)) == dark(LESSON)


def test_a_place_said_in_two_readings_lights_with_its_second_and_words() -> None:
    found = [said("place", 10, "ở Chi Lăng"), said("origin", 10, "ở Chi Lăng")]
    on = {one.criterion: one for one in lit(LESSON, dark(LESSON), heard(found), heard(found)) if one.is_on}
    assert on.keys() == {"origin_place", "self_intro"}  # both ask for a place that is hers
    light = on["origin_place"]
    assert (light.criterion, light.level, light.at_s, light.quote) == ("origin_place", 2, 13.0, "ở Chi Lăng")
    doubtful = [said(one.name, 10, certainty=CERTAIN - 0.05) for one in found]
    assert not any(one.is_on for one in lit(LESSON, dark(LESSON), heard(found), heard(doubtful)))


def test_what_only_the_whole_take_can_tell_has_no_light() -> None:
    lights = {one.criterion: one for lesson in COURSE.lessons.values() for one in dark(lesson)}
    assert lights["origin_place"].can_light
    assert not any(
        lights[one].can_light for one in ("product_visible", "pace_band", "answer_coverage") if one in lights
    )
    gates = {use.criterion.id for use in LESSON.uses if use.gate}
    assert gates
    assert not gates & {one.criterion for one in dark(LESSON)}  # they are no reason to clap


def test_an_open_sentence_is_not_believed_yet() -> None:
    open_one = words("na này trồng ở Chi Lăng")
    end_s = open_one[-1].span.end_s
    assert closed_s(open_one, end_s + 0.3) == 0.0
    assert closed_s(open_one, end_s + 1.5) == end_s + 1.5
    more = (*open_one, *words("cả nhà ơi nhìn", end_s + 0.8))
    assert closed_s(more, more[-1].span.end_s) == end_s


def test_captions_hold_what_is_settled_and_what_two_readings_wrote_alike() -> None:
    before = Reading(words("na này trồng ở chi"), (), 3.0, 2)
    now = Reading(words("Na này trồng, ở Chi Lăng"), (), 4.0, 2)
    assert [one.text for one in agreed_words(before, now)] == ["Na", "này", "trồng,", "ở", "Chi"]
    other = Reading(words("na này bán gì"), (), 3.0, 2)
    assert [one.text for one in agreed_words(other, now)] == ["Na", "này"]


def test_both_readings_must_have_found_it_in_the_same_words() -> None:
    now, elsewhere = heard([said("place", 10)]), heard([said("place", 30)])
    assert agreed(heard([said("place", 10.1, certainty=0.7)]), now)[0].certainty == 0.7
    assert agreed(elsewhere, now) == ()


# ---- replayed: nothing that lit is taken back by the scorecard of the whole


def final(one: Staged, language: str, understand: Understander) -> Evidence:
    end_s = max(word.span.end_s for word in one.words)
    take = Take(Recording("0" * 64, Path("staged"), end_s, None, None, 0, False), language)
    return understand.of_words(one.words, take, timed=True)


def replayed(one: Staged, understand: Understander) -> list[Reading]:
    end_s = max(word.span.end_s for word in one.words)
    times = [EVERY_S * n for n in range(1, int(end_s / EVERY_S) + 3)]
    return [reading(tuple(w for w in one.words if w.span.end_s <= at), 0, at, understand) for at in times]


def taken_back(language: str, some: Sequence[Staged]) -> tuple[list[Light], int]:
    """Lights that the whole take's scorecard does not have, and how many came on."""
    understand, wrong, on = along(hearer(Settings(), language)), [], 0
    for one in some:
        whole, readings = final(one, language, understand), replayed(one, understand)
        for lesson in COURSE.lessons.values():
            lights, before = dark(lesson), Reading()
            for now in readings:
                lights, before = lit(lesson, lights, before, now), now
            low = {use.criterion.id: climb(use, whole).level_low for use in lesson.uses}
            on += sum(light.is_on for light in lights)
            wrong += [light for light in lights if light.is_on and low[light.criterion] < light.level]
    return wrong, on


@pytest.mark.drill
@pytest.mark.parametrize("language", ["vi", "en", "id"])
def test_the_scorecard_takes_no_light_back_in_any_staged_take(language: str) -> None:
    wrong, on = taken_back(language, list(staged(language)))
    assert on > 10
    assert wrong == []
