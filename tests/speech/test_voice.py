"""The voice detector hears the same in whatever pieces the sound comes, and finds the voice where it is."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.domain.media import SOUND_HZ
from coach.speech.voice import Stretch, VoiceDetector, VoiceStretches, Window

Sound = NDArray[np.float32]


def _heard(pieces: list[Sound]) -> list[float]:
    detector = VoiceDetector()
    windows = [w for piece in pieces for w in detector.hear(piece)] + list(detector.finish())
    assert [w.index for w in windows] == list(range(len(windows)))
    return [w.voice for w in windows]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, 80_000), max_size=30))
def test_pieces_make_no_difference(spoken: Sound, cuts: list[int]) -> None:
    sound = spoken[:80_000]
    assert _heard(np.split(sound, sorted(cuts))) == _heard([sound])


def test_same_as_the_library_where_its_memory_reaches(spoken: Sound) -> None:
    from faster_whisper.vad import get_vad_model

    whole = spoken[: len(spoken) // 512 * 512]
    theirs = get_vad_model()(whole.copy())
    assert np.allclose(_heard([whole])[:-1], theirs[:-1], atol=1e-4)


def test_voice_and_rest_are_where_they_are(spoken: Sound) -> None:
    lead = np.zeros(SOUND_HZ, np.float32)
    detector, stretches = VoiceDetector(), VoiceStretches()
    windows = [*detector.hear(np.concatenate((lead, spoken))), *detector.finish()]
    found = [stretch for w in windows if (stretch := stretches.step(w))]
    spans = [stretch.span() for stretch in found]
    assert spans[0].start_s == pytest.approx(1.0, abs=0.15)
    assert spans[-1].end_s == pytest.approx(1 + len(spoken) / SOUND_HZ - 0.8, abs=0.25)


@pytest.mark.parametrize("noise", [0.0, 0.001, 0.03])
def test_no_voice_in_silence_and_hiss(noise: float) -> None:
    hiss = np.random.default_rng(1).normal(0, 1, 5 * SOUND_HZ).astype(np.float32) * np.float32(noise)
    assert max(_heard([hiss])) < 0.5


def _stretches(voices: list[float]) -> list[Stretch]:
    joiner = VoiceStretches()
    told = [joiner.step(Window(i, np.zeros(512, np.float32), v)) for i, v in enumerate(voices)]
    return [s for s in [*told, joiner.finish(len(voices))] if s is not None]


def test_short_gaps_belong_to_speaking() -> None:
    assert _stretches([0.9] * 10 + [0.1] * 9 + [0.9] * 10) == [Stretch(0, 29)]
    assert _stretches([0.9] * 10 + [0.1] * 10 + [0.9] * 10) == [Stretch(0, 10), Stretch(20, 30)]


def test_doubtful_windows_end_nothing_and_start_nothing() -> None:
    assert _stretches([0.9] * 5 + [0.4] * 30 + [0.9] * 5) == [Stretch(0, 40)]
    assert _stretches([0.4] * 30) == []
