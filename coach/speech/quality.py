"""Says where hearing was good enough to claim that something was not said, and why it was not elsewhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from coach.domain.evidence import HearingWindow, Observation
from coach.domain.media import Span
from coach.domain.transcript import Word
from coach.speech.foreign import holds_foreign_stretch
from coach.speech.guard import without_loops
from coach.speech.pauses import merged

UNSURE = 0.5  # mean word probability below which a trainer is shown "not heard clearly"
WORDLESS_SHARE = 0.4  # share of the speech without words above which too much was missed
WORDLESS_FROM_S = 2.0  # a cough or a laugh is shorter
REPEATED_SHARE = 0.5  # share of words that only repeat
DEAD_DBFS = -70.0  # no room is so quiet: the microphone was off
_AROUND_S = 0.3  # words stand a little apart from each other, and their times are off by 0.1-0.2 s


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was heard inside one window."""

    span: Span
    words: tuple[Word, ...]
    speech: tuple[Span, ...]
    levels: tuple[float, ...]

    @property
    def speech_s(self) -> float:
        return round(sum(self.span.overlap_s(voice) for voice in self.speech), 3)


def hearing_windows(
    words: Sequence[Word],
    speech: Sequence[Span],
    duration_s: float,
    window_s: float = 30.0,
    loudness: Sequence[Observation] = (),
    language: str = "",
) -> tuple[HearingWindow, ...]:
    """The take in windows, each with whether its hearing was good and, if not, why (a message id).

    Without `loudness` observations a window without voice is taken for honest silence, and without
    `language` nothing is asked about the language of the words.
    """
    voiced = merged(speech)
    count = max(1, -(-int(duration_s * 1000) // int(window_s * 1000)))
    spans = (Span(i * window_s, min((i + 1) * window_s, duration_s)) for i in range(count))
    return tuple(_judged(_inside(span, words, voiced, loudness), language) for span in spans)


def _inside(
    span: Span, words: Sequence[Word], speech: tuple[Span, ...], loud: Sequence[Observation]
) -> _Heard:
    return _Heard(
        span,
        tuple(word for word in words if span.overlap_s(word.span) > 0 or _begins_in(word, span)),
        tuple(voice for voice in speech if span.overlap_s(voice) > 0),
        tuple(o.value for o in loud if span.overlap_s(o.span) > 0 and isinstance(o.value, int | float)),
    )


def _begins_in(word: Word, span: Span) -> bool:
    return span.start_s <= word.span.start_s < span.end_s


def _judged(heard: _Heard, language: str) -> HearingWindow:
    reason = _reason(heard) or _foreign(heard, language)
    return HearingWindow(heard.span, not reason, heard.speech_s, reason)


def _reason(heard: _Heard) -> str:
    """Why hearing was not good here; empty when it was."""
    if heard.levels and max(heard.levels) < DEAD_DBFS:
        return "hearing.silent"
    wordless_s = _wordless_s(heard)
    if wordless_s > max(WORDLESS_FROM_S, WORDLESS_SHARE * heard.speech_s):
        return "hearing.words_missing"
    if not heard.words:
        return ""
    if sum(word.probability for word in heard.words) / len(heard.words) < UNSURE:
        return "hearing.unclear"
    if len(without_loops(heard.words)) <= (1 - REPEATED_SHARE) * len(heard.words):
        return "hearing.repeated"
    return ""


def _foreign(heard: _Heard, language: str) -> str:
    """What was said in another language was not heard as what it is."""
    foreign = bool(language) and holds_foreign_stretch(heard.words, language)
    return "hearing.other_language" if foreign else ""


def _wordless_s(heard: _Heard) -> float:
    """Seconds of voice in the window that no word lies on or near."""
    around = merged(
        Span(max(0.0, word.span.start_s - _AROUND_S), word.span.end_s + _AROUND_S) for word in heard.words
    )
    voiced = (_common(voice, heard.span) for voice in heard.speech)
    return sum(part.duration_s - sum(part.overlap_s(word) for word in around) for part in voiced)


def _common(one: Span, other: Span) -> Span:
    return Span(max(one.start_s, other.start_s), min(one.end_s, other.end_s))
