"""Groups beside each other: the classes of a commune, the communes of a province, and the whole below."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from html import escape

import streamlit as st

from coach.app.card import points_text
from coach.app.here import here, speaker, told
from coach.app.safe import plain
from coach.domain.glance import Glance
from coach.domain.people import Group
from coach.progress.passing import TIMES
from coach.review.classroom import Heat
from coach.review.groups import Counts, Passing, apart, counts, enough, gains, helpers

CORE_AT_ONCE = 5  # names: as many as a trainer would ask


def side_by_side(group: Group, takes: Sequence[Glance], known: Heat, prompts: Mapping[str, str]) -> None:
    """A row for each group directly below, and their sum; nothing where there is none below."""
    say, store = speaker().say, here().store
    parts = apart(group.id, learners_by_group(), store.groups.parents())
    if set(parts) <= {""}:
        return
    passing = Passing({one.id: one.pass_points for one in here().course.lessons.values()}, TIMES)
    names = {one.id: one.name for one in store.groups.all()} | {"": say("comparing.itself")}
    rows = {names[one]: counts(ids, takes, known, passing) for one, ids in sorted(parts.items()) if ids}
    st.header(say("comparing.title"), anchor=False)
    st.caption(say("comparing.why"))
    whole = sum(rows.values(), Counts())
    st.html(table({**rows, say("comparing.sum"): whole}, prompts))


def learners_by_group() -> dict[str, set[str]]:
    """Learners by group; who teaches there is not counted."""
    found: dict[str, set[str]] = {}
    for group_id, learner_id in here().store.groups.learners():
        found.setdefault(group_id, set()).add(learner_id)
    return found


def table(rows: Mapping[str, Counts], prompts: Mapping[str, str]) -> str:
    """HTML: groups by rows; learners, takes, passed, and for each criterion who is half-way up."""
    say = speaker().say
    fixed = [say(f"comparing.{name}") for name in ("group", "learners", "takes", "passed")]
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in (*fixed, *prompts.values()))
    body = "".join(_row(name, one, prompts) for name, one in rows.items())
    label = escape(say("comparing.title"))
    return (
        f'<div class="coach-heat" tabindex="0" role="region" aria-label="{label}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _row(name: str, one: Counts, criteria: Collection[str]) -> str:
    shown = speaker().say("comparing.of", count=one.shown, all=one.learners)
    cells = [shown, str(one.takes), str(one.passed)]
    boxes = "".join(f"<td>{escape(cell)}</td>" for cell in cells)
    shares = "".join(_share(one, criterion) for criterion in criteria)
    return f'<tr><th scope="row">{escape(name)}</th>{boxes}{shares}</tr>'


def _share(one: Counts, criterion: str) -> str:
    half, judged = ((part or {}).get(criterion, 0) for part in (one.half, one.judged))
    if not judged:
        return f'<td class="blank">{escape(speaker().say("band.blank"))}</td>'
    share = escape(speaker().say("comparing.of", count=half, all=judged))
    if not enough(judged):  # so few say nothing of a group: the numbers stand without a colour
        return f"<td>{share}</td>"
    band = "sure" if half * 4 >= judged * 3 else "near" if half * 2 >= judged else "begun" if half else "none"
    return f'<td class="{band}"><b>{share}</b></td>'


def core(people: Mapping[str, str], known: Heat) -> None:
    """Who is firm in several criteria and could help the others."""
    found = helpers(known, people)
    if found:
        say = speaker().say
        st.header(say("comparing.core"), anchor=False)
        for one, firm in found[:CORE_AT_ONCE]:
            st.markdown(plain(say("comparing.core_one", name=people[one], count=firm)))


def lessons(takes: Sequence[Glance]) -> None:
    """After which lesson points rose most; said with care, as who tries more often learns elsewhere, too."""
    found = [one for one in gains(takes) if one.rose]
    if not found:
        return
    say, words = speaker().say, speaker()
    taught = {one.id: told(one.title) for one in here().course.lessons.values()}
    st.header(say("comparing.gains"), anchor=False)
    for one in found[:3]:
        values: dict[str, str | int] = {
            "lesson": taught.get(one.lesson_id, one.lesson_id),
            "learners": one.learners,
            "before": points_text(*one.before, words),
            "after": points_text(*one.after, words),
        }
        st.markdown(plain(say("comparing.gain", **values)))
    st.caption(say("comparing.gains_why"))
