"""A correction offers sentences: those that a lower level puts in doubt, or words that somebody points at."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from coach.app.at_desk import reviewer
from coach.app.here import here, now, speaker, take, told
from coach.app.transcript import Line, lines
from coach.domain.review import MachineLevel
from coach.domain.rubric import Criterion
from coach.i18n import clock
from coach.review.examples import Offer, Quote, lowered, raised
from coach.scoring.hits import names_of
from coach.store.attempts import Attempt


def labels_of(criterion: Criterion) -> tuple[str, ...]:
    """The labels that its levels listen for and that are learned from sentences, in order of the ladder."""
    conditions = (condition for rung in criterion.ladder for condition in rung.when)
    names = dict.fromkeys(name for condition in conditions for name in names_of(condition))
    return tuple(name for name in names if name in here().course.labels)


def ask(attempt: Attempt, criterion: Criterion) -> None:
    """For a level above the machine's: which words show it? Whoever leaves it open offers nothing."""
    labels, said = labels_of(criterion), lines(attempt.result or {})
    if not labels or not said:
        return
    say = speaker().say
    st.selectbox(
        say("pointing.words"),
        range(len(said)),
        index=None,
        format_func=lambda at: f"{clock(said[at].at_s)} · {text_of(said[at])}",
        placeholder=say("pointing.none"),
        key=f"words_{criterion.id}_{attempt.id}",
    )
    if len(labels) > 1:
        st.selectbox(
            say("pointing.label"),
            labels,
            index=None,
            format_func=named,
            placeholder=say("pointing.no_label"),
            key=f"label_{criterion.id}_{attempt.id}",
        )


def offer(attempt: Attempt, criterion: str, machine: MachineLevel, level: int) -> int:
    """Keep what this correction offers; a trainer accepts each sentence or not on a page of its own.

    Returns how many. The demonstration's people are invented: their sentences teach nothing.
    """
    offers: Sequence[Offer] = ()
    if take(attempt).invented:
        return 0
    if level < machine.low:
        offers = lowered(attempt.id, criterion, quotes(attempt, criterion), here().course.labels.keys())
    elif level > machine.high:
        offers = raised(attempt.id, criterion, pointed_at(attempt, criterion), here().course.labels.keys())
    here().store.offers.add(offers, now(), reviewer())
    return len(offers)


def quotes(attempt: Attempt, criterion: str) -> list[Quote]:
    """What earned the machine's level."""
    judged = (attempt.result or {}).get("judgements", ())
    seen = (
        one for judgement in judged if judgement["criterion"] == criterion for one in judgement["evidence"]
    )
    return [Quote(one["name"], one["quote"], one["start_s"]) for one in seen if one["quote"]]


def pointed_at(attempt: Attempt, criterion: str) -> list[Quote]:
    """The line that she chose, with the label that she named or the only one there is."""
    at = st.session_state.get(f"words_{criterion}_{attempt.id}")
    said = lines(attempt.result or {})
    known = here().course.criteria.get(criterion)
    labels = labels_of(known) if known else ()
    label = labels[0] if len(labels) == 1 else st.session_state.get(f"label_{criterion}_{attempt.id}")
    if at is None or at >= len(said) or label not in labels:
        return []
    return [Quote(label, text_of(said[at]), said[at].at_s)]


def text_of(line: Line) -> str:
    """Its words."""
    return " ".join(word.text for word in line.words)


def named(label: str) -> str:
    """A label in words: the first thought of its definition."""
    words = here().course.labels.get(label)
    return told(words).split(";")[0].rstrip(".") if words else label
