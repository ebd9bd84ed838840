"""The host's buttons, plan and rehearsal: nothing pressed at the wrong moment does harm."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import get_args
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.domain.hall import QUESTIONS, Showing, State
from coach.language.text import bare
from coach.store.workshops import CHANGES
from coach.workshop.acting import (
    PLAIN,
    READY,
    ROLLING,
    invited,
    pressed,
    rehearsed,
    rehearsed_since,
    restarted,
    rolling,
    sample,
    stepped,
)
from coach.workshop.attendance import listed
from coach.workshop.closing import told
from coach.workshop.plan import PLAN, clock
from coach.workshop.rehearsal import GUESTS, crowd, places
from coach.workshop.shown import LINE, LINES, Live, captions, read_live, written
from tests.workshop.makers import words

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SCENES = get_args(Showing)
COMMUNES = places(("Chi Lăng", "Hữu Lũng"), "Xã")


def states() -> st.SearchStrategy[State]:
    return st.builds(
        State,
        workshop_id=st.just("w"),
        showing=st.sampled_from(SCENES),
        take_id=st.sampled_from(("", "t1")),
        volunteer_id=st.sampled_from(("", "v1")),
        more=st.sampled_from(({}, {"rehearsal": True, "phase": ROLLING, "client": "c"})),
    )


@given(states(), st.sampled_from(sorted(PLAIN)))
def test_a_button_changes_only_what_a_stage_has(state: State, button: str) -> None:
    changes = pressed(state, button)
    assert changes.keys() <= CHANGES
    assert changes.get("showing", "welcome") in SCENES


@given(states(), st.sampled_from(sorted(set(PLAIN) - {"result"})))
def test_no_button_but_one_shows_a_result(state: State, button: str) -> None:
    assert not pressed(state, button).get("result_shown")
    assert not invited(state, "v2", "L02")["result_shown"]
    assert not rolling(state, "t2", "c2")["result_shown"]


@given(states(), st.sampled_from(sorted(set(PLAIN) - {"points"})))
def test_no_button_but_one_shows_points_and_only_beside_a_result(state: State, button: str) -> None:
    assert not pressed(state, button).get("more", {}).get("points")
    assert not pressed(replace(state, showing="result", result_shown=False), "points")
    asked = pressed(replace(state, showing="result", result_shown=True), "points")
    assert asked["more"]["points"]
    assert "points" not in pressed(replace(state, more=asked["more"]), "next")["more"]


@given(states(), st.sampled_from(sorted(PLAIN)))
def test_a_rehearsal_stays_one_until_it_is_ended(state: State, button: str) -> None:
    more = pressed(state, button).get("more", state.more)
    expected = button != "for_real" and bool(state.more.get("rehearsal"))
    assert bool(more.get("rehearsal")) == expected


@given(states(), st.integers(0, 10**6))
def test_a_rehearsal_knows_since_when_and_leaves_an_empty_stage(state: State, later_s: int) -> None:
    first = replace(state, more=rehearsed(state, NOON)["more"])
    again = replace(first, more=rehearsed(first, NOON + timedelta(seconds=later_s))["more"])
    assert rehearsed_since(again) in (NOON, rehearsed_since(state))
    after = pressed(again, "for_real")
    assert (after["showing"], after["volunteer_id"], after["take_id"], after["step"]) == (
        "welcome",
        "",
        "",
        0,
    )
    assert rehearsed_since(replace(state, more=after["more"])) is None
    assert rehearsed_since(State("w", more={"rehearsal": True})) is None  # nobody noted when: nothing goes


@given(states())
def test_the_next_volunteer_finds_nothing_of_the_one_before(state: State) -> None:
    free = replace(state, showing="applause")
    for changes in (pressed(state, "next"), stepped(free, 3, NOON), invited(state, "v2", "L02")):
        assert changes["take_id"] == ""
        assert changes["volunteer_id"] in ("", "v2")
        assert "client" not in changes["more"]
        assert "sample" not in changes["more"]


@given(states(), st.integers(-3, 12))
def test_the_plan_takes_nobody_off_the_stage(state: State, step: int) -> None:
    for showing in ("live", "frozen"):
        assert stepped(replace(state, showing=showing), step, NOON).keys() == {"step", "step_began_at"}


def test_freezing_makes_no_sense_without_a_picture() -> None:
    assert pressed(State("w", showing="vote"), "freeze") == {}
    assert pressed(State("w", showing="live"), "freeze") == {"showing": "frozen"}
    assert pressed(State("w", showing="frozen"), "go_on") == {"showing": "live"}
    assert restarted(State("w"))["more"]["phase"] == READY
    assert sample(State("w"), "vi_na_poor")["showing"] == "sample"
    with pytest.raises(KeyError):
        pressed(State("w"), "explode")


@given(st.integers(-3, 12), st.floats(0, 4000))
def test_the_clock_counts_down_and_says_when_it_is_over(step: int, gone_s: float) -> None:
    at = clock(step, NOON, NOON + timedelta(seconds=gone_s))
    assert 0 <= at.step < len(PLAN)
    assert at.left_s == pytest.approx(PLAN[at.step].minutes * 60 - gone_s, abs=0.01)
    assert at.is_over == (at.left_s < 0)
    assert clock(step, None, NOON).left_s == PLAN[at.step].minutes * 60


def test_the_plan_takes_an_hour() -> None:
    assert sum(one.minutes for one in PLAN) == 61
    assert [one.id for one in PLAN].count("volunteer") == 3


@given(st.integers(0, 10**6), st.sampled_from(SCENES), st.floats(0, 600), st.floats(0, 600))
def test_simulated_guests_only_become_more(seed: int, scene: str, one_s: float, other_s: float) -> None:
    first, later = (crowd(seed, scene, s, COMMUNES) for s in sorted((one_s, other_s)))
    assert first.came <= later.came <= GUESTS
    assert first.typed <= later.typed
    assert sum(p.practised for p in first.wall) <= sum(p.practised for p in later.wall)
    assert sum(p.came for p in later.wall) == later.came
    assert {q: tuple(a) for q, a in later.votes.items()} == dict(QUESTIONS)
    assert crowd(seed, scene, one_s, COMMUNES) == crowd(seed, scene, one_s, COMMUNES)
    assert {p.commune for p in later.wall} <= set(COMMUNES)


SAID = st.text(st.characters(categories=["Ll"]), min_size=1, max_size=12).map(partial(normalize, "NFC"))


@given(st.lists(SAID, max_size=60))
def test_captions_are_the_last_lines_and_can_be_read_at_a_glance(said: list[str]) -> None:
    lines = captions(words(" ".join(said)))
    assert len(lines) <= LINES
    assert all(len(line) <= LINE for line in lines)
    assert " ".join(said).endswith(" ".join(lines))


def test_what_is_told_to_the_stage_comes_back_as_it_was() -> None:
    live = Live((), ("na Chi Lăng",), 12.5, 11.0)
    assert read_live(written(live)) == live


def judged(**levels: int | None) -> dict[str, object]:
    return {"judgements": [{"criterion": c, "weight": 1, "top": 4, "level": n} for c, n in levels.items()]}


def test_the_closing_page_speaks_of_the_room_never_of_one_person() -> None:
    one = judged(origin_place=4, price_with_unit=1)
    assert told([one, one]).well == told([one, one]).next == ()
    three = told([one, one, judged(origin_place=3, price_with_unit=0, pace_band=None)])
    assert (three.takes, three.well, three.next) == (3, ("origin_place",), ("price_with_unit",))


@given(
    st.sampled_from(("Chi Lăng", "Hữu Lũng", "Đồng Mỏ")), st.booleans(), st.sampled_from(("", "xã ", "Xã "))
)
def test_a_listed_commune_is_found_however_it_was_typed(name: str, with_marks: bool, kind: str) -> None:
    communes = ("Chi Lăng", "Hữu Lũng", "Đồng Mỏ")
    typed = kind + (name.upper() if with_marks else bare(name))
    assert listed(communes, typed) == name
    assert listed(communes, "Bắc Sơn") == "Bắc Sơn"
    assert listed((), typed) == typed
