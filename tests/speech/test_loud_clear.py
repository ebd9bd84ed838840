"""The better it can be heard, the higher the level, and each fault gets the advice that mends it."""

from __future__ import annotations

import re
import subprocess
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.domain.evidence import Finding, NotObserved, Observation
from coach.domain.media import SOUND_HZ, SoundPiece, Span, Take
from coach.speech.grades import LOUDNESS, OVER_NOISE, Heard, grade, judged
from coach.speech.loud_clear import UNITS, LoudClearObserver
from coach.speech.meter import STEPS_LOOKED_AT, LoudnessMeter, integrated_lufs
from coach.speech.noise import LOOKED_AT, made_of, power_of
from coach.speech.worst import Graded, to_listen_to

Sound = NDArray[np.float32]
NOISE = np.random.default_rng(7).normal(0.0, 1.0, 40 * SOUND_HZ)


def heard(take: Take, sound: NDArray[np.floating], cut: int = SOUND_HZ) -> list[Finding]:
    watching = LoudClearObserver().start(take)
    found: list[Finding] = []
    for at in range(0, len(sound), cut):
        found += watching.see(SoundPiece(at / SOUND_HZ, sound[at : at + cut].astype(np.float32)))
    return [*found, *watching.finish()]


def values(found: list[Finding], name: str) -> list[float]:
    named = (one.value for one in found if isinstance(one, Observation) and one.name == name)
    return [float(value) for value in named if isinstance(value, int | float)]


def advice_in(found: list[Finding]) -> set[object]:
    return {one.value for one in found if isinstance(one, Observation) and one.name == "loud_clear.fault"}


@pytest.fixture(scope="module")
def talk(spoken: Sound) -> NDArray[np.float64]:
    """Twenty seconds of talk at -24 LUFS or so with rests, in a quiet room."""
    return np.tile(spoken, 2).astype(np.float64) + 10 ** (-75 / 20) * NOISE[: 2 * len(spoken)]


@pytest.mark.parametrize("level_db", [-30, -12, 0])
def test_loudness_is_ffmpegs(spoken: Sound, tmp_path: Path, level_db: float) -> None:
    sound = spoken * 10 ** (level_db / 20)
    path = tmp_path / "sound.wav"
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, SOUND_HZ, 0, "NONE", ""))
        file.writeframes((sound * 32767).astype("<i2").tobytes())
    command = ["ffmpeg", "-nostats", "-i", str(path), "-af", "ebur128", "-f", "null", "-"]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    true = float(re.findall(r"I:\s+(-?[\d.]+) LUFS", told)[-1])
    assert integrated_lufs(LoudnessMeter().hear(sound)[STEPS_LOOKED_AT - 1 :]) == pytest.approx(true, abs=0.5)


def test_silence_has_no_loudness() -> None:
    assert integrated_lufs(LoudnessMeter().hear(np.zeros(SOUND_HZ, np.float32))) is None


def test_how_it_was_cut_makes_no_difference(take: Take, talk: NDArray[np.float64]) -> None:
    assert heard(take, talk, cut=777) == heard(take, talk)


def test_clean_talk_is_clear(take: Take, talk: NDArray[np.float64]) -> None:
    found = heard(take, talk)
    assert min(values(found, "loud_clear")) >= 3
    assert advice_in(found) == set()


@pytest.mark.parametrize(
    ("kind", "advice"), [("white", "noise"), ("hum", "hum"), ("low", "wind")], ids=["noise", "hum", "wind"]
)
def test_more_noise_is_never_clearer(take: Take, talk: NDArray[np.float64], kind: str, advice: str) -> None:
    made = _noise(kind, len(talk))
    worst = []
    for level_db in (-55, -45, -35, -25):
        found = heard(take, talk + made * 10 ** (level_db / 20))
        worst.append(min(values(found, "loud_clear")))
    assert worst == sorted(worst, reverse=True)
    assert worst[0] - worst[-1] >= 2
    assert advice_in(found) == {f"advice.loud_clear.{advice}"}


