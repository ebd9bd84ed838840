"""Pauses between stretches of voice, and how much of the take was voice at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from coach.domain.evidence import Observation
from coach.domain.media import Span

SHORTEST_PAUSE_S = 0.3  # shorter gaps belong to articulation; docs/speech.md section 7

ENDS_LATE_S = (
    0.06  # after the voice: how late the detector says so, by 0.06-0.08 s; docs/speech.md section 7a
)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The same time as spans in order that neither touch nor overlap."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start_s <= joined[-1].end_s:
            joined[-1] = Span(joined[-1].start_s, max(joined[-1].end_s, span.end_s))
        else:
            joined.append(span)
    return tuple(joined)


def gaps(spans: Iterable[Span], within: Span) -> tuple[Span, ...]:
    """What of `within` no span covers, its beginning and end included."""
    edges = [Span(0.0, within.start_s), *merged(spans), Span(within.end_s, max(within.end_s, _last(spans)))]
    between = ((a.end_s, b.start_s) for a, b in pairwise(merged(edges)))
    inside = ((max(start, within.start_s), min(end, within.end_s)) for start, end in between)
    return tuple(Span(start, end) for start, end in inside if start < end)


def _last(spans: Iterable[Span]) -> float:
    return max((span.end_s for span in spans), default=0.0)


def pauses(speech: Sequence[Span], duration_s: float) -> tuple[Observation, ...]:
    """Each `pause` of at least 0.3 s between two stretches of voice, and the `longest_pause` (0 if none).

    Silence before the first and after the last word is no pause. Nothing when no voice was heard.
    """
    voiced = merged(speech)
    if not voiced:
        return ()
    between = [Span(_ended_s(a), b.start_s) for a, b in pairwise(voiced)]
    long_enough = [span for span in between if span.duration_s >= SHORTEST_PAUSE_S]
    found = [Observation("pause", span, round(span.duration_s, 2), "s") for span in long_enough]
    if not long_enough:
        return (Observation("longest_pause", Span(0.0, duration_s), 0.0, "s"),)
    longest = max(long_enough, key=lambda span: span.duration_s)
    return (*found, Observation("longest_pause", longest, round(longest.duration_s, 2), "s"))


def _ended_s(voice: Span) -> float:
    return max(voice.start_s, round(voice.end_s - ENDS_LATE_S, 3))


def speech_share(speech: Sequence[Span], duration_s: float) -> Observation | None:
    """Share of the take in which a voice was heard, 0-1; None for a take without length."""
    if duration_s <= 0:
        return None
    voiced_s = sum(span.duration_s for span in merged(speech))
    return Observation(
        "speech_share", Span(0.0, duration_s), round(min(1.0, voiced_s / duration_s), 3), "share"
    )
