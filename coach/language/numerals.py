"""Numbers written in digits, with whatever is glued to them: "45.000", "35k", "2tr1", "5h30", "3kg"."""

from __future__ import annotations

import re
from dataclasses import dataclass

NUMERAL = re.compile(r"(\d+(?:[.,:]\d+)*)([^\W\d_]*)(\d*)")
GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number in tokens first..end (end not included).

    `scaled`: said with thousand, million, k ...; `money`: a currency was glued to it; `unit`: another unit
    was; `pair`: two bare digits in a row ("hai ba"), which may also mean "two or three".
    """

    value: float
    first: int
    end: int
    scaled: bool = False
    money: bool = False
    unit: str = ""
    pair: bool = False

    @property
    def single(self) -> bool:
        return self.end - self.first == 1


@dataclass(frozen=True, slots=True)
class Numeral:
    """A token of digits: its number, the letters glued to it, and the digits after those."""

    value: float
    suffix: str
    tail: str
    digits: str


def numeral(token: str) -> Numeral | None:
    """Read a token that starts with a digit; None for any other, and for times such as 5:30."""
    matched = NUMERAL.fullmatch(token)
    if not matched or ":" in token:
        return None
    digits, suffix, tail = matched.groups()
    return Numeral(_value(digits), suffix, tail, re.sub(r"\D", "", digits))


def _value(digits: str) -> float:
    """Three digits after each mark are thousands ("45.000"); else it is a decimal mark ("3.50", "1,2")."""
    if GROUPED.fullmatch(digits) or len(re.findall("[.,]", digits)) > 1:
        return float(re.sub(r"\D", "", digits))
    return float(digits.replace(",", "."))


def glued(read: Numeral, at: int, scales: dict[str, float], money: frozenset[str]) -> Number | None:
    """What a numeral with a suffix stands for: "2tr1" is 2,100,000, "59k" 59,000, "3kg" 3 with a unit."""
    if read.suffix in scales:
        scale = scales[read.suffix]
        part = float(read.tail) / 10 ** len(read.tail) if read.tail else 0.0
        return Number(round((read.value + part) * scale, 2), at, at + 1, scaled=True)
    if read.tail:
        return None
    return Number(read.value, at, at + 1, money=read.suffix in money, unit=read.suffix)
