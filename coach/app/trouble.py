"""What a learner reads when something breaks: a kind sentence; the log keeps the rest."""

from __future__ import annotations

import logging

import streamlit as st

from coach.domain.errors import CoachError
from coach.i18n import LANGUAGES, Speaker

log = logging.getLogger(__name__)


def tell(error: Exception) -> bool:
    """Show what went wrong; True keeps Streamlit's own message away."""
    chosen = st.session_state.get("language")
    say = Speaker(chosen if chosen in LANGUAGES else "vi").say
    if isinstance(error, CoachError):
        log.warning("page_error id=%s", error.id)
        st.error(say(error.id, **error.values))
    else:
        log.error("page_broke", exc_info=error)
        st.error(say("app.broken"))
    return True
