"""The class at a glance: what to teach tomorrow, who is stuck, who can do what, and plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from coach.app import comparing, demo
from coach.app.asking import OF
from coach.app.at_desk import names, reviewer, shown_for
from coach.app.heat_table import table
from coach.app.here import allowed, go, here, now, speaker, told
from coach.app.people import GROUP, described
from coach.app.safe import plain
from coach.domain.desk import Plan
from coach.domain.glance import Glance
from coach.domain.people import DEMONSTRATION, Group
from coach.domain.rubric import Lesson
from coach.review.classroom import BANDS, TRIES, Heat, heat, stuck, to_teach
from coach.store.groups import above

LESSON = "lesson"  # in the page's address: whose criteria are shown
STUCK_AT_ONCE = 8
HELPERS_AT_ONCE = 3
PLAN_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Room:
    """A class: its learners by name, the takes that they have shown, and the lesson that is looked at."""

    group: Group
    people: Mapping[str, str]
    takes: tuple[Glance, ...]
    lesson: Lesson


def show() -> None:
    """Choose a group and a lesson, then all that can be told."""
    say = speaker().say
    st.title(say("classroom.title"), anchor=False)
    groups = visible()
    if groups:
        group = chosen(groups)
        people = members(group)
        takes = tuple(one for one, _ in shown_for("see_result", with_levels=True) if one.learner_id in people)
        if not takes:
            st.info(say("classroom.nothing"))
            demo.point()
        else:
            whole(Room(group, people, takes, lesson_for(takes)))
        if allowed("plan", here().store.who.access.group(group.id)):
            plans(people)
    else:
        st.info(say("classroom.nothing"))
        demo.point()
    st.divider()
    if st.button(say("waiting.title"), key="to_waiting", width="stretch"):
        go("waiting")
    if st.button(say("rules.back"), key="classroom_back", width="stretch"):
        go("who")


def visible() -> tuple[Group, ...]:
    """The groups that whoever is there may look at, classes first."""
    access = here().store.who.access
    known = (one for one in here().store.groups.all() if one.kind != DEMONSTRATION)
    mine = (one for one in known if allowed("see_class", access.group(one.id)))
    return tuple(sorted(mine, key=lambda one: (one.kind != "class", one.name)))


def chosen(groups: Sequence[Group]) -> Group:
    """The group that the address names, else the first."""
    by_id = {one.id: one for one in groups}
    wanted = by_id.get(st.query_params.get(GROUP, ""), groups[0])
    if len(groups) > 1:
        ids = list(by_id)
        tell = {one.id: described(one) for one in groups}
        at = ids.index(wanted.id)
        picked = st.selectbox(
            speaker().say("people.which"), ids, index=at, format_func=tell.__getitem__, key="class_group"
        )
        wanted = by_id[picked]
        st.query_params[GROUP] = wanted.id
    return wanted


def members(group: Group) -> Mapping[str, str]:
    """Learners of the group and of every group below it, by name."""
    store, called = here().store, names()
    parents = store.groups.parents()
    below = {one.id for one in store.groups.all() if group.id in above(frozenset({one.id}), parents)}
    found = {learner for group_id, learner in store.groups.learners() if group_id in below}
    return dict(sorted(((one_id, called[one_id]) for one_id in found), key=lambda one: one[1].split()[-1:]))


def lesson_for(takes: Sequence[Glance]) -> Lesson:
    """The lesson that the address names, else the one with most takes; a list to choose from."""
    counts = Counter(one.lesson_id for one in takes)
    lessons = here().course.lessons
    known = [one_id for one_id, _ in counts.most_common() if one_id in lessons] or list(lessons)
    named = st.query_params.get(LESSON, "")
    at = known.index(named) if named in known else 0
    tell = {one_id: told(lessons[one_id].title) for one_id in known}
    label = speaker().say("classroom.lesson")
    picked = st.selectbox(label, known, index=at, format_func=tell.__getitem__, key="class_lesson")
    st.query_params[LESSON] = picked
    return lessons[picked]


def whole(room: Room) -> None:
    """What to do tomorrow, who is stuck, then the table."""
    say = speaker().say
    known = heat(room.takes)
    weights = {use.criterion.id: use.weight for use in room.lesson.uses if use.weight > 0}
    prompts = {use.criterion.id: told(use.criterion.prompt) for use in room.lesson.uses}
    advice(room, known, weights, prompts)
    standing_still(room)
    comparing.core(room.people, {one: known.get(one, {}) for one in room.people})
    counted = {one_id: prompts[one_id] for one_id in weights}
    comparing.side_by_side(room.group, room.takes, known, counted)
    comparing.lessons(room.takes)
    st.header(say("classroom.table"), anchor=False)
    st.caption(say("classroom.only_shown"))
    st.html(table(room.people, counted, known, BANDS))


def advice(room: Room, known: Heat, weights: Mapping[str, float], prompts: Mapping[str, str]) -> None:
    """What to teach tomorrow in one sentence, and who could help."""
    say = speaker().say
    found = to_teach(known, weights)
    with st.container(key="next", gap="xsmall"):
        if found is None:
            st.markdown(say("classroom.teach_none"))
            return
        values: dict[str, str | int] = {
            "criterion": prompts[found.criterion],
            "weak": found.weak,
            "judged": found.judged,
        }
        st.header(plain(say("classroom.teach", **values)), anchor=False)
        helpers = [room.people[one] for one in found.helpers if one in room.people][:HELPERS_AT_ONCE]
        if helpers:
            st.markdown(plain(say("classroom.helpers", names=", ".join(helpers))))


def standing_still(room: Room) -> None:
    """Who tried several times and came no further; the way to her takes."""
    say, lessons = speaker().say, here().course.lessons
    found = stuck(room.takes, {one_id: one.pass_points for one_id, one in lessons.items()})
    st.header(say("classroom.stuck"), anchor=False)
    if not found:
        st.markdown(say("classroom.stuck_none", takes=TRIES))
    for one in found[:STUCK_AT_ONCE]:
        title = told(lessons[one.lesson_id].title) if one.lesson_id in lessons else one.lesson_id
        values: dict[str, str | int] = {
            "name": room.people[one.learner_id],
            "lesson": title,
            "takes": one.takes,
        }
        key = f"stuck_{one.learner_id}_{one.lesson_id}"
        if st.button(plain(say("classroom.stuck_one", **values)), key=key, width="stretch"):
            go("attempts", **{OF: one.learner_id})


def plans(people: Mapping[str, str]) -> None:
    """One line for one learner; she reads it when she opens the app."""
    if not people:
        return
    say = speaker().say
    st.header(say("classroom.plan"), anchor=False)
    known = {one_id: one for one_id, one in here().store.desk.plans.all().items() if one_id in people}
    for one_id, one in known.items():
        st.markdown(f"**{plain(people[one_id])}**: {plain(_line(one))}")
    lessons = here().course.lessons
    with st.form("plan_form", border=True, clear_on_submit=True):
        whose = st.selectbox(
            say("classroom.plan_whose"), list(people), format_func=people.__getitem__, key="plan_whose"
        )
        text = st.text_input(
            say("classroom.plan_text"), key="plan_text", max_chars=PLAN_LONGEST, autocomplete="off"
        )
        options = ["", *lessons]
        tell = {"": say("classroom.plan_no_lesson")} | {
            one_id: told(one.title) for one_id, one in lessons.items()
        }
        lesson = st.selectbox(
            say("classroom.plan_lesson"), options, format_func=tell.__getitem__, key="plan_lesson"
        )
        if st.form_submit_button(say("classroom.plan_keep"), key="plan_keep", width="stretch"):
            keep_plan(whose, text.strip(), lesson)


def keep_plan(whose: str, text: str, lesson: str) -> None:
    """Keep it where whoever is there may plan for just that learner; empty takes the plan back."""
    access = here().store.who.access
    thing = access.person(whose)
    if allowed("plan", thing):
        here().store.desk.plans.keep(Plan(whose, text, now(), reviewer(), lesson))
    st.rerun()


def _line(one: Plan) -> str:
    lesson = here().course.lessons.get(one.lesson_id)
    return " · ".join(filter(None, (one.text, told(lesson.title) if lesson else "")))
