"""Hand-made takes of lesson L02: an excellent one, a poor one, a silent one, and one heard badly."""

from dataclasses import replace
from pathlib import Path

import pytest

from coach.course.course import load
from coach.domain.evidence import Evidence, HearingWindow, NotObserved, Observation
from coach.domain.media import Span
from coach.domain.rubric import Lesson
from coach.domain.scorecard import Scorecard, State
from coach.domain.transcript import Transcript
from coach.scoring.scorecard import judge

SCORED = ("origin_place", "maker_voice", "process_steps", "self_intro", "concrete_numbers")


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return load(Path(__file__).resolve().parents[2] / "lessons").lesson("L02")


def label(names: str, start_s: float, end_s: float, quote: str) -> tuple[Observation, ...]:
    """The labels of one utterance."""
    return tuple(Observation(name, Span(start_s, end_s), None, None, 0.9, quote) for name in names.split())


def slot(
    name: str, start_s: float, quote: str, value: float | str | None = None, unit: str | None = None
) -> Observation:
    return Observation(name, Span(start_s, start_s + 0.8), value, unit, 0.95, quote)


def picture(length_s: int, framing: float, light: float) -> tuple[Observation, ...]:
    """A sample a second, the face always in the picture."""
    grades = {"face_in_frame": 1.0, "framing": framing, "light": light}
    return tuple(
        Observation(name, Span(second, second + 1), grade, "level")
        for name, grade in grades.items()
        for second in range(length_s)
    )


def take(length_s: int, *observations: Observation, good: bool = True) -> Evidence:
    reason = "" if good else "hearing.noisy"
    windows = tuple(
        HearingWindow(Span(start, min(start + 30, length_s)), good, 20.0, reason)
        for start in range(0, length_s, 30)
    )
    return Evidence(Transcript("en", ()), observations, (), windows, length_s, hearing_needed_s=10)


INTRO = "My name is Hoa, I am a farmer from Chi Lang, Lang Son."
LAND = "This is our own garden, on limestone hills with sunny days and cool mountain nights"
FATHER = "My father planted it twenty years ago."
HAIL = "Last year hail took half of it and we cried; this year the fruit is back."
STEPS = "First we pick at five, after that we sort at seven, and we pack the same day, so it travels well."
WEIGH = "I'll weigh it right here: about three hundred fifty grams each, three fruits per kilo."

EXCELLENT = take(
    60,
    *label("greet self_intro own_trade story", 6.0, 10.0, INTRO),
    slot("self_pronoun", 6.0, "My"),
    slot("person_name", 6.8, "Hoa", "Hoa"),
    slot("place.other", 8.4, "Chi Lang", "Chi Lang"),
    slot("place.province", 9.2, "Lang Son", "Lạng Sơn"),
    *label("own_trade origin land_or_climate story", 18.0, 24.0, LAND),
    *label("maker_person story", 24.5, 27.0, FATHER),
    slot("duration", 25.9, "twenty years", 20.0, "year"),
    *label("hardship feeling story", 27.5, 32.0, HAIL),
    *label("process_step buyer_gain story", 32.5, 39.0, STEPS),
    slot("clock_time", 33.4, "five", 5.0),
    slot("clock_time", 35.4, "seven", 7.0),
    *label("weigh_live", 45.0, 50.0, WEIGH),
    slot("quantity", 46.4, "three hundred fifty grams", 350.0, "g"),
    slot("quantity", 48.0, "three fruits", 3.0, "fruit"),
    *picture(60, framing=4, light=4),
)

POOR = take(
    60,
    *label("greet", 2.0, 5.0, "Hello hello, can everybody hear me?"),
    slot("self_pronoun", 4.0, "me"),
    *label("origin_vague", 25.0, 28.0, "It is clean food from the countryside."),
    *label("maker_vague", 28.5, 31.0, "Local people make it."),
    *label("process_vague", 31.5, 34.0, "It is made with great care."),
    *label("size_vague", 34.5, 37.0, "It is very big, there is a lot."),
    *picture(60, framing=1, light=2),
)


