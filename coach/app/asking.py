"""What each page asks the rule before it is drawn; a page that is not in this list is not shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from coach.app.away import away
from coach.app.here import allowed, go, here, herself, person, speaker, take
from coach.domain.errors import CoachError
from coach.domain.may import Action, Thing

OF = "of"  # in the address of a page: whose, where that is not whoever is there
ATTEMPT = "attempt"
FOR_ALL = ("provider",)  # asks a provider of accounts, and shows nothing


def named_take() -> Thing:
    """The take that the address names; one that is not there is nobody's."""
    try:
        return take(here().store.attempts.get(st.query_params.get(ATTEMPT, "")))
    except CoachError:
        return Thing("take")


def named_person() -> Thing:
    """The person whom the address names, else whoever is there."""
    named = st.query_params.get(OF)
    return here().store.who.access.person(named) if named else herself()


def own_groups() -> Thing:
    """The groups in which whoever is there has a part."""
    return Thing("group", groups=frozenset(person().roles))


ASKS: Mapping[str, tuple[Action, Callable[[], Thing]]] = {
    "who": ("practise", herself),
    "lesson": ("practise", herself),
    "room": ("practise", herself),
    "drill": ("practise", herself),
    "phone": ("practise", herself),
    "product": ("edit_card", herself),
    "progress": ("see_result", named_take),
    "scorecard": ("see_result", named_take),
    "growth": ("practise", herself),
    "report": ("see_result", named_take),
    "compare": ("see_result", named_take),
    "attempts": ("see_person", named_person),
    "my_data": ("see_person", herself),
    "rules": ("see_person", herself),
    "people": ("manage_people", own_groups),
    "waiting": ("plan", own_groups),
    "review": ("review", named_take),
    "classroom": ("see_class", own_groups),
    "calibration": ("plan", own_groups),
    "offers": ("plan", own_groups),
    "lessons": ("edit_lessons", own_groups),
    "workshops": ("host_stage", own_groups),
}


def asked(name: str) -> bool:
    """Ask whether the page may be shown; if not, say so, or show a stranger where to sign in."""
    if name in FOR_ALL:
        return True
    action, about = ASKS[name]
    if allowed(action, about()):
        return True
    if not person().id:
        away("/sign-in")
    else:
        st.warning(speaker().say("may.not_allowed"))
        if name != "who" and st.button(speaker().say("rules.back"), key="refused_back", width="stretch"):
            go("who")
    return False
