"""Who came from where, and how many of them practised; one commune however it was typed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from coach.domain.hall import Guest
from coach.language.text import bare

# "xã Ea Kao" and "ea kao" are one place; the word before the name says only what kind of place it is.
KIND = re.compile(
    r"^(xa|phuong|thi tran|tt|x|p|desa|kelurahan|kec|kecamatan|commune of|commune|ward)\b[.\s]+"
)


@dataclass(frozen=True, slots=True)
class Present:
    """How many came from one commune, and how many of them handed a take in."""

    commune: str
    came: int
    practised: int


def attendance(guests: Iterable[Guest]) -> tuple[Present, ...]:
    """By commune, as most of its people wrote it; the most people first, then by name."""
    places: dict[str, list[Guest]] = {}
    for one in guests:
        places.setdefault(place_key(one.commune), []).append(one)
    rows = (
        Present(_usual(those), len(those), sum(one.practised_at is not None for one in those))
        for those in places.values()
    )
    return tuple(sorted(rows, key=lambda row: (-row.came, bare(row.commune))))


def place_key(commune: str) -> str:
    """One key for one place: no capitals, no marks, no word for its kind."""
    return KIND.sub("", " ".join(bare(commune).split())).strip()


def listed(communes: Iterable[str], typed: str) -> str:
    """The commune as the host listed it, however it was typed; what nobody listed stays as it is."""
    return next((one for one in communes if place_key(one) == place_key(typed)), typed)


def _usual(those: Iterable[Guest]) -> str:
    written = Counter(one.commune for one in those)
    return max(written, key=lambda name: (written[name], sum(map(str.isupper, name)), len(name), name))
