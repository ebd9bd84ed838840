"""Who is practising: somebody known on this machine, or somebody new who gives a name and her consent."""

from __future__ import annotations

from functools import partial

import streamlit as st

from coach.app import demo, home
from coach.app.agreeing import ask_consent, consent_box
from coach.app.consent import agree
from coach.app.forget_me import farewell
from coach.app.here import go, here, language, learner, now, person, recognise, speaker
from coach.app.room import CHOSEN
from coach.domain.consent import RECORD
from coach.domain.people import ADDRESSES, Learner
from coach.i18n import Speaker, spoken_address

NEWCOMER = "newcomer"  # the session's key: the form for a new name is open


def show() -> None:
    """The first page: names on buttons, or where people sign in the way on for whoever did."""
    if not person().trusted:
        home.show()
        return
    everybody = here().store.people.all()
    invented = demo.invented()
    guests = here().store.hall.learners()  # of a workshop: they use their own phones
    known = tuple(one for one in everybody if one.id not in invented | guests)
    st.title(speaker().say("who.title"), anchor=False)
    farewell()
    current = learner()
    if current is not None and not here().store.people.has_agreed(current.id, RECORD):
        if ask_consent(current):
            enter(current)
    elif known and not st.session_state.get(NEWCOMER):
        choose(known)
    else:
        newcomer(bool(known))
    demo.look_around(everybody)
    st.divider()
    if st.button(speaker().say("waiting.desk"), key="to_waiting", width="stretch"):
        go("waiting")
    if st.button(speaker().say("who.workshops"), key="to_workshops", width="stretch"):
        go("workshops")
    if st.button(speaker().say("rules.title"), key="rules", width="stretch"):
        go("rules")


def choose(known: tuple[Learner, ...]) -> None:
    """A large button for each name, and one for somebody new."""
    say = speaker().say
    st.markdown(say("who.choose"))
    with st.container(key="people"):
        for one in known:
            if st.button(called(one), key=f"learner_{one.id}", width="stretch"):
                enter(one)
    if st.button(say("who.new"), key="new_learner", width="stretch"):
        st.session_state[NEWCOMER] = True
        st.rerun()


def called(one: Learner) -> str:
    """The name as people say it: "Cô Hoa"; English leaves the form of address out."""
    return Speaker(language(), one.address).say("who.called", name=one.name)


def newcomer(others: bool) -> None:
    """Name, form of address and consent on one screen with one button."""
    say = speaker().say
    st.markdown(say("who.welcome"))
    with st.form("newcomer_form", border=False):
        name = st.text_input(say("who.name"), key="name", max_chars=60, autocomplete="off")
        address = st.radio(
            say("who.address"),
            offered(language()),
            index=offered(language()).index("bạn"),
            format_func=partial(chosen_address, language()),
            key=f"address_{language()}",
            horizontal=True,
        )
        agreed = consent_box()
        if st.form_submit_button(say("who.start"), key="start", type="primary", width="stretch"):
            begin(name.strip(), address, agreed)
    if others and st.button(say("who.back"), key="back_to_names", width="stretch"):
        st.session_state[NEWCOMER] = False
        st.rerun()


def offered(shown_in: str) -> tuple[str, ...]:
    """The forms of address to choose from; of those that are one in the screen's language only the last."""
    apart = {chosen_address(shown_in, address): address for address in ADDRESSES}
    return tuple(apart.values())


def chosen_address(shown_in: str, address: str) -> str:
    """A form of address as it is written beside its button; English screens show the Vietnamese ones."""
    return spoken_address("id", address) if shown_in == "id" else address


def begin(name: str, address: str, agreed: bool) -> None:
    """Remember a newcomer, or say kindly what is missing."""
    say = speaker().say
    if not name:
        st.warning(say("who.name_missing"))
    elif not agreed:
        st.warning(say("who.consent_missing"))
    else:
        new = here().store.people.add(name, address, now())
        agree(new)
        enter(new)


def enter(one: Learner) -> None:
    """On to the lesson as that learner."""
    st.session_state[NEWCOMER] = False
    st.session_state.pop(CHOSEN, None)
    recognise(one.id)
    if here().store.people.has_agreed(one.id, RECORD):
        go("lesson")
    st.rerun()
