"""A language as the app needs it: the same few functions for each one, from the folder of that language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType

from coach.domain.errors import LessonError
from coach.domain.evidence import Observation
from coach.domain.transcript import Utterance, Word
from coach.language import utterances as cutting
from coach.language.certificates import Certificates, read_certificates
from coach.language.en import amounts as en_amounts
from coach.language.en import fold as en_fold
from coach.language.en import people as en_people
from coach.language.en import spots as en_spots
from coach.language.finds import Find, observation, without_overlaps
from coach.language.id import amounts as id_amounts
from coach.language.id import fold as id_fold
from coach.language.id import people as id_people
from coach.language.id import spots as id_spots
from coach.language.kinds import WordKinds, read_kinds
from coach.language.places import Gazetteer, read_places
from coach.language.shelf import shipped_lessons
from coach.language.text import Token, spoken, tokens
from coach.language.vi import amounts as vi_amounts
from coach.language.vi import fold as vi_fold
from coach.language.vi import people as vi_people
from coach.language.vi import spots as vi_spots

NO_CERTIFICATES = Certificates({}, 0)

Finder = Callable[[Sequence[Token]], list[Find]]


@dataclass(frozen=True, slots=True)
class Language:
    """One language: how its words fold together, and which slots they carry."""

    id: str
    key: Callable[[str], str]  # dialect-folded key of a token
    gazetteer: Gazetteer
    kinds: WordKinds
    finders: tuple[Finder, ...]
    certificates: Certificates = NO_CERTIFICATES
    caution: float = 0.0  # log odds by which one must be surer than even to say "heard"

    def utterances(self, words: Sequence[Word]) -> tuple[Utterance, ...]:
        """Words gathered into what was said in one breath."""
        return cutting.utterances(words)

    def tokens(self, utterance: Utterance) -> tuple[Token, ...]:
        """Syllables or words in canonical spelling, each with the index of its word."""
        return tokens(utterance.words)

    def finds(self, said: Sequence[Token]) -> tuple[Find, ...]:
        """Slots as token ranges. Amounts, names and known places come before places by pattern."""
        papers = tuple(self.certificates.find(said))
        found = (finder(said) for finder in self.finders)
        amounts, people, spots = (_outside(finds, papers) for finds in found)
        known = _outside(self.gazetteer.find(said), papers)
        names = without_overlaps([f for f in people if f.name == "person_name"])
        places = [f for f in known if not any(f.overlaps(name) and f.certainty < 1 for name in names)]
        taken = [*places, *(n for n in names if not any(n.overlaps(place) for place in places))]
        patterned = [f for f in without_overlaps(spots) if not any(f.overlaps(other) for other in taken)]
        pronouns = [f for f in people if f.name == "self_pronoun"]
        measured = [
            f for f in amounts if not any(f.overlaps(place) and place.certainty == 1 for place in places)
        ]
        return tuple(
            sorted(
                [*measured, *papers, *taken, *patterned, *pronouns], key=lambda f: (f.first, f.end, f.name)
            )
        )

    def slots(self, utterance: Utterance) -> tuple[Observation, ...]:
        """Amounts, times, places, names, self-references: each with the words that carry it."""
        said = self.tokens(utterance)
        return tuple(observation(find, utterance, said) for find in self.finds(said))


def _outside(finds: Iterable[Find], papers: Sequence[Find]) -> list[Find]:
    """The finds that are no part of a certificate's name: "bốn sao" counts nothing, "Global" is no place."""
    return [find for find in finds if not any(find.overlaps(paper) for paper in papers)]


@dataclass(frozen=True, slots=True)
class _Folder:
    fold: ModuleType
    finders: tuple[Finder, ...]
    caution: float


# The caution of each is such that "heard" is right four times in five even where a third of the words were
# misheard (docs/judging.md section 2); English has half as many sentences, so it must be surer.
FOLDERS = {
    "vi": _Folder(vi_fold, (vi_amounts.amounts, vi_people.people, vi_spots.spots), 0.15),
    "en": _Folder(en_fold, (en_amounts.amounts, en_people.people, en_spots.spots), 0.45),
    "id": _Folder(id_fold, (id_amounts.amounts, id_people.people, id_spots.spots), 0.40),
}


@lru_cache(8)
def language(id: str, lessons: Path | None = None) -> Language:
    """The language with that id ("vi", "en", "id"); places come from the given lessons or the shipped ones.

    Beside the places that every language knows, `places.ID.yaml` may hold some that only it needs.

    Raises LessonError for a language no folder was written for.
    """
    folder = FOLDERS.get(id)
    if folder is None:
        raise LessonError("lesson.language.unknown", language=id, known=", ".join(FOLDERS))
    shelf = lessons or shipped_lessons()
    own = shelf / f"places.{id}.yaml"
    places = read_places(shelf / "places.yaml") + (read_places(own) if own.is_file() else ())
    gazetteer = Gazetteer(places, folder.fold.place_key, folder.fold.nearness)
    kinds = read_kinds(shelf / "words" / f"{id}.yaml", folder.fold.forms)
    papers = read_certificates(shelf / "certificates.yaml", id, _texts)
    return Language(id, folder.fold.key, gazetteer, kinds, folder.finders, papers, folder.caution)


def _texts(said: str) -> tuple[str, ...]:
    return tuple(token.text for token in tokens(spoken(said).words))
