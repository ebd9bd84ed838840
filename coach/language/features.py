"""A sentence as numbers a label can be learned from: its letters, sounds, words, meanings and slots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from scipy.sparse import csr_matrix, hstack

from coach.domain.transcript import Utterance
from coach.language.finds import Find
from coach.language.kinds import together
from coach.language.tongue import Language

if TYPE_CHECKING:  # scikit-learn and what it brings take 130 MB; only what judges loads it
    from sklearn.feature_extraction.text import TfidfVectorizer

SLOT_KINDS = (
    "cert",
    "clock_time",
    "duration",
    "money",
    "per_unit",
    "person_name",
    "phone",
    "place.commune",
    "place.other",
    "place.province",
    "quantity",
    "self_pronoun",
)
PLACES = frozenset(("place.commune", "place.other", "place.province"))
# How much each view of a sentence counts; by cross-validation over writers (bench/hear.py).
WEIGHTS = {"letters": 1.0, "sounds": 1.0, "words": 1.0, "kinds": 0.7, "pairs": 1.0, "slots": 0.5}
FEWEST_ROWS = 2  # what stands in a single sentence teaches nothing about another
FEWEST_ROWS_OF_PAIR = 3  # two kinds of word seen together in fewer sentences are chance


@dataclass(frozen=True, slots=True)
class Views:
    """One utterance seen in several ways."""

    letters: str  # canonical spelling
    sounds: str  # dialect-folded
    words: tuple[str, ...]  # folded, with slots in place of names and numbers
    kinds: tuple[tuple[str, ...], ...]  # the kinds of word, in order
    slots: frozenset[str]

    @property
    def pairs(self) -> tuple[tuple[str, ...], ...]:
        """The kinds again, for the features of two kinds together."""
        return self.kinds


def views(utterance: Utterance, language: Language) -> Views:
    """Canonical text, folded text, folded words with slots named, and the kinds of slot that are there."""
    said = language.tokens(utterance)
    finds = language.finds(said)
    texts = [token.text for token in said]
    folded = [language.key(text) for text in texts]
    slots = frozenset(find.name for find in finds)
    words = tuple(_named(folded, finds))
    return Views(" ".join(texts), " ".join(folded), words, language.kinds.of(texts), slots)


def _named(folded: Sequence[str], finds: Iterable[Find]) -> list[str]:
    """The words with each slot but self-references replaced by its kind: every place is "<place>"."""
    starts = {f.first: f for f in finds if f.name != "self_pronoun"}
    named: list[str] = []
    at = 0
    while at < len(folded):
        find = starts.get(at)
        named.append(f"<{find.name.split('.')[0]}>" if find else folded[at])
        at = max(find.end, at + 1) if find else at + 1
    return named


def _grams(**options: Any) -> TfidfVectorizer:
    from sklearn.feature_extraction.text import TfidfVectorizer

    return TfidfVectorizer(sublinear_tf=True, lowercase=False, **options)


def word_grams(words: tuple[str, ...]) -> list[str]:
    """Runs of one to three words, the ends of the sentence marked."""
    marked = ("^", *words, "$")
    return [" ".join(marked[at : at + n]) for n in (1, 2, 3) for at in range(len(marked) - n + 1)]


def kinds_there(kinds: tuple[tuple[str, ...], ...]) -> list[str]:
    """Each kind of word that is there, and one mark that always is."""
    return ["^", *sorted({kind for one in kinds for kind in one})]


def kinds_together(kinds: tuple[tuple[str, ...], ...]) -> list[str]:
    """Kinds of word alone, together and in sequence, and one mark that always is there."""
    return ["^", *together(kinds)]


def _vectorizers() -> dict[str, TfidfVectorizer]:
    return {
        "letters": _grams(analyzer="char_wb", ngram_range=(3, 5), min_df=FEWEST_ROWS),
        "sounds": _grams(analyzer="char_wb", ngram_range=(2, 4), min_df=FEWEST_ROWS),
        "words": _grams(analyzer=word_grams, min_df=FEWEST_ROWS),
        "kinds": _grams(analyzer=kinds_there),
        "pairs": _grams(analyzer=kinds_together, min_df=FEWEST_ROWS_OF_PAIR),
    }


@dataclass(slots=True)
class Features:
    """TF-IDF over letters, sounds, words and kinds, and which slots are there; rows of length 1."""

    vectorizers: dict[str, TfidfVectorizer] = field(default_factory=_vectorizers)

    def fit(self, seen: Sequence[Views]) -> csr_matrix:
        """Learn what is rare; (n, features) as floats."""
        return self._joined(seen, {n: v.fit_transform(_of(seen, n)) for n, v in self.vectorizers.items()})

    def transform(self, seen: Sequence[Views]) -> csr_matrix:
        """(n, features) as floats, in the columns learned by `fit`."""
        return self._joined(seen, {n: v.transform(_of(seen, n)) for n, v in self.vectorizers.items()})

    def _joined(self, seen: Sequence[Views], blocks: dict[str, csr_matrix]) -> csr_matrix:
        from sklearn.preprocessing import normalize

        slots = csr_matrix([[float(kind in one.slots) for kind in SLOT_KINDS] for one in seen])
        weighed = [block * WEIGHTS[name] for name, block in blocks.items()]
        return normalize(hstack([*weighed, slots * WEIGHTS["slots"]], format="csr"))


def _of(seen: Sequence[Views], name: str) -> list[Any]:
    return [getattr(one, name) for one in seen]
