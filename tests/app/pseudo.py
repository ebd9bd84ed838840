"""An invented language: every Vietnamese sentence a good deal longer, with accents, in brackets.

What does not fit then will not fit in a language that needs more room; without brackets: not translated.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from coach import i18n

LONGER = 0.4
MORE = ("ẩữ", "ộằng", "ỹ", "ẵnghểu", "ờị", "ụỗm")  # as long as words are, with marks above and below
# Values, marks of Markdown and names of icons stay what they are.
KEPT = re.compile(r"(\{\w+\}|:material/\w+:|\*\*|\n+)")
ACCENTS = str.maketrans("aeiouyAEIOUYdD", "ậệịộụỵẬỆỊỘỤỴđĐ")


def lengthened(text: str) -> str:
    """The sentence 40 % longer, its plain vowels with accents, every placeholder untouched."""
    if not any(letter.isalpha() for letter in KEPT.sub("", text)):
        return text
    pieces = [part if KEPT.fullmatch(part) else part.translate(ACCENTS) for part in KEPT.split(text)]
    wanted, more = LONGER * len(text), list[str]()
    while sum(map(len, more)) + len(more) < wanted:
        more.append(MORE[len(more) % len(MORE)])
    return f"⟦{''.join(pieces)} {' '.join(more)}⟧"


def speak() -> None:
    """From now on this process speaks it wherever it would speak Vietnamese."""
    plain = i18n.sentences
    known: dict[str, Mapping[str, str]] = {}

    def sentences(language: str) -> Mapping[str, str]:
        if language != "vi":
            return plain(language)
        if not known:
            known["vi"] = {one: lengthened(text) for one, text in plain("vi").items()}
        return known["vi"]

    i18n.sentences = sentences  # type: ignore[assignment]
