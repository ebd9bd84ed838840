"""The calibration room: trainers score the same takes blind, and see how far they agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from coach.app import agreement, taught
from coach.app.at_desk import reviewer, shown_for
from coach.app.browser import film
from coach.app.card import said_in
from coach.app.deciding import SAID, outcome
from coach.app.here import allowed, go, here, language, now, speaker, take, told
from coach.app.lesson_used import lesson_of
from coach.app.levels import machines
from coach.app.safe import plain
from coach.domain.errors import CoachError
from coach.domain.review import Review
from coach.domain.rubric import Criterion
from coach.review.room import ENOUGH, next_takes
from coach.store.attempts import Attempt
from coach.store.reviews import Said

SKIPPED = "calibration_later"  # the session's key: takes put off for later


def show() -> None:
    """A take to score blind, what came of earlier ones, how far trainers agree, what the machine learned."""
    say = speaker().say
    st.title(say("calibration.title"), anchor=False)
    st.markdown(say("calibration.why"))
    outcome()
    me = reviewer()
    if me is None:
        st.info(say("calibration.sign_in"))
    else:
        room(me)
    agreement.section(me)
    taught.section()
    st.divider()
    if st.button(say("waiting.title"), key="to_waiting", width="stretch"):
        go("waiting")
    if st.button(say("rules.back"), key="calibration_back", width="stretch"):
        go("who")


def room(me: str) -> None:
    """The next take, or that there is none; then those that somebody else scored too."""
    blind = here().store.reviews.all(blind=True)
    hers = {one.attempt_id for one in blind if one.trainer_id == me}
    st.header(speaker().say("calibration.next"), anchor=False)
    attempt = next_one(me, blind)
    if hers:
        st.caption(speaker().say("calibration.done", count=len(hers)))
    if attempt is None:
        st.info(speaker().say("calibration.none" if shown_for("review") else "calibration.no_takes"))
    else:
        scoring(attempt)
    agreement.side_by_side(me, blind)


def next_one(me: str, blind: Iterable[Review]) -> Attempt | None:
    """The take whose turn it is: shown, with its film, and not yet seen by her with open eyes."""
    opened = here().store.reviews.opened(me)
    later: set[str] = st.session_state.setdefault(SKIPPED, set())
    open_to_her = [one.attempt_id for one, _ in shown_for("review") if one.attempt_id not in opened]
    known = next_takes(open_to_her, blind, me)
    for attempt_id in (*(one for one in known if one not in later), *(one for one in known if one in later)):
        attempt = here().store.attempts.get(attempt_id)
        if attempt.film_removed_at is None and attempt.result is not None:
            return attempt
    return None


def scoring(attempt: Attempt) -> None:
    """The film without any of the machine's marks, and every criterion with its levels."""
    say, lesson = speaker().say, lesson_of(attempt)
    st.subheader(plain(told(lesson.title)), anchor=False)
    film(attempt)
    criteria = judged(attempt)
    with st.form(f"blind_{attempt.id}", border=False):
        st.caption(say("calibration.leave_open"))
        for one in criteria:
            level(one, attempt)
        args = (attempt.id, tuple(one.id for one in criteria))
        label = say("calibration.keep")
        st.form_submit_button(
            label, key="keep_blind", type="primary", width="stretch", on_click=kept, args=args
        )
    if st.button(say("calibration.later"), key="blind_later", width="stretch"):
        st.session_state[SKIPPED].add(attempt.id)
        st.rerun()


def judged(attempt: Attempt) -> Sequence[Criterion]:
    """The criteria that applied to this take."""
    tops = {one["criterion"]: one.get("top", 4) for one in (attempt.result or {})["judgements"]}
    criteria = (use.criterion for use in lesson_of(attempt).uses)
    return tuple(one for one in criteria if tops.get(one.id, 0) > 0)


def level(criterion: Criterion, attempt: Attempt) -> None:
    """Its levels with their words; none is chosen, so that nobody is led."""
    words = {rung.level: said_in(rung.words, language()) for rung in criterion.ladder}
    top = machines(attempt, criterion.id).top
    st.radio(
        f"**{plain(told(criterion.prompt))}**",
        range(top + 1),
        index=None,
        format_func=lambda at: f"{at} · {words.get(at, '')}",
        key=f"blind_{attempt.id}_{criterion.id}",
    )


def kept(attempt_id: str, criteria: Sequence[str]) -> None:
    """She pressed: all levels that she chose, or nothing."""
    attempt, me = here().store.attempts.get(attempt_id), reviewer()
    if me is None or not allowed("review", take(attempt)):
        st.session_state[SAID] = ("warning", speaker().say("may.not_allowed"))
        return
    chosen = {one: st.session_state.get(f"blind_{attempt_id}_{one}") for one in criteria}
    said = [Said(one, machines(attempt, one), at) for one, at in chosen.items() if at is not None]
    if not said:
        st.session_state[SAID] = ("warning", speaker().say("calibration.nothing_chosen"))
        return
    try:
        here().store.reviews.add_blind(attempt_id, me, said, now())
    except CoachError as error:
        st.session_state[SAID] = ("warning", speaker().say(error.id, **error.values))
        return
    others = {one.trainer_id for one in here().store.reviews.all(blind=True) if one.attempt_id == attempt_id}
    both = len(others - {None}) >= ENOUGH
    st.session_state[SAID] = ("success", speaker().say("calibration.both" if both else "calibration.kept"))
