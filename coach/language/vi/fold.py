"""Vietnamese as it is said in different places: one key for "trốt" and "chốt", "nạng" and "lạng"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from coach.language.text import TONES, Token, bare, canonical, wordset

ONSET = re.compile(r"(ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnpqrstvx])?(.*)", re.DOTALL)
CODA = re.compile(r"(ng|nh|ch|c)$")

# Regional mergers, which are never mistakes: tr~ch, s~x, d~gi~r~v, l~n; and spellings of one sound.
SAME_ONSET = {"ngh": "ng", "gh": "g", "q": "k", "c": "k", "tr": "ch", "x": "s"} | {
    "gi": "d",
    "r": "d",
    "v": "d",
    "n": "l",
}
SAME_CODA = {
    "ng": "n",
    "nh": "n",
    "ch": "t",
    "c": "t",
}  # final n~ng~nh and t~c~ch, as in the centre and south
PLACE_CUES = wordset(
    "ở tại từ quê xã huyện tỉnh bản thôn làng xóm phường quận vùng miền đất rừng thị trấn phố về trên chợ"
)
EXACT, DIALECT, PLAIN, LOOSE = 1.0, 0.85, 0.8, 0.6  # certainty of a place by how near it was said


@lru_cache(65_536)
def key(token: str) -> str:
    """The loosest key: no tones, no vowel quality, onsets and codas merged. Folding twice changes nothing."""
    folded = _fold(bare(token))
    return folded if folded == token else key(folded)


def forms(token: str) -> tuple[str, ...]:
    """Only the syllable itself: Vietnamese words have no endings."""
    return (token,)


place_key = key  # names of places are folded like any other word


@lru_cache(65_536)
def dialect_key(token: str) -> str:
    """Regional onsets and codas merged and hỏi taken for ngã, but vowels and the other tones kept."""
    loose = unicodedata.normalize("NFD", canonical(token)).replace("\u0309", "\u0303")
    tone = "".join(mark for mark in loose if mark in TONES)
    letters = unicodedata.normalize("NFC", "".join(mark for mark in loose if mark not in TONES))
    return _fold(letters) + tone


def _fold(letters: str) -> str:
    matched = ONSET.match(letters)
    onset, rest = (matched[1] or "", matched[2]) if matched else ("", letters)
    if onset == "qu":
        onset, rest = "k", "u" + rest
    if onset == "gi" and not re.match(r"[aăâeêioôơuưy]", rest):
        rest = "i" + rest
    rest = CODA.sub(lambda coda: SAME_CODA[coda[1]], rest)
    return SAME_ONSET.get(onset, onset) + rest.replace("y", "i")


def plain(tokens: Sequence[Token]) -> bool:
    """Whether the words were written without diacritics: three or more, none marked."""
    return len(tokens) >= 3 and not any(token.marked for token in tokens)


def nearness(heard: Sequence[Token], name: Sequence[str], around: Sequence[Token], first: int) -> float:
    """How surely tokens that share a name's key are that name: 1 exact, less for dialect, 0 not at all.

    `around` is the whole utterance, `first` where the name starts in it. A single syllable needs its own
    diacritics; other ones than the name's need capitals or "ở", "xã" before them: "đã nặng" is no city.
    """
    capitals = all(token.capital for token in heard)
    said = [token.text for token in heard]
    if said == [canonical(part) for part in name]:
        return EXACT if len(name) > 1 or capitals or heard[0].marked else 0.0
    if len(name) == 1:
        return 0.0
    led = capitals or (first > 0 and around[first - 1].text in PLACE_CUES)
    if len(said) == 1:  # "Langson": written as one word
        return PLAIN if led and bare(said[0]) == bare("".join(name)) else 0.0
    if plain(around):
        return PLAIN if said == [bare(part) for part in name] else LOOSE
    return _marked_nearness(said, name, led)


def _marked_nearness(said: Sequence[str], name: Sequence[str], led: bool) -> float:
    """Among words that do carry diacritics."""
    if [dialect_key(part) for part in said] == [dialect_key(part) for part in name]:
        return DIALECT
    if not led:
        return 0.0
    return PLAIN if list(said) == [bare(part) for part in name] else LOOSE
