"""New people and new groups: a learner with her PIN, a helper with an account, a class below a team."""

from __future__ import annotations

from functools import partial

import streamlit as st

from coach.app.here import allowed, here, language, now, speaker
from coach.app.member import TOLD_ONCE, called, give_pin
from coach.app.who import chosen_address, offered
from coach.domain.errors import CoachError
from coach.domain.may import ROLES, Action
from coach.domain.people import GROUP_KINDS, INSTALLATION, Group
from coach.domain.signing_in import new_password

STAFF = tuple(role for role in ROLES if role != "learner")


def add_learner(group: Group) -> None:
    """A name and a form of address; her PIN is made at once and shown once."""
    say = speaker().say
    with st.expander(say("people.add_learner")), st.form("learner_form", border=False, clear_on_submit=True):
        name = st.text_input(say("people.name"), key="new_name", max_chars=60, autocomplete="off")
        address = address_of("learner")
        if st.form_submit_button(say("people.add"), key="add_learner", type="primary", width="stretch"):
            if not name.strip():
                st.warning(say("people.name_missing"))
                return
            one = here().store.people.add(name, address, now())
            here().store.groups.join(group.id, one.id, "learner")
            give_pin(one)


def address_of(form: str) -> str:
    """How the new person wishes to be addressed."""
    return st.radio(
        speaker().say("people.address"),
        offered(language()),
        index=offered(language()).index("bạn"),
        format_func=partial(chosen_address, language()),
        key=f"{form}_address_{language()}",
        horizontal=True,
    )


def add_staff(group: Group) -> None:
    """A trainer, host or administrator of this group, with a first password shown once."""
    say, access = speaker().say, here().store.who.access
    if not allowed("give_roles", access.group(group.id)):
        return
    with st.expander(say("people.add_staff")), st.form("staff_form", border=False, clear_on_submit=True):
        name = st.text_input(say("people.name"), key="staff_name", max_chars=60, autocomplete="off")
        address = address_of("staff")
        account = st.text_input(say("signin.name"), key="staff_account", max_chars=60, autocomplete="off")
        role = st.radio(
            say("people.role"), STAFF, format_func=lambda one: say(f"role.{one}"), key="staff_role"
        )
        if st.form_submit_button(say("people.add"), key="add_staff", type="primary", width="stretch"):
            try:
                make_staff(group, (name.strip(), address, account), role)
            except CoachError as error:
                st.warning(say(error.id, **error.values))


def make_staff(group: Group, asked: tuple[str, str, str], role: str) -> None:
    """The person, the account and the role; CoachError, with nothing kept, where the account cannot be."""
    name, address, account = asked
    if not name:
        raise CoachError("people.name_missing")
    store, password = here().store, new_password()
    store.who.accounts.check(account, password)
    one = store.people.add(name, address, now())
    made = store.who.accounts.add(one.id, account, password, now())
    store.groups.join(group.id, one.id, role)
    told = speaker().say("people.password_is", name=called(one), account=made.name)
    st.session_state[TOLD_ONCE] = (told, password)
    st.rerun()


def add_group(above: Group) -> None:
    """Another group below this one, as wide as may lie there."""
    say, thing = speaker().say, here().store.who.access.group(above.id)
    kinds = [kind for kind in below(above.kind) if allowed(needed_for(kind), thing)]
    if not kinds:
        return
    with st.expander(say("people.add_group")), st.form("group_form", border=False, clear_on_submit=True):
        kind = st.radio(
            say("people.kind"), kinds, format_func=lambda one: say(f"group.{one}"), key="new_kind"
        )
        name = st.text_input(say("people.group_name"), key="new_group", max_chars=100, autocomplete="off")
        if st.form_submit_button(say("people.add"), key="add_group", type="primary", width="stretch"):
            if not name.strip():
                st.warning(say("people.name_missing"))
                return
            made = here().store.groups.add(kind, name, now(), above.id)
            st.query_params["group"] = made.id
            st.session_state.pop("which_group", None)
            st.rerun()


def below(kind: str) -> tuple[str, ...]:
    """The kinds of group that may lie below one of that kind: narrower ones."""
    if kind == INSTALLATION:
        return GROUP_KINDS
    return GROUP_KINDS[GROUP_KINDS.index(kind) + 1 :] if kind in GROUP_KINDS else ()


def needed_for(kind: str) -> Action:
    """What one must be allowed to make such a group."""
    return "add_class" if kind == "class" else "manage_groups"
