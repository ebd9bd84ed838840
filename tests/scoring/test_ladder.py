"""Climbing: the level surely reached, the range where it is open, and why."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.evidence import NotObserved, Observation
from coach.domain.rubric import Condition, Lesson, Rung, Use
from coach.domain.scorecard import Judgement, Points, Reason, State
from coach.scoring.fields import Label, Measure
from coach.scoring.heard import Heard
from coach.scoring.ladder import climb
from coach.scoring.length import LengthAtLeast
from coach.scoring.scorecard import judge
from coach.scoring.share import Share
from tests.scoring.makers import hearing, ladder, said, sample, take

NAMES = ("a", "b", "c")


def heard(name: str) -> tuple[Condition, ...]:
    return (Heard((Label(name),)),)


PLAIN = ladder((), heard("a"), heard("b"), heard("c"))


def levels(judgement: Judgement) -> tuple[int | None, int, int]:
    return judgement.level, judgement.level_low, judgement.level_high


observations = st.builds(
    said, st.sampled_from(NAMES), st.floats(0, 80), certainty=st.sampled_from([0.3, 0.6, 0.9])
)


@given(st.lists(observations, max_size=4), observations)
def test_saying_more_never_lowers_a_ladder_of_plain_heard_rungs(
    before: list[Observation], more: Observation
) -> None:
    less, after = climb(PLAIN, take(*before)), climb(PLAIN, take(*before, more))
    assert after.level_low >= less.level_low
    assert after.level_high >= less.level_high


@given(st.lists(observations, max_size=4))
def test_hearing_worse_keeps_what_was_reached_and_closes_nothing(heard: list[Observation]) -> None:
    well = climb(PLAIN, take(*heard))
    badly = climb(PLAIN, take(*heard, windows=hearing(good=False)))
    assert badly.level_low == well.level_low
    assert badly.level_high >= well.level_high
    assert badly.level != 0


@given(st.lists(observations, max_size=4), st.booleans())
def test_a_judgement_is_whole(heard: list[Observation], good: bool) -> None:
    result = climb(PLAIN, take(*heard, windows=hearing(good)))
    assert result.level_low <= result.level_high <= result.top == 3
    assert (result.state is State.JUDGED) == (result.level_low == result.level_high)
    assert (result.state is State.UNKNOWN) == bool(result.missing)
    assert set(result.observations) <= set(heard)
    assert 0 <= result.certainty <= 1


def test_the_highest_rung_that_holds_counts_even_over_a_gap() -> None:
    result = climb(PLAIN, take(said("c", 5, certainty=0.8)))
    assert (levels(result), result.state, result.certainty) == ((3, 3, 3), State.JUDGED, 0.8)
    assert result.reason == Reason("reason.reached", {"level": 3, "level_high": 3, "top": 3})


def test_nothing_heard_in_good_hearing_is_level_0() -> None:
    result = climb(PLAIN, take())
    assert (levels(result), result.state, result.reason.id) == ((0, 0, 0), State.JUDGED, "reason.not_heard")


def test_nothing_heard_in_noise_is_unknown_and_never_0() -> None:
    result = climb(PLAIN, take(windows=hearing(good=False)))
    assert (levels(result), result.state) == ((None, 0, 3), State.UNKNOWN)
    assert (result.reason.id, result.reason.values["why"]) == ("reason.could_not_hear", "hearing.noisy")


def test_doubt_is_for_a_person_to_check() -> None:
    sure, doubtful = said("a", 5), said("b", 20, certainty=0.4)
    result = climb(PLAIN, take(sure, doubtful))
    assert (levels(result), result.state) == ((1, 1, 2), State.CHECK)
    assert result.observations == (sure, doubtful)
    assert result.reason.id == "reason.unsure_more"
    assert climb(PLAIN, take(doubtful)).reason.id == "reason.unsure"


def test_something_reached_in_noise_keeps_its_level_and_may_be_more() -> None:
    result = climb(PLAIN, take(said("b", 5), windows=hearing(good=False)))
    assert (levels(result), result.reason.id) == ((2, 2, 3), "reason.could_not_hear_more")


def test_conditions_on_rung_0_beat_every_rung() -> None:
    polite = ladder(heard("insult"), (), heard("a"))
    assert levels(climb(polite, take(said("a", 5)))) == (2, 2, 2)
    rude = climb(polite, take(said("a", 5), said("insult", 20)))
    assert (levels(rude), rude.reason.id) == ((0, 0, 0), "reason.lowered")
    assert [o.name for o in rude.observations] == ["insult"]
    perhaps = climb(polite, take(said("a", 5), said("insult", 20, certainty=0.3)))
    assert (levels(perhaps), perhaps.state) == ((None, 0, 2), State.CHECK)
    assert climb(polite, take()).reason == Reason("reason.default", {"level": 1, "level_high": 1, "top": 2})


def test_a_rung_that_does_not_apply_is_out_of_reach_and_out_of_the_points() -> None:
    rungs = PLAIN.criterion.ladder
    long_only = (*rungs[:3], Rung(3, rungs[3].when, {}, applies=LengthAtLeast(120)))
    use = Use(replace(PLAIN.criterion, ladder=long_only), 3)
    result = climb(use, take(said("b", 5), said("c", 5)))
    assert (levels(result), result.top) == ((2, 2, 2), 2)


def test_a_criterion_that_does_not_apply_is_left_out() -> None:
    use = Use(replace(PLAIN.criterion, applies=LengthAtLeast(120)), 3)
    result = climb(use, take(said("b", 5)))
    assert (levels(result), result.state, result.reason.id) == (
        (None, 0, 0),
        State.LEFT_OUT,
        "reason.left_out",
    )


def test_a_criterion_without_a_check_is_never_a_level() -> None:
    use = Use(replace(PLAIN.criterion, not_measured="reason.no_check_yet"), 0)
    result = climb(use, take(said("b", 5)))
    assert (levels(result), result.state) == ((None, 0, 3), State.UNKNOWN)
    assert result.reason == Reason("reason.not_measured", {"why": "reason.no_check_yet"})


def test_a_dark_lens_is_not_a_bad_seller() -> None:
    bright: tuple[Condition, ...] = (Share(of=Measure("light"), value_at_least=3, at_least=0.5),)
    use = ladder((), bright, skill="framing")
    dark = climb(use, take(missing=(NotObserved("light", "vision.no_picture"),)))
    assert (levels(dark), dark.reason.id) == ((None, 0, 1), "reason.could_not_see")
    assert dark.reason.values["why"] == "vision.no_picture"
    assert climb(use, take(sample("light", 0, 90, 1))).reason.id == "reason.default"


def test_a_scorecard_has_a_judgement_for_each_use_and_points_as_a_range() -> None:
    uses = (PLAIN, replace(PLAIN, weight=0.0))
    lesson = Lesson("L", {}, {}, {}, {}, uses, (60, 120), 70, "digest")
    card = judge(take(said("b", 5), said("c", 9, certainty=0.3)), lesson)
    assert (card.lesson_digest, len(card.judgements)) == ("digest", 2)
    assert card.points == Points(66.7, 100.0)
