"""Who may see what: told in plain words; here an installation begins to ask people who they are."""

from __future__ import annotations

import streamlit as st

from coach.app.away import leave
from coach.app.here import go, here, learner, now, person, speaker
from coach.domain.errors import CoachError
from coach.domain.people import Learner
from coach.store.founding import Founder

TOLD = ("learner", "trainer", "class", "host", "administrator", "stranger")


def show() -> None:
    """What is so now, and what can be changed."""
    say = speaker().say
    st.title(say("rules.title"), anchor=False)
    if person().trusted:
        st.markdown(say("rules.open"))
        if switch_on():
            after()
        elif st.button(say("rules.back"), key="rules_back", width="stretch"):
            go("who")
    else:
        told()


def told() -> None:
    """The rule, one line a role, and what belongs to whoever is there."""
    say = speaker().say
    for role in TOLD:
        st.markdown(f"**{say(f'rules.{role}')}**  \n{say(f'rules.{role}_may')}")
    st.caption(say("rules.pin_honest"))
    current = learner()
    if current is not None:
        own(current)
    if st.button(say("rules.back"), key="rules_back", width="stretch"):
        go("who")


def own(current: Learner) -> None:
    """Her own sign-ins and, with an account, her password."""
    say, who = speaker().say, here().store.who
    st.header(say("rules.own"), anchor=False)
    st.markdown(say("rules.signed_in", count=who.signed_in.count(current.id, now())))
    since = who.keys.pin_since(current.id)
    if since is not None:
        st.markdown(say("rules.pin_since", when=speaker().day_and_hour(since)))
    if st.button(say("rules.out_everywhere"), key="out_everywhere", width="stretch"):
        who.signed_in.end_all(current.id)
        leave()
    if who.accounts.of(current.id):
        new_password(current)


def new_password(current: Learner) -> None:
    """Another password, for whoever knows the present one."""
    say, who = speaker().say, here().store.who
    with st.expander(say("rules.new_password")), st.form("password_form", border=False, clear_on_submit=True):
        old = st.text_input(say("rules.old"), key="old_password", type="password", max_chars=200)
        new = st.text_input(say("rules.new"), key="new_password", type="password", max_chars=200)
        if st.form_submit_button(say("rules.change"), key="change_password", width="stretch"):
            try:
                who.doors.change_password(current.id, old, new, now())
            except CoachError as error:
                st.warning(say(error.id, **error.values))
            else:
                leave()  # everywhere, also here: the new one is typed once while it is remembered


def switch_on() -> bool:
    """The form for the first account; True once it is made."""
    say = speaker().say
    st.header(say("rules.switch_on"), anchor=False)
    st.markdown(say("rules.switch_on_why"))
    with st.form("founder_form", border=False, enter_to_submit=False):
        name = st.text_input(say("rules.name"), key="founder_name", max_chars=60, autocomplete="off")
        team = st.text_input(say("rules.team"), key="founder_team", max_chars=100, autocomplete="off")
        account = st.text_input(
            say("signin.name"), key="founder_account", max_chars=60, autocomplete="username"
        )
        password, again = (
            st.text_input(say(label), key=key, type="password", max_chars=200)
            for label, key in (("signin.password", "founder_password"), ("rules.again", "founder_again"))
        )
        if st.form_submit_button(say("rules.do_it"), key="switch_on", type="primary", width="stretch"):
            return found(Founder(name.strip(), "bạn", account, password, team.strip()), again)
    return False


def found(founder: Founder, again: str) -> bool:
    """Switch it on, or say kindly what is missing."""
    say = speaker().say
    if not founder.name or not founder.team:
        st.warning(say("rules.missing"))
        return False
    if founder.password != again:
        st.warning(say("rules.not_the_same"))
        return False
    try:
        here().store.who.founding.found(founder, now())
    except CoachError as error:
        st.warning(say(error.id, **error.values))
        return False
    return True


def after() -> None:
    """It is on: now the founder signs in herself, as everybody does; whatever is pressed leads there."""
    say = speaker().say
    st.success(say("rules.is_on"))
    st.button(say("rules.sign_in"), key="sign_in", type="primary", width="stretch")
