"""Which viewers' comments were answered, when, with what; and how many would seem answered by accident."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from coach.domain.evidence import Evidence, Observation
from coach.domain.media import ShownComment, Span
from coach.domain.rubric import Intent
from coach.scoring.verdicts import once

BEFORE_S = 2.0  # a quick seller begins to answer while the comment is still coming in
SHIFTS = 7  # other places of the same log in the take, evenly spread, against which answers are compared
NOW_AND_THEN = 1 / 3  # share of a shifted log that may seem answered: words fall right now and then
SAME_QUESTION_S = 60.0  # the same question within that time is answered once for all who ask
NAMED_S = 15.0  # a viewer called by name that close to the answer: it is meant for her
NO_NAME = frozenset(
    ("chị", "anh", "bác", "cô", "chú", "em", "cháu", "bà", "ông", "bạn", "shop", "the", "kak", "bu", "pak")
)


@dataclass(frozen=True, slots=True)
class Reply:
    """One comment and what was heard after it: the words that answer it, and whether the viewer was named."""

    comment: ShownComment
    heard: tuple[Observation, ...] = ()
    named: bool = False
    facts: int = 0

    @property
    def answered(self) -> bool:
        return bool(self.heard)


@dataclass(frozen=True, slots=True)
class Asking:
    """What counts as an answer: within how many seconds, holding how many facts, heard how surely."""

    intents: Mapping[str, Intent]
    within_s: float
    facts_at_least: int
    floor: float


def replies(evidence: Evidence, comments: Sequence[ShownComment], asking: Asking) -> tuple[Reply, ...]:
    """For each comment whether a spoken answer of the right intent followed."""
    return tuple(_reply(evidence, comment, asking) for comment in comments)


def by_accident(evidence: Evidence, comments: Sequence[ShownComment], asking: Asking) -> float:
    """The share (0-1) of these comments that seems answered when their log is shifted in time.

    Each shift moves every comment equally far, what falls off the end coming in again at the start.
    """
    whole_s = evidence.whole.duration_s
    if not comments or not whole_s:
        return 0.0
    shares = []
    for step in range(1, SHIFTS + 1):
        shift_s = whole_s * step / (SHIFTS + 1)
        moved = [replace(one, at_s=(one.at_s + shift_s) % whole_s) for one in comments]
        shares.append(sum(one.answered for one in replies(evidence, moved, asking)) / len(moved))
    return sum(shares) / len(shares)


def share_answered(found: Sequence[Reply], accident: float) -> float:
    """The share answered, less what accident explains; a reply that names its viewer is no accident."""
    if not found:
        return 0.0
    named = sum(one.answered and one.named for one in found)
    others = [one for one in found if not (one.answered and one.named)]
    hit = sum(one.answered for one in others)
    too_often = max(0.0, accident - NOW_AND_THEN) / (1 - NOW_AND_THEN)
    return (named + max(0.0, hit - too_often * len(others))) / len(found)


def asked_once(comments: Sequence[ShownComment]) -> tuple[ShownComment, ...]:
    """The comments without those that only ask again what was asked shortly before."""
    kept: list[ShownComment] = []
    for one in sorted(comments, key=lambda c: c.at_s):
        if not any(o.intent == one.intent and one.at_s - o.at_s <= SAME_QUESTION_S for o in kept):
            kept.append(one)
    return tuple(kept)


def _reply(evidence: Evidence, comment: ShownComment, asking: Asking) -> Reply:
    intent = asking.intents.get(comment.intent)
    if intent is None:
        return Reply(comment)
    window = Span(max(0.0, comment.at_s - BEFORE_S), comment.at_s + asking.within_s)
    heard = once(_heard(evidence, intent.answered_by, window, asking.floor))
    facts = [o for group in intent.facts if (o := _first(evidence, group, window, asking.floor))]
    if not heard or len(facts) < min(asking.facts_at_least, len(intent.facts)):
        return Reply(comment)
    return Reply(comment, once((*heard[:1], *facts)), _named(evidence, comment, heard[0], window), len(facts))


def _heard(evidence: Evidence, names: Sequence[str], window: Span, floor: float) -> Iterator[Observation]:
    """What was begun in the window under any of the names, in order of time."""
    there = (o for name in names for o in evidence.named(name))
    begun = (o for o in there if o.certainty >= floor and window.start_s <= o.span.start_s < window.end_s)
    return iter(sorted(begun, key=lambda o: o.span.start_s))


def _first(evidence: Evidence, names: Sequence[str], window: Span, floor: float) -> Observation | None:
    return next(_heard(evidence, names, window, floor), None)


def _named(evidence: Evidence, comment: ShownComment, answer: Observation, window: Span) -> bool:
    """Whether the viewer's name was spoken close to the answer."""
    names = {
        plain for word in comment.name.split() if (plain := _plain(word)) and word.casefold() not in NO_NAME
    }
    near = Span(max(window.start_s, answer.span.start_s - NAMED_S), answer.span.end_s + NAMED_S)
    return any(_plain(w.text) in names for w in evidence.transcript.words if near.overlap_s(w.span) > 0)


def _plain(word: str) -> str:
    """A word as a recogniser may write it: without case, diacritics and marks."""
    letters = unicodedata.normalize("NFD", word.casefold().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]", "", letters)
