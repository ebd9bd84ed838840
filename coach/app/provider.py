"""Signing in with an organisation's account: its provider vouches, then our own route sets the cookie."""

from __future__ import annotations

import streamlit as st

from coach.app.away import away
from coach.app.here import here, now, speaker

PROVIDER_SIGNS_IN = "/api/sign-in/provider"


def show() -> None:
    """Shows nothing of the installation: this page runs before anybody is known."""
    say = speaker().say
    st.title(say("provider.title"), anchor=False)
    if here().settings.provider is None:
        away("/sign-in")
    elif not st.user.is_logged_in:
        if st.button(say("provider.go"), key="provider_go", type="primary", width="stretch"):
            st.login()
    else:
        vouched(str(st.user.get("iss", "")), str(st.user.get("sub", "")))


def vouched(issuer: str, subject: str) -> None:
    """Hand the sign-in over to our route where the account is linked to a person here."""
    say, who = speaker().say, here().store.who
    person_id = who.accounts.vouched(issuer, subject)
    if person_id:
        token = who.keys.hand_over(person_id, now())
        away("/", post=PROVIDER_SIGNS_IN, token=token)
        st.markdown(say("provider.wait"))
        return
    st.warning(say("provider.unknown"))
    st.code(f"{issuer}\n{subject}", language=None)
    if st.button(say("provider.other"), key="provider_other", width="stretch"):
        st.logout()
