"""Words of one meaning: what was learned from "my mother picks" helps with "my aunt gathers"."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coach.domain.errors import LessonError
from coach.language.text import bare, canonical
from coach.language.yaml import read_yaml

MOST_WORDS = 4  # of one entry ("cha truyền con nối")
FEWEST_WORDS_PLAIN = 3  # fewer words without diacritics say nothing about how they were written

Forms = Callable[[str], tuple[str, ...]]  # a word and the plainer forms to try for it
Table = Mapping[tuple[str, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class WordKinds:
    """Which kinds each word or phrase belongs to, in full and without diacritics."""

    full: Table
    plain: Table
    forms: Forms

    def of(self, texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        """For each token or longest phrase in order the kinds it belongs to; an empty tuple for none."""
        marked = any(bare(text) != text for text in texts)
        table = self.full if marked or len(texts) < FEWEST_WORDS_PLAIN else self.plain
        found: list[tuple[str, ...]] = []
        at = 0
        while at < len(texts):
            kinds, length = self._longest(table, texts, at)
            found.append(kinds)
            at += length
        return tuple(found)

    def _longest(self, table: Table, texts: Sequence[str], at: int) -> tuple[tuple[str, ...], int]:
        for length in range(min(MOST_WORDS, len(texts) - at), 1, -1):
            if kinds := table.get(tuple(texts[at : at + length])):
                return kinds, length
        return next((table[(form,)] for form in self.forms(texts[at]) if (form,) in table), ()), 1


def read_kinds(path: Path, forms: Forms) -> WordKinds:
    """Read the word kinds of a language; none where there is no file. LessonError when it is not right."""
    listed = read_yaml(path) if path.is_file() else {}
    if not isinstance(listed, dict) or not all(isinstance(words, str) for words in listed.values()):
        raise LessonError("lesson.words.kinds", file=path.name)
    entries = [
        (str(kind), canonical(word).split()) for kind, words in listed.items() for word in words.split(",")
    ]
    return WordKinds(
        _table(entries), _table([(k, [bare(part) for part in word]) for k, word in entries]), forms
    )


def _table(entries: Sequence[tuple[str, Sequence[str]]]) -> Table:
    table: dict[tuple[str, ...], tuple[str, ...]] = {}
    for kind, words in entries:
        known = table.get(tuple(words), ())
        table[tuple(words)] = known if kind in known else (*known, kind)
    return table


def together(kinds: Sequence[Sequence[str]]) -> Iterator[str]:
    """Kinds that are there at all, which are there together, and which follow each other."""
    there = sorted({kind for one in kinds for kind in one})
    yield from there
    yield from (f"{a}&{b}" for n, a in enumerate(there) for b in there[n + 1 :])
    steps = [tuple(one) or ("",) for one in kinds]
    for before, after in itertools.pairwise(steps):
        yield from (f"{a}>{b}" for a in before for b in after if a or b)
