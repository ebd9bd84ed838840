"""The words of a take in lines as people breathe; each word knows its second and what became of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from coach.app.moments import CERTAIN, CORRECTED, DOUBTFUL
from coach.domain.media import Span
from coach.domain.transcript import Word

LINE_S = 12.0  # one or two sentences: a line of the transcript ends after this, or
PAUSE_S = 0.6  # at a pause this long
Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """One word: whether it earned something, a person wrote it, or the machine doubts it."""

    text: str
    at_s: float
    earned: bool = False
    mended: bool = False
    doubted: bool = False

    @property
    def kinds(self) -> str:
        """The same as names, for a style sheet."""
        return " ".join(name for name in ("earned", "mended", "doubted") if getattr(self, name))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the transcript."""

    at_s: float
    end_s: float
    words: tuple[Said, ...]

    @property
    def is_mended(self) -> bool:
        return any(word.mended for word in self.words)


def lines(result: Plain) -> tuple[Line, ...]:
    """The transcript in lines as people breathe."""
    earned = [
        (one["start_s"], one["end_s"])
        for judgement in result["judgements"]
        for one in judgement["evidence"]
        if one["quote"]
    ]
    corrected = any(notice["id"] == CORRECTED for notice in result["notices"])
    return tuple(_line(words, earned, corrected) for words in _breaths(result["transcript"]["words"]))


def heard_in(words: Sequence[Word], span: Span) -> str:
    """What the machine heard between two seconds."""
    middles = (((word.span.start_s + word.span.end_s) / 2, word.text) for word in words)
    return " ".join(text for middle_s, text in middles if span.start_s <= middle_s <= span.end_s)


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


def _line(words: Sequence[Plain], earned: Sequence[tuple[float, float]], corrected: bool) -> Line:
    def said(word: Plain) -> Said:
        middle_s = (word["start_s"] + word["end_s"]) / 2
        counted = any(start_s <= middle_s <= end_s for start_s, end_s in earned)
        mended = corrected and word["probability"] == CERTAIN
        return Said(word["text"], word["start_s"], counted, mended, word["probability"] < DOUBTFUL)

    end_s = max(word["end_s"] for word in words)
    return Line(words[0]["start_s"], end_s, tuple(map(said, words)))
