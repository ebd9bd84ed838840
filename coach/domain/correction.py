"""A person's correction of the words that the machine heard: kept beside them, never in their place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coach.domain.evidence import Observed, ObserverKey
from coach.domain.media import Notice
from coach.domain.transcript import Word

CORRECTED_WORDS = "corrected_words"  # the name under which a correction is kept, as an observer's is


@dataclass(frozen=True, slots=True)
class Correction:
    """All words of one recording as a person says they are, in time order.

    `by` names who says so, as text or as a message id. A later correction has a higher `number`; earlier ones
    stay as they are. A person is sure: every word's probability is 1.
    """

    recording_sha256: str
    language: str
    by: str
    words: tuple[Word, ...]
    number: int = 1

    def observed(self) -> Observed:
        """As it is kept: its words, and the notice that says whose they are."""
        key = ObserverKey(CORRECTED_WORDS, str(self.number), f"{self.language}:{self.by}"[:64])
        return Observed(key, (*self.words, Notice("transcript.corrected", {"by": self.by})))


def newest(kept: Iterable[Observed], language: str) -> Observed | None:
    """The correction with the highest number among those of that spoken language; None without any."""
    of_language = [one for one in kept if one.key.inputs.startswith(f"{language}:")]
    return max(of_language, key=lambda one: int(one.key.version), default=None)
