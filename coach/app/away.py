"""Leaving Streamlit for a page of our own, and the line that says who is signed in and lets her go."""

from __future__ import annotations

from functools import cache
from html import escape
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from coach.app.here import here, language, learner, person, speaker, token
from coach.i18n import Speaker
from coach.web.assets import browser_part


@cache
def _component(name: str) -> Any:
    part = browser_part(name)
    return st.components.v2.component(f"coach.{name}", html=part.html, css=part.css, js=part.js)


def away(path: str, **form: str) -> None:
    """Load another address in this browser, keeping the language; what is in `form` is posted first."""
    to = f"{path}?{urlencode({'language': language()})}"
    _component("away")(data={"to": to, "form": form or None}, key="away")


def printed(path: str, label: str, key: str) -> None:
    """A button that posts to an address and shows the answer in a new window."""
    to = f"{path}{'&' if '?' in path else '?'}{urlencode({'language': language()})}"
    _component("printed")(data={"to": to, "label": label}, key=key)


def signed_in_as() -> None:
    """Who is signed in, and the way out; nothing where nobody is asked."""
    current = learner()
    if person().trusted or current is None:
        return
    say = speaker().say
    with st.container(
        key="signed_in", horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"
    ):
        called = Speaker(language(), current.address).say("who.called", name=current.name)
        st.html(f'<span class="coach-signed-in">{escape(called)}</span>', width="content")
        if st.button(say("signout.button"), key="sign_out"):
            leave()


def leave() -> None:
    """Sign out: the token counts no more, whatever the browser still holds."""
    here().store.who.signed_in.end(token())
    away("/sign-in")
    st.stop()
