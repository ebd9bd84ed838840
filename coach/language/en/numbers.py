"""English numbers as people say them: "fifty thousand", "two and a half", "three point five", "50k"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coach.language.en.units import TABLES, unit_at
from coach.language.numerals import Number, glued, numeral
from coach.language.text import listed, wordset

ONES = dict(zip(listed("zero one two three four five six seven eight nine"), range(10), strict=True))
TEENS = {
    word: value
    for value, word in enumerate(
        listed("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"), 10
    )
}
TENS = {
    word: value
    for value, word in zip(
        range(20, 100, 10), listed("twenty thirty forty fifty sixty seventy eighty ninety"), strict=True
    )
} | {"fourty": 40}
SCALES = {"thousand": 1e3, "million": 1e6, "k": 1e3, "grand": 1e3}
ARTICLES = wordset("a an")
GLUED_SCALES = {"k": 1e3, "m": 1e6}
GLUED_MONEY = wordset("vnd đ dong usd")
MORE_HALF = ("and", "a", "half")
SHORTEST_CENTS, WHOLE_TENS = 10, 20


class Reader:
    """Reads numbers from canonical tokens."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)

    def all(self) -> tuple[Number, ...]:
        """Every number, from left to right."""
        found: list[Number] = []
        at = 0
        while at < len(self._words):
            number = self._number(at)
            if number:
                found.append(number)
            at = number.end if number else at + 1
        return tuple(found)

    def _at(self, at: int) -> str:
        return self._words[at] if 0 <= at < len(self._words) else ""

    def _number(self, at: int) -> Number | None:
        half = self._half(at)
        if half:
            return half
        number = self._scaled(at)
        if number is None:
            return None
        if self._words[number.end : number.end + 3] == MORE_HALF:
            return self._scaled_half(replace(number, value=number.value + 0.5, end=number.end + 3))
        return number

    def _scaled_half(self, number: Number) -> Number:
        """ "two and a half thousand" is 2,500."""
        scale = SCALES.get(self._at(number.end))
        if scale is None or number.scaled:
            return number
        return replace(number, value=number.value * scale, end=number.end + 1, scaled=True)

    def _half(self, at: int) -> Number | None:
        """ "half a kilo": half, and the article belongs to it."""
        if self._at(at) != "half" or self._at(at - 1) in ("and", "other", "in", "my", "our", "the"):
            return None
        return Number(0.5, at, at + 2) if self._at(at + 1) in ARTICLES else None

    def _scaled(self, at: int) -> Number | None:
        part = self._below_thousand(at)
        if part is None or part.scaled or part.unit or part.money:
            return part
        total, end, scale = 0.0, at, 0.0
        while part and (step := SCALES.get(self._at(part.end))) and (not scale or step < scale):
            total, end, scale = total + part.value * step, part.end + 1, step
            part = self._below_thousand(end + (self._at(end) == "and"))
        if not scale:
            return part
        if (
            part
            and part.value < scale
            and self._at(end) not in ARTICLES
            and scale >= 1e3
            and part.value >= 10
        ):
            return Number(total + part.value, at, part.end, scaled=True)
        return Number(total, at, end, scaled=True)

    def _below_thousand(self, at: int) -> Number | None:
        if self._at(at) in ARTICLES:
            return self._article(at)
        written = numeral(self._at(at))
        if written:
            return (
                glued(written, at, GLUED_SCALES, GLUED_MONEY)
                if written.suffix
                else self._plain(written.value, at)
            )
        part = self._below_hundred(at)
        if part and self._at(part.end) == "hundred":
            return self._hundreds(part.value, at, part.end + 1)
        return part and (self._row(part) or self._point(part))

    def _article(self, at: int) -> Number | None:
        if self._at(at + 1) == "hundred":
            return self._hundreds(1, at, at + 2)
        return Number(1, at, at + 1) if self._at(at + 1) in SCALES and self._at(at + 1) != "k" else None

    def _plain(self, value: float, at: int) -> Number:
        if self._at(at + 1) == "hundred":
            return self._hundreds(value, at, at + 2)
        return Number(value, at, at + 1)

    def _hundreds(self, hundreds: float, first: int, at: int) -> Number:
        following = at + (self._at(at) == "and")
        part = self._below_hundred(following)
        value = hundreds * 100 + (part.value if part else 0)
        return Number(value, first, part.end if part else at)

    def _below_hundred(self, at: int) -> Number | None:
        word = self._at(at)
        if word in TENS:
            one = ONES.get(self._at(at + 1), 0)
            return Number(TENS[word] + one, at, at + 1 + bool(one))
        value = TEENS.get(word, ONES.get(word))
        return Number(value, at, at + 1) if value is not None else None

    def _row(self, part: Number) -> Number | None:
        """Two numbers below a hundred: "three fifty" (350, 3.50), "nineteen ninety five" (price or year)."""
        behind = self._below_hundred(part.end)
        if behind is None or not part.value or behind.value < SHORTEST_CENTS:
            return None
        if self._at(behind.end) in (*SCALES, "hundred"):
            return None
        digit = part.value < 10 and behind.value >= WHOLE_TENS
        if not digit and (self._measured(behind.end) or self._range(part, behind)):
            return None
        return Number(part.value * 100 + behind.value, part.first, behind.end, pair=True)

    def _measured(self, at: int) -> bool:
        """Whether a unit stands there: of "two twelve inch boards" only the twelve is measured."""
        return any(unit_at(self._words, at, kind) for kind in TABLES)

    @staticmethod
    def _range(part: Number, behind: Number) -> bool:
        """ "thirty forty people": two round numbers are more likely a guess than a price."""
        return part.value >= WHOLE_TENS and not part.value % 10 and not behind.value % 10

    def _point(self, part: Number) -> Number:
        """ "three point five": tenths."""
        tenths = ONES.get(self._at(part.end + 1)) if self._at(part.end) == "point" else None
        return part if tenths is None else Number(part.value + tenths / 10, part.first, part.end + 2)


def numbers(words: Sequence[str]) -> tuple[Number, ...]:
    """Every number in canonical tokens, with the tokens it was said in."""
    return Reader(words).all()
