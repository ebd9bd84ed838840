"""What a learner reads when something breaks: a kind sentence; the log keeps the rest."""

from __future__ import annotations

import logging

import streamlit as st

from coach.domain.errors import CoachError
from coach.i18n import LANGUAGES, Speaker
from coach.jobs.troubles import machine_troubles

log = logging.getLogger(__name__)


def tell(error: Exception) -> bool:
    """Show what went wrong; True keeps Streamlit's own message away."""
    chosen = st.session_state.get("language")
    say = Speaker(chosen if chosen in LANGUAGES else "vi").say
    known = _known(error)
    if known:
        log.warning("page_error id=%s", known.id)
        st.error(say(known.id, **known.values))
    else:
        log.error("page_broke", exc_info=error)
        st.error(say("app.broken"))
    return True


def _known(error: Exception) -> CoachError | None:
    """What the app has a sentence for: our own errors, and the machine's troubles by their names."""
    try:
        with machine_troubles():
            raise error
    except CoachError as told:
        return told
    except Exception:
        return None
