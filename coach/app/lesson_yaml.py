"""A lesson file as its author writes it, for whoever knows how: every line, checked as it is written."""

from __future__ import annotations

import streamlit as st

from coach.app.here import here, speaker
from coach.app.lesson_desk import keep, opened, show_problems
from coach.course.drafting import wrong_with

LINES_HIGH = 26  # px a line, so that a file of sixty lines needs no second scrollbar
TALLEST_PX = 1200


def by_hand(path: str) -> None:
    """The whole file in one field; it is kept as soon as she leaves the field, right or wrong."""
    one, say = opened(path), speaker().say
    key = f"lessons_yaml:{path}:{one.round}"

    def written() -> None:
        keep(path, st.session_state[key])

    high = min(TALLEST_PX, LINES_HIGH * (one.text.count("\n") + 3))
    st.caption(say("lessons.by_hand_how"))
    if key not in st.session_state:
        st.session_state[key] = one.text
    text = st.text_area(say("lessons.by_hand_field", file=path), key=key, height=high, on_change=written)
    show_problems(wrong_with(path, text, here().course, here().settings.lessons))
