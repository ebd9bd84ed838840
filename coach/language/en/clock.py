"""Times of day in English: "at five", "5 am", "half past four", "four thirty in the morning", "5:30"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from coach.language.finds import Find
from coach.language.numerals import Number
from coach.language.text import Token, wordset

COLON = re.compile(r"(\d{1,2})[:.](\d{2})([ap]m)?")
BEFORE = wordset("at around by before after until till past since from")
HALF_DAYS = {"am": 0, "a.m": 0, "pm": 12, "p.m": 12}
PARTS = {"morning": 0, "afternoon": 12, "evening": 12, "night": 12}
# After "at five" these may follow; a noun may not ("at five places").
FOLLOWING = wordset(
    "in every each to and when so we i because sharp this the then o'clock today tomorrow tonight"
    " already but or"
)
LAST_SPOKEN_HOUR = 12  # "nineteen fifty" is a year or a price; who says hours in pairs counts to twelve
SURE, UNSURE = 1.0, 0.7


def hours(tokens: Sequence[Token], numbers: Sequence[Number]) -> Iterator[Find]:
    """Every time of day in the utterance."""
    words = [token.text for token in tokens]
    for number in numbers:
        found = _spoken(tokens, words, number)
        if found:
            yield found
    for at in range(len(words)):
        yield from _written(words, at)


def _spoken(tokens: Sequence[Token], words: Sequence[str], number: Number) -> Find | None:
    read = _hour_of(number)
    if read is None:
        return None
    first, value = _half_past(words, number.first, read)
    end = number.end
    if number.unit in ("am", "pm"):
        return Find("clock_time", first, end, _in_day(value, HALF_DAYS[number.unit]))
    clock = _at(words, end) in ("o'clock", "clock")
    end, part = _part_of_day(words, end + clock)
    if clock or part is not None or first < number.first:
        return Find("clock_time", first, end, _in_day(value, part or 0))
    if _introduced(words, first) and _free(tokens, end):
        sure = _at(words, first - 1) == "at"
        return Find("clock_time", first, end, value, None, SURE if sure else UNSURE)
    return None


def _introduced(words: Sequence[str], first: int) -> bool:
    """Whether an hour may follow: "at five", or "we pick it five" as recognisers write "we pick at five"."""
    misheard = _at(words, first - 1) == "it" and first > 1 and _at(words, first - 2) not in ("call", "make")
    return misheard or _at(words, first - 1) in BEFORE


def _hour_of(number: Number) -> float | None:
    """An hour 1-12 or 13-24 in digits, or "four thirty" (a digit and a ten) as 4.5."""
    if number.pair:
        hour, minutes = divmod(int(number.value), 100)
        return hour + minutes / 60 if hour <= LAST_SPOKEN_HOUR and minutes < 60 else None
    if number.scaled or number.money or not 1 <= number.value <= 24 or number.value % 1:
        return None
    return float(number.value) if number.unit in ("", "am", "pm") else None


def _half_past(words: Sequence[str], first: int, value: float) -> tuple[int, float]:
    if _at(words, first - 1) == "past" and _at(words, first - 2) == "half":
        return first - 2, value + 0.5
    if _at(words, first - 1) == "past" and _at(words, first - 2) == "quarter":
        return first - 2, value + 0.25
    return first, value


def _part_of_day(words: Sequence[str], at: int) -> tuple[int, int | None]:
    """Where "am", "p.m." or "in the morning" ends, and the hours it adds; None where there is none."""
    if _at(words, at) in HALF_DAYS:
        return at + 1, HALF_DAYS[words[at]]
    for filler in (("in", "the"), ("at",), ("this",), ("every",), ("each",), ("in",)):
        end = at + len(filler)
        if tuple(words[at:end]) == filler and _at(words, end) in PARTS:
            return end + 1, PARTS[words[end]]
    return at, None


def _free(tokens: Sequence[Token], end: int) -> bool:
    """Whether nothing counted follows: the end, punctuation, or a word that starts something else."""
    return end >= len(tokens) or tokens[end - 1].stop or tokens[end].text in FOLLOWING


def _written(words: Sequence[str], at: int) -> Iterator[Find]:
    matched = COLON.fullmatch(words[at])
    half_day = _at(words, at + 1) in HALF_DAYS
    timed = matched and (":" in words[at] or half_day or matched[3])
    if not matched or not timed or int(matched[1]) > 24 or int(matched[2]) > 59:
        return
    end, part = _part_of_day(words, at + 1)
    added = HALF_DAYS[matched[3]] if matched[3] else part or 0
    yield Find("clock_time", at, end, _in_day(int(matched[1]) + int(matched[2]) / 60, added))


def _in_day(value: float, added: int) -> float:
    if added and value >= 12:
        return round(value, 4)
    return round(value + added, 4)


def _at(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""
