"""Certificates by name, as people say them and as a recogniser mishears them, with their stars."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from coach.domain.errors import LessonError
from coach.language.finds import Find
from coach.language.text import Token, bare, canonical
from coach.language.yaml import nearest, read_yaml

FIELDS = ("id", "said", "heard_as")
STARS = {"sao": "star", "star": "star", "stars": "star", "bintang": "star"}
DIGITS = {
    "1": 1, "2": 2, "3": 3, "4": 4, "5": 5,
    "một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
    "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5,
}  # fmt: skip
SURE, LIKELY = 1.0, 0.7
STARS_WITHIN = 4  # tokens: "OCOP hạng bốn sao", "OCOP with four stars"


@dataclass(frozen=True, slots=True)
class Certificates:
    """Known certificates: token sequences, each with the certificate and how surely it is meant."""

    known: Mapping[tuple[str, ...], tuple[str, float]]
    longest: int

    def find(self, said: Sequence[Token]) -> Iterator[Find]:
        """Certificates named in the tokens; value: its id, unit: "4 star" where stars are said with it."""
        texts = [token.text for token in said]
        at = 0
        while at < len(texts):
            found = self._at(texts, at)
            if found is None:
                at += 1
                continue
            end, certificate, certainty = found
            stars, end = _stars(texts, end)
            yield Find("cert", at, end, certificate, stars, certainty)
            at = end

    def _at(self, texts: Sequence[str], at: int) -> tuple[int, str, float] | None:
        for length in range(min(self.longest, len(texts) - at), 0, -1):
            known = self.known.get(tuple(texts[at : at + length]))
            if known:
                return at + length, *known
        return None


def _stars(texts: Sequence[str], end: int) -> tuple[str | None, int]:
    for at in range(end, min(len(texts), end + STARS_WITHIN)):
        number = DIGITS.get(texts[at])
        if number and at + 1 < len(texts) and texts[at + 1] in STARS:
            return f"{number} star", at + 2
    return None, end


def read_certificates(path: Path, language: str, split: Callable[[str], tuple[str, ...]]) -> Certificates:
    """The certificates of `certificates.yaml` as that language says them; none where there is no such file.

    Raises LessonError naming file, entry and field.
    """
    known: dict[tuple[str, ...], tuple[str, float]] = {}
    listed = read_yaml(path) if path.is_file() else []
    if not isinstance(listed, list):
        raise LessonError("lesson.labels.list", file=path.name)
    for n, entry in enumerate(listed, 1):
        for name, certainty in (("heard_as", LIKELY), ("said", SURE)):
            for text in _spellings(path.name, n, entry, name).get(language, ()):
                named = (str(entry["id"]), certainty)
                known.setdefault(tuple(map(bare, split(canonical(str(text))))), (named[0], LIKELY))
                known[split(canonical(str(text)))] = named
    return Certificates(known, max((len(key) for key in known), default=0))


def _spellings(file: str, n: int, entry: Any, field: str) -> Mapping[str, Sequence[str]]:
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str):
        raise LessonError("lesson.labels.no_id", file=file, entry=n)
    for name in entry:
        if name not in FIELDS:
            close = nearest(str(name), list(FIELDS))
            raise LessonError(
                "lesson.labels.unknown_field", file=file, entry=entry["id"], field=str(name), nearest=close
            )
    spellings = entry.get(field) or {}
    return spellings if isinstance(spellings, dict) else {}
