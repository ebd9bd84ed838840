"""Which scores would change: kept takes judged by the drafts, beside the same takes judged as taught now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from coach.app.at_desk import names, shown_for
from coach.app.card import points_text
from coach.app.here import go, here, speaker
from coach.app.here import told as in_language
from coach.app.judging import draft_parts, judged_by
from coach.app.lesson_desk import Drafted
from coach.app.safe import plain
from coach.domain.errors import CoachError
from coach.domain.glance import Glance
from coach.domain.rubric import Lesson
from coach.review.would_change import CriterionChange, Levels, WouldChange, would_change

MOST = 200  # takes judged at once, the newest: a whole class
FOUND = "lessons_preview"  # the session's key: what the last preview found, and for which drafts
SHOWN = 30  # takes told one by one


@dataclass(frozen=True, slots=True)
class Previewed:
    """What a preview found. `skipped`: takes that would have to be listened to anew, or that are gone."""

    judged: int
    skipped: int
    changed: tuple[tuple[Glance, WouldChange], ...]

    @property
    def scores(self) -> int:
        """How many levels would change."""
        return sum(len(one.changes) for _, one in self.changed)


def preview(drafts: Drafted, key: str, heard_anew: frozenset[str]) -> None:
    """A button, and what the last press found of these very drafts."""
    say = speaker().say
    st.header(say("lessons.preview"), anchor=False)
    st.caption(say("lessons.preview_how"))
    if st.button(say("lessons.preview_go"), key="lessons_preview_go", width="stretch"):
        with st.spinner(say("lessons.preview_runs"), show_time=True):
            st.session_state[FOUND] = (key, judge_all(drafts, heard_anew))
    known = st.session_state.get(FOUND)
    if known and known[0] == key:
        show(known[1], drafts)


def judge_all(drafts: Drafted, heard_anew: frozenset[str]) -> Previewed:
    """Every take that was shown to whoever is there and whose lesson or hearing the drafts change."""
    at = here()
    changed, skipped, judged = [], 0, 0
    for one, _ in shown_for("see_result")[::-1][:MOST]:
        pair = _lessons(one.lesson_id, drafts)
        if pair is None:
            continue
        attempt = at.store.attempts.get(one.attempt_id)
        anew = attempt.language in heard_anew
        if pair[0].digest == pair[1].digest and not anew:
            continue
        parts = draft_parts(attempt.language, drafts.folder) if anew else None
        try:
            cards = judged_by(attempt, pair, parts)
        except (CoachError, OSError):
            cards = None
        if cards is None:
            skipped += 1
            continue
        judged += 1
        difference = would_change(*cards)
        if difference.any:
            changed.append((one, difference))
    return Previewed(judged, skipped, tuple(changed))


def _lessons(lesson_id: str, drafts: Drafted) -> tuple[Lesson, Lesson] | None:
    """The lesson as taught and as drafted; both must be there."""
    now, then = here().course.lessons.get(lesson_id), drafts.course.lessons.get(lesson_id)
    return (now, then) if now and then else None


def show(found: Previewed, drafts: Drafted) -> None:
    """How many scores would change, and each with its levels from and to."""
    say, called = speaker().say, names()
    if not found.changed:
        st.success(say("lessons.preview_none", takes=found.judged))
    else:
        st.info(
            say("lessons.preview_some", scores=found.scores, takes=len(found.changed), judged=found.judged)
        )
    if found.skipped:
        st.caption(say("lessons.preview_skipped", count=found.skipped))
    for one, difference in found.changed[:SHOWN]:
        with st.container(border=True):
            _take(one, difference, called, drafts)


def _take(one: Glance, found: WouldChange, called: Mapping[str, str], drafts: Drafted) -> None:
    say, words = speaker().say, speaker()
    lesson = in_language(drafts.course.lessons[one.lesson_id].title)
    name = called.get(one.learner_id, "")
    st.markdown(plain(f"{name} · {lesson} · {words.day_and_hour(one.made_at)}"))
    before, after = (points_text(points.low, points.high, words) for points in (found.before, found.after))
    st.markdown(f"**{plain(say('lessons.points_change', before=before, after=after))}**")
    lines = "\n".join(f"- {plain(_line(change, drafts))}" for change in found.changes)
    st.markdown(lines)
    if st.button(say("lessons.open_take"), key=f"preview_open_{one.attempt_id}", width="stretch"):
        go("review", attempt=one.attempt_id)


def _line(change: CriterionChange, drafts: Drafted) -> str:
    known = drafts.course.criteria.get(change.criterion) or here().course.criteria.get(change.criterion)
    prompt = in_language(known.prompt) if known else change.criterion
    values = {"before": level(change.before), "after": level(change.after)}
    return speaker().say("lessons.level_change", criterion=prompt, **values)


def level(one: Levels | None) -> str:
    """A level or a range of them, in words where there is none."""
    say = speaker().say
    if one is None:
        return say("lessons.level_not_asked")
    if one.state == "left_out":
        return say("lessons.level_left_out")
    return say("lessons.level_one", level=one.low) if one.low == one.high else f"{one.low}-{one.high}"
