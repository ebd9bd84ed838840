"""Workshops afterwards: who came, the page for the commune, all of it as a file, and deleting one."""

from __future__ import annotations

import streamlit as st

from coach.app.here import allowed, go, here, language, now, person, speaker, tickets
from coach.domain.hall import Workshop
from coach.web.evening import ALL, PAPER, evening_address
from coach.workshop.attendance import attendance

SURE = "sure_to_delete_workshop"  # the session's key: which workshop was asked to be deleted
DELETED = "workshop_deleted"  # the session's key: one was deleted just now


def show() -> None:
    """Every workshop that whoever is there may host, newest first."""
    say = speaker().say
    st.title(say("after.title"), anchor=False)
    if (done := st.session_state.pop(DELETED, None)) is not None:
        st.success(say("after.deleted" if done else "after.deleted_later"), icon=":material/check_circle:")
    hers = [one for one in here().store.workshops.all() if _may_host(one)]
    st.link_button(say("host.new"), "/host", type="primary", width="stretch")
    if not hers:
        st.info(say("after.none"))
    for one in hers:
        with st.expander(f"{one.name} · {speaker().date(one.created_at)}", expanded=one == hers[0]):
            came(one)
            take_along(one)
            delete(one)
    st.divider()
    if st.button(say("rules.back"), key="after_back", width="stretch"):
        go("who")


def came(one: Workshop) -> None:
    """Who came from where, in numbers."""
    say, rows = speaker().say, attendance(here().store.hall.guests(one.id))
    people, practised = sum(row.came for row in rows), sum(row.practised for row in rows)
    st.markdown(say("evening.lead", came=people, practised=practised))
    if rows:
        names = [say(f"evening.{name}") for name in ("commune", "came", "practised")]
        st.table([dict(zip(names, (row.commune, row.came, row.practised), strict=True)) for row in rows])


def take_along(one: Workshop) -> None:
    """The two files, and what each is for."""
    say = speaker().say
    page, everything = (evening_address(tickets(), one.id, kind, language(), now()) for kind in (PAPER, ALL))
    st.link_button(say("after.paper"), page, type="primary", width="stretch")
    st.link_button(say("after.all"), everything, width="stretch")
    st.caption(say("after.all_about"))


def delete(one: Workshop) -> None:
    """What would go and what would stay, then whether that is meant."""
    say, store = speaker().say, here().store
    if st.session_state.get(SURE) != one.id:
        if st.button(say("after.delete"), key=f"delete_{one.id}", width="stretch"):
            st.session_state[SURE] = one.id
            st.rerun()
        return
    st.warning(say("after.delete_sure", kept=len(store.workshops.kept(one.id))))
    if st.button(say("after.delete_yes"), key=f"delete_yes_{one.id}", type="primary", width="stretch"):
        st.session_state[DELETED] = store.workshops.delete(one.id, person().id or "host", now())
        st.session_state.pop(SURE)
        st.rerun()
    if st.button(say("after.delete_no"), key=f"delete_no_{one.id}", width="stretch"):
        st.session_state.pop(SURE)
        st.rerun()


def _may_host(one: Workshop) -> bool:
    return allowed("host_stage", here().store.who.access.group(one.group_id))
