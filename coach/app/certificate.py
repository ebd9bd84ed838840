"""The certificate: once all steps of the course are passed, with a number that anybody can check."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from coach.app.demo import invented
from coach.app.here import here, language, now, speaker, tickets
from coach.app.safe import plain
from coach.domain.certificates import readable
from coach.domain.people import Learner
from coach.progress.passing import steps
from coach.progress.standing import Standing, passed
from coach.web.papers import CHECK, certificate_address


def certificate(current: Learner, standings: Mapping[str, Standing]) -> None:
    """How many steps are left; at the end the certificate, made when she asks for it."""
    say = speaker().say
    so_far = steps(here().course.lessons.values(), passed(standings))
    held = here().store.certificates.of(current.id)
    if not so_far.all or (so_far.passed < so_far.all and held is None):
        return
    st.header(say("certificate.title"), anchor=False)
    if held is None:
        st.markdown(say("certificate.earned", steps=so_far.all))
        possible = current.id not in invented()
        if possible and st.button(say("certificate.get"), key="certificate", type="primary", width="stretch"):
            here().store.certificates.issue(current, so_far.all, now())
            st.rerun()
        return
    st.markdown(say("certificate.yours", number=f"**{readable(held.number)}**", name=plain(held.name)))
    at = certificate_address(tickets(), current.id, language(), now())
    st.link_button(say("certificate.download"), at, width="stretch")
    st.link_button(
        say("certificate.check_title"), f"{CHECK}?number={held.number}&language={language()}", width="stretch"
    )
