"""Prices, weights, lengths, times and phone numbers in Indonesian speech."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from coach.language.en import corrections
from coach.language.finds import Find
from coach.language.id import clock
from coach.language.id.corrections import TAKEN_BACK
from coach.language.id.numbers import DIGITS, FRACTIONS, as_range, is_range, numbers
from coach.language.id.units import COUNT, CURRENCY, LENGTH, OTHERS, WEIGHT, is_unit, one_unit, unit_at
from coach.language.numerals import Number, numeral
from coach.language.text import Token, wordset

PRICE = wordset("harga harganya seharga hargaku bayar ongkir")
PRICE_HINTS = wordset(
    "cuma cuman hanya jadi kasih jual dijual normal normalnya biasa live khusus turun tinggal"
)
LABELS = wordset("nomor nomer no tahun grade kelas tanggal tgl kode baris etalase umur usia ke")
POINTING = wordset("ini nanti tadi kemarin")  # "malam ini" is tonight, and lasts nothing
REACHED = wordset("sudah udah ada sampai capai mencapai tembus hampir punya")
LONG = ("m", "percent")  # no price stands right behind these: "dua meter sepuluh" is 2.10 m
EACH = wordset("per tiap setiap satu")
FOR = wordset("untuk buat isi")
LOOK_BACK = 8  # tokens; "sekilo jeruk ini saya jual tiga puluh lima ribu"
YEARS = (1900, 2099)  # "dua ribu sepuluh" alone is a year
FEWEST_PHONE_DIGITS = 8
SURE, LIKELY, UNSURE = 1.0, 0.8, 0.6


class Amounts:
    """Finds amounts in the tokens of one utterance."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._words = [token.text for token in tokens]
        self._phones = tuple(phones(self._words))
        self._hours = tuple(clock.hours(self._words))
        stops = [at for at, token in enumerate(tokens) if token.stop]
        self._numbers = [n for n in numbers(self._words, stops) if not self._taken(n)]

    def all(self) -> list[Find]:
        """Every amount, prices with their units first; a unit that belongs to a price is no quantity."""
        finds: list[Find] = [*self._phones, *self._hours]
        for number in self._numbers:
            if not any(number.first < find.end and find.first < number.end for find in finds):
                finds += self._read(number) or self._corrected(number, finds)
        found = [*finds, *self._ones(finds)]
        bought = [find for find in found if find.name == "per_unit"]
        alone = [f for f in found if f.name != "quantity" or not any(f.overlaps(unit) for unit in bought)]
        return corrections.kept(self._words, alone, TAKEN_BACK)

    def _corrected(self, number: Number, finds: Sequence[Find]) -> list[Find]:
        """ "delapan puluh ribu, eh salah, sembilan puluh": a short number said in place of a price."""
        last = corrections.last_price(finds, number.first)
        counted = number.unit or is_unit(self._words, self._after(number))
        if last is None or counted or not 10 <= number.value < 1000:
            return []
        said = corrections.between(self._words, finds, last.end, number.first)
        found = Find("money", number.first, number.end, number.value * 1000, "IDR", LIKELY)
        return [found] if TAKEN_BACK.corrects(said) else []

    def _taken(self, number: Number) -> bool:
        """Whether its words are a phone number's or a time's."""
        return any(f.first < number.end and number.first < f.end for f in (*self._phones, *self._hours))

    def _at(self, at: int) -> str:
        return self._words[at] if 0 <= at < len(self._words) else ""

    def _after(self, number: Number) -> int:
        """Where what follows a number in the same breath starts; past the end after punctuation."""
        return len(self._words) if self._tokens[number.end - 1].stop else number.end

    def _read(self, number: Number) -> list[Find]:
        if self._at(number.first - 1) in LABELS and not number.unit:
            return []
        price = self._price(number)
        if price:
            unit = self._unit_after(price) or self._unit_before(price.first)
            return [price, unit] if unit else [price]
        return list(self._measured(number))

    # -- prices

    def _price(self, number: Number) -> Find | None:
        signed = self._at(number.first - 1) in CURRENCY
        named = self._at(self._after(number)) in CURRENCY and not number.unit
        certainty = SURE if signed or named or number.money else self._unnamed(number)
        if not certainty:
            return None
        short = not number.scaled and not signed and not named and number.value < 1000
        value = number.value * 1000 if short else number.value
        return Find("money", number.first - signed, number.end + named, value, "IDR", certainty)

    def _unnamed(self, number: Number) -> float:
        """How surely a number without a word for money is a price."""
        after = self._after(number)
        tonight = self._at(after + 1) in POINTING
        counted = is_unit(self._words, after) and not self._sized(number)
        if number.unit or (counted and not tonight and not self._glued(after)):
            return 0.0
        before = set(self._words[max(0, number.first - 4) : number.first])
        if before & OTHERS and self._at(number.first - 1) in REACHED:  # "pengikut kami sudah lima belas ribu"
            return 0.0
        if number.scaled:
            dated = YEARS[0] < number.value <= YEARS[1] and number.value % 1000 and not before & PRICE
            return 0.0 if dated else SURE
        return self._short_price(number, before)

    def _sized(self, number: Number) -> bool:
        """ "dua belas ribu botol dua ratus lima puluh mili": the price of a bottle, and its size."""
        unit = unit_at(self._words, self._after(number), "quantity") if number.scaled else None
        if unit is None or " ".join(self._words[number.end : unit[1]]) not in COUNT:
            return False
        size = next((n for n in self._numbers if n.first == unit[1]), None)
        measured = self._unit_of(size, "quantity") if size else None
        return measured is not None and measured[0] in (*WEIGHT.values(), *LENGTH.values())

    def _short_price(self, number: Number, before: set[str]) -> float:
        """ "sekilo enam lima", "harganya seratus delapan lima": the word for thousands is left out."""
        after = self._after(number)
        if number.value >= 1000:
            return LIKELY if before & PRICE and not YEARS[0] < number.value <= YEARS[1] else 0.0
        if number.value < 10 or number.value % 1:
            return 0.0
        if before & PRICE:
            return SURE
        if self._each(after) or self._bought_before(number.first):
            return LIKELY
        if number.pair and not is_range(number):  # "lima lima": tens are left out of prices only
            return UNSURE
        return UNSURE if before & PRICE_HINTS and after >= len(self._words) else 0.0

    def _bought_before(self, first: int) -> bool:
        """Whether a weight or a count ends right there: "setengah kilo tiga puluh dua"."""
        if one_unit(self._at(first - 1), "quantity"):
            return True
        units = (self._unit_of(n, "quantity") for n in self._numbers if n.end < first)
        return any(unit is not None and unit[1] == first and unit[0][0] not in LONG for unit in units)

    def _glued(self, at: int) -> bool:
        """Whether a unit is written into the same word as what stands before it: "45rb/kg"."""
        return 0 < at < len(self._tokens) and self._tokens[at].word == self._tokens[at - 1].word

    # -- what a price buys

    def _each(self, at: int) -> bool:
        """ "sekilo", "per kilo", "satu botol" at that word."""
        if one_unit(self._at(at), "quantity"):
            return True
        return self._at(at) in EACH and bool(unit_at(self._words, at + 1, "quantity"))

    def _unit_after(self, price: Find) -> Find | None:
        """ "35 ribu sekilo", "per kilo", "45rb/kg", "untuk lima kilo"; nothing across punctuation."""
        if self._tokens[price.end - 1].stop:
            return None
        at = price.end + (self._at(price.end) in FOR)
        found = self._bought(at)
        sized = any(n.end == at and self._sized(n) for n in self._numbers)
        if found or not (self._glued(at) or sized):
            return found or self._several(at)
        unit = unit_at(self._words, at, "quantity")
        return Find("per_unit", at, unit[1], _named(*unit[0])) if unit else None

    def _bought(self, at: int) -> Find | None:
        """One of something at that word."""
        single = one_unit(self._at(at), "quantity")
        if single:
            return Find("per_unit", at, at + 1, _named(*single))
        unit = unit_at(self._words, at + 1, "quantity") if self._at(at) in EACH else None
        return Find("per_unit", at, unit[1], _named(*unit[0])) if unit else None

    def _several(self, at: int) -> Find | None:
        """ "sepuluh ribu tiga buah": what several cost together."""
        number = next((n for n in self._numbers if n.first == at), None)
        unit = self._unit_of(number, "quantity") if number else None
        if number is None or unit is None:
            return None
        (name, factor), end = unit
        return Find("per_unit", at, end, f"{number.value * factor:g} {name}")

    def _unit_before(self, first: int) -> Find | None:
        """ "sekilo jeruk saya jual tiga puluh ribu", "lima kilo lima puluh ribu"."""
        for number in self._numbers:
            unit = self._unit_of(number, "quantity")
            if unit and unit[1] == first and number.value != 1:
                return self._several(number.first)
        for at in range(first - 1, max(-1, first - LOOK_BACK - 1), -1):
            found = self._bought(at)
            if found and found.end <= first:
                return found
        return None

    # -- weights, lengths, counts, durations

    def _unit_of(self, number: Number, kind: str) -> tuple[tuple[str, float], int] | None:
        if number.unit:
            glued = unit_at([number.unit], 0, kind)
            return (glued[0], number.end) if glued else None
        return unit_at(self._words, self._after(number), kind)

    def _measured(self, number: Number) -> Iterator[Find]:
        ranged = as_range(number) if not number.unit else number
        for kind in ("duration", "quantity"):
            unit = self._unit_of(number, kind)
            if unit is None or (kind == "duration" and self._at(unit[1]) in POINTING):
                continue
            (name, factor), end = unit
            if ranged.value == 1 and " ".join(self._words[number.end : end]) in COUNT:
                return  # "satu kotak": one is an article there, unless it was weighed
            more, end = self._more(name, end)
            yield Find(kind, number.first, end, round((ranged.value + more) * factor, 4), name)
            return

    def _more(self, name: str, end: int) -> tuple[float, int]:
        """After a unit: "enam kilo delapan ons" is 6.8, "sekilo setengah" 1.5, "dua meter sepuluh" 2.1."""
        if self._at(end) in FRACTIONS and not is_unit(self._words, end + 1):
            return FRACTIONS[self._at(end)], end + 1
        rest = next((n for n in self._numbers if n.first == end and not n.scaled and not n.unit), None)
        if rest is None or name not in ("kg", "m"):
            return 0.0, end
        unit = self._unit_of(rest, "quantity")
        if name == "kg" and unit and unit[0] == WEIGHT["ons"] and rest.value < 10:
            return rest.value / 10, unit[1]
        alone = name == "m" and 10 <= rest.value < 100 and not is_unit(self._words, rest.end)
        return (rest.value / 100, rest.end) if alone else (0.0, end)

    def _ones(self, finds: Sequence[Find]) -> Iterator[Find]:
        """ "sekilo", "semalam", "seminggu": one of a unit, weighed or waited for."""
        for at, word in enumerate(self._words):
            if any(find.first <= at < find.end for find in finds) or word in ("semeter-meter", "sehari-hari"):
                continue
            for kind in ("duration", "quantity"):
                unit = one_unit(word, kind)
                if unit and word.removeprefix("se").removesuffix("nya") not in COUNT:
                    more, end = self._more(unit[0], at + 1)
                    yield Find(kind, at, end, round((1 + more) * unit[1], 4), unit[0])


def _named(name: str, factor: float) -> str:
    return name if factor == 1 else f"{factor:g} {name}"


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
        whole = not written.suffix and not written.tail and "," not in word and "." not in word
        return len(written.digits) if whole else 0
    return int(word in DIGITS)


def amounts(tokens: Sequence[Token]) -> list[Find]:
    """Money, per_unit, quantity, duration, clock_time and phone in one utterance."""
    return Amounts(tokens).all()
