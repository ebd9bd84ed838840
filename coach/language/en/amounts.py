"""Prices, weights, lengths, times and phone numbers in English speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.language.en import clock, corrections, prices
from coach.language.en.money import PER, money
from coach.language.en.numbers import ONES, numbers
from coach.language.en.units import EACH_ALONE, currency_at, unit_at
from coach.language.finds import Find
from coach.language.numerals import Number, numeral
from coach.language.text import Token, wordset

TAKEN_BACK = corrections.Markers(
    (
        *("no wait", "wait no", "wait", "sorry", "i mean", "i meant", "make that", "correction", "oops"),
        *("my mistake", "scratch that", "or rather", "rather", "actually", "no"),
    ),
    wordset("oh uh um er ah well no it's it is that's they're the price only just i'm a bit so"),
    wordset("not"),
)
FEWEST_PHONE_DIGITS = 8
LIKELY = 0.8


class Amounts:
    """Finds amounts in the tokens of one utterance."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._words = [token.text for token in tokens]
        self._prices = prices.Prices(tokens)
        self._phones = tuple(phones(self._words))
        self._numbers = [
            n
            for n in numbers(self._words)
            if not any(p.first < n.end and n.first < p.end for p in self._phones)
        ]

    def all(self) -> list[Find]:
        """Every amount that was not taken back; what names a time of day or a price is no quantity."""
        paid = money(self._tokens, self._numbers)
        hours = [h for h in clock.hours(self._tokens, self._numbers) if not _overlaps(h, paid)]
        finds = [*self._phones, *hours]
        for find in paid:
            finds += [find, *self._per_unit(find.end)]
        for number in self._numbers:
            if not any(find.first < number.end and number.first < find.end for find in finds):
                finds += self._read(number) or self._corrected(number, finds)
        return corrections.kept(self._words, finds, TAKEN_BACK)

    def _corrected(self, number: Number, finds: Sequence[Find]) -> list[Find]:
        """ "eight dollars, no wait, nine": a bare number said in place of a price."""
        last = corrections.last_price(finds, number.first)
        if last is None or not self._prices.free(number):
            return []
        said = corrections.between(self._words, finds, last.end, number.first)
        found = Find("money", number.first, number.end, prices.value(number), last.unit, LIKELY)
        return [found] if TAKEN_BACK.corrects(said) else []

    def _at(self, at: int) -> str:
        return self._words[at] if 0 <= at < len(self._words) else ""

    def _after(self, number: Number) -> int:
        """Where what follows a number in the same breath starts; past the end after punctuation."""
        return len(self._words) if self._tokens[number.end - 1].stop else number.end

    def _read(self, number: Number) -> list[Find]:
        measured = list(self._measured(number))
        if measured:
            return measured
        price = self._price(number)
        return [price, *self._per_unit(price.end)] if price else []

    def _measured(self, number: Number) -> Iterator[Find]:
        """Numbers with a unit right behind: "three kilos", "twenty long years", "500g"."""
        at = self._after(number)
        for kind in ("duration", "quantity"):
            unit = unit_at([number.unit], 0, kind) if number.unit else self._unit_near(at, kind)
            if unit:
                (name, factor), end = unit
                end = number.end if number.unit else end
                yield Find(kind, number.first, end, round(number.value * factor, 4), name)
                return

    def _unit_near(self, at: int, kind: str) -> tuple[tuple[str, float], int] | None:
        """A unit right there, or after one describing word: "three big boxes", "twenty long years"."""
        unit = unit_at(self._words, at, kind)
        if (
            unit
            or self._at(at) in PER
            or self._at(at) in EACH_ALONE
            or currency_at(self._words, at) is not None
        ):
            return unit
        described = unit_at(self._words, at + 1, kind)
        return (
            described if described and self._at(at).isalpha() and self._words[at + 1].endswith("s") else None
        )

    def _price(self, number: Number) -> Find | None:
        certainty = self._prices.certainty(number)
        value = prices.value(number)
        return Find("money", number.first, number.end, value, "", certainty) if certainty else None

    def _per_unit(self, at: int) -> Iterator[Find]:
        if at and self._tokens[at - 1].stop:
            return
        at += self._at(at) == "for"
        if self._at(at) in EACH_ALONE and not unit_at(self._words, at + 1, "quantity"):
            yield Find("per_unit", at, at + 1, "piece")
        elif self._at(at) in PER and (unit := unit_at(self._words, at + 1, "quantity")):
            yield Find("per_unit", at, unit[1], unit[0][0])
        else:
            yield from self._several(at)

    def _several(self, at: int) -> Iterator[Find]:
        """ "ten dollars for three boxes": what several cost together."""
        number = next((n for n in self._numbers if n.first == at), None)
        unit = unit_at(self._words, number.end, "quantity") if number else None
        if number and unit:
            yield Find("per_unit", at, unit[1], f"{number.value * unit[0][1]:g} {unit[0][0]}")


def _overlaps(find: Find, others: Sequence[Find]) -> bool:
    return any(find.overlaps(other) for other in others)


def phones(words: Sequence[str]) -> Iterator[Find]:
    """Runs of eight or more digits, spoken or written: found only so that they are never shown."""
    at = 0
    while at < len(words):
        end, digits = at, 0
        while end < len(words) and (count := _digit_count(words[end])):
            digits, end = digits + count, end + 1
        if digits >= FEWEST_PHONE_DIGITS:
            yield Find("phone", at, end)
        at = max(end, at + 1)


def _digit_count(word: str) -> int:
    written = numeral(word)
    if written:
        whole = not written.suffix and not written.tail and "," not in word
        return len(written.digits) if whole else 0
    return int(word in ONES or word == "oh")


def amounts(tokens: Sequence[Token]) -> list[Find]:
    """Money, per_unit, quantity, duration, clock_time and phone in one utterance."""
    return Amounts(tokens).all()
