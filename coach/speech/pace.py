"""How fast somebody speaks, in syllables a minute, so that languages can be compared."""

from __future__ import annotations

from collections.abc import Sequence

from coach.domain.evidence import Observation
from coach.domain.media import Span
from coach.domain.transcript import Utterance, Word
from coach.speech.pauses import gaps, merged
from coach.speech.syllables import syllables

NAME, UNIT = "pace_syllables_per_min", "syllable/min"
LONG_PAUSE_S = 2.0  # "dead air"; longer pauses do not make a speaker slow, docs/speech.md section 7
OF_UTTERANCE = "pace_of_utterance"
FEWEST_SYLLABLES = 5  # of an utterance whose own pace means something
ARTICULATION = "articulation_rate"
SHORTEST_S = 5.0  # seconds of speaking below which a pace says nothing


def pace_windows(
    words: Sequence[Word],
    duration_s: float,
    language: str,
    window_s: float = 30.0,
    may_be_slow: Sequence[Span] = (),
) -> tuple[Observation, ...]:
    """Pace of each window of the take, then of the whole take (once, when it is a single window).

    Syllables of the words that begin in a window, by its time without pauses over 2 s. Windows with less than
    5 s of speaking are left out. So are stretches that `may_be_slow`, where they are: whoever says the price
    slowly, so that buyers can write it down, is not a slow speaker.
    """
    whole = Span(0.0, duration_s)
    count = max(1, -(-int(duration_s * 1000) // int(window_s * 1000)))
    windows = [Span(i * window_s, min((i + 1) * window_s, duration_s)) for i in range(count)]
    spans = [*windows, whole] if count > 1 else [whole]
    silent = [gap for gap in gaps([word.span for word in words], whole) if gap.duration_s > LONG_PAUSE_S]
    slow = _slow(words, merged(may_be_slow), whole, language)
    counted = [word for word in words if not any(_begins(word, span) for span in slow)]
    without = merged((*silent, *slow))
    found = (_pace(counted, span, without, language) for span in spans)
    return tuple(observation for observation in found if observation is not None)


def pace_of_utterances(utterances: Sequence[Utterance], language: str) -> tuple[Observation, ...]:
    """How fast each utterance was said by itself: syllables a minute between its first and its last word.

    Very short ones are left out: a pace of two syllables says nothing.
    """
    counted = [(u, sum(syllables(word.text, language) for word in u.words)) for u in utterances]
    return tuple(
        Observation(OF_UTTERANCE, u.span, round(60 * count / u.span.duration_s, 1), UNIT)
        for u, count in counted
        if count >= FEWEST_SYLLABLES and u.span.duration_s > 0
    )


def articulation_rate(
    words: Sequence[Word], speech: Sequence[Span], duration_s: float, language: str
) -> tuple[Observation, ...]:
    """Syllables a minute of voice, rests left out; nothing where less than 5 s of voice was heard."""
    voiced_s = sum(span.duration_s for span in merged(speech))
    if voiced_s < SHORTEST_S or not words:
        return ()
    count = sum(syllables(word.text, language) for word in words)
    return (Observation(ARTICULATION, Span(0.0, duration_s), round(60 * count / voiced_s, 1), UNIT),)


def _slow(words: Sequence[Word], spans: Sequence[Span], whole: Span, language: str) -> tuple[Span, ...]:
    """Those of the stretches in which fewer syllables a second are said than in the take."""
    usual = sum(syllables(word.text, language) for word in words) / max(whole.duration_s, 1e-9)
    return tuple(
        span
        for span in spans
        if sum(syllables(w.text, language) for w in words if _begins(w, span)) < usual * span.duration_s
    )


def _begins(word: Word, span: Span) -> bool:
    return span.start_s <= word.span.start_s < span.end_s


def _pace(words: Sequence[Word], span: Span, silent: Sequence[Span], language: str) -> Observation | None:
    spoken_s = span.duration_s - sum(span.overlap_s(pause) for pause in silent)
    said = [word for word in words if _begins(word, span)]
    if spoken_s < SHORTEST_S or not said:
        return None
    count = sum(syllables(word.text, language) for word in said)
    return Observation(NAME, span, round(60 * count / spoken_s, 1), UNIT)
