"""How well the voice is measured, on sound whose truth is known, and what that costs beside the recogniser.

English by one synthetic voice: the figures are of the measures, not of people.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
import wave
from collections import deque
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np

from bench.figures import Figure, show
from bench.listening import observed, seconds, side_by_side, values
from bench.spoken import SENTENCES, Sound, rest, spoken, talk, with_fillers
from coach import models
from coach.domain.evidence import Observation, Observer
from coach.domain.media import SOUND_HZ, Span
from coach.domain.transcript import Word
from coach.settings import Settings
from coach.speech import fillers
from coach.speech.hearing import HearingObserver
from coach.speech.intonation import PITCH, IntonationObserver
from coach.speech.loud_clear import LoudClearObserver
from coach.speech.loudness import LoudnessObserver
from coach.speech.meter import STEPS_LOOKED_AT, LoudnessMeter, integrated_lufs
from coach.speech.pace import pace_windows
from coach.speech.pauses import pauses
from coach.speech.syllables import syllables
from coach.speech.voice import VoiceDetector
from coach.speech.whisper import WhisperTranscriber

LENGTHS = (0.75, 0.9, 1.05, 1.25, 1.5)  # how long everything is held: five speaking rates
PAUSES_S = (0.4, 0.6, 0.8, 1.2, 2.0, 3.0, 5.0)
LEVELS_DB = (-30, -20, -10, 0, 6)
SNRS_DB = (30, 20, 10, 5)
HUM_OF = {"uh": ("Uh,", 4.0), "um": ("Um,", 3.0), "ah": ("Ah,", 2.5)}  # drawn out, 0.45-0.6 s
COST_S = 600


def pace(ear: Observer) -> Iterator[Figure]:
    """Syllables a minute at five rates, against the words that were spoken."""
    true, read = [], []
    count = sum(syllables(word, "en") for text in SENTENCES for word in text.split())
    for length in LENGTHS:
        sound = talk(length)
        whole_s = len(sound) / SOUND_HZ
        words = [one for one in observed(ear, sound) if isinstance(one, Word)]
        true.append(60 * count / whole_s)
        read.append(float(pace_windows(words, whole_s, "en")[-1].value or 0))
    worst = max(abs(r - t) / t for r, t in zip(read, true, strict=True))
    yield Figure("pace, largest error at five rates", 100 * worst, "%", at_most=5)
    yield Figure(
        "pace, correlation over five rates", float(np.corrcoef(true, read)[0, 1]), "r", at_least=0.98
    )


def rests(ear: Observer) -> Iterator[Figure]:
    """Pauses of known length between sentences."""
    pieces = [part for text, s in zip(SENTENCES, PAUSES_S, strict=False) for part in (spoken(text), rest(s))]
    sound = np.concatenate([*pieces, spoken(SENTENCES[-1])])
    voice = [one.span for one in observed(ear, sound) if isinstance(one, Observation)]
    found = values(pauses(voice, len(sound) / SOUND_HZ), "pause")
    off = [min(abs(one - true) for one in found) for true in PAUSES_S]
    yield Figure("pauses, largest error", max(off), "s", at_most=0.1)
    yield Figure("pauses found that are none", len(found) - len(PAUSES_S), "pauses", at_most=0)


def loudness() -> Iterator[Figure]:
    """Integrated loudness against ffmpeg's own at several levels."""
    off = []
    for level_db in LEVELS_DB:
        sound = np.clip(talk() * 10 ** (level_db / 20), -1, 1).astype(np.float32)
        momentary = LoudnessMeter().hear(sound)[STEPS_LOOKED_AT - 1 :]
        off.append(abs((integrated_lufs(momentary) or 0) - _by_ffmpeg(sound)))
    yield Figure("loudness, largest difference from ffmpeg's ebur128", max(off), "LU", at_most=0.5)


def _by_ffmpeg(sound: Sound) -> float:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "sound.wav"
        with wave.open(str(path), "wb") as file:
            file.setparams((1, 2, SOUND_HZ, 0, "NONE", ""))
            file.writeframes((sound * 32767).astype("<i2").tobytes())
        command = ["ffmpeg", "-nostats", "-i", str(path), "-af", "ebur128", "-f", "null", "-"]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    return float(re.findall(r"I:\s+(-?[\d.]+) LUFS", told)[-1])


