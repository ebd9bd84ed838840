"""Sentences that corrections offer as examples: a trainer accepts each or not; the machine may learn them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from coach.app.at_desk import reviewer, shown_for
from coach.app.deciding import SAID, outcome
from coach.app.here import go, here, now, speaker, told
from coach.app.pointing import named
from coach.app.safe import plain
from coach.domain.errors import CoachError
from coach.i18n import clock
from coach.review.examples import Decision
from coach.review.own_sentences import Missing
from coach.store.offers import Offered
from coach.store.teaching import accepted, as_file, still_missing, teach

AT_ONCE = 20  # sentences drawn at a time; each wants to be read


def show() -> None:
    """Open offers, then what was accepted and what is done with it."""
    say = speaker().say
    st.title(say("offers.title"), anchor=False)
    st.markdown(say("offers.why"))
    outcome()
    hers = {one.attempt_id for one, _ in shown_for("review")}
    waiting = [
        one for one in here().store.offers.with_decision(Decision.OPEN) if one.offer.attempt_id in hers
    ]
    st.markdown(say("offers.count", count=len(waiting)) if waiting else say("offers.none"))
    for one in waiting[:AT_ONCE]:
        offered(one)
    for language in spoken():
        own(language, hers)
    st.divider()
    if st.button(say("waiting.title"), key="to_waiting", width="stretch"):
        go("waiting")
    if st.button(say("rules.back"), key="offers_back", width="stretch"):
        go("who")


def offered(one: Offered) -> None:
    """One sentence, what it would teach, and the two ways to decide."""
    say = speaker().say
    with st.container(border=True, gap="xsmall", key=f"offer_{one.id}"):
        st.markdown(f"**«{plain(one.offer.text)}»**")
        st.markdown(plain(teaches(one)))
        with st.container(horizontal=True):
            for decision in (Decision.ACCEPTED, Decision.DECLINED):
                st.button(
                    say(f"offers.{decision.value}"),
                    key=f"{decision.value}_{one.id}",
                    width="stretch",
                    on_click=decided,
                    args=(one, decision),
                )
        if st.button(say("offers.hear", clock=clock(one.offer.at_s)), key=f"hear_{one.id}", width="stretch"):
            go("review", attempt=one.offer.attempt_id)


def teaches(one: Offered) -> str:
    """What the machine would learn of it, in a sentence."""
    how = "offers.holds" if one.offer.holds else "offers.holds_not"
    known = here().course.criteria.get(one.offer.criterion)
    criterion = told(known.prompt) if known else one.offer.criterion
    return speaker().say(how, label=named(one.offer.label), criterion=criterion)


def decided(one: Offered, decision: Decision) -> None:
    """A trainer who may review that take accepts the sentence or not."""
    if one.offer.attempt_id not in {take.attempt_id for take, _ in shown_for("review")}:
        st.session_state[SAID] = ("warning", speaker().say("may.not_allowed"))
        return
    try:
        here().store.offers.decide(one.id, decision, reviewer(), now())
    except CoachError as error:
        st.session_state[SAID] = ("warning", speaker().say(error.id))
        return
    st.session_state[SAID] = ("success", speaker().say(f"offers.{decision.value}_kept"))


def spoken() -> Sequence[str]:
    """The languages in which something was accepted, most first."""
    found = Counter(one.language for one in here().store.offers.with_decision(Decision.ACCEPTED))
    return [language for language, _ in found.most_common()]


def own(language: str, hers: set[str]) -> None:
    """The accepted sentences of one language: how many, taking one back, learning them, carrying them out."""
    say, known = speaker().say, accepted(here().store, language)
    st.header(say("offers.own", language=say(f"language.{language}"), count=len(known)), anchor=False)
    lacking = still_missing(known)
    if lacking.nothing:
        st.markdown(say("offers.enough"))
        if st.button(say("offers.learn"), key=f"learn_{language}", width="stretch"):
            learned(language)
    else:
        st.markdown(lacks(lacking))
    mine = [one for one in known if one.offer.attempt_id in hers]
    opened = st.expander(say("offers.list", count=len(mine)), key=f"own_{language}", on_change="rerun")
    with opened:
        for one in mine[::-1] if opened.open else ():
            st.markdown(f"«{plain(one.offer.text)}»  \n{plain(teaches(one))}")
            label = say("offers.reopen")
            st.button(label, key=f"reopen_{one.id}", on_click=here().store.offers.reopen, args=(one.id,))
    if len(mine) == len(known):
        st.download_button(
            say("offers.download"),
            lambda: as_file(here().store, language),
            f"sentences-{language}.tsv",
            "text/tab-separated-values",
            key=f"download_{language}",
            width="stretch",
        )


def lacks(lacking: Missing) -> str:
    """What is still needed before the machine learns, as a list."""
    wanted = (("sentences", lacking.sentences), ("trainers", lacking.trainers), ("voices", lacking.voices))
    lines = [f"- {speaker().say(f'offers.lacks_{name}', count=count)}" for name, count in wanted if count]
    return "\n".join((speaker().say("offers.lacks"), *lines))


def learned(language: str) -> None:
    """Learn, and say what came of it."""
    with st.spinner(speaker().say("offers.learning")):
        told = teach(here().store, here().settings.lessons, language)
    if isinstance(told, Missing):
        st.warning(lacks(told))
        return
    values: dict[str, str | int] = {"count": told.sentences}
    values |= {"before": f"{told.before:.3f}", "after": f"{told.after:.3f}"}
    (st.success if told.helps else st.info)(
        speaker().say("offers.learned" if told.helps else "offers.no_better", **values)
    )
