"""What somebody in the hall wrote, made fit for the wall, or the reason why it is never shown there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from coach.language.text import bare, canonical, spoken
from coach.language.tongue import language

LONGEST = 60  # characters, as of the practice audience: what a hall can read from its seats at a glance
LONGEST_NAME = 30
FEWEST_PHONE_DIGITS = 8  # as in coach/language: shorter runs are prices, weights, dates
MOST_ALIKE = 3  # of one letter in a row: "ngoooooon" stays a joke without filling the wall
MOST_TYPED = 2000  # characters that are looked at; nobody types as many
ROUGH = Path(__file__).parent / "data" / "rough.txt"

EMPTY, LONG, MARKUP, LINK, PHONE, ROUGH_WORDS = "empty", "long", "markup", "link", "phone", "rough"

# A page draws what is left as plain text; this keeps code off the wall because nobody wants to read it.
CODE = re.compile(
    r"</?[a-z!?]|&(#\d+|#x[0-9a-f]+|[a-z]+);|javascript\s*:|data\s*:\s*text|\bon[a-z]{3,}\s*=|\$\{|\{\{|\]\(|!\[|"
    r"`{3}|:[a-z_]+\[|\bselect\b.+\bfrom\b|\bdrop\s+table\b|\bunion\s+select\b|--\s*$|/\*|\*/|\\x[0-9a-f]|%3c",
    re.IGNORECASE,
)
ENDINGS = (
    "com|net|org|vn|id|info|shop|store|xyz|online|site|top|link|live|app|io|co|me|ly|biz|asia|tv|cc|gl|to|"
    "click|gov|edu|pro|club|vip|space|page|dev|ru|cn|uk"
)
DOT = r"\s*(?:\.|\[\.\]|\(\.\)|\(dot\)|\[dot\]|\bdot\b|\bchấm\b|\bcham\b|\btitik\b|。|·|•)\s*"
ADDRESS = re.compile(
    rf"https?\s*:|\bhttps?\b|\bwww\b|\b[a-z0-9][a-z0-9-]*{DOT}(?:{ENDINGS})(?![a-z0-9])|[\w.+-]+\s*@\s*[\w-]+|@\w{{3,}}|"
    r"\b(?:t\.me|bit\.ly|fb\.me|wa\.me|zalo\.me|m\.me)\b|\b\w+://|\b\d{1,3}(?:\.\d{1,3}){3}\b|:\d{4,5}/",
    re.IGNORECASE,
)
LOOKS_LIKE_DIGIT = str.maketrans({"o": "0", "O": "0", "l": "1", "L": "1", "I": "1", "|": "1"})
BETWEEN_DIGITS = re.compile(r"(?<=[\dOoIlL|])[\s.,\-_/*()+:;'\"~=#]+(?=[\dOoIlL|])")
RUN = re.compile(rf"[\dOoIlL|]{{{FEWEST_PHONE_DIGITS},}}")
# A price in thousands or a day is no number to ring: 35.000, 1.500.000, 22/11/2026.
NO_NUMBER = re.compile(
    r"(?<![\d.,/-])(?:[1-9]\d{0,2}(?:[.,]\d{3})?[.,]000|\d{1,2}[/-]\d{1,2}[/-](?:20)?\d{2})(?![.,/-]?\d)"
)
IN_A_ROW = re.compile(rf"(\w\W?|\W)\1{{{MOST_ALIKE},}}")
WORD = re.compile(r"[^\W_]+")
RATHER = {"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "@": "a", "$": "s", "!": "i"}
PRONE = str.maketrans(RATHER)


@dataclass(frozen=True, slots=True)
class Written:
    """A text as the wall may show it; or, with `refused`, none and why."""

    text: str = ""
    refused: str = ""


def cleaned(typed: str) -> str:
    """One line of plain letters: nothing invisible, nothing that turns the direction, no towers of marks."""
    composed = unicodedata.normalize("NFKC", typed[:MOST_TYPED])
    plain = "".join(_letter(one) for one in composed)
    single = IN_A_ROW.sub(lambda found: found[1] * MOST_ALIKE, plain)
    return " ".join(_without_towers(single).split())


def written(typed: str, spoken_in: str) -> Written:
    """What somebody typed, in the language of the evening ("vi", "en", "id")."""
    text = cleaned(typed)
    why = _refused(text, spoken_in, LONGEST)
    return Written(refused=why) if why else Written(text)


def called(typed: str, spoken_in: str) -> Written:
    """The same for a name or a commune: shorter, and it has a letter in it."""
    text = cleaned(typed).strip(".,;:-_'\"*<>[](){}#/\\|")
    why = _refused(text, spoken_in, LONGEST_NAME) or ("" if any(map(str.isalpha, text)) else EMPTY)
    return Written(refused=why) if why else Written(text)


def _refused(text: str, spoken_in: str, longest: int) -> str:
    if not any(unicodedata.category(one)[0] in "LNS" for one in text):
        return EMPTY
    if CODE.search(text):
        return MARKUP
    if ADDRESS.search(text):
        return LINK
    if has_phone(text, spoken_in):
        return PHONE
    if is_rough(text):
        return ROUGH_WORDS
    return LONG if len(text) > longest else ""


def has_phone(text: str, spoken_in: str) -> bool:
    """Whether a telephone number is in it, in digits however they are apart, or in words."""
    told = NO_NUMBER.sub("#", text)
    joined = BETWEEN_DIGITS.sub("", told)
    if any(_digits(one) >= FEWEST_PHONE_DIGITS for one in RUN.findall(joined)):
        return True
    return any(_spoken_number(told, one) for one in dict.fromkeys((spoken_in, "vi")))


def is_rough(text: str) -> bool:
    """Whether one of the words that are never shown is in it, in whichever language."""
    exact, loose = _rough()
    words = _spaced(WORD.findall(canonical(text)))
    apart = _spaced(_joined(WORD.findall(bare(text.translate(PRONE)))))
    squeezed = re.sub(r"(\w)\1+", r"\1", apart)
    return any(f" {one} " in words for one in exact) or any(
        f" {one} " in form for one in loose for form in (apart, squeezed)
    )


def _letter(one: str) -> str:
    kind = unicodedata.category(one)
    if kind in ("Cf", "Co", "Cs", "Cn"):
        return ""
    return " " if kind[0] in "CZ" else one


def _without_towers(text: str) -> str:
    """No mark on a mark: Vietnamese letters are whole in NFC and need none."""
    return "".join(one for one in text if not unicodedata.category(one).startswith("M"))


def _digits(run: str) -> int:
    """Letters that look like digits count where real digits are most of the run."""
    real = sum(one.isdigit() for one in run)
    return len(run.translate(LOOKS_LIKE_DIGIT)) if real * 2 > len(run) else real


def _spoken_number(text: str, spoken_in: str) -> bool:
    tongue = language(spoken_in)
    return any(find.name == "phone" for find in tongue.finds(tongue.tokens(spoken(text))))


def _spaced(words: Iterable[str]) -> str:
    return f" {' '.join(words)} "


def _joined(words: list[str]) -> Iterator[str]:
    """Letters that stand apart are one word: "đ m m"."""
    single = ""
    for word in words:
        if len(word) == 1:
            single += word
            continue
        if single:
            yield single
        single = ""
        yield word
    if single:
        yield single


@cache
def _rough() -> tuple[frozenset[str], frozenset[str]]:
    """Words as they stand with their marks, and those that are also known without."""
    lines = (line for line in ROUGH.read_text("utf-8").splitlines() if line and not line.startswith("#"))
    words = [word for line in lines for word in line.split("\t")[1:]]
    exact = frozenset(canonical(word.lstrip("~")) for word in words)
    return exact, frozenset(bare(word[1:]) for word in words if word.startswith("~"))
