"""What a slot finder hands over: which tokens of an utterance carry what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from coach.domain.evidence import Observation
from coach.domain.media import Span
from coach.domain.transcript import Utterance
from coach.language.text import Token


@dataclass(frozen=True, slots=True)
class Find:
    """A slot found in tokens first..end (end not included)."""

    name: str
    first: int
    end: int
    value: float | str | None = None
    unit: str | None = None
    certainty: float = 1.0

    def overlaps(self, other: Find) -> bool:
        return self.first < other.end and other.first < self.end


def without_overlaps(finds: Iterable[Find]) -> tuple[Find, ...]:
    """Keep the longest, surest finds where several claim the same tokens; in token order."""
    kept: list[Find] = []
    for find in sorted(finds, key=lambda f: (f.first - f.end, -f.certainty, f.first, f.name)):
        if not any(find.overlaps(other) for other in kept):
            kept.append(find)
    return tuple(sorted(kept, key=lambda f: f.first))


def observation(find: Find, utterance: Utterance, tokens: Sequence[Token]) -> Observation:
    """The find as evidence: span and quote of the words that carry it. A phone number is not quoted."""
    said = utterance.words[tokens[find.first].word : tokens[find.end - 1].word + 1]
    span = Span(said[0].span.start_s, max(word.span.end_s for word in said))
    quote = "" if find.name == "phone" else " ".join(word.text for word in said)
    return Observation(find.name, span, find.value, find.unit, find.certainty, quote)
