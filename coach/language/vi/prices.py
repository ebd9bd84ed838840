"""Which Vietnamese numbers are prices, how surely, and of how many đồng."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from coach.language.finds import Find
from coach.language.numerals import Number
from coach.language.text import bare, wordset
from coach.language.vi.said import Said
from coach.language.vi.units import CURRENCY, LONG, unit_at
from coach.language.vi.words import HUNDRED

PRICE = wordset("giá")
PRICE_HINTS = wordset("bán còn có chỉ để lấy là mất hết tiền tính")
AFTER_PRICE = wordset("thôi nha nhé ạ luôn nhá nghen cả bà mọi một mỗi ngàn nghìn cho thì")
THIS = wordset("này")  # "con này tám chục nha"
# A number right after these was counted or measured: "nặng trăm hai", "bán được hai trăm".
GAINED = wordset("được đủ trồng nuôi nặng cao dài rộng sâu tuổi thứ")
WORTH_COUNTING = 10_000  # đồng; "hai nghìn con gà" are hens, "sáu chục ngàn ký" a price
YEARS = range(1900, 2101)
# Between two amounts these words take the first one back: "trăm tám, ý lộn, trăm chín".
TAKEN_BACK = (
    *("lộn", "nhầm", "à không", "ơ không", "ấy chết", "quên", "đọc sai", "nói sai", "sửa lại"),
    *("đính chính", "nói lại", "xin lỗi", "ý em là", "ý là"),
)
NOT_SO = ("không", "phải")  # takes back only between stops: "hai trăm, không phải, ba trăm"
CORRECTED_WITHIN = 7  # tokens between the two
SURE, LIKELY, BY_ITSELF, UNSURE = 1.0, 0.8, 0.7, 0.6


class Prices:
    """Tells prices among the numbers of one utterance."""

    def __init__(self, said: Said, corrections: Mapping[Number, Number]) -> None:
        self._said = said
        self._corrections = corrections
        self._currency = said.spelled(CURRENCY)
        self._hundred = said.spelled([HUNDRED])
        self._price = said.spelled(PRICE)
        self._hints = said.spelled(PRICE_HINTS)
        self._gained = said.spelled(GAINED)
        self._ten = said.spelled(["chục"])
        self._this = said.spelled(THIS)

    def price(self, number: Number) -> Find | None:
        """The number as a price."""
        currency = self._said.at(number.end) in self._currency and not number.unit
        certainty = SURE if currency or number.money else self._certainty(number)
        if not certainty:
            return None
        literal = currency and self._hundreds(number)  # "tám trăm đồng" are 800
        exact = number.scaled or number.money or number.value >= 1000 or literal
        value = number.value if exact else number.value * 1000
        return Find("money", number.first, number.end + currency, value, "VND", certainty)

    def _certainty(self, number: Number) -> float:
        """How surely a number without a currency is a price."""
        following = "" if self._said.stop_before(number.end) else self._said.at(number.end)
        year = number.value in YEARS and number.value % 100
        if number.unit or following in ("phần", "%") or year:
            return 0.0
        if number in self._corrections:
            return self._corrected(number)
        if number.scaled and number.value >= 1000:
            return SURE if self._paid(number) else 0.0
        return self._short(number)

    def _corrected(self, number: Number) -> float:
        """A number said in place of another one is a price as surely as either would be by itself."""
        wrong = self._corrections[number]
        money = self._said.at(wrong.end) in self._currency or wrong.money or wrong.scaled
        both = min(number.value, wrong.value) >= 10 and not self._said.unit(number.end)
        paid = money or (number.scaled and self._paid(number))
        alone = max(self._short(number), self._short(wrong), SURE if paid else 0.0)
        return alone or (UNSURE if both else 0.0)

    def _paid(self, number: Number) -> bool:
        """Whether thousands or millions are paid, not counted: "180 nghìn bác nhé", no "hai nghìn tim"."""
        at = number.end
        if not self._said.counted(at):
            return True
        if self._said.is_kin(at):
            return number.value >= WORTH_COUNTING
        bought = unit_at(self._said.words, at, "quantity", plain=self._said.plain)
        if bought is None or number.value >= WORTH_COUNTING:
            return bought is not None
        return bought[0][0] not in LONG and self._said.closes(bought[1])

    def _short(self, number: Number) -> float:
        """ "giá hai trăm rưỡi", "tám chục một ký": thousands are left out."""
        before = set(self._said.words[max(0, number.first - 3) : number.first])
        named = bool(before & self._price)
        called = self._said.is_kin(number.end) and named
        if number.value < 10 or (self._said.counted(number.end) and not called):
            return 0.0
        if named:
            return SURE
        if self._said.each(number.end):
            return self._for_each(number)
        return self._by_itself(number, before)

    def _for_each(self, number: Number) -> float:
        """ "tám chục một ký"; what it is for may also be something that has no fixed unit."""
        spoken = number.end - number.first > 1 or number.value >= 20
        if not spoken:
            return 0.0
        known = unit_at(self._said.words, number.end + 1, "quantity", plain=self._said.plain)
        if known:
            return LIKELY
        return 0.0 if number.pair else UNSURE  # "ba hai một lên deal" counts down

    def _by_itself(self, number: Number, before: set[str]) -> float:
        """ "cặp gà này tám trăm chẵn": hundreds that count nothing; less than that only after a hint."""
        over = self._said.closes(number.end)
        if self._said.at(number.first - 1) in self._gained:
            return 0.0
        if over and self._hundreds(number):
            return BY_ITSELF
        ended = self._said.stop_before(number.end) or self._said.at(number.end) in AFTER_PRICE
        tens = self._ten & set(self._said.words[number.first : number.end])
        this = over and tens and before & self._this
        return UNSURE if this or (ended and before & self._hints) else 0.0

    def _hundreds(self, number: Number) -> bool:
        """Whether it was said in hundreds, without a scale."""
        said = self._said.words[number.first : number.end]
        return not number.scaled and bool(self._hundred & set(said))


def corrections(said: Said, numbers: Sequence[Number]) -> dict[Number, Number]:
    """Each number that was said in place of another one, with that one."""
    meant = [number for number in numbers if not said.each(number.first) or not number.single]
    return {two: one for one, two in pairwise(meant) if _taken_back(said, one, two)}


def _taken_back(said: Said, one: Number, two: Number) -> bool:
    between = said.words[one.end : two.first]
    counts = said.counted(two.end) and not said.counted(one.end) and not two.scaled
    if not 0 < len(between) <= CORRECTED_WITHIN or counts:
        return False
    denied = between[-2:] == NOT_SO and said.stop_before(two.first) and said.stop_before(two.first - 2)
    spelled = f" {' '.join(between)} "
    return denied or any(f" {bare(words) if said.plain else words} " in spelled for words in TAKEN_BACK)
