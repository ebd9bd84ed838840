"""Viewers follow their seed and what was said: never worse for who says more, never too fast to read."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.evidence import Observation
from coach.domain.media import ShownComment
from coach.viewers import Heard, Room, react
from coach.viewers.director import JUST_S
from coach.viewers.plan import LAST_S
from coach.viewers.reactions import DODGED_S
from coach.viewers.reading import LONGEST, reading_s
from coach.viewers.room import SPONTANEOUS, unfriendly
from tests.viewers.evenings import (
    LENGTH_S,
    evening,
    from_library,
    hearing,
    lessons,
    library,
    more,
    observations,
    plan,
    said,
    seeds,
)

Said = tuple[Observation, ...]
laws = settings(max_examples=15, deadline=None)


@laws
@given(lessons, seeds, observations)
def test_the_same_seed_and_the_same_hearing_give_the_same_evening(
    lesson: str, seed: int, heard: Said
) -> None:
    assert evening(plan(lesson, seed), hearing(*heard)) == evening(plan(lesson, seed), hearing(*heard))


@laws
@given(lessons, seeds, observations, st.lists(st.floats(1, LENGTH_S), max_size=6))
def test_it_does_not_matter_how_often_viewers_are_asked(
    lesson: str, seed: int, heard: Said, seconds: list[float]
) -> None:
    room, listened = Room(plan(lesson, seed)), hearing(*heard)
    for at_s in (*sorted(seconds), LENGTH_S):
        room = react(room, at_s, listened.by(at_s)).room
    assert room.shown == evening(plan(lesson, seed), listened)


@laws
@given(lessons, seeds, observations, observations)
def test_who_says_more_never_hears_more_complaints(lesson: str, seed: int, some: Said, besides: Said) -> None:
    of = plan(lesson, seed)
    less, much = hearing(*some), more(hearing(*some), *besides)
    assert complaints(evening(of, much)) <= complaints(evening(of, less))


def complaints(shown: tuple[ShownComment, ...]) -> set[str]:
    """What doubts, complains, is sharp, or leaves: which of them, where in the evening."""
    asked = (one for one in shown if "+thanks" not in one.id)  # a doubter who thanks is content
    found = {one.id for one in asked if (known := from_library(one)) and unfriendly(known)}
    return found | {"leaving" for one in shown if one.id.endswith("+leaving")}


@laws
@given(lessons, seeds, observations, observations)
def test_who_says_more_never_has_fewer_viewers_or_hearts(
    lesson: str, seed: int, some: Said, besides: Said
) -> None:
    of = Room(plan(lesson, seed))
    less = react(of, LENGTH_S, hearing(*some))
    much = react(of, LENGTH_S, more(hearing(*some), *besides))
    assert much.viewers >= less.viewers >= 3
    assert much.hearts >= less.hearts >= 0


@laws
@given(lessons, seeds, observations, st.integers(1, 3))
def test_nobody_has_to_read_faster_than_she_can(lesson: str, seed: int, heard: Said, level: int) -> None:
    shown = evening(plan(lesson, seed, level), hearing(*heard))
    assert all(later.at_s - one.at_s >= reading_s(one.text) - 0.1 for one, later in pairwise(shown))
    assert all(0 < len(one.text) <= LONGEST and "{" not in one.text for one in shown)
    assert all(one.at_s <= LENGTH_S - LAST_S for one in shown)
    assert len({one.id for one in shown}) == len(shown)


@laws
@given(lessons, seeds, observations)
def test_what_was_just_answered_is_not_asked(lesson: str, seed: int, heard: Said) -> None:
    intents = library().intents
    for one in evening(plan(lesson, seed), hearing(*heard)):
        if one.asks and one.intent not in SPONTANEOUS:
            just = [o for o in heard if o.name in intents[one.intent].answered_by]
            assert not any(one.at_s - JUST_S <= o.span.end_s <= one.at_s for o in just)


@laws
@given(lessons, seeds, observations)
def test_only_what_was_passed_over_is_asked_again_and_only_once(lesson: str, seed: int, heard: Said) -> None:
    shown = evening(plan(lesson, seed), hearing(*heard))
    by_id = {one.id: one for one in shown}
    repeated = [one.again_of for one in shown if one.again_of]
    assert len(set(repeated)) == len(repeated)
    for one in (one for one in shown if one.again_of):
        first = by_id[one.again_of]
        assert one.at_s - first.at_s >= DODGED_S
        assert (one.intent, one.facts, one.name) == (first.intent, first.facts, first.name)
        known = from_library(first)
        assert known is not None
        assert not unfriendly(known)


@laws
@given(lessons, seeds, st.floats(60, 170))
def test_a_longer_evening_begins_with_the_same_comments(lesson: str, seed: int, length_s: float) -> None:
    short = evening(plan(lesson, seed, length_s=length_s), None, length_s)
    assert short == evening(plan(lesson, seed))[: len(short)]


@laws
@given(lessons, seeds)
def test_without_listening_only_the_seed_speaks(lesson: str, seed: int) -> None:
    turn = react(Room(plan(lesson, seed)), LENGTH_S, Heard())
    assert all(one.intent and not one.again_of for one in turn.comments)
    assert turn.comments == evening(plan(lesson, seed), None)
    assert turn.cue is None


def test_another_seed_is_another_evening() -> None:
    assert len({tuple(one.text for one in evening(plan(seed=seed))) for seed in range(12)}) == 12


def first_question(seed: int) -> ShownComment:
    return next(one for one in evening(plan(seed=seed, difficulty=1)) if one.intent not in SPONTANEOUS)


def test_a_question_that_is_passed_over_comes_again_without_diacritics_or_with_a_reminder() -> None:
    talk = tuple(said("story", float(at_s)) for at_s in range(0, 170, 5))
    again = [
        one
        for seed in range(8)
        for one in evening(plan(seed=seed, difficulty=1), hearing(*talk))
        if one.again_of
    ]
    assert len(again) >= 8
    assert any(one.text.isascii() for one in again)
    assert any(not one.text.isascii() for one in again)


def test_an_answer_brings_thanks_from_who_asked_and_no_repeat() -> None:
    asked = first_question(3)
    names = (library().intents[asked.intent].answered_by[0], *asked.facts[:1])
    talk = tuple(said("story", float(at_s)) for at_s in range(0, 170, 5))
    shown = evening(
        plan(seed=3, difficulty=1), hearing(*talk, *(said(name, asked.at_s + 2) for name in names))
    )
    thanks = [one for one in shown if one.id.endswith(f"+thanks:{asked.id}")]
    assert [one.name for one in thanks] == [asked.name]
    assert thanks[0].intent == ""
    assert not any(one.again_of == asked.id for one in shown)


def test_people_order_when_they_were_told_the_price_and_invited_and_not_before() -> None:
    invited = tuple(said("cta", float(at_s)) for at_s in range(30, 160, 20))
    priced = said("price", 20.0)
    for seed in range(6):
        assert not orders(evening(plan(seed=seed), hearing(*invited)))
    assert sum(orders(evening(plan(seed=seed), hearing(priced, *invited))) > 0 for seed in range(6)) == 6


def orders(shown: tuple[ShownComment, ...]) -> int:
    return sum(one.id.endswith("+order") for one in shown)


def test_in_a_long_silence_one_viewer_says_goodbye_and_some_go() -> None:
    spoken = hearing(*(said("greet", float(at_s)) for at_s in range(0, 30, 3)))
    shown = evening(plan(seed=5), spoken)
    assert sum(one.id.endswith("+leaving") for one in shown) == 1
    lively = hearing(*(said("greet", float(at_s)) for at_s in range(0, 170, 3)))
    room = Room(plan(seed=5))
    assert react(room, 170.0, spoken).viewers < react(room, 170.0, lively).viewers


def test_nobody_leaves_because_listening_lags_behind() -> None:
    early = hearing(*(said("greet", float(at_s)) for at_s in range(0, 30, 3)), until_s=33)
    assert not any(one.id.endswith("+leaving") for one in evening(plan(seed=5), early))
    assert react(Room(plan(seed=5)), 170.0, early).cue is None


def test_one_calm_cue_at_most_and_it_goes_by_itself() -> None:
    room, cues = Room(plan(seed=2, difficulty=1)), []
    talk = hearing(*(said("story", float(at_s)) for at_s in range(0, 170, 5)))
    for at_s in range(1, 171):
        turn = react(room, float(at_s), talk.by(float(at_s)))
        room = turn.room
        cues.append(turn.cue.id if turn.cue else "")
    assert 0 < sum(map(bool, cues)) <= 170 / 60 * 13
    assert set(cues) <= {"", "viewers.cue.waiting", "viewers.cue.quiet"}


def test_a_comment_says_what_it_asks_for() -> None:
    shown = [
        one for seed in range(5) for one in evening(plan(seed=seed, difficulty=1)) if one.intent == "price"
    ]
    assert shown
    assert all("money" in one.facts for one in shown)
    assert all(re.fullmatch(r"\d{5}\.\w+", one.id) for one in shown)


@laws
@given(lessons, seeds, observations)
def test_no_line_stands_twice_running_and_no_viewer_repeats_her_own_last_words(
    lesson: str, seed: int, heard: Said
) -> None:
    shown = evening(plan(lesson, seed), hearing(*heard))
    lines = [one.text.casefold() for one in shown]
    assert all(before != after for before, after in pairwise(lines))
    for name in {one.name for one in shown}:
        hers = [one.text.casefold() for one in shown if one.name == name]
        assert all(before != after for before, after in pairwise(hers))
