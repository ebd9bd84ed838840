"""The people of a class or of any other group: its code and cards, who belongs to it, and who may come in."""

from __future__ import annotations

import streamlit as st

from coach.app.away import printed
from coach.app.here import allowed, go, here, speaker
from coach.app.joining import add_group, add_learner, add_staff
from coach.app.member import member, secret_told
from coach.app.safe import plain
from coach.domain.people import DEMONSTRATION, Group
from coach.web.cards import spaced

GROUP = "group"  # in the page's address: which group is shown


def show() -> None:
    """Choose a group if there are several, then everything about it."""
    say = speaker().say
    st.title(say("people.title"), anchor=False)
    mine = manageable()
    if mine:
        group = chosen(mine)
        secret_told()
        code(group)
        members(group)
        if group.kind == "class":
            add_learner(group)
        add_staff(group)
        add_group(group)
    st.divider()
    if st.button(say("rules.back"), key="people_back", width="stretch"):
        go("who")


def manageable() -> tuple[Group, ...]:
    """The groups whose people whoever is there may manage; classes first, as they are wanted every day."""
    access = here().store.who.access
    known = (one for one in here().store.groups.all() if one.kind != DEMONSTRATION)
    mine = (one for one in known if allowed("manage_people", access.group(one.id)))
    return tuple(sorted(mine, key=lambda one: (one.kind != "class", one.name)))


def chosen(mine: tuple[Group, ...]) -> Group:
    """The group that the address names, else the first; a list to choose from where there are several."""
    by_id = {one.id: one for one in mine}
    wanted = by_id.get(st.query_params.get(GROUP, ""), mine[0])
    if len(mine) > 1:
        picked = st.selectbox(
            speaker().say("people.which"),
            list(by_id),
            index=list(by_id).index(wanted.id),
            format_func=lambda one: described(by_id[one]),
            key="which_group",
        )
        wanted = by_id[picked]
        st.query_params[GROUP] = wanted.id
    return wanted


def described(group: Group) -> str:
    """What kind of group, and its name: "Lớp: HTX Na Chi Lăng"."""
    return speaker().say("people.described", kind=f"group.{group.kind}", name=group.name)


def code(group: Group) -> None:
    """A class's code in large digits, and its cards to print."""
    say = speaker().say
    st.subheader(plain(described(group)), anchor=False)
    if not group.code:
        return
    with st.container(border=True, gap="xsmall"):
        st.markdown(say("people.code"))
        st.html(f'<p class="coach-points">{spaced(group.code)}</p>')
        printed(f"/api/class/{group.id}/cards", say("people.cards"), "cards")
        st.caption(say("cards.why"))


def members(group: Group) -> None:
    """Everybody in the group, one line each that opens."""
    say = speaker().say
    st.header(say("people.members"), anchor=False)
    everybody = here().store.groups.members(group.id)
    if not everybody:
        st.markdown(say("people.nobody"))
    for one in everybody:
        member(one, group)
