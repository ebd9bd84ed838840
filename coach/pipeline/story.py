"""The main job: listen and watch, understand, judge."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Protocol

from coach.domain.evidence import Evidence, Observation, Observer
from coach.domain.media import Span, Take
from coach.domain.rubric import Lesson
from coach.domain.scorecard import Scorecard
from coach.domain.transcript import Word
from coach.pipeline.gathering import Gathered, OnProgress, Shelf, gather
from coach.scoring.marked import MARK
from coach.scoring.reasons import PICTURE
from coach.scoring.scorecard import judge
from coach.speech.hearing import NAME as HEARING


class Understanding(Protocol):
    """Finds labels, slots and claims in the words; quick next to listening."""

    @property
    def digest(self) -> str:
        """Identity of everything understanding depends on besides the findings."""

    def of(self, gathered: Gathered, take: Take) -> Evidence: ...


class WordsUnderstanding(Protocol):
    """Understands words that were written down rather than heard."""

    def of_words(self, words: tuple[Word, ...], take: Take, *, timed: bool) -> Evidence: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """The working parts of the main job."""

    observers: tuple[Observer, ...]
    understanding: Understanding
    shelf: Shelf


@dataclass(frozen=True, slots=True)
class Coached:
    """A scored take: the card, the evidence it was read from, and who observed with which version."""

    scorecard: Scorecard
    evidence: Evidence
    observers: dict[str, str]  # the listener's version also names its weights


def _silent(stage: str, share: float) -> None:
    """Nobody wants to know how far it is."""


def coach_take(
    take: Take,
    lesson: Lesson,
    parts: Parts,
    on_progress: OnProgress = _silent,
    baseline: Mapping[str, float] | None = None,
) -> Coached:
    """Turn one practice livestream into a scorecard; `baseline` is what was usual in her first takes."""
    on_progress("reading", 1.0)
    gathered = gather(take, parts.observers, parts.shelf, on_progress)
    on_progress("judging", 0.0)
    evidence = replace(understand(gathered, take, parts), baseline=dict(baseline or {}))
    scorecard = judge(with_marks(for_lesson(evidence, lesson), take), lesson)
    on_progress("judging", 1.0)
    return Coached(scorecard, evidence, _who(gathered, parts.understanding))


def _who(gathered: Gathered, understanding: Understanding) -> dict[str, str]:
    """Everybody who had a part, with a version that changes when the same take could be heard otherwise."""
    observed = {one.key.name: one.key.version for one in gathered.observed}
    heard = next((one.key for one in gathered.observed if one.key.name == HEARING), None)
    if heard is not None:
        observed[HEARING] = f"{heard.version} {hashlib.sha256(heard.inputs.encode()).hexdigest()[:8]}"
    return observed | {"understanding": understanding.digest[:8]}


def coach_words(
    words: tuple[Word, ...], take: Take, lesson: Lesson, understanding: WordsUnderstanding, *, timed: bool
) -> Coached:
    """Score a transcript alone: what needs picture, sound or seconds nobody gave is then unknown."""
    evidence = understanding.of_words(words, take, timed=timed)
    return Coached(judge(for_lesson(evidence, lesson), lesson), evidence, {})


def understand(gathered: Gathered, take: Take, parts: Parts) -> Evidence:
    """Return the evidence, from the shelf where the same was understood before."""
    key = _understanding_key(gathered, take, parts.understanding.digest)
    known = parts.shelf.understood(key)
    if known is None:
        known = parts.understanding.of(gathered, take)
        # without what viewers wrote: that is kept with the take alone, where a guest who leaves is blanked
        parts.shelf.keep_understood(key, take.recording.sha256, replace(known, comments=()))
    return replace(known, comments=take.comments)


def for_lesson(evidence: Evidence, lesson: Lesson) -> Evidence:
    """Nothing may be "not said" before half the lesson's shortest time was heard well."""
    return replace(evidence, hearing_needed_s=lesson.practice_s[0] / 2)


def with_marks(evidence: Evidence, take: Take) -> Evidence:
    """The evidence and what people said of single pictures; nothing is understood anew for that."""
    told = tuple(
        Observation(MARK + one.name, Span(one.at_s, one.at_s), int(one.yes), PICTURE, moment_s=one.at_s)
        for one in take.marks
    )
    return replace(evidence, observations=(*evidence.observations, *told))


def _understanding_key(gathered: Gathered, take: Take, understanding: str) -> str:
    told = {
        "recording": take.recording.sha256,
        "observers": [asdict(one.key) for one in gathered.observed],
        "language": take.language,
        "comments": [asdict(comment) for comment in take.comments],
        "card": asdict(take.card) if take.card else None,
        "photos": len(take.photos),
        "notices": [[notice.id, dict(notice.values)] for notice in take.recording.notices],
        "understanding": understanding,
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
