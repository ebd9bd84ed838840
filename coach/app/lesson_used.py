"""The lesson of an attempt as it was when she was scored by it, not as it reads today."""

from __future__ import annotations

import logging

import streamlit as st

from coach.app.here import here
from coach.course.kept import KeptLesson, read_kept
from coach.domain.errors import CoachError
from coach.domain.rubric import Lesson
from coach.store.attempts import Attempt

log = logging.getLogger(__name__)


def lesson_of(attempt: Attempt) -> Lesson:
    """The lesson she was scored by; today's while nothing is scored, or where the old one cannot be read."""
    used = used_by(attempt)
    return used.lesson if used else here().course.lesson(attempt.lesson_id)


def used_by(attempt: Attempt) -> KeptLesson | None:
    """The lesson as used; None where it was never used or cannot be read any more."""
    if attempt.lesson_digest is None:
        return None
    today = here().course.lessons.get(attempt.lesson_id)
    if today is not None and today.digest == attempt.lesson_digest:
        return KeptLesson(today, can_judge=True)
    return _kept(attempt.lesson_digest)


@st.cache_resource(show_spinner=False, max_entries=64)
def _kept(digest: str) -> KeptLesson | None:
    try:
        return read_kept(here().store.attempts.lesson_used(digest), here().course.names)
    except CoachError as error:
        log.info("lesson_not_readable digest=%s reason=%s", digest[:8], error.id)
        return None
