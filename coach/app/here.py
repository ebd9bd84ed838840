"""What every page needs to know: which installation this is, who is practising, in which words to speak."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import streamlit as st

from coach import assembly
from coach.assembly import Workplace, renewed, workplace
from coach.domain.errors import CoachError
from coach.domain.may import Action, Person, Thing, may
from coach.domain.people import Learner
from coach.i18n import LANGUAGES, Speaker, preferred
from coach.jobs import Desk
from coach.store.attempts import Attempt
from coach.web.authority import Authority
from coach.web.cookie import NAME
from coach.web.lan import Entrance
from coach.web.tickets import Tickets, tickets_kept_in

LANGUAGE = "language"  # keys of the session; they never change with the language, so that nothing is lost
LEARNER = "learner"
PAGES = "pages"
PERSON = "person"  # (token, when it was looked up, who that is)
PERSON_HOLDS = timedelta(seconds=1)  # a page asks dozens of times while it is drawn
LESSONS_HOLD_S = 2.0  # another machine may have signed lessons; a page asks for them dozens of times


class Kept:
    """This installation, opened once for everybody; lessons signed meanwhile are read anew."""

    def __init__(self, at: Workplace) -> None:
        self._at = at
        self._looked_s = time.monotonic()
        self._reading = threading.Lock()

    def now(self) -> Workplace:
        """As it is now; the database is asked at most every two seconds."""
        if time.monotonic() - self._looked_s > LESSONS_HOLD_S and self._reading.acquire(blocking=False):
            try:
                self._at, self._looked_s = renewed(self._at), time.monotonic()
            finally:
                self._reading.release()
        return self._at

    def look(self) -> None:
        """Somebody has just signed: do not wait."""
        with self._reading:
            self._at = renewed(self._at)


@st.cache_resource(show_spinner=False)
def _kept() -> Kept:
    return Kept(workplace())


class _Here:
    """Called like a function; `clear` forgets what is open, `look` reads what was signed."""

    def __call__(self) -> Workplace:
        return _kept().now()

    def look(self) -> None:
        _kept().look()

    def clear(self) -> None:
        _kept.clear()


here = _Here()


def authority() -> Authority:
    """What vouches for this machine before phones."""
    return Authority(here().store.folder / "phones")


ENTRANCE = Entrance(authority)  # for phones; closed until the server opens it


@st.cache_resource(show_spinner=False)
def desk() -> Desk:
    """Where takes are handed in to be scored."""
    return assembly.desk(here().settings, here().store)


def now() -> datetime:
    """The one place where pages look at the clock."""
    return datetime.now(UTC)


def tickets() -> Tickets:
    """What lets a browser see films and pictures."""
    return tickets_kept_in(here().store.folder)


def language() -> str:
    """The language of the screen: as somebody chose it, else the browser's, else this installation's."""
    chosen = st.session_state.get(LANGUAGE)
    return chosen if chosen in LANGUAGES else browsers_language() or here().settings.language


def browsers_language() -> str:
    """What the browser would like to read, if we speak it."""
    accepted = st.context.headers.get("Accept-Language") or st.context.locale or ""
    return preferred(accepted, st.context.timezone or "")


def token() -> str:
    """What the browser's cookie says, which our own route has set."""
    return st.context.cookies.get(NAME, "")


def person() -> Person:
    """Who is there, as the rule wants it; where nobody is asked, somebody trusted."""
    held, at = token(), now()
    known: tuple[str, datetime, Person] | None = st.session_state.get(PERSON)
    if known is None or known[0] != held or at - known[1] > PERSON_HOLDS:
        known = (held, at, here().store.who.access.with_token(held, at))
        st.session_state[PERSON] = known
    return known[2]


def forget_person() -> None:
    """Look again who is there: each run of a page begins so."""
    st.session_state.pop(PERSON, None)


def allowed(action: Action, thing: Thing) -> bool:
    """Whether whoever is there may do that."""
    return may(person(), action, thing)


def herself() -> Thing:
    """Whoever is there, as something to be practised with, looked at, exported."""
    current = learner()
    return here().store.who.access.person(current.id if current else "")


def take(attempt: Attempt) -> Thing:
    """A take, as the rule wants it."""
    return here().store.who.access.take(attempt)


def learner() -> Learner | None:
    """Who is practising in this browser, if anybody said so yet; where people sign in, who did."""
    one = person()
    known = st.session_state.get(LEARNER) if one.trusted else one.id or None
    if known is None:
        return None
    try:
        return here().store.people.get(known)
    except CoachError:
        return None


def recognise(learner_id: str) -> None:
    """Go on as that learner; where people sign in nobody becomes somebody else."""
    if person().trusted:
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
