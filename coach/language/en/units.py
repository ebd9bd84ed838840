"""English units: what can be weighed, measured, counted, waited for and paid with."""

from __future__ import annotations

from collections.abc import Sequence

from coach.language.text import listed, wordset

Unit = tuple[str, float]

MEASURED = {
    "kilo": ("kg", 1.0),
    "kg": ("kg", 1.0),
    "kgs": ("kg", 1.0),
    "kilogram": ("kg", 1.0),
    "kilogramme": ("kg", 1.0),
    "gram": ("g", 1.0),
    "gramme": ("g", 1.0),
    "g": ("g", 1.0),
    "ton": ("kg", 1000.0),
    "tonne": ("kg", 1000.0),
    "pound": ("lb", 1.0),
    "lb": ("lb", 1.0),
    "ounce": ("oz", 1.0),
    "oz": ("oz", 1.0),
    "liter": ("l", 1.0),
    "litre": ("l", 1.0),
    "l": ("l", 1.0),
    "ml": ("ml", 1.0),
    "millilitre": ("ml", 1.0),
    "milliliter": ("ml", 1.0),
    "cm": ("cm", 1.0),
    "centimeter": ("cm", 1.0),
    "centimetre": ("cm", 1.0),
    "millimeter": ("mm", 1.0),
    "millimetre": ("mm", 1.0),
    "mm": ("mm", 1.0),
    "meter": ("m", 1.0),
    "metre": ("m", 1.0),
    "m": ("m", 1.0),
    "km": ("km", 1.0),
    "kilometer": ("km", 1.0),
    "kilometre": ("km", 1.0),
    "inch": ("in", 1.0),
    "inche": ("in", 1.0),
    "hectare": ("ha", 1.0),
    "percent": ("percent", 1.0),
    "per cent": ("percent", 1.0),
    "%": ("percent", 1.0),
}
COUNT = {
    "fruit": ("fruit", 1.0),
    "apple": ("fruit", 1.0),
    "custard apple": ("fruit", 1.0),
    "orange": ("fruit", 1.0),
    "piece": ("piece", 1.0),
    "box": ("box", 1.0),
    "carton": ("box", 1.0),
    "crate": ("box", 1.0),
    "bag": ("bag", 1.0),
    "sack": ("bag", 1.0),
    "packet": ("bag", 1.0),
    "pack": ("pack", 1.0),
    "jar": ("jar", 1.0),
    "bottle": ("bottle", 1.0),
    "can": ("can", 1.0),
    "tin": ("can", 1.0),
    "bunch": ("bunch", 1.0),
    "basket": ("basket", 1.0),
    "tray": ("tray", 1.0),
    "set": ("set", 1.0),
    "pair": ("pair", 1.0),
    "dozen": ("dozen", 1.0),
    "scarf": ("piece", 1.0),
    "scarve": ("piece", 1.0),
}
TIME = {
    "second": ("second", 1.0),
    "minute": ("minute", 1.0),
    "min": ("minute", 1.0),
    "hour": ("hour", 1.0),
    "day": ("day", 1.0),
    "night": ("day", 1.0),
    "week": ("week", 1.0),
    "month": ("month", 1.0),
    "year": ("year", 1.0),
    "decade": ("year", 10.0),
    "generation": ("generation", 1.0),
}
CURRENCY = {"dong": "VND", "vnd": "VND", "₫": "VND"} | dict.fromkeys(
    listed("dollar buck usd peso rupiah baht euro quid $ € £ cedi naira rupee"), ""
)
# Coins and notes with names of their own, in dollars, pounds or euros.
COINS = {"cent": 0.01, "pence": 0.01, "penny": 0.01, "p": 0.01, "fiver": 5.0, "tenner": 10.0}
TABLES = {"quantity": MEASURED | COUNT, "duration": TIME}
EACH_ALONE = wordset("each apiece")  # a price "each" is a price a piece


def singular(word: str) -> str:
    """ "boxes" -> "box", "kilos" -> "kilo", "year's" -> "year"."""
    word = word.removesuffix("'s").removesuffix("'")
    if word.endswith(("xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and len(word) > 2 and not word.endswith("ss") else word


def unit_at(words: Sequence[str], at: int, kind: str) -> tuple[Unit, int] | None:
    """The unit of that kind ("quantity" or "duration") at a position, and where it ends; the longest one."""
    table = TABLES[kind]
    for length in (2, 1):
        if at + length <= len(words):
            name = " ".join((*words[at : at + length - 1], singular(words[at + length - 1])))
            if unit := table.get(name):
                return unit, at + length
    return None


def coin_at(words: Sequence[str], at: int) -> float | None:
    """What one of a coin or note is worth: 0.01 for "pence", 10 for "tenner", None for any other word."""
    return COINS.get(singular(words[at])) if 0 <= at < len(words) else None


def currency_at(words: Sequence[str], at: int) -> str | None:
    """ "VND" for dong, "" for any other money word, None for no money word."""
    return CURRENCY.get(singular(words[at])) if 0 <= at < len(words) else None
