"""English with its endings loosened, and Vietnamese place names as English ears write them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from coach.language.text import Token, bare, canonical, wordset

PLACE_CUES = wordset("from in at near of around outside")
NO_SYLLABLE = wordset("the in a an and of to at on this that is it")  # "in the village" is not Yên Thế
EVERYDAY = NO_SYLLABLE | wordset("my by son sun")  # "My son" begins a sentence; it is not Mai Sơn
PLACE_KINDS = wordset("village commune district province town")
EXACT, PLAIN, LOOSE = 1.0, 0.8, 0.6  # certainty of a place by how near it was written
FEWEST_LETTERS_IN_ONE = 5  # a name run together ("Chilang") must be long enough not to be another word

# How English spelling renders Vietnamese sounds: "Lang Sun" for Lạng Sơn, "Chee Lang" for Chi Lăng.
RENDERED = (
    (r"ph", "f"),
    (r"kh", "k"),
    (r"th", "t"),
    (r"tr|j", "ch"),
    (r"ng|nh|gn", "n"),
    (r"x|z", "s"),
    (r"[cq](?!h)", "k"),
    (r"^([bcdfghklmnprstvx]h?)y$", r"\1ai"),  # "by", "my": as in Yên Bái, Mai Châu
    (r"ow$|ao$", "au"),
    (r"ee|ea|ie|y|e", "i"),
    (r"oo|ou|ow|u|w", "o"),
    (r"ah|ar(?![aeiou])", "a"),
    (r"(.)\1+", r"\1"),
)


@lru_cache(65_536)
def key(token: str) -> str:
    """Lower case, no accents, no possessive, no plural: "Farmer's" and "farmers" share "farmer"."""
    plain = re.sub(r"'s$|'$", "", bare(token))
    singular = re.sub(r"(?<=[^aeiou])ies$", "y", plain)
    singular = re.sub(r"(?<=[sxz])es$|(?<=[cs]h)es$", "", singular)
    singular = re.sub(r"(?<=[a-z]{2}[^s'ui])s$", "", singular)
    return singular if singular == token else key(singular)


ENDINGS = (
    ("ies", ("y",)),
    ("es", ("", "e")),
    ("s", ("",)),
    ("ied", ("y",)),
    ("ed", ("", "e")),
    ("ing", ("", "e")),
    ("er", ("", "e")),
    ("'s", ("",)),
)
FEWEST_LETTERS_OF_STEM = 3


@lru_cache(65_536)
def forms(token: str) -> tuple[str, ...]:
    """The word, then what it may be without an ending: "picked" -> "pick"; "stopping" -> "stop"."""
    found = [token]
    for ending, instead in ENDINGS:
        stem = token.removesuffix(ending)
        if stem == token or len(stem) < FEWEST_LETTERS_OF_STEM:
            continue
        found += [stem + letters for letters in instead]
        if len(stem) > FEWEST_LETTERS_OF_STEM and stem[-1] == stem[-2]:
            found.append(stem[:-1])
    return tuple(found)


@lru_cache(65_536)
def place_key(token: str) -> str:
    """A key that Vietnamese names keep however English writes them. Folding twice changes nothing."""
    folded = re.sub(r"'s$", "", bare(token))
    for sound, letter in RENDERED:
        folded = re.sub(sound, letter, folded)
    return folded if folded == token else place_key(folded)


def nearness(heard: Sequence[Token], name: Sequence[str], around: Sequence[Token], first: int) -> float:
    """How surely tokens that share a name's key are that name: 1 exact, less when only near, 0 not.

    Names have capitals in English; without them only the right letters after "from" or "in" are believed.
    """
    capitals = all(token.capital for token in heard)
    led = first > 0 and around[first - 1].text in PLACE_CUES
    said = "".join(bare(re.sub(r"'s$", "", token.text)) for token in heard)
    right = said == bare("".join(name))
    marked = [token.text for token in heard] == [canonical(part) for part in name] and any(
        t.marked for t in heard
    )
    if len(name) == 1:
        return EXACT if right and capitals and (led or marked) else 0.0
    if len(heard) == 1 and len(said) < FEWEST_LETTERS_IN_ONE:
        return 0.0
    if right and (capitals or marked):
        return EXACT
    if right and led:
        return PLAIN
    named = capitals and not all(token.text in EVERYDAY for token in heard)
    return LOOSE if named or _called_a_place(heard, around, first) else 0.0


def _called_a_place(heard: Sequence[Token], around: Sequence[Token], first: int) -> bool:
    """Whether "village", "province" ... stands right before or after: "in that village, my chow"."""
    beside = (*around[max(0, first - 1) : first], *around[first + len(heard) : first + len(heard) + 1])
    named = any(token.text in PLACE_KINDS for token in beside)
    return named and not any(token.text in NO_SYLLABLE for token in heard)
