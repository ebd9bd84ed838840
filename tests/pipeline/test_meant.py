"""What was read aloud or chanted is not for buyers, and she is told so; everything else is."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

import pytest

from coach.domain.media import Span
from coach.domain.transcript import Utterance, Word
from coach.language import language
from coach.language.labels import Label, Labels
from coach.language.recogniser import Recogniser
from coach.language.tongue import Language
from coach.pipeline.meant import CHANTED, FEW, LESSON_READ, for_buyers

SELLS = [
    "na nhà em ngọt thanh",
    "giá bốn mươi nghìn một cân",
    "em gửi trong hai ngày",
    "hỏng em đền quả khác",
]
READS = ["nói giá kèm đơn vị nhé bài", "kể ai làm ra hàng nhé bài", "mời khách bấm giỏ nhé bài"]


@dataclass(frozen=True)
class Ear:
    """Takes every sentence that ends in "bài" for lesson talk."""

    language: Language = field(default_factory=lambda: language("vi"))
    labels: Labels = field(default_factory=lambda: Labels((Label("talk", {}, alone=True),)))

    def predict(self, breaths: Sequence[Utterance]) -> list[dict[str, float]]:
        return [{"talk": 0.9 if breath.text.endswith("bài") else 0.1} for breath in breaths]


def said(texts: Sequence[str]) -> tuple[Utterance, ...]:
    return tuple(
        Utterance(tuple(Word(word, Span(10.0 * n, 10.0 * n + 3), 1.0) for word in text.split()))
        for n, text in enumerate(texts)
    )


def meant(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    kept, notices = for_buyers(said(texts), cast(Recogniser, Ear()))
    return [breath.text for breath in kept], [notice.id for notice in notices]


def test_selling_is_for_buyers() -> None:
    assert meant(SELLS) == (SELLS, [])


def test_the_lesson_read_aloud_is_not_and_she_is_told() -> None:
    assert meant(READS) == ([], [LESSON_READ])


def test_a_fragment_within_the_lesson_belongs_to_it() -> None:
    assert meant([*READS[:2], "hai mươi phần trăm", READS[2]])[0] == []


def test_one_line_of_the_lesson_among_selling_takes_nothing_else_away() -> None:
    assert meant([*SELLS[:2], READS[0], *SELLS[2:]]) == (SELLS, [])


@pytest.mark.parametrize("times", [3, 5])
def test_a_chant_is_left_once_and_she_is_told(times: int) -> None:
    assert meant([SELLS[1]] * times) == ([SELLS[1]], [CHANTED])


def test_few_lines_are_not_worth_a_word() -> None:
    assert FEW > 1
    assert meant([*SELLS, READS[0]])[1] == []
