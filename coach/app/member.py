"""One person of a group: her role, her takes, a new PIN or password, a new card."""

from __future__ import annotations

from html import escape

import streamlit as st

from coach.app.asking import OF
from coach.app.away import printed
from coach.app.here import allowed, go, here, language, now, person, speaker
from coach.app.safe import plain
from coach.domain.may import ROLES, Action
from coach.domain.people import Group, Learner, Member
from coach.domain.signing_in import new_password, new_pin
from coach.i18n import Speaker

TOLD_ONCE = "told_once"  # the session's key: a sentence, and the new PIN or password


def called(one: Learner) -> str:
    """The name as people say it."""
    return Speaker(language(), one.address).say("who.called", name=one.name)


def secret_told() -> None:
    """The new PIN or password, once and over everything else; it can be read nowhere again."""
    told = st.session_state.pop(TOLD_ONCE, None)
    if told:
        say = speaker().say
        sentence, secret = told

        @st.dialog(say("people.secret"))
        def shown() -> None:
            st.markdown(plain(sentence))
            st.html(f'<p class="coach-points">{escape(secret)}</p>')
            st.markdown(say("people.secret_once"))

        shown()


def member(one: Member, group: Group) -> None:
    """One line; opened, what can be done."""
    label = speaker().say("people.member", name=called(one.learner), role=f"role.{one.role}")
    with st.expander(plain(label)):
        takes(one.learner)
        keys(one.learner, group)
        if one.learner.id != person().id:  # nobody takes away her own last right by mistake
            role(one, group)


def takes(one: Learner) -> None:
    """The way to what she has shown."""
    if allowed("see_person", here().store.who.access.person(one.id)) and st.button(
        speaker().say("people.takes"), key=f"takes_{one.id}", width="stretch"
    ):
        go("attempts", **{OF: one.id})


def keys(one: Learner, group: Group) -> None:
    """A new PIN or card for a learner; a new password for whoever has an account."""
    say, access = speaker().say, here().store.who.access
    if not access.is_staff(one.id):
        if allowed("reset_pin", access.person(one.id)):
            if st.button(say("people.new_pin"), key=f"pin_{one.id}", width="stretch"):
                give_pin(one)
            if group.kind == "class":
                path = f"/api/class/{group.id}/cards?only={one.id}"
                printed(path, say("people.new_card"), f"card_{one.id}")
    elif (
        one.id != person().id
        and here().store.who.accounts.of(one.id)
        and allowed("reset_password", access.installation_itself())
        and st.button(say("people.new_password"), key=f"password_{one.id}", width="stretch")
    ):
        give_password(one)


def give_pin(one: Learner) -> None:
    """A PIN by chance; what she mistyped before is forgotten, and she is signed out everywhere."""
    pin, who = new_pin(), here().store.who
    who.keys.set_pin(one.id, pin, now())
    who.doors.forgive(one.id)
    st.session_state[TOLD_ONCE] = (speaker().say("people.pin_is", name=called(one)), pin)
    st.rerun()


def give_password(one: Learner) -> None:
    """A password by chance, to be changed by its owner."""
    password, account = new_password(), here().store.who.accounts.of(one.id)
    here().store.who.accounts.reset_password(one.id, password)
    here().store.who.doors.forgive_account(account.name if account else "")
    told = speaker().say("people.password_is", name=called(one), account=account.name if account else "")
    st.session_state[TOLD_ONCE] = (told, password)
    st.rerun()


def role(one: Member, group: Group) -> None:
    """Another role in this group, or none."""
    say, access = speaker().say, here().store.who.access
    thing = access.group(group.id)
    if allowed("give_roles", thing) and here().store.who.accounts.of(one.learner.id):
        picked = st.selectbox(
            say("people.role"),
            ROLES,
            index=ROLES.index(one.role) if one.role in ROLES else 0,
            format_func=lambda name: say(f"role.{name}"),
            key=f"role_{group.id}_{one.learner.id}",
        )
        if picked != one.role:
            here().store.groups.join(group.id, one.learner.id, picked)
            st.rerun()
    may_leave: Action = "manage_people" if one.role == "learner" else "give_roles"
    if allowed(may_leave, thing) and st.button(
        say("people.leave"), key=f"leave_{one.learner.id}", width="stretch"
    ):
        here().store.groups.leave(group.id, one.learner.id)
        st.rerun()
