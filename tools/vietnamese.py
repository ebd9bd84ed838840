"""Speaks a Vietnamese script with espeak-ng, and lays the script's words on the voice that is found in it."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
import wave
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import Span
from coach.domain.transcript import Word
from coach.speech.pauses import merged
from tools import takes

PROGRAM = "espeak-ng"
SPEED = 165  # its own words a minute: about 230 syllables a minute are heard
SENTENCE_END = re.compile(r"(?<=[.?!])\s+")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the script, and where it was put in the sound."""

    text: str
    span: Span


def can_speak() -> bool:
    """Whether the program is on this machine."""
    return shutil.which(PROGRAM) is not None


def spoken(script: Path) -> tuple[NDArray[np.int16], tuple[Sentence, ...]]:
    """The script as sound (n,) int16 at takes.SOUND_HZ, and where each sentence lies in it."""
    pause = np.zeros(int(takes.PAUSE_S * takes.SOUND_HZ), np.int16)
    parts: list[NDArray[np.int16]] = []
    sentences = []
    for paragraph in takes.paragraphs(script):
        for text in SENTENCE_END.split(unicodedata.normalize("NFC", paragraph)):
            start_s = sum(map(len, parts)) / takes.SOUND_HZ
            parts.append(_said(text))
            sentences.append(Sentence(text, Span(start_s, start_s + len(parts[-1]) / takes.SOUND_HZ)))
        parts.append(pause)
    return np.concatenate(parts), tuple(sentences)


def _said(text: str) -> NDArray[np.int16]:
    command = [PROGRAM, "-v", "vi", "-s", str(SPEED), "--stdout"]
    made = subprocess.run(command, input=text.encode(), capture_output=True, check=True).stdout
    with wave.open(io.BytesIO(made)) as sound:
        assert sound.getframerate() == takes.SOUND_HZ
    return np.frombuffer(made[44:], np.int16)  # a stream's head has no true length


def words_on(voice: Sequence[Span], sentences: Sequence[Sentence]) -> Iterator[Word]:
    """Each sentence's words spread over the voice found inside it, longer words over more of it."""
    for sentence in sentences:
        yield from _spread(sentence.text.split(), _inside(voice, sentence.span))


def _inside(voice: Sequence[Span], whole: Span) -> list[Span]:
    """The stretches of voice in a span; the span itself where no voice was found."""
    common = [
        Span(max(one.start_s, whole.start_s), min(one.end_s, whole.end_s))
        for one in merged(voice)
        if one.overlap_s(whole) > 0
    ]
    return common or [whole]


def _spread(texts: Sequence[str], voice: Sequence[Span]) -> Iterator[Word]:
    voiced_s = sum(one.duration_s for one in voice)
    letters = [len(text) + 1 for text in texts]  # the pause between words counts as a letter
    said = 0
    for text, length in zip(texts, letters, strict=True):
        start_s = _at(voice, voiced_s * said / sum(letters), voiced_s)
        said += length
        end_s = _at(voice, voiced_s * said / sum(letters), voiced_s)
        yield Word(text, Span(round(start_s, 3), round(max(start_s, end_s), 3)), 1.0)


def _at(voice: Sequence[Span], after_s: float, whole_s: float) -> float:
    """The second of the take at which that much voice has been heard."""
    left_s = min(after_s, whole_s)
    for one in voice:
        if left_s <= one.duration_s:
            return one.start_s + left_s
        left_s -= one.duration_s
    return voice[-1].end_s
