"""Times of day in Indonesian: "jam lima pagi", "setengah enam" (5.30), "pukul 20.15"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from coach.language.finds import Find
from coach.language.id.numbers import DIGITS, numbers
from coach.language.id.units import is_unit
from coach.language.numerals import Number
from coach.language.text import wordset

WRITTEN = re.compile(r"(\d{1,2})[:.](\d{2})")
HOURS = wordset("jam pukul")
PARTS = wordset("pagi subuh siang sore petang malam dini")
LATE = wordset("sore petang magrib")
HALF = "setengah"
HOUR_WORDS = frozenset((*DIGITS, "sepuluh", "sebelas"))
MORE, LESS = wordset("lewat lebih"), "kurang"
LEADING = wordset("dari sampai sampe sebelum sesudah sejak sekitar mulai tiap setiap")
NIGHT_FROM_H = 6  # "jam sepuluh malam" is 22:00, "jam dua malam" 2:00
DAY_UNTIL_H = 7  # "jam dua siang" is 14:00, "jam sebelas siang" 11:00
SURE, LIKELY = 1.0, 0.7


def hours(words: Sequence[str]) -> Iterator[Find]:
    """Every time of day in the utterance; times never share a word."""
    end = 0
    for at in range(len(words)):
        found = _from(words, at) if at >= end else None
        if found:
            yield found
            end = found.end


def _from(words: Sequence[str], at: int) -> Find | None:
    """A time that starts at this word: "jam" and an hour, one written 20.15, or "setengah" and an hour."""
    if words[at] in HOURS:
        return _hour(words, at, at + 1, SURE) if not _counted(words, at) else None
    written = WRITTEN.fullmatch(words[at])
    if written and (":" in words[at] or _at(words, at + 1) in PARTS):
        return _hour(words, at, at, SURE)
    return _half_alone(words, at) if words[at] == HALF and _at(words, at + 1) in HOUR_WORDS else None


def _half_alone(words: Sequence[str], at: int) -> Find | None:
    """ "setengah enam" without "jam": a time unless something is counted ("setengah dua kilo")."""
    found = _hour(words, at, at, LIKELY)
    if found is None:
        return None
    led = _at(words, at - 1) in LEADING or words[found.end - 1] in PARTS
    counted = is_unit(words, found.end) or _at(words, at - 1) in DIGITS
    return found if led or not counted else None


def _counted(words: Sequence[str], at: int) -> bool:
    """Whether "jam" ends a duration: "dua belas jam", "tiga setengah jam"."""
    return any(number.end == at for number in numbers(words[:at])) and words[at] == "jam"


def _hour(words: Sequence[str], first: int, at: int, certainty: float) -> Find | None:
    half = _at(words, at) == HALF
    read = _written(words, at) or _said(words, at + half)
    if read is None:
        return None
    value, end = read
    if half:
        value -= 0.5  # "setengah enam" is half an hour before six
    elif value % 1 == 0:
        more, end = _minutes(words, end)
        value += more
    part = _at(words, end)
    dated = part in PARTS
    end += 2 if part == "dini" and _at(words, end + 1) == "hari" else int(dated)
    return Find("clock_time", first, end, _in_day(value, part), None, SURE if dated else certainty)


def _written(words: Sequence[str], at: int) -> tuple[float, int] | None:
    matched = WRITTEN.fullmatch(_at(words, at))
    if not matched or int(matched[1]) > 24 or int(matched[2]) > 59:
        return None
    return int(matched[1]) + int(matched[2]) / 60, at + 1


def _said(words: Sequence[str], at: int) -> tuple[float, int] | None:
    """The hour; of "lima tiga puluh" only the five, as what follows is minutes."""
    number = _number(words, at)
    if number is None or number.scaled or number.unit or number.money:
        return None
    if number.pair:
        return float(DIGITS[words[at]]), at + 1
    whole = number.value % 1 in (0, 0.5) and 0 <= number.value <= 24
    return (number.value, number.end) if whole else None


def _minutes(words: Sequence[str], at: int) -> tuple[float, int]:
    """Hours to add for what follows the hour: "lewat sepuluh", "kurang lima menit", "tiga puluh"."""
    less, more = _at(words, at) == LESS, _at(words, at) in MORE
    number = _number(words, at + (less or more))
    if number is None or number.scaled or not 0 < number.value < 60:
        return 0.0, at
    end = number.end + (_at(words, number.end) == "menit")
    named = less or more or end > number.end or (number.value >= 10 and not is_unit(words, end))
    if not named:
        return 0.0, at
    quarter = number.value * 60 if number.value < 1 else number.value  # "lewat seperempat"
    return quarter / 60 * (-1 if less else 1), end


def _number(words: Sequence[str], at: int) -> Number | None:
    """The number that starts at that word."""
    read = next(iter(numbers(words[at:])), None)
    return replace(read, first=at, end=at + read.end) if read and read.first == 0 else None


def _in_day(value: float, part: str) -> float:
    if part == "malam" and value >= 12:
        return round(value - 12, 4)
    night = part == "malam" and value >= NIGHT_FROM_H
    day = part == "siang" and value < DAY_UNTIL_H
    return round(value + 12 if (part in LATE or night or day) and value < 12 else value, 4)


def _at(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""
