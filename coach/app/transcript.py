"""The words of a take in lines as people breathe; each word knows its second and whether it counted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

LINE_S = 12.0  # one or two sentences: a line of the transcript ends after this, or
PAUSE_S = 0.6  # at a pause this long
Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the transcript: words with their seconds, and whether they earned something."""

    at_s: float
    words: tuple[tuple[str, float, bool], ...]


def lines(result: Plain) -> tuple[Line, ...]:
    """The transcript in lines as people breathe."""
    earned = [
        (one["start_s"], one["end_s"])
        for judgement in result["judgements"]
        for one in judgement["evidence"]
        if one["quote"]
    ]
    return tuple(_line(words, earned) for words in _breaths(result["transcript"]["words"]))


def _breaths(words: Sequence[Plain]) -> Iterator[list[Plain]]:
    breath: list[Plain] = []
    for word in words:
        paused = breath and word["start_s"] - breath[-1]["end_s"] >= PAUSE_S
        if breath and (paused or word["end_s"] - breath[0]["start_s"] > LINE_S):
            yield breath
            breath = []
        breath.append(word)
    if breath:
        yield breath


def _line(words: Sequence[Plain], earned: Sequence[tuple[float, float]]) -> Line:
    def inside(word: Plain) -> bool:
        middle_s = (word["start_s"] + word["end_s"]) / 2
        return any(start_s <= middle_s <= end_s for start_s, end_s in earned)

    return Line(words[0]["start_s"], tuple((word["text"], word["start_s"], inside(word)) for word in words))
