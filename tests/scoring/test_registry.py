"""Kinds of condition are found by their word, with their fields and the author's help."""

from dataclasses import fields

import pytest

from coach.scoring.length import LengthAtLeast
from coach.scoring.registry import condition, is_flat, kinds, yaml_fields


def test_every_kind_is_found_by_its_word() -> None:
    assert {"heard", "measured", "share", "within", "near", "order", "gap", "distinct"} <= set(kinds())
    assert {"any", "all", "none_of", "as", "length_at_least_s"} <= set(kinds())


@pytest.mark.parametrize("word", kinds())
def test_a_kind_is_frozen_slotted_and_helps_its_author(word: str) -> None:
    kind = kinds()[word]
    made = vars(kind)
    assert made["__dataclass_params__"].frozen
    assert "__slots__" in made
    assert kind.__doc__
    assert not kind.__doc__.startswith(f"{kind.__name__}(")  # what a dataclass writes when nobody did


def test_pythons_own_words_lose_their_underscore() -> None:
    assert set(yaml_fields(kinds()["heard"])) == {
        "heard",
        "with",
        "with_any",
        "times",
        "apart_s",
        "different",
    }
    assert set(yaml_fields(kinds()["as"])) == {"as"}
    assert len(fields(kinds()["as"])) == 2  # type: ignore[arg-type]


def test_a_kinds_fields_stand_beside_its_word_or_inside() -> None:
    assert is_flat("heard", kinds()["heard"])
    assert not is_flat("share", kinds()["share"])


def test_a_word_is_not_given_twice() -> None:
    with pytest.raises(ValueError, match="new name"):
        condition("heard")(LengthAtLeast)
