"""The pure rules of an evening: how often one may write, who came, what is asked, how long a take waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.course.library import Library, load_library
from coach.domain.hall import Guest
from coach.workshop.asking import Question, as_shown, asked
from coach.workshop.attendance import attendance, place_key
from coach.workshop.flow import APART, MOST_WITHIN, SAME, TOO_FAST, WITHIN, Before, too_much
from coach.workshop.turns import FEWEST, Scored, apart_s, turn

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LESSONS = Path(__file__).parents[2] / "lessons"


@cache
def library(spoken_in: str) -> Library:
    return load_library(LESSONS, spoken_in)


def asks(text: str, spoken_in: str) -> Question:
    return asked(text, spoken_in, library(spoken_in).intents)


def test_one_thumb_cannot_fill_the_wall() -> None:
    written, now = list[datetime](), NOON
    for _ in range(600):  # ten minutes, a comment each second
        if not too_much(Before(written, ""), f"comment {now}", now):
            written.append(now)
        now += timedelta(seconds=1)
    assert len(written) <= MOST_WITHIN * (600 / WITHIN.total_seconds()) + 1
    assert min(after - before for before, after in pairwise(written)) >= APART


def test_the_same_words_again_are_not_shown_again() -> None:
    before = Before([NOON - APART * 2], "giá sao?")
    assert too_much(before, "Giá sao?", NOON) == SAME
    assert too_much(before, "mấy sao?", NOON) == ""
    assert too_much(Before([NOON - APART / 2], "x"), "y", NOON) == TOO_FAST


def guest(name: str, commune: str, practised: bool = False) -> Guest:
    return Guest(name, "w", name, commune, NOON, NOON if practised else None)


def test_a_commune_is_one_however_it_was_typed() -> None:
    came = [
        guest("a", "xã Ea Kao"), guest("b", "ea kao", True), guest("c", "Ea Kao"), guest("d", "Ea  Kao"),
        guest("e", "Ea Kao"), guest("f", "Hòa Thuận", True),
    ]  # fmt: skip
    told = [(row.commune, row.came, row.practised) for row in attendance(came)]
    assert told == [("Ea Kao", 5, 1), ("Hòa Thuận", 1, 1)]
    assert place_key("Phường Tân Lập") == place_key("tân lập")


@given(st.lists(st.tuples(st.sampled_from(["Ea Kao", "xã ea kao", "Hòa Thuận", "Cư Êbur"]), st.booleans())))
def test_nobody_is_lost_or_counted_twice(came: list[tuple[str, bool]]) -> None:
    rows = attendance(guest(str(n), commune, practised) for n, (commune, practised) in enumerate(came))
    assert sum(row.came for row in rows) == len(came)
    assert sum(row.practised for row in rows) == sum(practised for _, practised in came)


@pytest.mark.parametrize(
    ("spoken_in", "text", "intent"),
    [("vi", "bao nhiêu một ký vậy chị?", "price"), ("vi", "có giao vào Sài Gòn không", "shipping"),
     ("en", "how much is it?", "price"), ("en", "any discount today?", "discount"),
     ("id", "berapa harganya bu", "price")],
)  # fmt: skip
def test_a_clear_question_is_one_that_can_be_answered(spoken_in: str, text: str, intent: str) -> None:
    shown = as_shown("x", 3.0, "Hoa", text, asks(text, spoken_in))
    assert (shown.id, shown.at_s, shown.text, shown.intent) == ("hall.x", 3.0, text, intent)
    assert shown.asks


@pytest.mark.parametrize(
    "text",
    [
        "chào cả nhà",
        "hay quá",
        "giá bao nhiêu, có ship không",
        "xe tôi đậu ngoài cổng ai lấy dùm",
        "zzz qqq",
        "❤️",
    ],
)
def test_what_is_not_clear_asks_nothing(text: str) -> None:
    assert asks(text, "vi") == Question()


@pytest.mark.parametrize("spoken_in", ["vi", "en", "id"])
def test_of_the_courses_own_comments_few_are_taken_for_another_question(spoken_in: str) -> None:
    """Nothing is asked of a seller that nobody asked: rather no question than a wrong one."""
    told = [
        (asks(one.text.format(product="", you=""), spoken_in).intent, one.intent)
        for one in library(spoken_in).said.comments
    ]
    clear = [(found, meant) for found, meant in told if found]
    assert len(clear) > 25
    assert sum(found != meant for found, meant in clear) <= 0.15 * len(clear)


def scored(each_s: list[float]) -> list[Scored]:
    """Takes that were all handed in at noon, and scored one after the other; newest first."""
    ends = list(accumulate(each_s, lambda at, s: at + timedelta(seconds=s), initial=NOON))
    return [(NOON, end) for end in ends][::-1]


def test_a_wait_is_told_only_where_it_was_measured() -> None:
    assert turn(13, [], True).minutes is None
    assert turn(13, scored([25.0] * (FEWEST - 1)), True).minutes is None
    assert turn(13, scored([25.0] * FEWEST), False).minutes is None
    told = turn(13, scored([25.0] * FEWEST), True)
    assert (told.place, told.minutes) == (14, 6)


def test_time_in_which_nobody_waited_does_not_count() -> None:
    hour = timedelta(hours=1)
    idle = [(NOON + n * hour, NOON + n * hour + timedelta(seconds=20)) for n in range(5)][::-1]
    assert apart_s(idle) == [20.0] * 4


@given(st.integers(0, 300), st.lists(st.floats(1, 600), min_size=FEWEST, max_size=30))
def test_whoever_is_later_never_waits_less(ahead: int, each_s: list[float]) -> None:
    mine, next_one = (turn(n, scored(each_s), True).minutes for n in (ahead, ahead + 1))
    assert mine is not None
    assert next_one is not None
    assert 1 <= mine <= next_one
