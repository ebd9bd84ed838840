"""An advice stands for a while before it is said, goes only when clearly mended, and does not flicker."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coach.pipeline.standing import BEST_AFTER_S, GOOD_AFTER_S, SAY_LOOKS, UNKNOWN, How, Standing, Told

STEP_S = 0.5
BAD, GOOD, BEST = Told(How.BAD, "one"), Told(How.GOOD), Told(How.BEST)
OTHER = Told(How.BAD, "other")
TOLD = st.lists(st.sampled_from([BAD, OTHER, GOOD, BEST, UNKNOWN]), max_size=60)


def said(looks: Iterable[Told], step_s: float = STEP_S) -> list[str]:
    """What stands after each look."""
    thing, found = Standing(), []
    for number, told in enumerate(looks):
        thing = thing.then(told, 100 + number * step_s)
        found.append(thing.advice)
    return found


@given(TOLD)
def test_an_advice_appears_only_after_bad_looks_in_a_row(looks: list[Told]) -> None:
    for place, (before, after) in enumerate(pairwise(["", *said(looks)])):
        if after and not before:
            assert place + 1 >= SAY_LOOKS
            assert all(told.how is How.BAD for told in looks[place - SAY_LOOKS + 1 : place + 1])


@given(TOLD)
def test_an_advice_goes_only_when_it_was_not_bad_for_a_while(looks: list[Told]) -> None:
    for place, (before, after) in enumerate(pairwise(["", *said(looks)])):
        if before and not after:
            assert all(
                told.how is not How.BAD for told in looks[place - round(BEST_AFTER_S / STEP_S) : place + 1]
            )


@given(TOLD)
def test_the_same_looks_say_the_same(looks: list[Told]) -> None:
    assert said(looks) == said(looks)


def test_never_an_advice_when_it_could_not_see() -> None:
    assert not any(said([UNKNOWN] * 40))
    assert not any(said([BAD, UNKNOWN, BAD, UNKNOWN] * 10))
    assert said([BAD] * 6 + [UNKNOWN] * 10)[-1] == ""


def test_good_by_a_hair_takes_longer_to_mend_than_the_best() -> None:
    best = said([BAD] * 6 + [BEST] * 20).index("", 6)
    good = said([BAD] * 6 + [GOOD] * 20).index("", 6)
    assert (best - 6, good - 6) == (BEST_AFTER_S / STEP_S, GOOD_AFTER_S / STEP_S)


def test_another_advice_takes_over_when_it_stands() -> None:
    assert said([BAD] * 4 + [OTHER] * 4)[-2:] == ["other", "other"]
    assert set(said([BAD] * 4 + [OTHER, BAD] * 20)[4:]) == {"one"}


@pytest.mark.parametrize("border", [(BAD, GOOD), (GOOD, BEST)], ids=["bad or good", "good or best"])
@pytest.mark.parametrize("step_s", [0.2, 0.5, 1.0])
def test_at_a_border_noise_does_not_make_it_flicker(border: tuple[Told, Told], step_s: float) -> None:
    """Ten minutes exactly on the border of a band: at most one change in twenty seconds."""
    changes = []
    for seed in range(20):
        coins = np.random.default_rng(seed).integers(0, 2, round(600 / step_s))
        shown = said((border[coin] for coin in coins), step_s)
        changes.append(sum(a != b for a, b in pairwise(shown)))
    assert np.mean(changes) <= 600 / 20
