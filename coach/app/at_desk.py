"""What the trainer's pages share: whose takes she may review, in which order, and how a person is called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

import streamlit as st

from coach.app.here import go, here, language, person, speaker
from coach.domain.errors import CoachError
from coach.domain.glance import Glance
from coach.domain.may import Action, Thing, may
from coach.i18n import Speaker
from coach.review.waiting import by_need, needs

ORDER = "desk_order"  # the session's key: ids in the order in which the queue was last drawn
OPEN, DONE, ALL = "open", "done", "all"
STATES = (OPEN, DONE, ALL)


@dataclass(frozen=True, slots=True)
class Filters:
    """What the queue is narrowed to; it stands in the page's address, so that it can be kept and sent."""

    state: str = OPEN
    lesson: str = ""
    need: str = ""
    group: str = ""

    @classmethod
    def in_address(cls) -> Filters:
        """As the address says."""
        return cls(**{one.name: st.query_params.get(one.name, str(one.default)) for one in fields(cls)})

    @property
    def told(self) -> dict[str, str]:
        """Only what differs from the usual."""
        return {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if getattr(self, one.name) != one.default
        }

    def lets(self, take: Glance, about: Thing) -> bool:
        """Whether the take is wanted."""
        return (
            (self.state == ALL or take.approved == (self.state == DONE))
            and self.lesson in ("", take.lesson_id)
            and (not self.need or self.need in needs(take))
            and (not self.group or self.group in about.groups)
        )


def shown_for(action: Action, with_levels: bool = False) -> tuple[tuple[Glance, Thing], ...]:
    """Takes of real people that were shown to trainers, and with which whoever is there may do that."""
    who, shown = person(), here().store.overview.shown(with_levels)
    real = ((one, about) for one, about in shown if about.shown and not about.invented)
    return tuple((one, about) for one, about in real if may(who, action, about))


def queue(filters: Filters) -> tuple[Glance, ...]:
    """The takes to review, most pressing first; their order is kept for going on from one to the next."""
    found = by_need(one for one, about in shown_for("review") if filters.lets(one, about))
    st.session_state[ORDER] = tuple(one.attempt_id for one in found)
    return found


def beside(attempt_id: str, filters: Filters) -> tuple[str, str, int, int]:
    """The take before and after in the queue (empty at its ends), its place from 1, and the number."""
    order: tuple[str, ...] = st.session_state.get(ORDER, ())
    if attempt_id not in order:
        queue(filters)
        order = st.session_state[ORDER]
    if attempt_id not in order:  # it is looked through already, or was opened from elsewhere
        return "", order[0] if order else "", 0, len(order)
    at = order.index(attempt_id)
    before = order[at - 1] if at else ""
    return before, order[at + 1] if at + 1 < len(order) else "", at + 1, len(order)


def open_take(attempt_id: str, filters: Filters) -> None:
    """To the review of that take; the filters go along."""
    go("review", attempt=attempt_id, **filters.told)


def reviewer() -> str | None:
    """Whose word it is; nobody's by name where the app asks nobody who they are."""
    return person().id or None


def called(person_id: str | None) -> str:
    """A trainer as people call her: "Cô Thu"; "your trainer" where nobody knows."""
    if person_id is None:
        return speaker().say("desk.somebody")
    try:
        one = here().store.people.get(person_id)
    except CoachError:
        return speaker().say("desk.somebody")
    return Speaker(language(), one.address).say("who.called", name=one.name)


def names() -> Mapping[str, str]:
    """Everybody by id, as people call them."""
    known = here().store.people.all()
    return {one.id: Speaker(language(), one.address).say("who.called", name=one.name) for one in known}