def noise() -> Iterator[Figure]:
    """How far the voice stands above white noise of known level, and the level it earns."""
    sound = talk(rest_s=0.8)
    made = np.random.default_rng(7).normal(0.0, 1.0, len(sound))
    meter = LoudnessMeter().hear((0.01 * made).astype(np.float32))
    quiet = float(np.mean(values(observed(LoudClearObserver(), sound), "voice_lufs")))
    for snr_db in SNRS_DB:
        size = 0.01 * 10 ** ((quiet - snr_db - (integrated_lufs(meter) or 0)) / 20)
        found = observed(LoudClearObserver(), (sound + size * made).astype(np.float32))
        true = 10 * np.log10(10 ** (snr_db / 10) + 1)  # the noise sounds along with the voice
        off = abs(float(np.mean(values(found, "over_noise"))) - true)
        yield Figure(f"voice over noise, error at {snr_db} dB", off, "LU", at_most=2)
        yield Figure(
            f"level of a clear sound at {snr_db} dB", float(np.mean(values(found, "loud_clear"))), "level"
        )


def pitch() -> Iterator[Figure]:
    """A voice raised by three semitones has to read so."""
    sound = talk()
    faster = np.interp(np.arange(0, len(sound), 2 ** (3 / 12)), np.arange(len(sound)), sound)
    low, high = (
        np.median(values(observed(IntonationObserver(), one.astype(np.float32)), PITCH))
        for one in (sound, faster)
    )
    off = abs(12 * np.log2(high / low) - 3)
    yield Figure("pitch raised by 3 semitones, error", float(off), "semitones", at_most=0.3)


def filling(ear: Observer) -> Iterator[Figure]:
    """Drawn-out "uh", "um", "ah" between sentences: found, invented, and within the honest range."""
    plain = _filled(ear, talk())
    yield Figure("fillers, invented where there are none", plain[0], "fillers", at_most=0)
    for name, (text, length) in HUM_OF.items():
        sound, true = with_fillers(spoken(text, length), 0.5)
        surely, most = _filled(ear, sound)
        yield Figure(f"fillers, {name}, surely found of {true}", surely / true, "share")
        yield Figure(f"fillers, {name}, not above the most there may be", true - most, "fillers", at_most=0)


def _filled(ear: Observer, sound: Sound) -> tuple[int, int]:
    """How many fillers surely, and how many at most."""
    heard, melody = observed(ear, sound), observed(IntonationObserver(), sound)
    words = [one for one in heard if isinstance(one, Word)]
    voice = [one.span for one in heard if isinstance(one, Observation)]
    of = fillers.said(words, voice, [o for o in melody if isinstance(o, Observation)], "en")
    found = fillers.fillers(of, Span(0.0, len(sound) / SOUND_HZ))
    surely = sum(isinstance(one, Observation) and one.name == fillers.FILLER for one in found)
    return surely, surely + fillers.hidden(of) + fillers.UNSEEN


def cost() -> Iterator[Figure]:
    """All measures of sound over 10 minutes, the voice detector included, which hearing needs anyway."""
    sound = np.resize(talk(), COST_S * SOUND_HZ).astype(np.float32)
    together = (LoudnessObserver(), LoudClearObserver(), IntonationObserver())
    detector = VoiceDetector()
    detecting_s = _cpu_s(lambda: [deque(detector.hear(piece), maxlen=0) for piece in seconds(sound)])
    whole_s = _cpu_s(lambda: side_by_side(together, sound))
    yield Figure("all measures of sound, 10 min", whole_s, "CPU s", at_most=16)
    yield Figure(
        "beside the recogniser, which detects voice itself", whole_s - detecting_s, "CPU s", at_most=6
    )


def _cpu_s(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    settings = Settings()
    folder = models.find(settings.recogniser, cache=settings.cache)
    ear = HearingObserver(lambda: WhisperTranscriber(folder, settings.threads), "")
    for part in (loudness(), noise(), pitch(), cost(), rests(ear), pace(ear), filling(ear)):
        for figure in part:
            show(figure)


if __name__ == "__main__":
    main()
