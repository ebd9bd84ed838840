"""Indonesian numbers as people say them: "tiga puluh lima ribu", "sejuta dua ratus", "35rb"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from coach.language.id.units import COUNT, is_unit
from coach.language.numerals import Number, glued, numeral
from coach.language.text import listed

DIGITS = dict(
    zip(listed("nol satu dua tiga empat lima enam tujuh delapan sembilan"), range(10), strict=True)
) | {"kosong": 0, "lapan": 8}
ONE_TEN = {"sepuluh": 10, "sebelas": 11, "sapuluh": 10}
ONE_HUNDRED = frozenset(("seratus", "saratus"))
SCALES = {"ribu": 1e3, "rebu": 1e3, "rb": 1e3, "k": 1e3, "juta": 1e6, "jt": 1e6, "miliar": 1e9, "milyar": 1e9}
ONE_SCALE = {"seribu": 1e3, "serebu": 1e3, "sarebu": 1e3, "sejuta": 1e6, "semiliar": 1e9}
GLUED_SCALES = {"k": 1e3, "rb": 1e3, "ribu": 1e3, "jt": 1e6, "juta": 1e6}
GLUED_MONEY = frozenset(("rp", "idr"))
# Hokkien money words of the markets: "ceng" is a thousand, "ban" ten thousand, "tiao" a million.
# "Gocap" (fifty) and "cepek" (a hundred) mean thousands today; a "gopek" is still the coin of five hundred.
SLANG = {
    "seceng": 1_000.0,
    "noceng": 2_000.0,
    "saceng": 3_000.0,
    "goceng": 5_000.0,
    "ceban": 10_000.0,
    "noban": 20_000.0,
    "goban": 50_000.0,
    "jigo": 25_000.0,
    "nocap": 20_000.0,
    "gocap": 50_000.0,
    "cepek": 100_000.0,
    "nopek": 200_000.0,
    "gopek": 500.0,
    "cetiao": 1_000_000.0,
    "notiao": 2_000_000.0,
    "gotiao": 5_000_000.0,
}
FRACTIONS = {"setengah": 0.5, "satengah": 0.5, "separuh": 0.5, "seperempat": 0.25}
QUARTER, THIRD, POINT = "perempat", "pertiga", "koma"
THOUSAND, MILLION = 1e3, 1e6


class Reader:
    """Reads numbers from canonical tokens."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = tuple(words)

    def all(self) -> tuple[Number, ...]:
        """Every number, from left to right."""
        found: list[Number] = []
        at = 0
        while at < len(self._words):
            number = self._slang(at) or self._scaled(at)
            if number:
                found.append(number)
            at = number.end if number else at + 1
        return tuple(found)

    def _at(self, at: int) -> str:
        return self._words[at] if 0 <= at < len(self._words) else ""

    def _slang(self, at: int) -> Number | None:
        """ "goceng", also "gopek ribu"; nothing is added to it."""
        value = SLANG.get(self._at(at))
        if value is None:
            return None
        thousands = SCALES.get(self._at(at + 1)) == THOUSAND
        grown = value * THOUSAND if thousands and value < THOUSAND else value
        return Number(grown, at, at + 1 + thousands, scaled=True, money=True)

    def _scaled(self, at: int) -> Number | None:
        """Groups of thousands and millions, the larger first; without a scale word a number below 1000."""
        first = part = self._group(at)
        total, end, scale = 0.0, at, 0.0
        while part and (step := self._step(part, scale)):
            total, end, scale = total + step[0], step[1], step[2]
            part = self._group(end)
        if not scale:
            return first
        part = part and self._without_bought(part)
        if part and self._continues(part, scale):
            # "sejuta dua ratus" is 1,200,000: after millions the word for thousands is left out.
            value = part.value * (THOUSAND if scale >= MILLION else 1)
            return Number(total + value, at, part.end, scaled=True)
        more = self._half_of(end) * scale
        return Number(total + more, at, end + bool(more), scaled=True)

    def _half_of(self, at: int) -> float:
        """ "dua juta setengah" is 2.5 million; of "lima ribu setengah kilo" the half is what is bought."""
        word = self._at(at)
        other = self._at(at + 1) in (*DIGITS, *ONE_TEN, *SCALES) or is_unit(self._words, at + 1)
        return 0.0 if other else FRACTIONS.get(word, 0.0)

    def _without_bought(self, part: Number) -> Number:
        """ "tiga ribu lima ratus satu butir": hundreds, and the number of pieces they buy."""
        ones = int(part.value) % 100
        counted = self._at(part.end - 1) in DIGITS and is_unit(self._words, part.end)
        if part.value < 100 or not 0 < ones < 10 or not counted:
            return part
        return replace(part, value=part.value - ones, end=part.end - 1)

    def _step(self, part: Number, scale: float) -> tuple[float, int, float] | None:
        """A group with its scale: value, where it ends, and the scale, which must be smaller than before."""
        if part.scaled:  # "seribu", "35rb"
            own = max(step for step in (THOUSAND, MILLION, 1e9) if step <= max(part.value, THOUSAND))
            return (part.value, part.end, own) if not scale or own < scale else None
        step = SCALES.get(self._at(part.end), 0.0)
        if part.unit or part.money or not step or (scale and step >= scale):
            return None
        return part.value * step, part.end + 1, step

    def _continues(self, part: Number, scale: float) -> bool:
        """Whether a group without a scale belongs to what was said before it: "seribu lima ratus"."""
        if part.scaled or part.unit or part.money or part.pair or part.value % 1:
            return False
        if self._at(part.first)[:1].isdigit():
            return False
        counted = is_unit(self._words, part.end)
        if part.value < 10:  # "sepuluh ribu tiga buah" is a price and what it buys
            return part.value > 0 and scale == THOUSAND and not counted
        counts_goods = self._at(part.end) in COUNT
        return part.value < THOUSAND and not (part.value < 100 and counts_goods)

    def _group(self, at: int) -> Number | None:
        """A number below 1000, a fraction, a numeral, or "seribu" and "sejuta"."""
        word = self._at(at)
        if word in ONE_SCALE:
            return Number(ONE_SCALE[word], at, at + 1, scaled=True)
        if word in FRACTIONS:
            return Number(FRACTIONS[word], at, at + 1)
        written = numeral(word)
        if written:
            if written.suffix:
                return glued(written, at, GLUED_SCALES, GLUED_MONEY)
            return self._and_half(Number(written.value, at, at + 1))
        whole = self._below_thousand(at)
        return whole and self._and_half(self._fraction(whole))

    def _and_half(self, number: Number) -> Number:
        """ "satu setengah" is 1.5; but "jam enam setengah tujuh" is two times of day."""
        if self._at(number.end) not in FRACTIONS or self._at(number.end + 1) in DIGITS:
            return number
        return replace(number, value=number.value + FRACTIONS[self._at(number.end)], end=number.end + 1)

    def _fraction(self, number: Number) -> Number:
        """ "tiga perempat" is 0.75, "satu koma tiga" 1.3."""
        following = self._at(number.end)
        if following in (QUARTER, THIRD):
            return replace(
                number, value=number.value / (4 if following == QUARTER else 3), end=number.end + 1
            )
        if following != POINT or self._at(number.end + 1) not in DIGITS:
            return number
        digits, end = "", number.end + 1
        while (digit := DIGITS.get(self._at(end))) is not None:
            digits, end = f"{digits}{digit}", end + 1
        return replace(number, value=number.value + int(digits) / 10 ** len(digits), end=end, pair=False)

    def _below_thousand(self, at: int) -> Number | None:
        hundreds = self._hundreds(at)
        if hundreds is None:
            return self._below_hundred(at)
        rest = self._below_hundred(hundreds.end)
        if rest is None or rest.value == 0:
            return hundreds
        if self._at(rest.end) == "ratus":  # "dua ratus tiga ratus": two or three hundred
            return hundreds
        return Number(hundreds.value + rest.value, at, rest.end, pair=rest.pair)

    def _hundreds(self, at: int) -> Number | None:
        if self._at(at) in ONE_HUNDRED:
            return Number(100, at, at + 1)
        digit = DIGITS.get(self._at(at))
        return Number(digit * 100, at, at + 2) if digit and self._at(at + 1) == "ratus" else None

    def _below_hundred(self, at: int) -> Number | None:
        word = self._at(at)
        if word in ONE_TEN:
            return Number(ONE_TEN[word], at, at + 1)
        digit = DIGITS.get(word)
        if digit is None:
            return None
        if self._at(at + 1) == "belas":
            return Number(digit + 10, at, at + 2)
        if self._at(at + 1) == "puluh":
            ones = self._ones(at + 2)
            return Number(digit * 10 + ones, at, at + 2 + bool(ones))
        ones = self._ones(at + 1)
        if digit and ones:  # "dua tujuh" is 27: the word for tens is left out
            return Number(digit * 10 + ones, at, at + 2, pair=True)
        return Number(digit, at, at + 1)

    def _ones(self, at: int) -> int:
        """A digit that ends a number; 0 where it begins one of its own ("dua tiga puluh")."""
        digit = DIGITS.get(self._at(at), 0)
        return 0 if self._at(at + 1) in ("belas", "puluh", "ratus", QUARTER, THIRD) else digit


def numbers(words: Sequence[str], stops: Collection[int] = ()) -> tuple[Number, ...]:
    """Every number in canonical tokens; none goes on across the tokens of `stops`, which end a breath."""
    return tuple(_read(words, stops))


def _read(words: Sequence[str], stops: Collection[int]) -> Iterator[Number]:
    first = 0
    for end in (*(at + 1 for at in sorted(stops)), len(words)):
        for number in Reader(words[first:end]).all():
            yield replace(number, first=number.first + first, end=number.end + first)
        first = end


def as_range(number: Number) -> Number:
    """ "dua tiga hari" is two or three days: the lower of two digits that follow each other."""
    low = int(number.value) // 10
    return replace(number, value=float(low)) if is_range(number) else number


def is_range(number: Number) -> bool:
    """Whether it is two digits that follow each other and may mean "two or three"."""
    low, high = divmod(int(number.value), 10)
    return number.pair and high == low + 1 and number.value < 100