def _noise(kind: str, count: int) -> NDArray[np.float64]:
    white, times_s = NOISE[:count], np.arange(count) / SOUND_HZ
    if kind == "hum":
        return np.asarray(sum(np.sin(2 * np.pi * 50 * n * times_s) / n for n in (1, 2, 3, 5)))
    if kind == "low":
        there = np.fft.rfft(white) / (1 + (np.fft.rfftfreq(count, 1 / SOUND_HZ) / 80) ** 2)
        wind = np.fft.irfft(there, count)
        return np.asarray(wind / wind.std())
    return white


def test_a_quiet_voice_is_asked_nearer_and_louder_alone_earns_nothing(
    take: Take, talk: NDArray[np.float64]
) -> None:
    quiet = heard(take, talk * 10 ** (-18 / 20))
    assert advice_in(quiet) == {"advice.loud_clear.nearer"}
    as_it_is, overdriven = heard(take, talk), heard(take, np.clip(talk * 12, -1, 1))
    assert max(values(overdriven, "loud_clear")) < min(values(as_it_is, "loud_clear"))
    assert "advice.loud_clear.clipped" in advice_in(overdriven)


def test_an_echo_is_told(take: Take, talk: NDArray[np.float64]) -> None:
    times_s = np.arange(int(1.8 * SOUND_HZ)) / SOUND_HZ
    room = NOISE[: len(times_s)] * 10 ** (-3 * times_s / 1.8)
    room = 0.7 * room / np.sqrt(np.sum(room**2))
    room[0] = 1.0
    parts = np.split(talk[: 16 * SOUND_HZ], 8)  # many ends of speaking, half a second of rest and more
    rested = np.concatenate([np.concatenate((part, NOISE[:16_000] * 1e-4)) for part in parts])
    dry, wet = (heard(take, sound) for sound in (rested, np.convolve(rested, room)[: len(rested)]))
    assert max(values(wet, "echo")) > 1.2 > max(values(dry, "echo"), default=0)


def test_without_voice_nothing_is_judged(take: Take) -> None:
    for sound, reason in ((np.zeros(3 * SOUND_HZ), "hearing.no_voice"), (np.zeros(0), "hearing.no_sound")):
        assert heard(take, sound) == [NotObserved(name, reason) for name in UNITS]


@given(st.floats(-70, 0), st.floats(-70, 0))
def test_nearer_to_the_middle_is_never_worse(one: float, other: float) -> None:
    middle = sum(LOUDNESS[0]) / 2
    if (one - middle) * (other - middle) >= 0 and abs(one - middle) <= abs(other - middle):
        assert grade(one, LOUDNESS) >= grade(other, LOUDNESS)


@given(st.floats(-5, 60), st.floats(0, 20))
def test_less_noise_is_never_worse(over: float, more: float) -> None:
    assert grade(over + more, OVER_NOISE) >= grade(over, OVER_NOISE)


@given(st.floats(-60, 0), st.floats(0, 0.3), st.floats(0, 40), st.floats(0, 3))
def test_advice_goes_with_low_levels_only(lufs: float, clipped: float, over: float, echo_s: float) -> None:
    level, advice = judged(Heard(lufs, clipped, over, echo_s))
    assert 0 <= level <= 4
    assert bool(advice) == (level < 3)


def test_a_single_tone_and_noise_are_no_hum() -> None:
    tone = np.sin(2 * np.pi * 440 * np.arange(LOOKED_AT) / SOUND_HZ)
    for sound in (tone, NOISE[:LOOKED_AT]):
        made = made_of([power_of(sound.astype(np.float32))])
        assert made is not None
        assert made.hum == 0
    assert made_of([]) is None


def test_at_most_three_stretches_the_worst_first() -> None:
    parts = [
        Graded(Span(10 * at, 10 * at + 10), level, "advice") for at, level in enumerate((2, 0, 4, 1, 2, 4, 2))
    ]
    shown = list(to_listen_to("loud_clear", parts))
    assert [one.span.start_s for one in shown] == [10, 30, 0]
