"""What is praised says no more than what was measured: a face is no goods, and words are no deeds."""

import re
from pathlib import Path

import pytest

from coach.course.course import load
from coach.domain.rubric import Criterion

LANGUAGES = ("vi", "en", "id")
OF_GOODS = "product_in_view"  # the one measure that sees goods; nothing sees hands, paper or colours of goods
UNSEEN = {
    "vi": r"\b(tay|hàng|sản phẩm|món|quả|thùng|giấy|màu|chữ|nút|bình luận)\b",
    "en": r"\b(hands?|goods|products?|box|fruit|paper|colours?|buttons?|comments?|safe area)\b",
    "id": r"\b(tangan|barang|produk|kotak|buah|kertas|warna|tombol|komentar)\b",
}
SAID = {
    "vi": r"\b(nói|lời)\b",
    "en": r"\b(says?|tells?|told|asked)\b",
    "id": r"\b(sebut|menyebut|ajakan)\b",
}
COVERED = {"vi": "che", "en": "cover", "id": "tutup"}


@pytest.fixture(scope="module")
def framing() -> list[Criterion]:
    """All that is judged by the picture."""
    course = load(Path(__file__).resolve().parents[2] / "lessons")
    return [one for one in course.criteria.values() if one.skill == "framing"]


def measures(criterion: Criterion) -> set[str]:
    """What the ladder rests on; what merely excuses a stretch earns nothing."""
    return {condition.of for rung in criterion.ladder for condition in rung.when if hasattr(condition, "of")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_praise_of_the_picture_names_no_hands_and_no_goods(framing: list[Criterion], language: str) -> None:
    without_goods = [one for one in framing if OF_GOODS not in measures(one)]
    assert len(without_goods) >= 4
    for one in without_goods:
        told = (one.prompt[language], *(rung.words[language] for rung in one.ladder))
        assert [text for text in told if re.search(UNSEEN[language], text, re.IGNORECASE)] == [], one.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_the_picture_is_said_to_be_uncovered(framing: list[Criterion], language: str) -> None:
    """No measure tells whether something lies over the goods or the seller."""
    told = [rung.words[language] for one in framing for rung in one.ladder]
    assert [text for text in told if COVERED[language] in text] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_words_alone_show_is_praised_as_said(language: str) -> None:
    """Nothing looks whether her hands did what she says that they do."""
    course = load(Path(__file__).resolve().parents[2] / "lessons")
    one = course.criteria["show_action"]
    told = (one.prompt[language], *(rung.words[language] for rung in one.ladder))
    assert [text for text in told if not re.search(SAID[language], text, re.IGNORECASE)] == []
