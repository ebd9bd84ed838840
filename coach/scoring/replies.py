"""Which viewers' comments were answered, when and with what; and which only seem so by accident."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coach.domain.evidence import Evidence, Observation
from coach.domain.media import ShownComment, Span
from coach.domain.rubric import Intent
from coach.scoring.verdicts import once

BEFORE_S = 2.0  # a quick seller begins to answer while the comment is still coming in
# A question at any other second would have seemed answered as promptly in this share of the take: chance.
# By chance it is anything from 0 to 1 and 0.5 on average; who answers stays far below (docs/viewers.md).
LUCKY = 0.6  # of one question
LUCKY_ON_AVERAGE = 0.45  # of several together
SEVERAL = 3  # questions, from which on an average says something
BESIDES = 2  # moments more than there are questions: who says it no oftener does not talk on and on
MOMENT_S = 5.0  # what is said within so many seconds is one moment
TURNED_TO_S = 6.0  # words that turn to the viewer, so close before or after the answer: it is no accident
TURNING = ("question_repeated", "viewer_named", "thanks_viewer", "acknowledge")
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


def earned(evidence: Evidence, comments: Sequence[ShownComment], asking: Asking) -> tuple[Reply, ...]:
    """The replies, without those that words said anyway would have seemed to give.

    A reply that names its viewer, or turns to her, is no accident. A question asked again counts with its
    first asking: answered when one of them was.
    """
    found = _with_repeats(replies(evidence, comments, asking))
    chances = [_chance(evidence, one, asking) for one in found]
    doubtful = [chance for chance in chances if chance is not None]
    all_lucky = len(doubtful) >= SEVERAL and sum(doubtful) / len(doubtful) > LUCKY_ON_AVERAGE
    return tuple(
        Reply(one.comment) if chance is not None and (all_lucky or chance > LUCKY) else one
        for one, chance in zip(found, chances, strict=True)
    )


def share_answered(found: Sequence[Reply]) -> float:
    """The share (0-1) of the questions that got their answer; 0 without questions."""
    return sum(one.answered for one in found) / len(found) if found else 0.0


def _with_repeats(found: Sequence[Reply]) -> tuple[Reply, ...]:
    """The first askings, each with the best reply that it or a repeat of it got."""
    ids = {one.comment.id for one in found}
    again: dict[str, list[Reply]] = {}
    for one in found:
        again.setdefault(one.comment.again_of, []).append(one)
    first = (one for one in found if one.comment.again_of not in ids)
    return tuple(
        next((r for r in (one, *again.get(one.comment.id, ())) if r.answered), one) if one.comment.id else one
        for one in first
    )


def _chance(evidence: Evidence, reply: Reply, asking: Asking) -> float | None:
    """The share of the take in which the same question would have seemed answered as promptly.

    None where nothing is to be doubted: no reply, one that turns to the viewer, or words hardly said besides.
    """
    if not reply.answered or reply.named or _turned_to(evidence, reply, asking.floor):
        return None
    names = asking.intents[reply.comment.intent].answered_by
    moments = sorted({o.span.start_s for o in _heard(evidence, names, evidence.whole, asking.floor)})
    asked = sum(one.intent == reply.comment.intent for one in evidence.comments)
    if len({int(at_s // MOMENT_S) for at_s in moments}) <= asked + BESIDES:
        return None
    lag_s = max(0.0, reply.heard[0].span.start_s - reply.comment.at_s)
    return _covered_s(moments, lag_s, evidence.duration_s) / evidence.duration_s


def _covered_s(moments: Sequence[float], lag_s: float, until_s: float) -> float:
    """Seconds from 0 to `until_s` at which one of the moments is at most `lag_s` away, or hardly before."""
    covered_s, reached_s = 0.0, 0.0
    for at_s in moments:
        start_s, end_s = max(reached_s, at_s - lag_s), min(until_s, at_s + BEFORE_S)
        covered_s += max(0.0, end_s - start_s)
        reached_s = max(reached_s, end_s)
    return covered_s


def _turned_to(evidence: Evidence, reply: Reply, floor: float) -> bool:
    """Whether she took up the comment around her answer: question repeated, viewer thanked or calmed."""
    asked_s, answer = reply.comment.at_s, reply.heard[0].span
    around = Span(max(0.0, asked_s - BEFORE_S, answer.start_s - TURNED_TO_S), answer.end_s + TURNED_TO_S)
    return _first(evidence, TURNING, around, floor) is not None


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
