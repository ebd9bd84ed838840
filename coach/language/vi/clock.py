"""Times of day in Vietnamese: "bốn giờ sáng", "5h30", "bảy giờ kém mười lăm", "tám giờ tối"."""

from __future__ import annotations

from collections.abc import Sequence

from coach.language.finds import Find
from coach.language.numerals import Number, numeral
from coach.language.text import bare, wordset
from coach.language.vi.numbers import Reader

HOURS = wordset("giờ h")
MORNING = wordset("sáng")
AFTERNOON = wordset("chiều tối")
NIGHT = wordset("đêm khuya")
NOON = wordset("trưa")
LASTING = wordset("trong mất suốt hết khoảng hơn gần ròng liền sau thêm cả tận")  # "mất ba giờ" is a duration
LASTS = wordset("đồng liền trời")  # "ba giờ đồng hồ"
AT = wordset("lúc từ đến tới hồi khi mới")
SURE, UNSURE = 1.0, 0.7
NIGHT_FROM_H = 6  # "mười giờ đêm" is 22:00, "hai giờ đêm" 2:00


def hour(words: Sequence[str], number: Number, *, plain: bool = False) -> Find | None:
    """The time of day a number names, as hours (4.5 for half past four); None where it is none or lasts."""
    spelled = {bare(word) for word in HOURS} | HOURS if plain else HOURS
    glued = number.unit == "h"
    if not (glued or _at(words, number.end) in spelled) or not 0 <= number.value <= 24:
        return None
    end = number.end + (0 if glued else 1)
    if _at(words, number.first - 1) in LASTING or _at(words, end) in LASTS:
        return None
    more, end = _minutes(words, end, plain)
    value = number.value + more
    part = _at(words, end)
    dated = part in MORNING | AFTERNOON | NIGHT | NOON
    sure = dated or _at(words, number.first - 1) in AT
    return Find("clock_time", number.first, end + dated, _in_day(value, part), None, SURE if sure else UNSURE)


def written(words: Sequence[str], at: int) -> Find | None:
    """A time written in one token: "5h30" or "5:30", and the part of the day after it."""
    read = numeral(words[at].replace(":", "h"))
    if read is None or read.suffix != "h" or not read.tail or read.value > 24 or int(read.tail) > 59:
        return None
    part = _at(words, at + 1)
    value = _in_day(read.value + int(read.tail) / 60, part)
    return Find("clock_time", at, at + 1 + (part in MORNING | AFTERNOON | NIGHT | NOON), value)


def _minutes(words: Sequence[str], at: int, plain: bool) -> tuple[float, int]:
    """Hours to add for what follows "giờ": rưỡi, a number of minutes, or "kém" a number."""
    reader = Reader(words, plain=plain)
    if reader.is_half(at):
        return 0.5, at + 1
    less = _at(words, at) in ("kém", "kem")
    start = at + less
    number = next(
        (n for n in reader.all() if n.first == start and n.value < 60 and not n.scaled and not n.unit), None
    )
    if number is None:
        return 0.0, at
    end = number.end + (_at(words, number.end) in ("phút", "phut"))
    named = end > number.end or less or number.value >= 5
    return (number.value / 60 * (-1 if less else 1), end) if named else (0.0, at)


def _in_day(value: float, part: str) -> float:
    late = part in AFTERNOON or (part in NIGHT and value >= NIGHT_FROM_H) or (part in NOON and value < 4)
    if part in NIGHT and value == 12:
        return 0.0
    return round(value + 12 if late and value < 12 else value, 4)


def _at(words: Sequence[str], at: int) -> str:
    return words[at] if 0 <= at < len(words) else ""
