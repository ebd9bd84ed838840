"""Indonesian with its endings and everyday spellings loosened, and names of places as written there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from coach.language.en.fold import place_key as heard_key
from coach.language.text import Token, bare, wordset

PLACE_CUES = wordset(
    "di dari ke asal desa dusun kampung kecamatan kabupaten kota provinsi pulau gunung daerah wilayah pasar"
)
EXACT, PLAIN, LOOSE = 1.0, 0.8, 0.6  # certainty of a place by how near it was written
FEWEST_LETTERS_IN_ONE = 5  # a name run together must be long enough not to be another word

# One word for what is said and typed in many ways, from Medan to Papua.
SAME = {
    word: one
    for one, words in {
        "tidak": "nggak enggak engga ngga gak ga ndak tak tra nda kagak kaga indak henteu teu ora",
        "sudah": "udah su dah sampun udh alah",
        "kalau": "kalo klo kalu",
        "saja": "aja wae mawon ajah doang",
        "pakai": "pake",
        "sampai": "sampe nepi",
        "hanya": "cuma cuman",
        "untuk": "buat bwat utk",
        "kakak": "kak kaka",
        "ibu": "bu bun bunda mama",
        "bapak": "pak pace",
        "saya": "aku sa abdi tiang ambo awak gue gua kulo beta",
        "dengan": "sama dgn",
        "begini": "gini",
        "begitu": "gitu",
        "ribu": "rebu rb",
        "setengah": "satengah satangah",
    }.items()
    for word in words.split()
}
PARTICLES = re.compile(r"(?<=[a-z]{3})(nya|lah|kah|pun)$")


@lru_cache(65_536)
def key(token: str) -> str:
    """Lower case, everyday spellings as one, "-nya" and particles cut. Folding twice changes nothing."""
    plain = bare(token)
    folded = SAME.get(plain) or PARTICLES.sub("", plain)
    return folded if folded == token else key(folded)


# prefix: what the word behind it may begin with once the prefix is gone ("menimbang" is "timbang").
PREFIXES = (
    ("menge", ("",)),
    ("meny", ("s", "c")),
    ("meng", ("", "k")),
    ("mem", ("", "p")),
    ("men", ("", "t")),
    ("me", ("",)),
    ("peny", ("s",)),
    ("peng", ("", "k")),
    ("pem", ("", "p")),
    ("pen", ("", "t")),
    ("nge", ("",)),
    ("ng", ("", "k")),
    ("ny", ("s", "c")),
    ("n", ("t", "")),
    ("m", ("p",)),
    ("diper", ("",)),
    ("di", ("",)),
    ("ber", ("",)),
    ("ter", ("",)),
    ("ku", ("",)),
    ("pe", ("",)),
    ("se", ("",)),
    ("ke", ("",)),
)
SUFFIXES = ("kannya", "annya", "nya", "kan", "lah", "an", "in", "i", "ku", "mu")
FEWEST_LETTERS_OF_STEM = 3


@lru_cache(65_536)
def forms(token: str) -> tuple[str, ...]:
    """The word, then what it may be without affixes: "dipetiknya" -> "petik", "menimbang" -> "timbang"."""
    ends = [token, *(token.removesuffix(end) for end in SUFFIXES if token.endswith(end))]
    found = list(ends)
    for stem in ends:
        for prefix, begins in PREFIXES:
            if stem.startswith(prefix):
                found += [begin + stem.removeprefix(prefix) for begin in begins]
    long = [word for word in found if word == token or len(word) >= FEWEST_LETTERS_OF_STEM]
    return tuple(dict.fromkeys(long))


def place_key(token: str) -> str:
    """A key that names keep as foreign ears write them: "Lang Son" for Lạng Sơn, "Jogja" as it is."""
    return heard_key(re.sub(r"nya$", "", bare(token)))


def nearness(heard: Sequence[Token], name: Sequence[str], around: Sequence[Token], first: int) -> float:
    """How surely tokens that share a name's key are that name: 1 exact, less when only near, 0 not.

    A name of one word needs its own letters and a capital or "di", "dari" before it: "malang"
    also means unlucky.
    """
    capitals = all(token.capital for token in heard)
    led = first > 0 and around[first - 1].text in PLACE_CUES
    said = "".join(bare(token.text) for token in heard)
    right = said.removesuffix("nya") == bare("".join(name)) or said == bare("".join(name))
    if len(name) == 1:
        return (EXACT if capitals and led else PLAIN) if right and (capitals or led) else 0.0
    if len(heard) == 1 and len(said) < FEWEST_LETTERS_IN_ONE:
        return 0.0
    if right:
        return EXACT if capitals else PLAIN
    return LOOSE if capitals else 0.0