def levels(card: Scorecard) -> dict[str, int | None]:
    """Of what is scored and of the picture; the gates have tests of their own."""
    return {judgement.criterion: judgement.level for judgement in card.judgements if not judgement.gate}


def test_an_excellent_take(lesson: Lesson) -> None:
    card = judge(EXCELLENT, lesson)
    assert levels(card) == dict.fromkeys((*SCORED, "frame_upper_body", "face_light"), 4)
    assert (card.points.low, card.points.high) == (100, 100)
    assert all(judgement.observations for judgement in card.judgements if not judgement.gate)


def test_a_poor_take(lesson: Lesson) -> None:
    card = judge(POOR, lesson)
    assert levels(card) == dict.fromkeys(SCORED, 1) | {"frame_upper_body": 1, "face_light": 2}
    assert (card.points.low, card.points.high) == (25, 25)


@pytest.mark.parametrize(
    ("without", "expected"),
    [
        (("land_or_climate",), {"origin_place": 3}),
        (("land_or_climate", "place.other"), {"origin_place": 2, "self_intro": 3}),
        (("place.other", "place.province", "land_or_climate"), {"origin_place": 1, "self_intro": 2}),
        (("feeling",), {"maker_voice": 3}),
        (("feeling", "duration"), {"maker_voice": 2, "concrete_numbers": 3}),
        (("buyer_gain",), {"process_steps": 3}),
        (("buyer_gain", "clock_time"), {"process_steps": 2}),
        (("weigh_live",), {"concrete_numbers": 3}),
        (("weigh_live", "duration"), {"concrete_numbers": 3, "maker_voice": 4}),
        (("weigh_live", "quantity"), {"concrete_numbers": 2}),
        (("own_trade",), {"self_intro": 3, "origin_place": 4}),
        (("person_name",), {"self_intro": 2}),
    ],
)
def test_each_thing_left_unsaid_costs_its_own_level(
    lesson: Lesson, without: tuple[str, ...], expected: dict[str, int]
) -> None:
    said = tuple(o for o in EXCELLENT.observations if o.name not in without)
    found = levels(judge(replace(EXCELLENT, observations=said), lesson))
    assert {name: found[name] for name in expected} == expected


def test_silence_scores_nothing(lesson: Lesson) -> None:
    silent = replace(take(60), hearing=(HearingWindow(Span(0, 60), True, 0.0),))
    card = judge(silent, lesson)
    assert all(judgement.level is None for judgement in card.judgements)
    assert all(judgement.state is State.UNKNOWN for judgement in card.judgements)
    assert (card.points.low, card.points.high) == (0, 100)


def test_speech_about_nothing_scores_nothing(lesson: Lesson) -> None:
    card = judge(take(60), lesson)
    assert (card.points.low, card.points.high) == (0, 0)


def test_the_poor_take_in_noise_is_not_called_poor(lesson: Lesson) -> None:
    noisy = replace(POOR, hearing=take(60, good=False).hearing)
    scored = [j for j in judge(noisy, lesson).judgements if j.weight > 0]
    assert [(j.level, j.level_high, j.state) for j in scored] == [(1, 4, State.UNKNOWN)] * 5
    assert {j.reason.id for j in scored} == {"reason.could_not_hear_more"}


def test_a_take_without_picture_keeps_its_story(lesson: Lesson) -> None:
    unseen = tuple(NotObserved(n, "vision.no_picture") for n in ("face_in_frame", "framing", "light"))
    heard = tuple(o for o in EXCELLENT.observations if o.unit != "level")
    card = judge(replace(EXCELLENT, observations=heard, not_observed=unseen), lesson)
    assert (card.points.low, card.points.high) == (100, 100)
    pictures = [j for j in card.judgements if not j.weight and not j.gate]
    assert [(j.level, j.reason.id, j.reason.values["why"]) for j in pictures] == [
        (None, "reason.could_not_see", "vision.no_picture")
    ] * 2
