"""What every page needs to know: which installation this is, who is practising, in which words to speak."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from coach.assembly import Workplace, workplace
from coach.domain.errors import CoachError
from coach.domain.people import Learner
from coach.i18n import LANGUAGES, Speaker
from coach.jobs import Desk, desk_of
from coach.web.tickets import Tickets, tickets_kept_in

LANGUAGE = "language"  # keys of the session; they never change with the language, so that nothing is lost
LEARNER = "learner"
PAGES = "pages"


@st.cache_resource(show_spinner=False)
def here() -> Workplace:
    """This installation, opened once for everybody."""
    return workplace()


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """Where takes are handed in to be scored."""
    return desk_of(here().store)


def now() -> datetime:
    """The one place where pages look at the clock."""
    return datetime.now(UTC)


def tickets() -> Tickets:
    """What lets a browser see films and pictures."""
    return tickets_kept_in(here().store.folder)


def language() -> str:
    """The language of the screen; Vietnamese until somebody switches."""
    chosen = st.session_state.get(LANGUAGE)
    return chosen if chosen in LANGUAGES else here().settings.language


def learner() -> Learner | None:
    """Who is practising in this browser, if anybody said so yet."""
    known = st.session_state.get(LEARNER)
    if known is None:
        return None
    try:
        return here().store.people.get(known)
    except CoachError:
        return None


def recognise(learner_id: str) -> None:
    """Go on as that learner."""
    st.session_state[LEARNER] = learner_id


def speaker() -> Speaker:
    """Speaks in the screen's language and, to a known learner, in her form of address."""
    known = learner()
    return Speaker(language(), known.address) if known else Speaker(language())


def told(words: Mapping[str, str]) -> str:
    """A lesson's sentence in the screen's language; Vietnamese where it has no other."""
    return words.get(language()) or words["vi"]


def go(page: str, **where: str) -> None:
    """Show another page. The language switch keeps its own place in the address."""
    st.switch_page(st.session_state[PAGES][page], query_params=where)
