"""Money said with a money word: "two dollars and a quarter", "three pound eighty", "a buck", "eighty p"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.language.en.numbers import ARTICLES
from coach.language.en.units import EACH_ALONE, MEASURED, coin_at, currency_at, singular, unit_at
from coach.language.finds import Find
from coach.language.numerals import Number
from coach.language.text import Token, wordset

SIGNS = wordset("$ € £ ₫")
PER = wordset("a an per each every one")
# What may stand right behind a price; a noun may not, as that noun would be what is counted.
FOLLOWING = (
    PER
    | EACH_ALONE
    | wordset(
        "for only today now but and if or flat anywhere everywhere total plus including with so it that this"
    )
)
PRICE = wordset("price prices priced cost costs costing sell selling sale pay charge worth")
# Pounds are weighed after these words.
WEIGHED = wordset(
    "weigh weighs weighing weight weighed heavy about around roughly nearly almost lost gain gained lift"
    " carry carries hold holds pick picked harvest harvested produce use uses eat eats feed haul per every"
)
STERLING = wordset("quid pence fiver £")
FRACTIONS = {"and a quarter": 0.25, "and a half": 0.5, "and three quarters": 0.75}
LOOK_BACK = 4  # tokens
MOST_CENTS = 100  # a film of "1080p" costs nothing


def follows_price(tokens: Sequence[Token], at: int) -> bool:
    """Whether nothing counted stands there: the end, punctuation before it, or "for", "each", "a" ..."""
    return at >= len(tokens) or (at > 0 and tokens[at - 1].stop) or tokens[at].text in FOLLOWING


class Coins:
    """Finds money with a money word in the tokens of one utterance."""

    def __init__(self, tokens: Sequence[Token], numbers: Sequence[Number]) -> None:
        self._tokens = tokens
        self._words = [token.text for token in tokens]
        self._numbers = {number.first: number for number in numbers}
        self._sterling = any(singular(word) in STERLING for word in self._words)

    def all(self) -> Iterator[Find]:
        """Every such amount, from left to right; "a pound" right behind a price is what it buys."""
        at = 0
        while at < len(self._words):
            find = self._from(at)
            if find:
                yield find
            at = self._bought(find.end) if find else self._next(at)

    def _next(self, at: int) -> int:
        number = self._numbers.get(at)
        if number is None:
            return at + 1
        return self._bought(number.end) if number.pair else number.end

    def _bought(self, at: int) -> int:
        """Where "a pound" behind a price ends."""
        bought = self._at(at) in PER and not self._tokens[at - 1].stop
        return at + 2 if bought and singular(self._at(at + 1)) in MEASURED else at

    def _at(self, at: int) -> str:
        return self._words[at] if 0 <= at < len(self._words) else ""

    def _from(self, at: int) -> Find | None:
        if self._at(at) in SIGNS:
            return self._signed(at)
        number = self._numbers.get(at)
        if number:
            return self._counted(number)
        return self._one(at) if self._at(at) in ARTICLES else None

    def _signed(self, at: int) -> Find | None:
        number = self._numbers.get(at + 1)
        if number is None:
            return None
        unit = "VND" if self._at(at) == "₫" else ""
        return Find("money", at, number.end, number.value, unit)

    def _one(self, at: int) -> Find | None:
        """ "a buck fifty", "a tenner", "a pound a punnet": the article is one, but "a cent" is nothing."""
        worth = coin_at(self._words, at + 1)
        if worth is not None and worth >= 1:
            return Find("money", at, at + 2, worth, "")
        named = currency_at(self._words, at + 1) is not None and self._at(at + 1) not in SIGNS
        article = Number(1, at, at + 1)
        return self._with_cents(article, at + 2, "") if named or self._pounds(article) else None

    def _counted(self, number: Number) -> Find | None:
        if number.money:
            unit = "" if number.unit == "usd" else "VND"
            return Find("money", number.first, number.end, number.value, unit)
        if number.unit or self._tokens[number.end - 1].stop:
            return self._glued(number)
        worth = coin_at(self._words, number.end)
        if worth is not None and (worth >= 1 or number.value <= MOST_CENTS):
            return Find("money", number.first, number.end + 1, round(number.value * worth, 2), "")
        currency = currency_at(self._words, number.end)
        if currency is None and not self._pounds(number):
            return None
        return self._with_cents(number, number.end + 1, currency or "")

    def _glued(self, number: Number) -> Find | None:
        """ "80p"."""
        if number.unit != "p" or number.value > MOST_CENTS:
            return None
        return Find("money", number.first, number.end, round(number.value / 100, 2), "")

    def _with_cents(self, number: Number, end: int, unit: str) -> Find:
        """The money word ends there; cents, a quarter or a half may follow it in the same breath."""
        value = number.value / 100 if number.pair and number.value >= 1000 else number.value
        more, after = (0.0, end) if unit else self._cents(end)
        return Find("money", number.first, after, round(value + more, 2), unit)

    def _cents(self, at: int) -> tuple[float, int]:
        if self._tokens[at - 1].stop:
            return 0.0, at
        fraction = FRACTIONS.get(" ".join(self._words[at : at + 3]))
        cents = self._numbers.get(at + (self._at(at) == "and"))
        if fraction:
            return fraction, at + 3
        return self._number_of_cents(cents, at) if cents else (0.0, at)

    def _number_of_cents(self, cents: Number, at: int) -> tuple[float, int]:
        """ "and fifty cents", "fifty cents", or the bare "forty" of "six dollars forty"."""
        if not 0 < cents.value < 100 or cents.scaled or cents.unit or cents.value % 1:
            return 0.0, at
        if coin_at(self._words, cents.end) == 0.01:
            return cents.value / 100, cents.end + 1
        bare = cents.first == at and cents.value >= 10 and follows_price(self._tokens, cents.end)
        return (cents.value / 100, cents.end) if bare else (0.0, at)

    # -- pounds

    def _pounds(self, number: Number) -> bool:
        """Whether a pound behind a number is paid and not weighed."""
        at = number.end + 1
        if singular(self._at(number.end)) != "pound" or self._at(at) == "of":
            return False
        before = set(self._words[max(0, number.first - LOOK_BACK) : number.first])
        if before & WEIGHED:
            return False
        article = self._at(number.first) in ARTICLES
        priced = bool(before & PRICE) or self._cents(at)[1] > at
        return priced or self._buys(at) or (not article and (self._sterling or self._buys_named(at)))

    def _buys(self, at: int) -> bool:
        """ "each", "a jar" at that word; but pounds "a week" are weighed."""
        if self._tokens[at - 1].stop:
            return False
        timed = unit_at(self._words, at + 1, "duration")
        return self._at(at) in EACH_ALONE or (self._at(at) in PER and bool(self._at(at + 1)) and not timed)

    def _buys_named(self, at: int) -> bool:
        """ "for the oak table", "for a whole lamb": the thing bought is said."""
        if self._tokens[at - 1].stop or self._at(at) != "for":
            return False
        lasting = any(unit_at(self._words, near, "duration") for near in (at + 1, at + 2, at + 3))
        named = self._at(at + 1) in ARTICLES | wordset("the this that these those one both all each every")
        return (named or at + 1 in self._numbers) and not lasting


def money(tokens: Sequence[Token], numbers: Sequence[Number]) -> tuple[Find, ...]:
    """Money said with a money word, in token order."""
    return tuple(Coins(tokens, numbers).all())
