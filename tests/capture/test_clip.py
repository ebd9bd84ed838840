"""The sound of a moment is what was heard then, as a WAV file any browser plays."""

from __future__ import annotations

import io
import wave
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.capture.clip import sound_clip
from coach.capture.probe import probe
from coach.domain.errors import MediaError
from coach.domain.media import SOUND_HZ, Recording, Span
from tests.clips import Picture, Sound, beeps, make, make_live_webm


def heard(recording: Recording, span: Span) -> NDArray[np.float64]:
    with wave.open(io.BytesIO(sound_clip(recording, span))) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (SOUND_HZ, 1, 2)
        return np.frombuffer(file.readframes(file.getnframes()), "<i2") / 32768


@pytest.fixture(scope="module", params=["a.mp4", "a.mkv", "a.mp3", "a.wav", "live.webm"])
def spoken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Recording:
    """Twelve seconds with a beep at every full second."""
    path = tmp_path_factory.mktemp("spoken") / request.param
    codec = {"a.mp3": "libmp3lame", "a.wav": "pcm_s16le", "live.webm": "libopus"}.get(request.param, "aac")
    sound = Sound(play=beeps, codec=codec)
    if request.param == "live.webm":
        return probe(make_live_webm(path, 12, Picture(codec="libvpx"), sound))
    return probe(make(path, 12, Picture() if path.suffix in (".mp4", ".mkv") else None, sound))


@pytest.mark.parametrize("start_s", [0.0, 0.5, 4.5, 9.25])
def test_the_sound_of_the_moment(spoken: Recording, start_s: float) -> None:
    samples = heard(spoken, Span(start_s, start_s + 1.5))
    assert len(samples) == 1.5 * SOUND_HZ
    times_s = start_s + np.arange(len(samples)) / SOUND_HZ
    inside = (times_s % 1 > 0.03) & (times_s % 1 < 0.17)
    outside = (times_s % 1 > 0.25) & (times_s % 1 < 0.97)
    assert np.abs(samples[inside]).mean() > 0.2
    assert np.abs(samples[outside]).mean() < 0.02


def test_past_the_end_is_silence(spoken: Recording) -> None:
    samples = heard(spoken, Span(11.5, 14.0))
    assert len(samples) == 2.5 * SOUND_HZ
    assert np.all(samples[SOUND_HZ:] == 0)


def test_before_late_sound_is_silence(tmp_path: Path) -> None:
    recording = probe(make(tmp_path / "late.mp4", 3, Picture(), Sound(play=beeps, start_s=1.48)))
    samples = heard(recording, Span(1.0, 2.0))
    assert int(np.flatnonzero(np.abs(samples) > 0.1)[0]) / SOUND_HZ == pytest.approx(0.48, abs=0.03)


def test_no_sound(tmp_path: Path) -> None:
    recording = probe(make(tmp_path / "a.mp4", 2, Picture(), None))
    with pytest.raises(MediaError) as caught:
        sound_clip(recording, Span(0, 1))
    assert caught.value.id == "media.no_sound"
