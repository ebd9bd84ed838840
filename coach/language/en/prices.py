"""Prices without a money word: "twelve fifty a jar", "five ninety nine", "the price is sixty thousand"."""

from __future__ import annotations

from collections.abc import Sequence

from coach.language.en.clock import HALF_DAYS, PARTS
from coach.language.en.money import PER, PRICE, follows_price
from coach.language.en.units import EACH_ALONE, singular, unit_at
from coach.language.numerals import Number
from coach.language.text import Token, wordset

# Counted, but neither weighed nor paid: a large number before these is no price.
OTHERS = wordset(
    "people viewer person customer follower family household farmer tree plant step time bird duck"
    " chicken seed woman man order bee hive level star degree metre meter job worker student member"
    " house village colour color stitch thread knot row page mile foot feet acre like share comment word"
)
LABELS = wordset("number room route flight gate channel stand stall booth page chapter line lot bus unit no")
DATE_LEADS = wordset("in since from until till by before after around about year circa of during")
TOLD = wordset("is are it's that's they're for just only flat at call make it them asking take price")
CLOCK_WORDS = frozenset((*PARTS, *HALF_DAYS)) | wordset(
    "o'clock tonight tomorrow open opens close closes start starts begin begins meet live until time clock"
)
YEARS = (1900, 2099)  # "in 2015" is a year, not a price
SPOKEN_YEARS = (1600, 2099)  # "eighteen ninety", said after "in" or "since"
LOOK_BACK = 4  # tokens
SURE, LIKELY, UNSURE = 1.0, 0.8, 0.6


class Prices:
    """How surely numbers of one utterance are prices, though no money word is said."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._words = [token.text for token in tokens]

    def certainty(self, number: Number) -> float:
        """0 where the number is no price."""
        after = self._after(number)
        counted = singular(self._at(after)) in OTHERS or self._at(number.first - 1) in LABELS
        if number.unit or counted or self._dated(number):
            return 0.0
        if self._each(after) and number.value > 1:
            return SURE
        return self._pair(number) if number.pair else self._plain(number)

    def free(self, number: Number) -> bool:
        """Whether nothing counted follows."""
        return not number.unit and follows_price(self._tokens, number.end)

    def _at(self, at: int) -> str:
        return self._words[at] if 0 <= at < len(self._words) else ""

    def _after(self, number: Number) -> int:
        return len(self._words) if self._tokens[number.end - 1].stop else number.end

    def _before(self, number: Number) -> set[str]:
        return set(self._words[max(0, number.first - LOOK_BACK) : number.first])

    def _plain(self, number: Number) -> float:
        if self._before(number) & PRICE and number.value > 1:
            return LIKELY
        dated = YEARS[0] <= number.value <= YEARS[1] and not number.scaled
        return LIKELY if number.value >= 1000 and not dated and self._ends(self._after(number)) else 0.0

    def _pair(self, number: Number) -> float:
        """ "five ninety nine": dollars and cents, unless it is a time of day or what something lasts for."""
        if self._before(number) & PRICE:
            return LIKELY
        after = self._after(number)
        if not follows_price(self._tokens, number.end) or self._timed(number) or self._lasts(after):
            return 0.0
        if self._at(after) == "for" or self._told(number.first - 1):
            return LIKELY
        apart = number.first > 0 and self._tokens[number.first - 1].stop
        return UNSURE if apart and after >= len(self._words) else 0.0

    def _told(self, at: int) -> bool:
        """Whether a price may be told behind that word: "it is", "the mug's", "comes to"."""
        summed = self._at(at) == "to" and self._at(at - 1) in ("comes", "come", "came")
        return summed or self._at(at) in TOLD or self._at(at).endswith("'s")

    def _dated(self, number: Number) -> bool:
        """A year: "since nineteen ninety five", "in two thousand and twelve"."""
        led = self._at(number.first - 1) in DATE_LEADS
        said = number.pair or number.value % 100 > 0
        return led and said and SPOKEN_YEARS[0] <= number.value <= SPOKEN_YEARS[1]

    def _timed(self, number: Number) -> bool:
        return bool(set(self._words[max(0, number.first - LOOK_BACK) : number.end + 3]) & CLOCK_WORDS)

    def _lasts(self, at: int) -> bool:
        """ "at three fifty for an hour"."""
        near = range(at + 1, at + 4)
        return self._at(at) == "for" and any(unit_at(self._words, n, "duration") for n in near)

    def _ends(self, at: int) -> bool:
        closing = wordset("only for per and today now but if")
        return at >= len(self._words) or self._at(at) in closing

    def _each(self, at: int) -> bool:
        if self._at(at) in EACH_ALONE:
            return True
        return self._at(at) in PER and bool(unit_at(self._words, at + 1, "quantity"))


def value(number: Number) -> float:
    """What a number without a money word stands for as a price: "five ninety nine" is 5.99."""
    return round(number.value / 100, 2) if number.pair else number.value
