"""The trainer's queue: takes that learners chose to show, the most pressing first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import streamlit as st

from coach.app import demo
from coach.app.at_desk import STATES, Filters, names, open_take, queue
from coach.app.browser import component
from coach.app.card import points_text
from coach.app.here import allowed, go, here, speaker, told
from coach.app.home import lessons
from coach.domain.glance import Glance
from coach.domain.people import DEMONSTRATION
from coach.i18n import Speaker
from coach.review.waiting import NEEDS, needs

AT_ONCE = 250  # takes drawn at once: more than anybody looks through in a day
OPENED = "opened"


def show() -> None:
    """Filters, how many there are, and the list."""
    say = speaker().say
    st.title(say("waiting.title"), anchor=False)
    filters = chosen(Filters.in_address())
    found = queue(filters)
    st.markdown(say("waiting.count", count=len(found)) if found else say("waiting.none"))
    if found:
        with st.container(key="queue_keys"):
            st.caption(say("waiting.keys"))
        listed(found[:AT_ONCE], filters)
    if len(found) > AT_ONCE:
        st.caption(say("waiting.more", count=len(found) - AT_ONCE))
    if not found and not filters.told:
        demo.point()
    st.divider()
    if st.button(say("classroom.title"), key="to_classroom", width="stretch"):
        go("classroom")
    lessons()
    desk_ways()
    if st.button(say("rules.back"), key="waiting_back", width="stretch"):
        go("who")


def desk_ways() -> None:
    """The calibration room and the offered sentences: wanted once a week, not once a take."""
    st.subheader(speaker().say("waiting.teach_machine"), anchor=False)
    for page in ("calibration", "offers"):
        if st.button(speaker().say(f"{page}.title"), key=f"to_{page}", width="stretch"):
            go(page)


def chosen(filters: Filters) -> Filters:
    """The filters as chosen now; they are written into the address."""
    say = speaker().say
    groups = {one.id: one.name for one in here().store.groups.all() if one.kind != DEMONSTRATION}
    mine = [one_id for one_id in groups if allowed("plan", here().store.who.access.group(one_id))]
    lessons = here().course.lessons
    with st.expander(say("waiting.filter"), expanded=bool(filters.told), key="filters"):
        picked = replace(
            filters,
            state=_pick("state", STATES, filters.state, lambda one: say(f"waiting.state.{one}")),
            need=_pick("need", ("", *NEEDS[:-1]), filters.need, lambda one: say(f"need.{one or 'any'}")),
            lesson=_pick(
                "lesson",
                ("", *lessons),
                filters.lesson,
                lambda one: told(lessons[one].title) if one else say("waiting.all_lessons"),
            ),
        )
        if len(mine) > 1:
            options = ("", *mine)
            names = {"": say("waiting.all_groups"), **groups}
            picked = replace(picked, group=_pick("group", options, filters.group, names.__getitem__))
    for name in ("state", "need", "lesson", "group"):
        st.query_params.pop(name, None)
    st.query_params.update(picked.told)
    return picked


def _pick(name: str, options: Sequence[str], wanted: str, tell: Callable[[str], str]) -> str:
    at = options.index(wanted) if wanted in options else 0
    label = speaker().say(f"waiting.by_{name}")
    return str(st.selectbox(label, options, index=at, format_func=tell, key=f"filter_{name}"))


def listed(found: Sequence[Glance], filters: Filters) -> None:
    """The takes as buttons; arrow keys go from one to the next, Enter opens."""
    words, called = speaker(), names()
    titles = {one.id: told(one.title) for one in here().course.lessons.values()}
    rows = [row(one, words, called, titles) for one in found]

    def opened() -> None:
        st.session_state[OPENED] = st.session_state["queue_list"].get(OPENED)

    component("queue")(
        data={"rows": rows, "label": speaker().say("waiting.title")},
        key="queue_list",
        on_opened_change=opened,
    )
    wanted = st.session_state.pop(OPENED, None)
    if wanted in {one.attempt_id for one in found}:
        open_take(wanted, filters)


def row(
    one: Glance, words: Speaker, called: Mapping[str, str], titles: Mapping[str, str]
) -> dict[str, object]:
    """What the list shows of one take."""
    points = points_text(one.points_low, one.points_high, words)
    return {
        "id": one.attempt_id,
        "name": called.get(one.learner_id, ""),
        "lesson": titles.get(one.lesson_id, one.lesson_id),
        "told": f"{words.day_and_hour(one.shown_at)} · {words.say('attempts.points', points=points)}",
        "needs": [{"kind": need, "text": words.say(f"need.{need}")} for need in told_needs(one)],
    }


def told_needs(one: Glance) -> tuple[str, ...]:
    """Why it needs her; that it waits only where nothing else is to be said."""
    known = needs(one) or ("done",)
    return known[:-1] if len(known) > 1 else known
