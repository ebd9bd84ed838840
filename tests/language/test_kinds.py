"""Words of one meaning."""

from pathlib import Path

import pytest

from coach.domain.errors import LessonError
from coach.language import language
from coach.language.en.fold import forms
from coach.language.kinds import read_kinds, together
from coach.language.text import bare


def test_the_longest_phrase_counts_and_what_is_unknown_is_of_no_kind(tmp_path: Path) -> None:
    path = tmp_path / "en.yaml"
    path.write_text("kin: mother, mother in law\nharvest: pick\ngrow: pick", encoding="utf-8")
    kinds = read_kinds(path, forms)
    assert kinds.of(["my", "mother", "in", "law", "picked"]) == ((), ("kin",), ("harvest", "grow"))


def test_words_without_diacritics_have_their_kinds_too() -> None:
    said = ["mẹ", "em", "hái", "chè"]
    kinds = language("vi").kinds
    full, plain = kinds.of(said), kinds.of([bare(word) for word in said])
    assert [set(one) <= set(other) for one, other in zip(full, plain, strict=True)] == [True] * 4


def test_kinds_together_and_in_sequence() -> None:
    assert list(together([("kin",), (), ("harvest",)])) == [
        "harvest",
        "kin",
        "harvest&kin",
        "kin>",
        ">harvest",
    ]
    assert list(together([])) == []


def test_no_file_is_no_kinds(tmp_path: Path) -> None:
    assert read_kinds(tmp_path / "none.yaml", forms).of(["my", "mother"]) == ((), ())


def test_a_wrong_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("kin: [mother]", encoding="utf-8")
    with pytest.raises(LessonError) as refused:
        read_kinds(tmp_path / "en.yaml", forms)
    assert refused.value.id == "lesson.words.kinds"
