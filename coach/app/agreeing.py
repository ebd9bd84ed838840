"""The tick under what a learner is asked to agree to."""

from __future__ import annotations

import streamlit as st

from coach.app.consent import agree, consent_text
from coach.app.here import speaker
from coach.domain.people import Learner


def consent_box() -> bool:
    """What is asked for, and the tick."""
    say = speaker().say
    with st.container(border=True):
        st.markdown(consent_text(speaker()))
        return st.checkbox(say("who.agree"), key="consent")


def ask_consent(current: Learner) -> bool:
    """Somebody known who has not agreed yet: nothing can be uploaded before. True once she has."""
    say = speaker().say
    st.markdown(say("who.consent_first"))
    with st.form("consent_form", border=False):
        agreed = consent_box()
        if st.form_submit_button(say("who.start"), key="start", type="primary", width="stretch"):
            if agreed:
                agree(current)
                return True
            st.warning(say("who.consent_missing"))
    return False
