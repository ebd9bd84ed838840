"""What the hall's phones need of lessons and takes; plain values, no screens."""

from __future__ import annotations

from coach.app.here import here, now
from coach.domain.consent import SHOW_TRAINER

ANY = "L02"  # the lesson with the least to prepare, where the stage names none


def lesson_title(lesson_id: str, language: str) -> str:
    """A lesson's title; empty where there is no such lesson."""
    lesson = here().course.lessons.get(lesson_id)
    return (lesson.title.get(language) or lesson.title["vi"]) if lesson else ""


def first_lesson() -> str:
    """What is practised where the stage names no lesson."""
    known = here().course.lessons
    return ANY if ANY in known else next(iter(known), ANY)


def handed_in(attempt_id: str) -> None:
    """A guest has practised; her take is shown to her trainer where she ticked that, and only then."""
    store, at = here().store, now()
    attempt = store.attempts.get(attempt_id)
    guest = store.hall.handed_in(attempt.learner_id, at)
    if guest and SHOW_TRAINER in store.consents.in_force(attempt.learner_id):
        store.showing.show(attempt.id, attempt.learner_id, at)
