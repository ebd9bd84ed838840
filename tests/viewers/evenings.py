"""Evenings to try the audience with: what may be heard, and whole evenings of it."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from hypothesis import strategies as st

from coach.course.comments import Comment
from coach.course.library import Library, load_library
from coach.domain.evidence import Observation
from coach.domain.media import ShownComment, Span
from coach.language.shelf import shipped_lessons
from coach.viewers import Audience, Heard, Room, open_room, react
from coach.viewers.room import Plan

LENGTH_S = 180.0
LESSONS = ("L01", "L04", "L06", "L08", "L09", "L12", "L13", "L14A")
LABELS = ("price", "ship", "origin", "order", "cta", "taste", "keep_how", "demo_act", "greet", "proof", "use")


@lru_cache(3)
def library(language: str = "vi") -> Library:
    return load_library(shipped_lessons(), language)


def plan(lesson: str = "L08", seed: int = 1, difficulty: int = 3, length_s: float = LENGTH_S) -> Plan:
    return open_room(Audience(library(), lesson, None, difficulty), seed, length_s)


def evening(of: Plan, heard: Heard | None = None, until_s: float = LENGTH_S) -> tuple[ShownComment, ...]:
    return react(Room(of), until_s, heard).room.shown


def said(name: str, at_s: float, for_s: float = 2.0) -> Observation:
    return Observation(name, Span(at_s, at_s + for_s), certainty=0.9, quote=name)


def hearing(*labels: Observation, until_s: float = LENGTH_S) -> Heard:
    """What was said; there was a voice wherever something was heard."""
    return Heard(labels, tuple(one.span for one in labels), until_s)


def more(heard: Heard, *labels: Observation) -> Heard:
    """The same, and more besides."""
    spans = (*heard.speech, *(one.span for one in labels))
    return replace(heard, observations=(*heard.observations, *labels), speech=spans)


def from_library(shown: ShownComment) -> Comment | None:
    """The comment of the library that was shown; None for a reaction."""
    known = {one.id: one for one in library().said.comments}
    return known.get(shown.id.partition(".")[2].partition("+")[0])


observed = st.builds(said, st.sampled_from(LABELS), st.floats(0, LENGTH_S - 5).map(lambda s: round(s, 1)))
observations = st.lists(observed, max_size=14).map(tuple)
seeds = st.integers(0, 10_000)
lessons = st.sampled_from(LESSONS)
