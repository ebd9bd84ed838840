"""Counts the syllables of a word as it is spoken, numbers included."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

_PARTS = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+")
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")  # 35.000 or 35,000: one number


@dataclass(frozen=True, slots=True)
class _Numerals:
    """Syllables of spoken numbers: digits 0-9, 10-19, then tens 20-90, hundred, and thousand and beyond."""

    digits: tuple[int, ...]
    teens: tuple[int, ...]
    tens: tuple[int, ...]
    hundred: int
    scale: int
    zero_between: int = 0  # Vietnamese says "linh" or "lẻ" for the 0 of 305
    hundred_one: int | None = None  # Indonesian says "seratus", not "satu ratus"

    def spoken(self, number: int) -> int:
        """Syllables of a whole number."""
        if number == 0:
            return self.digits[0]
        total = 0
        while number:
            number, group = divmod(number, 1000)
            total += self._group(group) + (self.scale if number else 0)
        return total

    def _group(self, group: int) -> int:
        hundreds, rest = divmod(group, 100)
        total = 0
        if hundreds:
            one = self.hundred_one if hundreds == 1 else None
            total += one if one is not None else self.digits[hundreds] + self.hundred
            total += self.zero_between if 0 < rest < 10 else 0
        return total + self._below_hundred(rest)

    def _below_hundred(self, rest: int) -> int:
        if rest < 10:
            return self.digits[rest] if rest else 0
        if rest < 20:
            return self.teens[rest - 10]
        return self.tens[rest // 10 - 2] + (self.digits[rest % 10] if rest % 10 else 0)


_VIETNAMESE = _Numerals((1,) * 10, (1, *(2,) * 9), (2,) * 8, 1, 1, zero_between=1)
_ENGLISH = _Numerals(
    (2, 1, 1, 1, 1, 1, 1, 2, 1, 1), (1, 3, 1, 2, 2, 2, 2, 3, 2, 2), (2, 2, 2, 2, 2, 3, 2, 2), 2, 2
)
_INDONESIAN = _Numerals(
    (1, 2, 2, 2, 3, 2, 2, 2, 3, 3), (3, 3, *(4, 4, 5, 4, 4, 4, 5, 5)), (4, 4, 5, 4, 4, 4, 5, 5), 2, 2, 0, 3
)


def syllables(word_text: str, language: str) -> int:
    """Spoken syllables of one written word, "35.000" and "5kg" included; 0 for mere punctuation.

    Vietnamese writes one syllable a token; English and Indonesian are counted by groups of vowels.
    """
    numerals, letters = _RULES.get(language, _RULES["id"])
    total = 0
    for part in _PARTS.findall(unicodedata.normalize("NFC", word_text)):
        total += _number(part, numerals) if part[0].isdecimal() else letters(part)
    return total


def _number(text: str, numerals: _Numerals) -> int:
    if _GROUPED.fullmatch(text):
        return numerals.spoken(int(re.sub(r"[.,]", "", text)))
    whole, *decimals = re.split(r"[.,]", text)
    if len(whole) > 9:  # a telephone number: digit by digit
        return sum(numerals.digits[int(digit)] for digit in whole)
    spoken = numerals.spoken(int(whole))
    return spoken + sum(1 + numerals.spoken(int(decimal)) for decimal in decimals)


def _vietnamese(letters: str) -> int:
    return 1


def _english(letters: str) -> int:
    """Groups of vowels, without a silent final e or -ed; letters one by one where there is no vowel (QR)."""
    text = unicodedata.normalize("NFD", letters.lower())
    text = "".join(letter for letter in text if not unicodedata.combining(letter))
    if not re.search("[aeiouy]", text):
        return len(text)
    silent = r"(?<=[^aeiouy])e$" if not re.search(r"[^aeiouy]le$", text) else r"$^"
    text = re.sub(r"(?<=[^aeiouytd])ed$", "d", re.sub(silent, "", text))
    return max(1, len(re.findall("[aeiouy]+", text)))


def _indonesian(letters: str) -> int:
    """Vowels, with ai, au and oi at the end of a word as one."""
    text = re.sub(r"(ai|au|oi)$", "a", letters.lower())
    return len(re.findall("[aeiou]", text)) or len(text)


_RULES: dict[str, tuple[_Numerals, Callable[[str], int]]] = {
    "vi": (_VIETNAMESE, _vietnamese),
    "en": (_ENGLISH, _english),
    "id": (_INDONESIAN, _indonesian),
}
