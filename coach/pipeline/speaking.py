"""How it was said rather than what: rests, melody and fillers, from the words and from the sound."""

from __future__ import annotations

from coach.domain.evidence import Evidence, NotObserved, Observation
from coach.domain.media import Span, Take
from coach.domain.transcript import Word
from coach.pipeline.gathering import Gathered
from coach.speech.fillers import fillers, said
from coach.speech.movement import pitch_movement
from coach.speech.pace import articulation_rate
from coach.speech.pauses import pauses, speech_share

TOLD_SLOWLY = ("price", "order")  # what buyers write down may be slower than the rest (pace_band, level 4)


def told_slowly(understood: Evidence) -> tuple[Span, ...]:
    """Where a price was said, or how to order."""
    return tuple(one.span for one in understood.observations if one.name in TOLD_SLOWLY)


def rests(words: tuple[Word, ...], speech: tuple[Span, ...], take: Take) -> tuple[Observation, ...]:
    """Pauses, the share of voice, and how fast it is while there is voice."""
    whole_s = take.recording.duration_s
    share = speech_share(speech, whole_s)
    rate = articulation_rate(words, speech, whole_s, take.language)
    return (*rate, *pauses(speech, whole_s), *((share,) if share else ()))


def melody_and_fillers(
    gathered: Gathered, speech: tuple[Span, ...], take: Take
) -> tuple[Observation | NotObserved, ...]:
    """The voice's movement, and fillers.

    Fillers are looked for in what the machine heard: a person who corrects words leaves them out.
    """
    found, whole = gathered.of(Observation), Span(0.0, take.recording.duration_s)
    heard = said(gathered.of(Word), speech, found, take.language)
    return (*pitch_movement(found, whole), *fillers(heard, whole))
