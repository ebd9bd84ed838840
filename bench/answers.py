"""Whether viewers' questions count as answered where a fair listener says so, clean and misheard.

`just bench answers` reads tests/scoring/staged; with `told` it names every comment on which the two disagree.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bench.figures import Figure, show
from coach.assembly import hearer
from coach.course import load
from coach.domain.evidence import Evidence
from coach.domain.media import Recording, Span, Take
from coach.domain.transcript import Word
from coach.language.labels import read_labels
from coach.language.mishearing import Mishearing
from coach.language.recogniser import HEARD
from coach.language.sentences import read_sentences
from coach.pipeline.understanding import Understander
from coach.scoring.replies import Asking, earned
from coach.settings import Settings
from tests.scoring.staged import Staged, staged

FLOOR = 0.90  # of the issue: answered or missed told rightly
WITHIN_S = 60.0
SHARE = 0.25  # of the words that go wrong where a transcript is misheard
BREATH_S = 0.5  # silence between two lines
SURE = 0.9  # how sure a recogniser says it is of a word, right or wrong


@dataclass(frozen=True, slots=True)
class Told:
    """One comment of one staged transcript: what is so, and what the machine says."""

    language: str
    staged: Staged
    comment_id: str
    true: bool
    said: bool
    misheard: bool

    @property
    def right(self) -> bool:
        return self.true == self.said


def main() -> None:
    """Print the figures."""
    settings = Settings()
    told = [one for language in ("vi", "en", "id") for one in _told(language, settings)]
    for name, some in _parts(told):
        hit = sum(one.right for one in some) / len(some)
        show(Figure(f"answers.{name}", hit, f"share of {len(some)}", at_least=FLOOR))
    if "told" in sys.argv[1:]:
        for one in told:
            if not one.right:
                print(
                    one.language,
                    one.staged.id,
                    one.staged.kind,
                    one.comment_id,
                    f"true={one.true}",
                    f"misheard={one.misheard}",
                )


def _parts(told: Sequence[Told]) -> Iterator[tuple[str, list[Told]]]:
    yield "all", list(told)
    for language in sorted({one.language for one in told}):
        yield language, [one for one in told if one.language == language]
    for misheard in (False, True):
        yield ("misheard" if misheard else "clean"), [one for one in told if one.misheard == misheard]
    for kind in sorted(Counter(one.staged.kind for one in told)):
        yield kind, [one for one in told if one.staged.kind == kind]


def _told(language: str, settings: Settings) -> Iterator[Told]:
    intents = load(settings.lessons).intents
    labels = read_labels(settings.lessons / "labels.yaml")
    rows = read_sentences(settings.lessons / "sentences" / f"{language}.tsv", labels)
    mishearing = Mishearing([row.text for row in rows])
    understanding = hearer(settings, language)
    for one in staged(language):
        for misheard in (False, True):
            words = tuple(_misheard(one.words, mishearing)) if misheard else one.words
            evidence = _understood(replace(one, words=words), language, understanding)
            found = earned(evidence, evidence.comments, Asking(intents, WITHIN_S, 0, HEARD))
            for asked, reply in zip(one.asked, found, strict=True):
                yield Told(language, one, asked.comment.id, asked.answered, reply.answered, misheard)


def _understood(one: Staged, language: str, understanding: Understander) -> Evidence:
    end_s = max(word.span.end_s for word in one.words)
    recording = Recording("0" * 64, Path("staged"), end_s, None, None, 0, has_sound=False)
    comments = tuple(asked.comment for asked in one.asked)
    return understanding.of_words(one.words, Take(recording, language, comments), timed=True)


def _misheard(words: Sequence[Word], mishearing: Mishearing) -> Iterator[Word]:
    """The words as a poor recogniser would write them, line by line, in the seconds of each line."""
    line: list[Word] = []
    for word in words:
        if line and word.span.start_s - line[-1].span.end_s > BREATH_S:
            yield from _spread(line, mishearing)
            line = []
        line.append(word)
    yield from _spread(line, mishearing)


def _spread(line: Sequence[Word], mishearing: Mishearing) -> Iterator[Word]:
    said = mishearing.misheard(" ".join(word.text for word in line), SHARE).split()
    start_s = line[0].span.start_s
    word_s = (line[-1].span.end_s - start_s) / len(said)
    for n, text in enumerate(said):
        span = Span(start_s + n * word_s, start_s + (n + 1) * word_s)
        yield Word(text, span, SURE)


if __name__ == "__main__":
    main()
