"""Vietnamese numbers as people say them: "hai trăm rưỡi", "tám chục", "triệu hai", "ba lăm nghìn", "2tr1"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from coach.language.numerals import Number, glued, numeral
from coach.language.vi.groups import Groups, Part
from coach.language.vi.units import LONG, unit_at
from coach.language.vi.words import GLUED_MONEY, GLUED_SCALES


class Reader(Groups):
    """Reads whole numbers: groups, and the thousands and millions between them."""

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
        while part and (step := self._scale(part.end)) and (not scale or step < scale):
            total, position, scale = total + part.value * step, part.end + 1, step
            part = self._next_group(position)
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
        lone = self._last_digit(at, scale)
        if lone is not None:
            return lone * scale / 10, at + 1
        part = self._next_group(at)
        if part is None or not self._fills(part, at, scale):
            return 0.0, at
        return part.value * self._step(part, at, scale), part.end

    def _step(self, part: Part, at: int, scale: float) -> float:
        """What a rest counts: "một triệu hai trăm" leaves "nghìn" out, "một triệu tám hai" is 1.82."""
        if scale < 1e6:
            return 1.0
        row = part.end - at == 2 and part.value < 100 and not self._tens & set(self._words[at : part.end])
        return scale / 100 if row and part.kind in ("digits", "tens") else scale / 1e3

    def _last_digit(self, at: int, scale: float) -> int | None:
        """A tenth of the scale. After thousand nothing else may follow: "năm ngàn hai bọc" are two bags."""
        if self._at(at) == self._year:  # "hai triệu năm một con", but "hai triệu năm nay"
            return 5 if scale >= 1e6 and self._said.each(at + 1) else None
        lone = self._lone_digit(at)
        return lone if scale > 1e3 or self._said.over(at + 1) else None

    def _fills(self, part: Part, at: int, scale: float) -> bool:
        """Whether a group without a scale of its own belongs to the number, and counts nothing itself."""
        if part.kind == "numeral":
            return scale >= 1e6 and part.value >= 10 and self._said.over(part.end)
        if part.kind == "digit" or (self._at(at) == self._one and self._at(at + 1) == self._chuc):
            return False
        if scale == 1e3 and self._chuc in self._words[at : part.end]:
            return False
        return not self._unit(part.end) or self._long(at, part)

    def _long(self, at: int, part: Part) -> bool:
        """ "một nghìn sáu trăm mét" is one length; "mười nghìn ba quả" is a price and a count."""
        length = unit_at(self._words, part.end, "quantity", plain=self._said.plain)
        single = self._at(at - 2) in self._digits and self._at(at - 3) not in self._tens
        return bool(length and length[0][0] in LONG and part.kind == "hundreds" and single)


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
