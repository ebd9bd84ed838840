"""The trainer reviews a take: the film with her comments, risky words, every criterion, the end."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from coach.app import voices
from coach.app.at_desk import Filters, beside, called, open_take
from coach.app.browser import moments, player
from coach.app.card import Card, Warned, card, points_text
from coach.app.deciding import decide, decision, outcome
from coach.app.here import allowed, go, here, language, speaker, take, told
from coach.app.lesson_used import lesson_of
from coach.app.levels import skills
from coach.app.noting import noting
from coach.app.safe import plain
from coach.domain.desk import APPROVAL, CONFIRMED, DISMISSED, YES, Decision, of_claim
from coach.domain.errors import CoachError
from coach.i18n import Speaker
from coach.store.attempts import Attempt

GOING = "review_going"  # the session's key: the take that is wanted next


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A take with all that was decided, as it is drawn: whoever presses has seen just these decisions."""

    attempt: Attempt
    shown: Card
    standing: Mapping[str, Decision]
    turns: Mapping[str, int]


def show() -> None:
    """The page of one take."""
    wanted = st.session_state.pop(GOING, None)
    if wanted is not None:
        open_take(wanted, Filters.in_address())
    attempt = named()
    if attempt is None or attempt.result is None:
        go("waiting")
        return
    decisions = here().store.desk.decisions
    turns, standing = decisions.turns(attempt.id), decisions.standing(attempt.id)
    learner = here().store.people.get(attempt.learner_id)
    words = Speaker(language(), learner.address)  # as she reads it
    shown = card(attempt.result, lesson_of(attempt), words, here().course.labels)
    whole(Reviewed(attempt, shown, standing, turns), words.say("who.called", name=learner.name))


def named() -> Attempt | None:
    """The take that the address names; whoever reviews it does not become its learner."""
    try:
        return here().store.attempts.get(st.query_params.get("attempt", ""))
    except CoachError:
        return None


def whole(one: Reviewed, name: str) -> None:
    """Everything, in the order in which it is worked through."""
    say, filters = speaker().say, Filters.in_address()
    st.title(plain(f"{name} · {told(lesson_of(one.attempt).title)}"), anchor=False)
    points = points_text(one.shown.points_low, one.shown.points_high, speaker())
    st.markdown(
        f"{speaker().day_and_hour(one.attempt.created_at)} · **{say('attempts.points', points=points)}**"
    )
    if here().store.desk.help.asked(one.attempt.id):
        st.info(say("review.asked_help", name=plain(name)))
    outcome()
    if one.attempt.film_removed_at is None:
        player(one.attempt, one.shown, name)
        noting(one.attempt)
        voices.speaking(one.attempt)
    else:
        st.info(say("card.film_gone"))
    claims(one)
    skills(one.attempt, one.shown, one.standing, one.turns)
    approve(one)
    ways(one.attempt, filters)


def claims(one: Reviewed) -> None:
    """Risky words: confirmed they cap the points, dismissed they are forgotten."""
    if not one.shown.claims or one.attempt.result is None:
        return
    st.header(speaker().say("card.claims"), anchor=False)
    st.markdown(speaker().say("review.claims_why"))
    for order, (shown, raw) in enumerate(zip(one.shown.claims, one.attempt.result["claims"], strict=True)):
        claim(one, shown, of_claim(raw["rule"], raw["start_s"]), order)


def claim(one: Reviewed, shown: Warned, subject: str, order: int) -> None:
    """One of them, with two buttons and who decided last."""
    say = speaker().say
    last = one.standing.get(subject)
    with st.container(border=True, gap="xsmall", key=f"claim_box_{order}"):
        moments((shown.moment,), f"claim_{order}", one.attempt)
        if last is not None:
            st.markdown(say(f"review.claim_{last.value}", who=plain(called(last.trainer_id))))
        if not allowed("confirm_claim", take(one.attempt)):
            return
        with st.container(horizontal=True):
            for value in (CONFIRMED, DISMISSED):
                st.button(
                    say(f"review.{value}"),
                    key=f"{value}_{order}",
                    width="stretch",
                    disabled=last is not None and last.value == value,
                    on_click=_claim_decided,
                    args=(one.attempt.id, subject, value, one.turns.get(subject, 0)),
                )


def _claim_decided(attempt_id: str, subject: str, value: str, seen: int) -> None:
    decide(decision(attempt_id, subject, value), seen, "confirm_claim")


def approve(one: Reviewed) -> None:
    """She has looked it through; the learner reads so."""
    say, last = speaker().say, one.standing.get(APPROVAL)
    done = last is not None and last.value == YES
    label = (
        say("review.approved", who=plain(called(last.trainer_id))) if last and done else say("review.approve")
    )
    st.divider()
    # One and the same button before and after: what comes and goes moves the ways below under a press.
    args = (one.attempt.id, one.turns.get(APPROVAL, 0))
    st.button(
        label, key="approve", type="primary", width="stretch", disabled=done, on_click=_approved, args=args
    )
    st.caption(say("review.approve_why"))


def _approved(attempt_id: str, seen: int) -> None:
    decide(decision(attempt_id, APPROVAL, YES), seen)


def _wanted(attempt_id: str) -> None:
    """Kept at once: another press that begins the page anew before it is drawn to its end loses nothing."""
    st.session_state[GOING] = attempt_id


def way(label: str, attempt_id: str, key: str, shortcut: str) -> None:
    """A button, and keys, for another take."""
    st.button(label, key=key, width="stretch", shortcut=shortcut, on_click=_wanted, args=(attempt_id,))


def ways(attempt: Attempt, filters: Filters) -> None:
    """The next take, the one before, back to the queue."""
    say = speaker().say
    before, after, place, count = beside(attempt.id, filters)
    if place:
        st.caption(say("review.place", place=place, count=count))
    with st.container(horizontal=True):
        if before:
            way(say("review.before"), before, "before", "Alt+Up")
        if after:
            way(say("review.next"), after, "after", "Alt+Down")
    if st.button(say("review.queue"), key="to_queue", width="stretch"):
        go("waiting", **filters.told)
