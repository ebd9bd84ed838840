"""Vietnamese units: what can be weighed, measured, counted, waited for and paid with."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from coach.language.text import bare, wordset

# words: (unit, factor). A lạng is 100 g, a yến 10 kg, a tạ 100 kg, a tấn 1000 kg, a sào 360 m² in the north.
WEIGHT = {
    "kg": ("kg", 1.0),
    "ký": ("kg", 1.0),
    "kí": ("kg", 1.0),
    "kilo": ("kg", 1.0),
    "ki lô": ("kg", 1.0),
    "kí lô": ("kg", 1.0),
    "ký lô": ("kg", 1.0),
    "cân": ("kg", 1.0),
    "lạng": ("g", 100.0),
    "g": ("g", 1.0),
    "gam": ("g", 1.0),
    "gram": ("g", 1.0),
    "yến": ("kg", 10.0),
    "tạ": ("kg", 100.0),
    "tấn": ("kg", 1000.0),
    "lít": ("l", 1.0),
    "l": ("l", 1.0),
    "ml": ("ml", 1.0),
    "mi li": ("ml", 1.0),
    "mi li lít": ("ml", 1.0),
}
LENGTH = {
    "cm": ("cm", 1.0),
    "phân": ("cm", 1.0),
    "xăng ti": ("cm", 1.0),
    "xen ti": ("cm", 1.0),
    "mm": ("mm", 1.0),
    "m": ("m", 1.0),
    "mét": ("m", 1.0),
    "km": ("km", 1.0),
    "cây số": ("km", 1.0),
    "ki lô mét": ("km", 1.0),
    "tấc": ("cm", 10.0),
    "héc ta": ("ha", 1.0),
    "hecta": ("ha", 1.0),
    "ha": ("ha", 1.0),
    "sào": ("sao", 1.0),
    "phần trăm": ("percent", 1.0),
    "%": ("percent", 1.0),
}
COUNT = {
    "quả": ("fruit", 1.0),
    "trái": ("fruit", 1.0),
    "hộp": ("box", 1.0),
    "thùng": ("box", 1.0),
    "túi": ("bag", 1.0),
    "gói": ("bag", 1.0),
    "bịch": ("bag", 1.0),
    "hũ": ("jar", 1.0),
    "lọ": ("jar", 1.0),
    "chai": ("bottle", 1.0),
    "bó": ("bunch", 1.0),
    "mớ": ("bunch", 1.0),
    "chùm": ("bunch", 1.0),
    "nải": ("bunch", 1.0),
    "chục": ("ten", 1.0),
    "cái": ("piece", 1.0),
    "chiếc": ("piece", 1.0),
    "tấm": ("piece", 1.0),
    "miếng": ("piece", 1.0),
    "con": ("piece", 1.0),
    "bộ": ("set", 1.0),
    "đôi": ("pair", 1.0),
    "cặp": ("pair", 1.0),
    "xấp": ("pack", 1.0),
    "đòn": ("piece", 1.0),
    "suất": ("portion", 1.0),
    "phần": ("portion", 1.0),
    "combo": ("set", 1.0),
    "khay": ("tray", 1.0),
    "giỏ": ("basket", 1.0),
    "rổ": ("basket", 1.0),
    "sọt": ("basket", 1.0),
    "lon": ("can", 1.0),
    "vỉ": ("tray", 1.0),
    "lốc": ("pack", 1.0),
}
TIME = {
    "giây": ("second", 1.0),
    "phút": ("minute", 1.0),
    "tiếng": ("hour", 1.0),
    "giờ": ("hour", 1.0),
    "h": ("hour", 1.0),
    "ngày": ("day", 1.0),
    "hôm": ("day", 1.0),
    "tuần": ("week", 1.0),
    "tháng": ("month", 1.0),
    "năm": ("year", 1.0),
    "đời": ("generation", 1.0),
    "thế hệ": ("generation", 1.0),
}
CURRENCY = wordset("đồng đ vnd vnđ")
# Counted, but neither weighed nor paid: a number before these is no price.
OTHERS = wordset(
    "người hộ bạn khách lượt cây gốc lần bước loại đơn tuổi hạt mùi vị mã số nhà chị anh cô chú bác em"
    " bạn xã bản huyện tỉnh vườn công mùa vụ lứa mẻ nắng đêm sao màu kiểu cỡ size lớp vòng"
    " khách tim mắt view like độ bông thợ"
)

Unit = tuple[str, float]
MEASURED = WEIGHT | LENGTH
LONG = frozenset(name for name, _ in LENGTH.values())
SPLITTING = wordset("kg cân ký kí mét m lít lạng")  # "bốn cân tám" is 4.8, "ba lạng rưỡi" 3.5


@lru_cache(2)
def _tables(plain: bool) -> dict[str, dict[str, Unit]]:
    named = {"quantity": MEASURED | COUNT, "duration": TIME}
    if not plain:
        return named
    return {name: {bare(word): unit for word, unit in table.items()} for name, table in named.items()}


def unit_at(words: Sequence[str], at: int, kind: str, *, plain: bool = False) -> tuple[Unit, int] | None:
    """The unit of that kind ("quantity" or "duration") at a position, and where it ends; the longest one."""
    table = _tables(plain)[kind]
    for length in (3, 2, 1):
        if at + length <= len(words) and (unit := table.get(" ".join(words[at : at + length]))):
            return unit, at + length
    return None


def is_unit(words: Sequence[str], at: int, *, plain: bool = False) -> bool:
    """Whether something countable stands there: a unit, or a counted noun."""
    if at >= len(words):
        return False
    kinds = ("quantity", "duration")
    return words[at] in OTHERS or any(unit_at(words, at, kind, plain=plain) for kind in kinds)
