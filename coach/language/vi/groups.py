"""Vietnamese numbers below one thousand: "hai trăm rưỡi", "tám chục", "ba lăm", "không trăm linh năm"."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from coach.language.numerals import numeral
from coach.language.text import bare
from coach.language.vi.said import Said
from coach.language.vi.words import (
    DIGITS,
    HALVES,
    HUNDRED,
    LINKS,
    ONE,
    ONLY_INSIDE,
    ONLY_LAST,
    SCALES,
    SOLD_WHOLE,
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


class Groups:
    """Reads groups from canonical tokens; in text without diacritics (`plain`) from bare words."""

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
        self._plants = frozenset(map(spell, SOLD_WHOLE))
        self._zero, self._one = spell("không"), spell(ONE)
        self._vague = frozenset(map(spell, VAGUE))

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
        return 0.0 if word in self._plants and not self._paid_slang(at) else self._scales.get(word, 0.0)

    def _paid_slang(self, at: int) -> bool:
        """Whether a slang scale means money: not in "củ sâm này", "hai lạng một củ", "năm củ một cân"."""
        word, following = self._at(at), self._at(at + 2)
        if self._at(at - 1) == self._one and self._unit(at - 2):
            return False
        if self._said.each(at + 1):
            return following not in SOLD_WHOLE.get(word, ())
        return self.is_half(at + 1) or self._said.over(at + 1) or self._lone_digit(at + 1) is not None

    def _next_group(self, at: int) -> Part | None:
        """A group after a scale, where "lẻ hai chục" and "không trăm linh năm" may fill what is empty."""
        if self._at(at) in self._links:
            return self._group(at + 1)
        if self._at(at) == self._zero and self._at(at + 1) == self._hundred:
            return self._after_hundred(0, at + 2)
        return self._group(at)

    def _lone_digit(self, at: int) -> int | None:
        """A digit that is not the start of something else: not "một con", not "ba quả", not "hai trăm"."""
        digit, following = self.digit(at), self._at(at + 1)
        if not digit or self._said.each(at):
            return None
        if self._said.over(at + 1):
            return digit
        # Without diacritics "mot" may be mốt, so only a written "một" is surely an article.
        if self._at(at) == ONE or following in self._tens or following == self._hundred:
            return None
        if following in self._digits or following in self._scales or self._unit(at + 1):
            return None
        return digit

    def _group(self, at: int) -> Part | None:
        """A number below one thousand, or a bare numeral."""
        written = numeral(self._at(at))
        if not written or written.suffix:
            return self._hundreds(at) or self._below_hundred(at)
        if self._at(at + 1) == self._hundred:
            return self._after_hundred(written.value, at + 2)
        if self._at(at + 1) in self._tens and written.value < 10:
            return self._after_ten(int(written.value) * 10, at + 1)
        return Part(written.value, at + 1, "numeral")

    def _hundreds(self, at: int) -> Part | None:
        digit = self._starting_digit(at)
        if digit is not None and self._at(at + 1) == self._hundred:
            return self._after_hundred(digit, at + 2)
        if self._at(at) != self._hundred:
            return None
        part = self._after_hundred(1, at + 1)
        alone = part.end == at + 1
        return None if alone and not self._scale(part.end) and not self._unit(part.end) else part

    def _after_hundred(self, hundreds: float, at: int) -> Part:
        base = hundreds * 100
        if self._at(at) in self._halves:
            return Part(base + 50, at + 1, "hundreds")
        if self._at(at) in self._links and (digit := self._digits.get(self._at(at + 1))) is not None:
            return Part(base + digit, at + 2, "hundreds")
        part = self._group(at) if numeral(self._at(at)) else self._below_hundred(at)
        if part and part.kind != "digit" and 10 <= part.value < 100:
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
        if following.isdigit() and self._scale(at + 2):  # "hai mươi 9 nghìn"
            digit = self.digit(at + 1)
        if not digit or following == self._year:
            return Part(tens, at + 1, "tens")
        one_of = digit == 1 and tens > 10 and self._said.each(at + 1)
        apart = one_of or (ten == self._chuc and self._unit(at + 2))
        if apart and following not in self._last:
            return Part(tens, at + 1, "tens")
        return Part(tens + digit, at + 2, "tens")

    def _row(self, at: int) -> Part | None:
        """Digits said one after the other: "ba lăm" 35, "hai bốn chín" 249; four or more are no amount."""
        end = at + 1
        while self._digits.get(self._at(end)) is not None and not self._starts_anew(end):
            end += 1
            if self._at(end - 1) in self._last:
                break
        digits = [self._digits[self._at(n)] for n in range(at, end)]
        if len(digits) > 3:
            return None
        value = int("".join(map(str, digits)))
        kind = "digit" if end == at + 1 else "tens" if self._at(end - 1) in self._last else "digits"
        return Part(value, end, kind)

    def _starts_anew(self, at: int) -> bool:
        """Whether this digit begins another number: "chín một ký", "ba năm nay", "hai mươi"."""
        word, following = self._at(at), self._at(at + 1)
        if self._said.stop_before(at) or (word == self._zero and self._said.closes(at + 1)):
            return True  # "trăm hai, không phải", "trăm hai không chị": không is "not" there
        if word == self._year and following not in self._scales and not self._counts(at + 1):
            return True
        if following in self._tens or following == self._hundred:
            return True
        return self._digits[word] == 1 and word not in self._last and self._said.each(at)

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
        if word in self._last and word != "tư":  # "năm lăm một cân"; "năm tư" is a fourth year
            return True
        if self._scales.get(self._at(at + 1)) == 1e3 and self._said.each(at + 2):  # "năm hai nghìn một ký"
            return self._digits.get(word) is not None
        counted = self._digits.get(word) is not None and word != "một" and self._unit(at + 1)
        return counted or self._unit(at)
