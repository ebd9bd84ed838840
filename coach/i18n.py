"""Sentences for people: the right language, the right form of address, numbers and dates as read there."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

from babel.dates import format_date, format_datetime
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

log = logging.getLogger(__name__)

LANGUAGES = ("vi", "en", "id")  # of the screens; Vietnamese is where every sentence starts
LOCALE_FOLDER = Path(__file__).parent / "locale"
NO_SENTENCE = "app.no_sentence"  # said in place of a sentence that nobody wrote
# She chooses how to be addressed in Vietnamese; Indonesian has its own forms of the same respect and age.
INDONESIAN_ADDRESS = {
    "cô": "Ibu",
    "bác": "Ibu",
    "chị": "Ibu",
    "chú": "Bapak",
    "anh": "Kakak",
} | dict.fromkeys(("em", "bạn"), "Kakak")
POLITE = "Anda"  # to somebody whose form of address is none of these
# Where a machine speaks English because nobody set it, its clock tells more.
SPOKEN_THERE = {
    "Asia/Ho_Chi_Minh": "vi",
    "Asia/Saigon": "vi",
    "Asia/Jakarta": "id",
    "Asia/Pontianak": "id",
    "Asia/Makassar": "id",
    "Asia/Jayapura": "id",
}
DAY_AND_HOUR = {"vi": "HH:mm, d/M/y", "en": "d MMM y, HH:mm", "id": "d MMM y, HH.mm"}

Value = str | int | float


class MissingSentenceError(KeyError):
    """A message id without a sentence, or a sentence that asks for a value it was not given."""


@lru_cache
def sentences(language: str) -> Mapping[str, str]:
    """Every message id with its sentence in that language, read once from the catalogue."""
    path = LOCALE_FOLDER / language / "LC_MESSAGES" / "coach.po"
    with path.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale=language) if m.id and m.string}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks to one learner. `address` is how she wishes to be called in Vietnamese."""

    language: str = "vi"
    address: str = "bạn"
    strict: ClassVar[bool] = False  # tests raise where the app says something neutral and logs the id

    def say(self, id: str, /, **values: Value) -> str:
        """The sentence with that id. A value that is itself a message id is said too."""
        try:
            return sentences(self.language)[id].format_map(self._told(values))
        except KeyError as error:
            if self.strict:
                raise MissingSentenceError(f"{id}: {error}") from error
            log.error("sentence_missing id=%s language=%s", id, self.language)
            return "" if id == NO_SENTENCE else self.say(NO_SENTENCE)

    def number(self, value: float) -> str:
        """`1234.5` as `1.234,5` in Vietnamese; at most one decimal, so that it can be read aloud."""
        return format_decimal(round(value, 1), format="#,##0.#", locale=self.language)

    def money(self, dong: float) -> str:
        """An amount in đồng: `35.000 ₫`."""
        return format_currency(dong, "VND", locale=self.language)

    def date(self, moment: datetime) -> str:
        """The day, in words long enough not to mix up day and month."""
        return format_date(moment.astimezone(), "long", locale=self.language)

    def day_and_hour(self, moment: datetime) -> str:
        """The day and the time of day on this machine's clock: `21/11, 08:05`."""
        return format_datetime(moment.astimezone(), DAY_AND_HOUR[self.language], locale=self.language)

    def _told(self, values: Mapping[str, Value]) -> dict[str, str]:
        you = spoken_address(self.language, self.address)
        told = {name: self._value(value) for name, value in values.items()}
        return told | {"you": you, "You": you[:1].upper() + you[1:]}

    def _value(self, value: Value) -> str:
        if isinstance(value, str):
            known = "." in value and value in sentences(self.language)
            return self.say(value) if known else value
        return self.number(value)


def spoken_address(language: str, address: str) -> str:
    """How a learner is addressed: as she chose, "you" in English, the form nearest to it in Indonesian."""
    if language == "id":
        return INDONESIAN_ADDRESS.get(address, POLITE)
    return address if language == "vi" else "you"


def preferred(accepted: str, timezone: str = "") -> str:
    """Our language that fits a browser best; "" where it names none of ours.

    `accepted`: the header Accept-Language (RFC 9110, section 12.5.4). English counts last: browsers name it
    beside any other, and machines that nobody set speak it; there the time zone (IANA name) decides.
    """
    parts = (one.partition(";q=") for one in accepted.replace(" ", "").lower().split(","))
    weighed = sorted((-_weight(weight), tag.partition("-")[0]) for tag, _, weight in parts)
    named = [tag for weight, tag in weighed if tag in LANGUAGES and weight < 0]
    if not named:
        return ""
    return next((tag for tag in named if tag != "en"), SPOKEN_THERE.get(timezone, "en"))


def _weight(written: str) -> float:
    try:
        return float(written or 1)
    except ValueError:
        return 0.0


def clock(at_s: float) -> str:
    """A moment of the take as a player shows it: 83.4 s is `1:23`."""
    minutes, seconds = divmod(int(at_s), 60)
    return f"{minutes}:{seconds:02d}"
