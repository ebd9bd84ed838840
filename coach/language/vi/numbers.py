"""Vietnamese numbers as people say them: "hai trăm rưỡi", "tám chục", "triệu hai", "ba lăm nghìn", "2tr1"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from coach.language.numerals import Number, glued, numeral
from coach.language.text import bare
from coach.language.vi.said import Said
from coach.language.vi.words import (
    DIGITS,
    GLUED_MONEY,
    GLUED_SCALES,
    HALVES,
    HUNDRED,
    LINKS,
    ONE,
    ONLY_INSIDE,
    ONLY_LAST,
    SCALES,
    SLANG,
    TENS,
    VAGUE,
    YEAR,
)

@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a number: its value, where it ends, and how it was made."""

    value: float
    end: int
    kind: str = "digits"  # digit, digits (one after the other), tens, hundreds, numeral


class Reader:
    """Reads numbers from canonical tokens; in text without diacritics (`plain`) from bare words."""

    def __init__(self, words: Sequence[str], *, plain: bool = False, stops: Collection[int] = ()) -> None:
        spell: Callable[[str], str] = bare if plain else str
        self._words = tuple(words)
        self._said = Said(words, plain=plain, stops=stops)
        self._digits = {spell(word): value for word, value in DIGITS.items()}
        starting = frozenset(spell(word) for word in DIGITS if word not in ONLY_INSIDE)
        self._inside = frozenset(map(spell, ONLY_INSIDE)) - starting  # "mot" may be một
        self._last = frozenset(map(spell, ONLY_LAST)) - starting
        self._tens = frozenset(map(spell, TENS))
        self._chuc, self._hundred, self._year = spell("chục"), spell(HUNDRED), spell(YEAR)
        self._links = frozenset(map(spell, LINKS))
        self._halves = frozenset(map(spell, HALVES))
        self._half_of = spell("nửa")
        self._scales = {spell(word): scale for word, scale in SCALES.items()}
        self._slang = frozenset(map(spell, SLANG))
        self._zero, self._one = spell("không"), spell(ONE)
        self._vague = frozenset(map(spell, VAGUE))

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

    def is_half(self, at: int) -> bool:
        return self._at(at) in self._halves

    def digit(self, at: int) -> int | None:
        """The digit a word names, where it is no "year" and no "not"."""
        word = self._at(at)
        if len(word) == 1 and word.isdigit():
            return int(word)
        return None if word in (self._year, "") else self._digits.get(word)

    def _at(self, at: int) -> str:
        return self._words[at] if 0 <= at < len(self._words) else ""

    def _unit(self, at: int) -> bool:
        return self._said.counted(at)

    def _scale(self, at: int) -> float:
        """The scale named there, or 0: "ba củ chốt luôn" are millions, "ba củ sâm" are roots."""
        word = self._at(at)
        if word in self._slang and not (self.is_half(at + 1) or self._said.over(at + 1)):
            return 0.0 if self._lone_digit(at + 1) is None else self._scales[word]
        return self._scales.get(word, 0.0)

    def _number(self, at: int) -> Number | None:
        if self._at(at - 1) in self._vague and not self._at(at)[:1].isdigit():
            return None
        whole = self._scaled(at) or self._small(at)
        return whole if whole and whole.end > at else None

    def _small(self, at: int) -> Number | None:
        written = numeral(self._at(at))
        if written and written.suffix:
            return glued(written, at, GLUED_SCALES, GLUED_MONEY)
        part = self._group(at)
        return Number(part.value, at, part.end, pair=part.kind == "digits") if part else None

    def _scaled(self, at: int) -> Number | None:
        """Groups with thousand, million ...: "một triệu hai trăm nghìn", "triệu rưỡi", "nửa triệu"."""
        start = self._coefficient(at)
        if start is None:
            return None
        total, position, scale = 0.0, at, 0.0
        part: Part | None = start
        while part and (step := self._scales.get(self._at(part.end))) and (not scale or step < scale):
            total, position, scale = total + part.value * step, part.end + 1, step
            part = self._group(position)
        if not scale:
            return None
        more, end = self._rest(position, scale)
        return Number(round(total + more, 2), at, end, scaled=True)

    def _coefficient(self, at: int) -> Part | None:
        """What comes before the first thousand or million; nothing at all in "triệu rưỡi"."""
        if self._at(at) == self._half_of:
            return Part(0.5, at + 1)
        if self._at(at) in self._scales:
            bare_scale = self._at(at + 1) in self._halves or self._lone_digit(at + 1) is not None
            return Part(1.0, at) if bare_scale and self._at(at) not in ("k", "ca") else None
        return self._group(at)

    def _rest(self, at: int, scale: float) -> tuple[float, int]:
        """What follows the last scale: "rưỡi" is half of it, a lone digit a tenth ("hai triệu mốt")."""
        if self._at(at) in self._halves:
            return scale / 2, at + 1
        lone = self._lone_digit(at)
        if lone is not None:
            return lone * scale / 10, at + 1
        part = self._group(at)
        if part is None or part.kind in ("digit", "numeral") or self._unit(part.end):
            return 0.0, at
        short = scale / 1e3 if scale >= 1e6 else 1.0  # "một triệu hai trăm" leaves "nghìn" out
        return part.value * short, part.end

    def _lone_digit(self, at: int) -> int | None:
        """A digit that is not the start of something else: not "một con", not "ba quả", not "hai trăm"."""
        digit = self.digit(at) if self._at(at) != self._year else None
        following = self._at(at + 1)
        if not digit or following in self._tens or following == self._hundred:
            return None
        if following in self._digits and not self._unit(at + 2):
            return None
        return None if following in self._scales or self._unit(at + 1) else digit

    def _group(self, at: int) -> Part | None:
        """A number below one thousand, or a bare numeral."""
        written = numeral(self._at(at))
        if written and not written.suffix:
            followed = self._at(at + 1) == self._hundred
            return (
                self._after_hundred(written.value, at + 2)
                if followed
                else Part(written.value, at + 1, "numeral")
            )
        return self._hundreds(at) or self._below_hundred(at)

    def _hundreds(self, at: int) -> Part | None:
        digit = self._starting_digit(at)
        if digit is not None and self._at(at + 1) == self._hundred:
            return self._after_hundred(digit, at + 2)
        if self._at(at) != self._hundred:
            return None
        part = self._after_hundred(1, at + 1)
        alone = part.end == at + 1
        return None if alone and self._at(part.end) not in self._scales and not self._unit(part.end) else part

    def _after_hundred(self, hundreds: float, at: int) -> Part:
        base = hundreds * 100
        if self._at(at) in self._halves:
            return Part(base + 50, at + 1, "hundreds")
        if self._at(at) in self._links and (digit := self._digits.get(self._at(at + 1))) is not None:
            return Part(base + digit, at + 2, "hundreds")
        part = self._below_hundred(at)
        if part and part.kind != "digit":
            return Part(base + part.value, part.end, "hundreds")
        lone = self._lone_digit(at)
        if lone is not None:
            return Part(base + lone * 10, at + 1, "hundreds")
        return Part(base, at, "hundreds")

    def _below_hundred(self, at: int) -> Part | None:
        if self._at(at) in self._tens:
            return self._after_ten(10, at)
        digit = self._starting_digit(at)
        if digit is None:
            return None
        if self._at(at + 1) in self._tens:
            return self._after_ten(digit * 10, at + 1)
        return self._row(at)

    def _after_ten(self, tens: int, at: int) -> Part:
        """After a ten "năm" is a year (five is "lăm"), and a unit's "một" is its own number."""
        ten, following = self._at(at), self._at(at + 1)
        if following in self._halves and ten == self._chuc:
            return Part(tens + 5, at + 2, "tens")
        digit = self._digits.get(following)
        if not digit or following == self._year:
            return Part(tens, at + 1, "tens")
        apart = self._unit(at + 2) and (ten == self._chuc or (digit == 1 and tens > 10))
        return (
            Part(tens, at + 1, "tens")
            if apart and following not in self._last
            else Part(tens + digit, at + 2, "tens")
        )

    def _row(self, at: int) -> Part | None:
        """Digits said one after the other: "ba lăm" 35, "hai bốn chín" 249; four or more are no amount."""
        end = at + 1
        while self._digits.get(self._at(end)) is not None and not self._starts_anew(end):
            end += 1
        digits = [self._digits[self._at(n)] for n in range(at, end)]
        if len(digits) > 3:
            return None
        value = int("".join(map(str, digits)))
        kind = "digit" if end == at + 1 else "tens" if self._at(end - 1) in self._last else "digits"
        return Part(value, end, kind)

    def _starts_anew(self, at: int) -> bool:
        """Whether this digit begins another number: "chín một ký", "ba năm nay", "hai mươi"."""
        word, following = self._at(at), self._at(at + 1)
        if word == self._year and following not in self._scales and not self._counts(at + 1):
            return True
        if following in self._tens or following == self._hundred:
            return True
        return self._digits[word] == 1 and word not in self._last and self._unit(at + 1)

    def _starting_digit(self, at: int) -> int | None:
        word = self._at(at)
        if word in self._inside or word not in self._digits:
            return None
        if word == self._year and not self._counts(at + 1):
            return None
        return self._digits[word]

    def _counts(self, at: int) -> bool:
        """Whether the word after "năm" shows that it is five: a ten, a scale, a unit, a digit with a unit."""
        word = self._at(at)
        if word in self._tens or word == self._hundred or word in self._scales:
            return True
        counted = self._digits.get(word) is not None and word != "một" and self._unit(at + 1)
        return counted or self._unit(at)


def numbers(words: Sequence[str], *, plain: bool = False) -> tuple[Number, ...]:
    """Every number in canonical tokens, with the tokens it was said in."""
    return Reader(words, plain=plain).all()


def as_range(number: Number) -> Number:
    """ "hai ba ngày" is two or three days: the lower of two digits that follow each other."""
    low, high = divmod(int(number.value), 10)
    return (
        replace(number, value=float(low))
        if number.pair and high == low + 1 and number.value < 100
        else number
    )
