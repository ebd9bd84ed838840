"""Hearing tells words and voice as they settle, whatever the pieces, and says why when there is nothing."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from coach.domain.evidence import Finding, NotObserved, Observation
from coach.domain.media import SOUND_HZ, SoundPiece, Span, Take
from coach.domain.transcript import Word
from coach.speech.hearing import HearingObserver
from coach.speech.transcriber import Clip, Passage, Transcriber

Sound = NDArray[np.float32]


class Repeater:
    """A transcriber that says where in the recording each second of its clips lies, and beyond."""

    def __init__(self, no_speech: float = 0.0) -> None:
        self.no_speech = no_speech

    def recognise(self, clips: Sequence[Clip], language: str) -> list[Passage]:
        return [Passage(tuple(self._words(clip)), self.no_speech) for clip in clips]

    def _words(self, clip: Clip) -> list[Word]:
        starts = [clip.start_s + i for i in range(int(clip.span.duration_s) + 3)]
        return [Word(f"{clip.samples[0]:.6f}-{s:.3f}", Span(s, s + 0.5), 0.9) for s in starts]


def _findings(take: Take, sound: Sound, cuts: list[int], transcriber: Transcriber) -> list[Finding]:
    watching = HearingObserver(lambda: transcriber, "fake").start(take)
    found: list[Finding] = []
    at = 0
    for samples in np.split(sound, sorted(cuts)):
        found += watching.see(SoundPiece(at / SOUND_HZ, samples))
        at += len(samples)
    return [*found, *watching.finish()]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.lists(st.integers(0, 160_000), max_size=40))
def test_pieces_make_no_difference(take: Take, spoken: Sound, cuts: list[int]) -> None:
    whole = _findings(take, spoken, [], Repeater())
    assert _findings(take, spoken, [c for c in cuts if c < len(spoken)], Repeater()) == whole


def test_words_lie_in_the_voice_and_in_order(take: Take, spoken: Sound) -> None:
    found = _findings(take, spoken, [8000], Repeater())
    words = [f for f in found if isinstance(f, Word)]
    speech = [f.span for f in found if isinstance(f, Observation)]
    starts = [word.span.start_s for word in words]
    assert words
    assert starts == sorted(starts)
    assert all(word.span.end_s <= len(spoken) / SOUND_HZ for word in words)
    assert all(any(w.span.start_s <= s.end_s + 0.21 for s in speech) for w in words)


def test_a_gap_before_the_sound_moves_everything(take: Take, spoken: Sound) -> None:
    watching = HearingObserver(Repeater, "fake").start(take)
    found = [*watching.see(SoundPiece(1.48, spoken)), *watching.finish()]
    first = next(f for f in found if isinstance(f, Observation))
    assert first.span.start_s > 1.4


def test_nothing_is_said_about_silence(take: Take) -> None:
    silence = np.zeros(5 * SOUND_HZ, np.float32)
    assert _findings(take, silence, [], Repeater()) == [NotObserved("hearing", "hearing.no_voice")]


def test_no_sound_needs_no_recogniser(take: Take) -> None:
    def never() -> Transcriber:
        raise AssertionError

    mute = dataclasses.replace(take, recording=dataclasses.replace(take.recording, has_sound=False))
    watching = HearingObserver(never, "fake").start(mute)
    assert list(watching.finish()) == [NotObserved("hearing", "hearing.no_sound")]


def test_the_key_follows_language_and_weights(take: Take) -> None:
    vietnamese = dataclasses.replace(take, language="vi")
    keys = {
        HearingObserver(Repeater, inputs).key(t).inputs
        for inputs in ("base", "small")
        for t in (take, vietnamese)
    }
    assert len(keys) == 4


@pytest.mark.whisper
def test_real_voice_real_words(take: Take, spoken: Sound, whisper_base: Path) -> None:
    from coach.speech.whisper import WhisperTranscriber

    found = _findings(take, spoken, [40_000, 90_000], WhisperTranscriber(whisper_base))
    text = " ".join(f.text for f in found if isinstance(f, Word)).lower()
    assert "pack the same day" in text
    assert "first we pick" in text
    assert found == _findings(take, spoken, [], WhisperTranscriber(whisper_base))


@pytest.mark.whisper
@pytest.mark.skipif("COACH_CORPUS" not in os.environ, reason="the folder of human clips is not at hand")
def test_a_human_voice(take: Take, whisper_base: Path) -> None:
    from faster_whisper import decode_audio

    from coach.speech.whisper import WhisperTranscriber

    sound = decode_audio(str(Path(os.environ["COACH_CORPUS"]) / "speech" / "en_fw__jfk.wav"))
    found = _findings(take, sound, [], WhisperTranscriber(whisper_base))
    assert "ask what you can do for your country" in " ".join(f.text for f in found if isinstance(f, Word))
