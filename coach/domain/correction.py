"""A person's correction of the words that the machine heard: kept beside them, never in their place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from coach.domain.evidence import Observed, ObserverKey
from coach.domain.media import Notice, Span
from coach.domain.transcript import Word

CORRECTED_WORDS = "corrected_words"  # the name under which a correction is kept, as an observer's is
SURE = 1.0  # the probability of a word that a person wrote; a recogniser never says so
FASTEST_WORDS_S = 7.0  # words a second; docs/speech.md: 5.25 syllables is fast reading, and names run on


@dataclass(frozen=True, slots=True)
class Correction:
    """All words of one recording as a person says they are, in time order.

    `by` names who says so, as text or as a message id. A later correction has a higher `number`; earlier ones
    stay as they are. A person is sure of the words she looked at: their probability is 1, others keep the
    machine's. Without any words the correction is taken back, and the machine's words count again.
    """

    recording_sha256: str
    language: str
    by: str
    words: tuple[Word, ...]
    number: int = 1

    def observed(self) -> Observed:
        """As it is kept: its words, and the notice that says whose they are."""
        key = ObserverKey(CORRECTED_WORDS, str(self.number), f"{self.language}:{self.by}"[:64])
        if not self.words:
            return Observed(key, ())
        return Observed(key, (*self.words, Notice("transcript.corrected", {"by": self.by})))


def newest(kept: Iterable[Observed], language: str) -> Observed | None:
    """The correction that counts of that spoken language; None without any, or once it is taken back."""
    last = max(_of(kept, language), key=lambda one: int(one.key.version), default=None)
    return last if last is not None and last.findings else None


def next_number(kept: Iterable[Observed], language: str) -> int:
    """The number of the correction that comes after all those that are kept."""
    return 1 + max((int(one.key.version) for one in _of(kept, language)), default=0)


def _of(kept: Iterable[Observed], language: str) -> Iterator[Observed]:
    return (one for one in kept if one.key.inputs.startswith(f"{language}:"))


@dataclass(frozen=True, slots=True)
class Edit:
    """What a person says was said between two seconds; nothing at all for an empty text."""

    span: Span
    text: str


def mended(words: Sequence[Word], edit: Edit) -> tuple[Word, ...]:
    """All words with those of the edit in place of the machine's.

    What stays the same keeps its seconds; new words share the time of those they stand for, by their letters.
    Every word of the stretch is then sure; outside it nothing changes.
    """
    inside = [word for word in words if edit.span.start_s <= _middle_s(word) <= edit.span.end_s]
    said = unicodedata.normalize("NFC", edit.text).split()
    before = [word for word in words if _middle_s(word) < edit.span.start_s]
    after = [word for word in words if _middle_s(word) > edit.span.end_s]
    start_s = max(edit.span.start_s, before[-1].span.end_s) if before else edit.span.start_s
    end_s = min(edit.span.end_s, after[0].span.start_s) if after else edit.span.end_s
    return (*before, *_aligned(inside, said, Span(min(start_s, end_s), end_s)), *after)


def can_be_said(edit: Edit) -> bool:
    """Whether so many words fit into these seconds: what nobody could have said is not a correction."""
    return len(edit.text.split()) <= 2 + FASTEST_WORDS_S * edit.span.duration_s


def _aligned(heard: Sequence[Word], said: Sequence[str], whole: Span) -> Iterator[Word]:
    matcher = SequenceMatcher(
        a=[_key(w.text) for w in heard], b=[_key(text) for text in said], autojunk=False
    )
    for tag, a0, a1, b0, b1 in matcher.get_opcodes():
        if tag == "equal":
            for word, text in zip(heard[a0:a1], said[b0:b1], strict=True):
                yield Word(text, word.span, SURE)
        else:
            yield from _shared(said[b0:b1], _room(heard, a0, a1, whole))


def _room(heard: Sequence[Word], first: int, last: int, whole: Span) -> Span:
    """The seconds of the words that are replaced; between their neighbours where words were left out."""
    if first < last:
        return Span(heard[first].span.start_s, max(word.span.end_s for word in heard[first:last]))
    start_s = heard[first - 1].span.end_s if first else whole.start_s
    end_s = heard[first].span.start_s if first < len(heard) else whole.end_s
    return Span(min(start_s, end_s), end_s)


def _shared(texts: Sequence[str], room: Span) -> Iterator[Word]:
    letters, done = sum(map(len, texts)), 0
    for text in texts:
        start_s = room.start_s + room.duration_s * done / letters
        done += len(text)
        end_s = room.start_s + room.duration_s * done / letters
        yield Word(text, Span(round(start_s, 3), round(max(start_s, end_s), 3)), SURE)


def _key(text: str) -> str:
    return text.strip(".,!?;:…«»\"'").casefold()


def _middle_s(word: Word) -> float:
    return (word.span.start_s + word.span.end_s) / 2
