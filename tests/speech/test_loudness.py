"""The level of a known sound is its level, and how the sound was cut makes no difference."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.domain.evidence import Finding, NotObserved, Observation
from coach.domain.media import SOUND_HZ, SoundPiece, Span, Take
from coach.speech.loudness import LoudnessObserver, level_dbfs

Sound = NDArray[np.float32]


def _tone(seconds: float, size: float) -> Sound:
    times = np.arange(int(seconds * SOUND_HZ)) / SOUND_HZ
    return (size * np.sin(2 * np.pi * 200 * times)).astype(np.float32)


def _findings(take: Take, sound: Sound, cuts: list[int] | None = None) -> list[Finding]:
    watching = LoudnessObserver().start(take)
    found: list[Finding] = []
    at = 0
    for samples in np.split(sound, sorted(cuts or [])):
        found += watching.see(SoundPiece(at / SOUND_HZ, samples))
        at += len(samples)
    return [*found, *watching.finish()]


def _named(found: list[Finding], name: str) -> list[Observation]:
    return [f for f in found if isinstance(f, Observation) and f.name == name]


@pytest.mark.parametrize(("size", "dbfs"), [(1.0, -3.0), (0.1, -23.0), (0.01, -43.0)])
def test_level_of_a_tone(take: Take, size: float, dbfs: float) -> None:
    levels = _named(_findings(take, _tone(3, size)), "loudness")
    assert [o.value for o in levels] == [pytest.approx(dbfs, abs=0.1)] * 3
    assert level_dbfs(np.zeros(5, np.float32)) == -120


def test_every_second_is_told_once(take: Take) -> None:
    found = _findings(take, _tone(2.5, 0.1))
    for name in ("loudness", "clipping"):
        assert [o.span for o in _named(found, name)] == [Span(0, 1), Span(1, 2), Span(2, 2.5)]


def test_overdriven_sound(take: Take) -> None:
    shares = [o.value for o in _named(_findings(take, np.clip(_tone(1, 3.0), -1, 1)), "clipping")]
    assert shares == [pytest.approx(0.78, abs=0.02)]


def test_silence_of_two_seconds_and_more(take: Take) -> None:
    sound = np.concatenate(
        (_tone(1.5, 0.1), _tone(2.4, 0.0001), _tone(1, 0.1), _tone(1.9, 0.0), _tone(1, 0.1))
    )
    (silence,) = _named(_findings(take, sound), "silence")
    assert silence.span.start_s == pytest.approx(1.5, abs=0.11)
    assert silence.span.end_s == pytest.approx(3.9, abs=0.11)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, 100_000), max_size=20))
def test_pieces_make_no_difference(take: Take, cuts: list[int]) -> None:
    sound = np.concatenate((_tone(2, 0.3), _tone(2.6, 0.0), _tone(2, 0.3)))
    assert _findings(take, sound, cuts) == _findings(take, sound)


def test_no_sound_is_not_silence(take: Take) -> None:
    assert list(LoudnessObserver().start(take).finish()) == [NotObserved("loudness", "hearing.no_sound")]
