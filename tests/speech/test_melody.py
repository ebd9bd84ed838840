"""A voice that moves more reads so, whatever its height; a held sound is found, speech is none."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.domain.evidence import Finding, NotObserved, Observation
from coach.domain.media import SOUND_HZ, SoundPiece, Span, Take
from coach.speech.intonation import HELD, MOVES, PITCH, RANGE, IntonationObserver
from coach.speech.movement import FEWEST, MOVEMENT, pitch_movement
from coach.speech.phrases import PhraseCutter
from coach.speech.voice import Window

Sound = NDArray[np.float32]


def found(take: Take, sound: Sound, cut: int = SOUND_HZ) -> list[Finding]:
    watching = IntonationObserver().start(take)
    told: list[Finding] = []
    for at in range(0, len(sound), cut):
        told += watching.see(SoundPiece(at / SOUND_HZ, sound[at : at + cut]))
    return [*told, *watching.finish()]


def values(told: list[Finding], name: str) -> list[float]:
    return [float(o.value or 0) for o in told if isinstance(o, Observation) and o.name == name]


def test_how_it_was_cut_makes_no_difference(take: Take, spoken: Sound) -> None:
    assert found(take, spoken, cut=777) == found(take, spoken)


def test_a_man_speaks_between_80_and_180_hertz(take: Take, spoken: Sound) -> None:
    told = found(take, spoken)
    assert all(80 < one < 180 for one in values(told, PITCH))
    assert all(1 < one < 15 for one in values(told, RANGE))
    assert len(values(told, MOVES)) >= len(values(told, RANGE))
    assert all(0 <= one < 15 for one in values(told, MOVES))


def test_a_raised_voice_moves_as_much_as_before(take: Take, spoken: Sound) -> None:
    """Played faster everything is higher by the same number of semitones."""
    up = np.interp(np.arange(0, len(spoken), 2 ** (3 / 12)), np.arange(len(spoken)), spoken)
    low, high = (np.median(values(found(take, one), PITCH)) for one in (spoken, up.astype(np.float32)))
    assert 12 * np.log2(high / low) == pytest.approx(3, abs=0.6)


def test_no_voice_is_not_a_flat_voice(take: Take) -> None:
    silent = np.zeros(2 * SOUND_HZ, np.float32)
    assert found(take, silent) == [NotObserved(name, "hearing.no_voice") for name in (PITCH, RANGE, MOVES)]


def test_a_vowel_drawn_out_is_held_and_speech_is_not(take: Take, spoken: Sound) -> None:
    assert values(found(take, spoken), HELD) == []
    from bench import spoken as made

    sound = np.concatenate((made.rest(1), made.spoken("Uh,", 4.0), made.rest(1)))  # 0.6 s
    assert values(found(take, sound), HELD) == [pytest.approx(0.5, abs=0.2)]


@given(st.lists(st.floats(0, 1), max_size=900))
def test_phrases_lie_in_order_and_none_is_longer_than_six_seconds(voice: list[float]) -> None:
    cutter, samples = PhraseCutter(), np.zeros(512, np.float32)
    phrases = [p for at, one in enumerate(voice) for p in cutter.step(Window(at, samples, one))]
    phrases += cutter.finish()
    assert all(a.after <= b.first for a, b in pairwise(phrases))
    assert all(p.begin <= p.first < p.after and p.span.duration_s <= 7 for p in phrases)
    assert all(len(p.samples) >= (p.after - p.begin) * 512 for p in phrases)


def _phrases(semitones: list[float], width: float, hz: float = 110.0) -> list[Observation]:
    spans = [Span(float(at), at + 0.8) for at in range(len(semitones))]
    pitches = [
        Observation(PITCH, s, hz * 2 ** (one / 12), "Hz") for s, one in zip(spans, semitones, strict=True)
    ]
    return [*pitches, *(Observation(RANGE, span, width, "semitone") for span in spans)]


@given(st.lists(st.floats(-4, 4), min_size=FEWEST, max_size=20), st.floats(80, 300), st.floats(1.1, 2))
def test_movement_knows_no_height_and_grows_with_the_moves(moves: list[float], hz: float, by: float) -> None:
    whole = Span(0.0, 60.0)

    def movement(found: list[Observation]) -> float:
        (one,) = pitch_movement(found, whole)
        assert isinstance(one, Observation)
        assert isinstance(one.value, float)
        return one.value

    usual = movement(_phrases(moves, 3.0))
    assert movement(_phrases(moves, 3.0, hz)) == pytest.approx(usual, abs=0.011)
    assert movement(_phrases([by * one for one in moves], by * 3.0)) == pytest.approx(by * usual, abs=0.03)


def test_few_phrases_are_not_judged() -> None:
    assert pitch_movement(_phrases([0.0] * (FEWEST - 1), 3.0), Span(0, 9)) == (
        NotObserved(MOVEMENT, "voice.too_few_phrases"),
    )
    assert pitch_movement([], Span(0, 9)) == ()
