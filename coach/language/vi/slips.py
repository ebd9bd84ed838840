"""Number words a recogniser writes wrong ("chính mươi nghìn"), mended only beside other number words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coach.language.numerals import numeral
from coach.language.text import wordset
from coach.language.vi.said import GOING_ON, Said
from coach.language.vi.words import DIGITS, HALVES, HUNDRED, LINKS, ONLY_LAST, TENS

DIGIT_SLIPS = {"chính": "chín", "tàm": "tám", "bãy": "bảy", "bẫy": "bảy", "mốn": "bốn", "xáu": "sáu"}
FIVE_SLIPS = {"lắm": "lăm", "lam": "lăm", "lâm": "lăm", "nhắm": "nhăm"}  # five after a ten
HALF_SLIPS = {"dưỡi": "rưỡi", "rưởi": "rưỡi", "rưỡu": "rưỡi", "giưỡi": "rưỡi"}
# No words of their own, so a number word before them is enough.
SCALE_SLIPS = {
    "nghìm": "nghìn",
    "ngìn": "nghìn",
    "nghín": "nghìn",
    "nghin": "nghìn",
    "ngàng": "ngàn",
    "chiệu": "triệu",
    "triêu": "triệu",
    "trieu": "triệu",
}
# Words of their own (to look, to care, an axle): what follows has to fit a number too.
WORD_SLIPS = {"nhìn": "nghìn", "chăm": "trăm", "trục": "chục"}
ROUND = wordset("mươi mười")
NUMBER_WORDS = frozenset(DIGITS) | GOING_ON | LINKS | HALVES
HEARD = NUMBER_WORDS | SCALE_SLIPS.keys() | HALF_SLIPS.keys()


def mended(words: Sequence[str], stops: Collection[int] = ()) -> list[str]:
    """The words with slips beside number words replaced; as many as before."""
    found = list(words)
    for at in range(len(found)):
        found[at] = _meant(found, at, stops)
    return found


def _meant(words: list[str], at: int, stops: Collection[int]) -> str:
    word, before, after = words[at], words[at - 1] if at else "", _at(words, at + 1)
    if word in DIGIT_SLIPS and (_goes_on(after) or (before in ROUND | {HUNDRED} and _over(words, at, stops))):
        return DIGIT_SLIPS[word]
    if word in FIVE_SLIPS and (before in ROUND or (before in DIGITS and _goes_on(after))):
        return FIVE_SLIPS[word]
    if word == "lăm" and _goes_on(after) and before not in NUMBER_WORDS:
        return "năm"
    if word in HALF_SLIPS and before in NUMBER_WORDS:
        return HALF_SLIPS[word]
    return _scale(words, at, stops)


def _scale(words: list[str], at: int, stops: Collection[int]) -> str:
    """A ten, hundred, thousand or million."""
    word, before, after = words[at], words[at - 1] if at else "", _at(words, at + 1)
    if word in SCALE_SLIPS and (_number(before) or after in DIGITS.keys() | HALVES):
        return SCALE_SLIPS[word]
    if word == "nhìn":
        rounded = before in TENS | {HUNDRED} | ONLY_LAST or (_number(before) and _number(_at(words, at - 2)))
        return WORD_SLIPS[word] if rounded and _over(words, at, stops) else word
    if word in WORD_SLIPS:
        half = after in HALVES | HALF_SLIPS.keys()
        return WORD_SLIPS[word] if half or (before in DIGITS and after in HEARD) else word
    return word


def _at(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""


def _number(word: str) -> bool:
    return word in NUMBER_WORDS or numeral(word) is not None


def _goes_on(word: str) -> bool:
    """Whether a digit has to stand before this word."""
    return word in GOING_ON - {"mười"} or word in SCALE_SLIPS


def _over(words: Sequence[str], at: int, stops: Collection[int]) -> bool:
    said = Said(words, stops=stops)
    return said.over(at + 1) or said.unit(at + 1)
