"""What was said, and where in it something ends: at a stop, a particle, or where somebody is addressed."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from coach.language.numerals import numeral
from coach.language.text import bare, wordset
from coach.language.vi.units import is_unit
from coach.language.vi.words import DIGITS, EACH, HUNDRED, SCALES, SLANG, TENS, YEAR

# After these nothing is counted any more: particles, and what the buyer is asked to do.
PARTICLES = wordset(
    "nhé nha nhá nghe nghen nhen hen hỉ nè nì ạ ơi à ơ í thôi luôn chẵn tròn nào đi đó đấy"
    " chốt lấy bắt mua rước mại cho không"
)
KIN = wordset("anh chị em cô chú bác bà con mẹ dì cậu ông bạn mình nhà khách các mấy cả quý")
FOLLOWING = wordset("con nhà khách")  # part of an address, never its first word: "hai trăm bốn con"
CALLING = wordset("các mấy cả quý bà")  # with a word of kin after it surely an address: "các bác", "bà con"
GOING_ON = frozenset(TENS | {HUNDRED} | (SCALES.keys() - SLANG.keys()))


class Said:
    """Canonical tokens with the places of their stops; without diacritics (`plain`) in bare spelling."""

    def __init__(self, words: Sequence[str], *, plain: bool = False, stops: Collection[int] = ()) -> None:
        self.words = tuple(words)
        self.plain = plain
        self._stops = frozenset(stops)
        self._particles = self.spelled(PARTICLES)
        self._kin = self.spelled(KIN) - self.spelled(DIGITS)
        self._calling = self.spelled(CALLING) - self.spelled(DIGITS)
        self._each = self.spelled(EACH)
        self._going_on = self.spelled(GOING_ON) | self.spelled(DIGITS)

    def spelled(self, words: Collection[str]) -> frozenset[str]:
        """The words as they are written here."""
        return frozenset(map(bare, words)) if self.plain else frozenset(words)

    def at(self, at: int) -> str:
        return self.words[at] if 0 <= at < len(self.words) else ""

    def stop_before(self, at: int) -> bool:
        """Whether the breath ends before this token."""
        return at >= len(self.words) or at - 1 in self._stops

    def closes(self, at: int) -> bool:
        """Whether nothing that could be counted comes here: "tám trăm chẵn", "trăm bảy nha cô"."""
        return self.stop_before(at) or self.at(at) in self._particles or self.addresses(at)

    def addresses(self, at: int) -> bool:
        """Whether somebody is spoken to: "anh nhé", "bác nào bắt", "các chị ơi"."""
        if self.at(at) in FOLLOWING:
            return False
        end = at
        while self.at(end) in self._kin and (end == at or not self.stop_before(end)):
            end += 1
        called = end > at + 1 and self.at(at) in self._calling
        return end > at and (called or self.stop_before(end) or self.at(end) in self._particles)

    def is_kin(self, at: int) -> bool:
        return self.at(at) in self._kin

    def unit(self, at: int) -> bool:
        """Whether something countable stands there."""
        return at >= 0 and is_unit(self.words, at, plain=self.plain)

    def counted(self, at: int) -> bool:
        """Whether what stands there is counted by the number before it, and nobody addressed after it."""
        five = self.at(at) == YEAR and self.unit(at + 1)  # "năm mươi ngàn năm trái"
        return self.unit(at) and not five and not self.stop_before(at) and not self.addresses(at)

    def each(self, at: int) -> bool:
        """ "một ký", "mỗi xấp": what a price is for, whatever it is."""
        following = self.at(at + 1)
        if self.at(at) not in self._each or self.stop_before(at + 1) or self.unit(at + 1):
            return self.at(at) in self._each and self.unit(at + 1)
        number = following in self._going_on or following in self.spelled(SCALES) or numeral(following)
        return not number and not self.closes(at + 1)

    def over(self, at: int) -> bool:
        """Whether a price may end here: nothing more is said of it but what it is for."""
        return self.closes(at) or self.each(at)
