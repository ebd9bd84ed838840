"""What is known of a take while it is still being made."""

from __future__ import annotations

from dataclasses import dataclass

from coach.domain.evidence import Evidence, Observation
from coach.domain.media import Span
from coach.domain.transcript import Utterance, Word


@dataclass(frozen=True, slots=True)
class SoFar:
    """Everything that was settled up to `until_s`, seconds from the start of the recording.

    Words stay as they are; more may follow. The last utterance may still go on, so what is understood in it
    may change with its next words. `voice`: where a voice was heard, also where words are not recognised yet.
    """

    until_s: float
    evidence: Evidence  # of the words and the voice; what is seen is not told before the end
    utterances: tuple[Utterance, ...] = ()
    voice: tuple[Span, ...] = ()

    @property
    def words(self) -> tuple[Word, ...]:
        """The words in time order."""
        return self.evidence.transcript.words

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Labels, slots and measures of the voice, with their seconds."""
        return self.evidence.observations
