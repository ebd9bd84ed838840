"""Every criterion before a trainer: what the machine said, and her own level with a reason beside it."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from coach.app import marking, pointing
from coach.app.at_desk import called
from coach.app.browser import moments
from coach.app.card import Card, Told, said_in
from coach.app.criteria import how_far
from coach.app.criteria import told as drawn
from coach.app.deciding import SAID, correct
from coach.app.here import here, language, speaker
from coach.app.lesson_used import lesson_of
from coach.app.safe import plain
from coach.domain.desk import MACHINES, Decision, of_criterion
from coach.domain.review import MachineLevel
from coach.domain.rubric import Criterion
from coach.review.applying import machine_level
from coach.store.attempts import Attempt
from coach.store.reviews import Said

LONGEST = 500  # letters of a reason
Standing = Mapping[str, Decision]


def skills(attempt: Attempt, shown: Card, standing: Standing, turns: Mapping[str, int]) -> None:
    """The criteria by skill; only what is open is drawn."""
    say = speaker().say
    st.header(say("review.criteria"), anchor=False)
    st.caption(say("review.criteria_why"))
    criteria = {use.criterion.id: use.criterion for use in lesson_of(attempt).uses}
    for skill, group in shown.skills:
        line, key = say("skill.line", skill=say(f"skill.{skill}"), how=how_far(group)), f"skill_{skill}"
        st.session_state[key] = st.session_state.get(key, False)  # stays open when a level changes its line
        opened = st.expander(line, key=key, on_change="rerun")
        for one in group if opened.open else ():
            with opened, st.container(border=True, key=f"criterion_{one.id}", gap="xsmall"):
                st.subheader(plain(one.prompt), anchor=False)
                st.html(drawn(one))
                moments(one.moments, one.id, attempt)
                marking.pictures(one, attempt)
                subject = of_criterion(one.id)
                changed(attempt, one, standing.get(subject), turns.get(subject, 0))
                form(attempt, one, criteria[one.id], turns.get(subject, 0))


def changed(attempt: Attempt, one: Told, last: Decision | None, seen: int) -> None:
    """Both levels and the reason, once a trainer said otherwise; and the way back to the machine's."""
    if last is None or last.value == MACHINES:
        return
    st.markdown(plain(change_told(last, one.top)))
    args, label = (attempt.id, one.id, seen), speaker().say("review.take_back")
    st.button(label, key=f"back_{one.id}", width="stretch", on_click=_taken_back, args=args)


def _taken_back(attempt_id: str, criterion: str, seen: int) -> None:
    machine = machines(here().store.attempts.get(attempt_id), criterion)
    correct(attempt_id, Said(criterion, machine, machine.low, withdrawn=True), seen)


def change_told(last: Decision, top: int) -> str:
    """What a trainer changed, in a sentence; of a range both its ends."""
    low, high = last.machine_low, last.machine_high
    machine = str(low) if low == high else f"{low}–{high}"
    values: dict[str, str | int] = {
        "machine": machine,
        "level": last.value,
        "top": top,
        "reason": last.reason,
    }
    return speaker().say("teacher.changed", who=called(last.trainer_id), **values)


def form(attempt: Attempt, one: Told, criterion: Criterion, seen: int) -> None:
    """Another level with its reason; nothing where the criterion did not apply."""
    if one.state == "left_out" or one.top <= 0:
        return
    say = speaker().say
    words = {rung.level: said_in(rung.words, language()) for rung in criterion.ladder}
    opened = st.expander(say("review.change"), key=f"change_{one.id}", on_change="rerun")
    if not opened.open:
        return
    with opened, st.form(f"form_{one.id}", border=False):
        st.radio(
            say("review.level"),
            range(one.top + 1),
            index=one.low,
            format_func=lambda level: f"{level} · {words.get(level, '')}",
            key=named("level", one.id, attempt.id),
        )
        st.text_input(
            say("review.reason"),
            key=named("reason", one.id, attempt.id),
            max_chars=LONGEST,
            autocomplete="off",
        )
        pointing.ask(attempt, criterion)
        args = (attempt.id, one.id, seen)
        st.form_submit_button(
            say("review.keep_level"), key=f"keep_{one.id}", width="stretch", on_click=_kept, args=args
        )


def _kept(attempt_id: str, criterion: str, seen: int) -> None:
    """The form was sent: what she typed stays in it until it is kept."""
    reason = str(st.session_state[named("reason", criterion, attempt_id)]).strip()
    if not reason:
        st.session_state[SAID] = ("warning", speaker().say("review.reason_missing"))
        return
    level = int(st.session_state[named("level", criterion, attempt_id)])
    attempt = here().store.attempts.get(attempt_id)
    machine = machines(attempt, criterion)
    if correct(attempt_id, Said(criterion, machine, level, reason), seen):
        st.session_state[named("reason", criterion, attempt_id)] = ""
        if pointing.offer(attempt, criterion, machine, level):
            st.session_state[SAID] = ("success", speaker().say("review.kept_offers"))


def named(what: str, criterion: str, attempt_id: str) -> str:
    """The name of a field: of this take, so that nothing chosen for one stands in the form of the next."""
    return f"{what}_{criterion}_{attempt_id}"


def machines(attempt: Attempt, criterion: str) -> MachineLevel:
    """What the machine says by itself of a criterion of that take."""
    result = attempt.result or {"judgements": ()}
    one = next(one for one in result["judgements"] if one["criterion"] == criterion)
    return machine_level(one, result["lesson"]["digest"])
