"""Prices, weights, lengths, times and phone numbers in Vietnamese speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.language.finds import Find
from coach.language.numerals import Number, numeral
from coach.language.text import Token, bare, wordset
from coach.language.vi import clock
from coach.language.vi.fold import plain as is_plain
from coach.language.vi.numbers import Reader, as_range
from coach.language.vi.prices import Prices, corrections
from coach.language.vi.said import Said
from coach.language.vi.slips import mended
from coach.language.vi.units import COUNT, SPLITTING, WEIGHT, is_unit, unit_at
from coach.language.vi.words import DIGITS

LABELS = wordset("loại số bước mã lớp thứ hàng tháng mùng mồng")  # "loại một", "tháng năm" count nothing
# Numbers after these name something, however long they are: "hẻm 27", "gõ sáu tám".
NAMED = wordset("số mã thứ mùng mồng hẻm ngõ ngách kiệt thôn ấp xóm tổ khu gõ bấm nhấn")
NUMBERED = ("số", "nhà")  # "số nhà một trăm hai mươi"
CODE = "mã"
CODE_BACK = 4  # tokens; "mã sản phẩm là sáu tám", while "mã này trăm rưỡi" is a price
EACH = wordset("một mỗi 1 mot moi")
FOR = wordset("cho trên")
LOOK_BACK = 10  # tokens; "một ký cam này nhà em bán giá ba mươi lăm nghìn"
FEWEST_PHONE_DIGITS = 8
UNSURE = 0.6


class Amounts:
    """Finds amounts in the tokens of one utterance."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._plain = is_plain(tokens)
        stops = [at for at, token in enumerate(tokens) if token.stop]
        heard = [token.text for token in tokens]
        self._words = heard if self._plain else mended(heard, stops)
        self._said = Said(self._words, plain=self._plain, stops=stops)
        self._reader = Reader(self._words, plain=self._plain, stops=stops)
        self._phones = tuple(phones(self._words))
        read = [
            n
            for n in self._reader.all()
            if not any(p.first < n.end and n.first < p.end for p in self._phones)
        ]
        replaced = corrections(self._said, read)
        self._prices = Prices(self._said, replaced)
        wrong = set(replaced.values())
        self._numbers = [n for n in read if n not in wrong]

    def all(self) -> list[Find]:
        """Every amount, prices with their units first; a unit that belongs to a price is no quantity."""
        finds = list(self._phones)
        for number in self._numbers:
            if not any(number.first < find.end and find.first < number.end for find in finds):
                finds += self._read(number)
        bought = [find for find in finds if find.name == "per_unit"]
        alone = [f for f in finds if f.name != "quantity" or not any(f.overlaps(unit) for unit in bought)]
        return list(dict.fromkeys([*alone, *self._times(), *self._halves()]))

    def _times(self) -> Iterator[Find]:
        for at in range(len(self._words)):
            hour = clock.written(self._words, at)
            if hour:
                yield hour

    def _read(self, number: Number) -> list[Find]:
        if self._labelled(number):
            return []
        hour = clock.hour(self._words, number, plain=self._plain)
        if hour:
            return [hour]
        price = self._prices.price(number)
        if price:
            return [price, *self._per_unit(price)]
        return list(self._measured(number))

    def _labelled(self, number: Number) -> bool:
        before = self._at(number.first - 1)
        if before == "năm" and 1900 <= number.value <= 2100:
            return True
        if number.scaled or number.unit:
            return False
        numbered = tuple(self._words[max(0, number.first - 2) : number.first]) == NUMBERED
        return numbered or before in NAMED or (number.single and before in LABELS) or self._code(number)

    def _code(self, number: Number) -> bool:
        """Digits one after the other are a code where one was named just before."""
        before = self._words[max(0, number.first - CODE_BACK) : number.first]
        return number.pair and CODE in before and "này" not in before

    def _at(self, at: int) -> str:
        return self._words[at] if 0 <= at < len(self._words) else ""

    # -- what a price buys

    def _per_unit(self, price: Find) -> Iterator[Find]:
        found = self._unit_after(price.end) or self._unit_before(price.first)
        if found:
            yield found

    def _unit_after(self, at: int) -> Find | None:
        if self._at(at) in FOR:
            at += 1
        for start in (at, *([at + 1] if self._each(at) else [])):
            unit = unit_at(self._words, start, "quantity", plain=self._plain)
            if unit:
                return Find("per_unit", at, unit[1], self._bought(unit[0]))
        return self._several(at)

    @staticmethod
    def _bought(unit: tuple[str, float]) -> str:
        name, factor = unit
        return name if factor == 1 else f"{factor:g} {name}"

    def _each(self, at: int) -> bool:
        return self._at(at) in EACH and bool(unit_at(self._words, at + 1, "quantity", plain=self._plain))

    def _several(self, at: int) -> Find | None:
        """ "mười nghìn ba quả": what several cost together."""
        number = next((n for n in self._numbers if n.first == at), None)
        if number is None:
            return None
        unit = (number.unit, 1.0) if number.unit else None
        end = number.end
        if unit is None and (found := unit_at(self._words, end, "quantity", plain=self._plain)):
            unit, end = found
        return Find("per_unit", at, end, f"{number.value * unit[1]:g} {unit[0]}") if unit else None

    def _unit_before(self, first: int) -> Find | None:
        """ "một ký cam em bán ba mươi lăm nghìn"; a container named before the price is less sure."""
        for at in range(first - 2, max(-1, first - LOOK_BACK - 1), -1):
            if self._each(at):
                unit = unit_at(self._words, at + 1, "quantity", plain=self._plain)
                return Find("per_unit", at, unit[1], self._bought(unit[0])) if unit else None
        for at in range(max(0, first - LOOK_BACK), first - 1):
            if self._words[at] in COUNT and COUNT[self._words[at]][0] in (
                "box",
                "bag",
                "jar",
                "bottle",
                "set",
            ):
                return Find("per_unit", at, at + 1, COUNT[self._words[at]][0], None, UNSURE)
        return None

    # -- weights, lengths, counts, durations

    def _measured(self, number: Number) -> Iterator[Find]:
        ranged = as_range(number) if not number.unit else number
        for kind in ("duration", "quantity"):
            unit = self._unit_of(number, kind)
            if unit is None:
                continue
            (name, factor), end = unit
            if kind == "quantity" and ranged.value == 1 and self._is_article(number, end):
                return
            more, end = self._split(end, number.end)
            yield Find(kind, number.first, end, round((ranged.value + more) * factor, 4), name)
            return

    def _unit_of(self, number: Number, kind: str) -> tuple[tuple[str, float], int] | None:
        if number.unit:
            glued = unit_at([number.unit], 0, kind, plain=self._plain)
            return (glued[0], number.end) if glued else None
        return unit_at(self._words, number.end, kind, plain=self._plain)

    def _is_article(self, number: Number, end: int) -> bool:
        """ "một con", "một quả": one is an article there, unless it was weighed or measured."""
        return number.single and " ".join(self._words[number.end : end]) in COUNT

    def _split(self, end: int, unit_first: int) -> tuple[float, int]:
        """What follows a unit: "bốn cân tám" is 4.8, "ba lạng rưỡi" 3.5, "hai năm rưỡi" 2.5."""
        if self._reader.is_half(end):
            return 0.5, end + 1
        digit = self._reader.digit(end)
        splits = self._at(end - 1) in SPLITTING and end > unit_first
        longer = any(n.first == end and not n.single for n in self._numbers)  # "ba ký một trăm ngàn"
        if not splits or not digit or longer or self._countable(end + 1) or self._at(end + 1) in DIGITS:
            return 0.0, end
        return digit / 10, end + 1

    def _halves(self) -> Iterator[Find]:
        """ "nửa ký", "cân rưỡi": halves without a number."""
        for at, word in enumerate(self._words):
            counted = any(n.first <= at - 1 < n.end for n in self._numbers)
            for kind in ("duration", "quantity"):
                unit = unit_at(self._words, at, kind, plain=self._plain)
                if not unit:
                    continue
                (name, factor), end = unit
                if self._at(at - 1) in ("nửa", bare("nửa") if self._plain else "nửa"):
                    yield Find(kind, at - 1, end, 0.5 * factor, name)
                elif self._reader.is_half(end) and not counted and (kind == "duration" or word in WEIGHT):
                    yield Find(kind, at, end + 1, 1.5 * factor, name)

    def _countable(self, at: int) -> bool:
        return is_unit(self._words, at, plain=self._plain)


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
    return int(word in DIGITS)


def amounts(tokens: Sequence[Token]) -> list[Find]:
    """Money, per_unit, quantity, duration, clock_time and phone in one utterance."""
    return Amounts(tokens).all()
