"""The trees that are kept tell what the library's own tell, and what all scores show together is found."""

import json

import numpy as np
import pytest
from sklearn.ensemble import HistGradientBoostingClassifier

from coach.language.calibration import Curve
from coach.language.second_look import SecondLook, _trees, of_plain, plain


@pytest.fixture(scope="module")
def scores() -> np.ndarray:
    return np.random.default_rng(3).normal(size=(900, 5))


@pytest.fixture(scope="module")
def marks(scores: np.ndarray) -> np.ndarray:
    """True where the first score is high, but not where the second is high too: no single score tells it."""
    return np.asarray((scores[:, 0] > 0) & (scores[:, 1] < 0.5), dtype=float)


def test_kept_trees_agree_with_the_library(scores: np.ndarray, marks: np.ndarray) -> None:
    library = HistGradientBoostingClassifier(
        max_iter=90, max_leaf_nodes=12, learning_rate=0.08, l2_regularization=5.0, min_samples_leaf=40,
        early_stopping=False, random_state=0,
    ).fit(scores, marks)  # fmt: skip
    apart = np.abs(_trees(scores, marks)(scores) - library.decision_function(scores))
    assert (
        np.mean(apart > 0.05) <= 0.02
    )  # thresholds are rounded: the very nearest scores may go the other way


def test_what_two_scores_tell_together_is_found(scores: np.ndarray, marks: np.ndarray) -> None:
    look = SecondLook.learn(scores, marks, np.arange(len(marks)) % 3)
    told = look(np.array([[1.5, -1.0, 0, 0, 0], [1.5, 1.5, 0, 0, 0], [-1.5, -1.0, 0, 0, 0]]))
    assert told[0] > 0.5 > told[1]
    assert told[2] < 0.5


def test_unknown_rows_teach_nothing(scores: np.ndarray, marks: np.ndarray) -> None:
    half = marks.copy()
    half[::2] = np.nan
    fold = np.arange(len(marks)) % 3
    told = SecondLook.learn(scores, half, fold)
    alone = SecondLook.learn(scores[1::2], marks[1::2], fold[1::2])
    assert told(scores) == pytest.approx(alone(scores))


def test_plain_data_and_back_is_the_same(scores: np.ndarray, marks: np.ndarray) -> None:
    look = SecondLook.learn(scores, marks, np.arange(len(marks)) % 3)
    again = of_plain(json.loads(json.dumps(plain(look))))
    assert again(scores) == pytest.approx(look(scores), abs=1e-5)


def test_too_little_to_hold_back_still_learns(scores: np.ndarray, marks: np.ndarray) -> None:
    look = SecondLook.learn(scores, marks, np.zeros(len(marks), dtype=np.int64))
    assert look.curve == Curve(1.0, 0.0)


@pytest.mark.parametrize("damage", [{}, {"curve": [1]}, {"curve": [1, 0], "start": "x"}])
def test_other_data_is_refused(damage: dict[str, object]) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        of_plain(damage)
