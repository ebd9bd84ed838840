"""How far trainers agree with each other, beside how far the machine agrees with them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from coach.app.at_desk import called
from coach.app.here import go, here, speaker, told
from coach.app.safe import plain
from coach.domain.review import Review, last_of_each
from coach.reports.agreeing import leaning_told, missing
from coach.reports.agreeing import told as in_words
from coach.review.agreement import TooFew
from coach.review.leniency import Leaning, leaning
from coach.review.pairing import Compared, compared, double_scored

LAST = 5  # takes shown side by side: what anybody still remembers


def section(me: str | None) -> None:
    """Each criterion that was scored blind; how whoever looks leans herself, and nobody else."""
    say, blind = speaker().say, here().store.reviews.all(blind=True)
    st.header(say("agreement.title"), anchor=False)
    st.caption(say("agreement.why"))
    criteria = sorted({one.criterion for one in blind})
    if not criteria:
        st.markdown(say("agreement.nothing"))
        return
    with st.spinner(say("agreement.counting")):
        found = _all(_version(blind), blind)
        hers = _leaning(_version(blind), me, blind) if me else None
    for one in found:
        criterion(one, blind)
    if hers is not None:
        st.markdown(f"**{say('agreement.own')}**")
        for line in leaning_told(hers, speaker()):
            st.markdown(line)


def criterion(one: Compared, blind: Sequence[Review]) -> None:
    """One of them: figures, or how many takes are still missing."""
    known = here().course.criteria.get(one.criterion)
    name = plain(told(known.prompt)) if known else one.criterion
    if isinstance(one.people, TooFew):
        st.markdown(f"**{name}**  \n{missing(one.people, speaker())}")
        return
    st.markdown("  \n".join((f"**{name}**", *in_words(one, speaker()))))


def side_by_side(me: str, blind: Sequence[Review]) -> None:
    """The last takes that she and another trainer scored: now nobody is blind any more."""
    takes = both_done(me, blind)
    if not takes:
        return
    say = speaker().say
    opened = st.expander(say("agreement.side", count=len(takes)), key="side", on_change="rerun")
    with opened:
        for of_one in takes[:LAST] if opened.open else ():
            attempt_id = of_one[0].attempt_id
            lines = [line(reviews) for reviews in by_criterion(of_one)]
            st.markdown("\n".join(lines))
            if st.button(say("agreement.look"), key=f"look_{attempt_id}", width="stretch"):
                go("review", attempt=attempt_id)


def both_done(me: str, blind: Iterable[Review]) -> list[tuple[Review, ...]]:
    """Takes that she and somebody else have scored blind, the newest first."""
    by_take: dict[str, list[Review]] = {}
    for one in last_of_each(blind):
        by_take.setdefault(one.attempt_id, []).append(one)
    shared = (of for of in by_take.values() if {one.trainer_id for one in of} > {me})
    return [tuple(of) for of in sorted(shared, key=lambda of: max(one.made_at for one in of), reverse=True)]


def by_criterion(of_one: Iterable[Review]) -> list[list[Review]]:
    """The reviews of one take, criterion by criterion."""
    found: dict[str, list[Review]] = {}
    for one in of_one:
        found.setdefault(one.criterion, []).append(one)
    return list(found.values())


def line(reviews: Sequence[Review]) -> str:
    """One criterion of one take: what each trainer said, and what the machine said."""
    machine, known = reviews[0].machine, here().course.criteria.get(reviews[0].criterion)
    name = told(known.prompt) if known else reviews[0].criterion
    said = [f"{called(one.trainer_id)}: {one.level}" for one in reviews]
    level = str(machine.low) if machine.decided else f"{machine.low}–{machine.high}"
    return "- " + plain(" · ".join((name, *said, speaker().say("agreement.machine_said", level=level))))


def _version(blind: Sequence[Review]) -> tuple[int, str]:
    """Changes whenever a blind review is added, or goes with its learner or trainer."""
    ids = sorted(f"{one.attempt_id}{one.criterion}{one.trainer_id}{one.made_at}" for one in blind)
    return len(ids), str(hash(tuple(ids)))


@st.cache_data(show_spinner=False, max_entries=4)
def _all(version: tuple[int, str], _blind: Sequence[Review]) -> list[Compared]:
    """Seconds of resampling: done once a version."""
    criteria = sorted({one.criterion for one in _blind})
    most = sorted(criteria, key=lambda one: -len(double_scored(_blind, one)))
    return [compared(_blind, one) for one in most]


@st.cache_data(show_spinner=False, max_entries=16)
def _leaning(version: tuple[int, str], me: str, _blind: Sequence[Review]) -> Leaning | TooFew:
    return leaning(_blind, me, sorted({one.criterion for one in _blind}))
