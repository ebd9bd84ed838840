"""What stage and remote say of listening is known, or nothing is said."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from coach.workshop.following import HEARS, LATE_S, NO_VOICE, QUIET_S, SLOW, Ear, listening

SECONDS = st.floats(0, 600)


@given(SECONDS, SECONDS, SECONDS, st.booleans())
def test_each_word_needs_what_was_measured(
    film_s: float, until_s: float, voice_s: float, gave_up: bool
) -> None:
    said = listening(film_s, Ear(until_s, voice_s), gave_up)
    if said == HEARS:
        assert voice_s > 0
        assert not gave_up
    if said == NO_VOICE:
        assert until_s - voice_s >= QUIET_S
    if gave_up:
        assert said == SLOW


@given(st.floats(0, LATE_S))
def test_nothing_is_said_while_nobody_can_know(film_s: float) -> None:
    assert listening(film_s, None, fell_behind=False) == ""
    assert listening(LATE_S + 1 + film_s, None, fell_behind=False) == SLOW


def test_it_hears_then_she_is_silent_then_the_machine_cannot_keep_up() -> None:
    assert listening(20, Ear(18, 17), fell_behind=False) == HEARS
    assert listening(30, Ear(28, 17), fell_behind=False) == NO_VOICE
    assert listening(12, Ear(11, 0), fell_behind=False) == NO_VOICE
    assert listening(60, Ear(28, 27), fell_behind=False) == SLOW
