"""Names of places: read from the gazetteer, and found in speech however they were pronounced or spelled."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language as Pipeline
from spacy.matcher import PhraseMatcher
from spacy.tokens import Doc

from coach.domain.errors import LessonError
from coach.language.finds import Find, without_overlaps
from coach.language.text import TOKEN, Token, bare
from coach.language.yaml import read_yaml

Key = Callable[[str], str]
Nearness = Callable[[Sequence[Token], Sequence[str], Sequence[Token], int], float]
SECTIONS = ("provinces", "former_provinces", "communes", "others", "also")
FEWEST_LETTERS_JOINED = 6  # "Hanoi" is 5 but well known; shorter names run together are other words
RANK = {"place.province": 0, "place.commune": 1, "place.other": 2}  # one name at two levels: the larger place


@dataclass(frozen=True, slots=True)
class Place:
    """A place's own name, what people may call it, and its kind, for example "place.commune"."""

    name: str
    called: str
    kind: str


def read_places(path: Path) -> tuple[Place, ...]:
    """The gazetteer. Raises LessonError for a missing section or a name that is not text."""
    listed = read_yaml(path)
    if not isinstance(listed, dict) or set(listed) != set(SECTIONS):
        raise LessonError("lesson.places.sections", file=path.name, sections=", ".join(SECTIONS))
    named = list(_named(listed))
    for place in named:
        if not isinstance(place.name, str) or not isinstance(place.called, str):
            raise LessonError("lesson.places.name", file=path.name, name=str(place.name))
    return tuple(dict.fromkeys(named))


def _named(listed: dict[str, Any]) -> Iterator[Place]:
    for name in (*listed["provinces"], *listed["former_provinces"]):
        yield Place(name, name, "place.province")
        for called in listed["also"].get(name, ()):
            yield Place(name, called, "place.province")
    for names in listed["communes"].values():
        for name in names:
            yield Place(name, name, "place.commune")
    for name in listed["others"]:
        yield Place(name, name, "place.other")


class Gazetteer:
    """Finds places in tokens by their folded keys, and says how surely each is the one named."""

    def __init__(self, places: Sequence[Place], key: Key, nearness: Nearness) -> None:
        """`key` folds a token; `nearness` judges tokens whose keys are those of a name (0 rejects)."""
        self._nlp = folding_pipeline(key)
        self._matcher = PhraseMatcher(self._nlp.vocab, attr="NORM")
        self._nearness = nearness
        self._parts = [tuple(TOKEN.findall(place.called)) for place in places]
        self._places = tuple(places)
        for index, parts in enumerate(self._parts):
            self._matcher.add(str(index), [self._doc(written) for written in _writings(parts)])

    def find(self, tokens: Sequence[Token]) -> tuple[Find, ...]:
        """The places named, longest first where names share tokens."""
        if not tokens:
            return ()
        matches = self._matcher(self._doc([token.text for token in tokens]))
        finds = (
            self._judge(tokens, int(self._nlp.vocab.strings[n]), first, end) for n, first, end in matches
        )
        sure = sorted((f for f in finds if f.certainty > 0), key=lambda f: (RANK[f.name], str(f.value)))
        return without_overlaps(sorted(sure, key=lambda f: -f.certainty))

    def _judge(self, tokens: Sequence[Token], index: int, first: int, end: int) -> Find:
        place = self._places[index]
        certainty = self._nearness(tokens[first:end], self._parts[index], tokens, first)
        return Find(place.kind, first, end, place.name, None, certainty)

    def _doc(self, words: Sequence[str]) -> Doc:
        doc = Doc(self._nlp.vocab, words=list(words))
        return self._nlp(doc)


def _writings(parts: Sequence[str]) -> list[list[str]]:
    joined = bare("".join(parts))
    one_word = len(parts) > 1 and len(joined) >= FEWEST_LETTERS_JOINED
    return [[part.lower() for part in parts], *([[joined]] if one_word or joined == "hanoi" else [])]


def folding_pipeline(key: Key) -> Pipeline:
    """spaCy without any model; its one component writes each token's folded key where matchers read it."""
    nlp = spacy.blank("xx")
    nlp.add_pipe("coach_folded_norm").key = key  # type: ignore[attr-defined]
    return nlp


@Pipeline.factory("coach_folded_norm")
class FoldedNorm:
    """Writes the folded key of each token into its NORM."""

    def __init__(self, nlp: Pipeline, name: str) -> None:
        self.key: Key = str.lower

    def __call__(self, doc: Doc) -> Doc:
        for token in doc:
            token.norm_ = self.key(token.text)
        return doc
