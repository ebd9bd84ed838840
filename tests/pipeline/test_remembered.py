"""A clip is recognised once, whatever is broken off; other weights, languages and places are other clips."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.media import Span
from coach.domain.transcript import Word
from coach.pipeline.remembered import RememberedTranscriber
from coach.speech.transcriber import Clip, Passage, Tongue
from coach.store import open_store


@dataclass
class Memory:
    """Clips in memory."""

    kept: dict[tuple[str, str], bytes] = field(default_factory=dict)

    def heard(self, sha256: str, key: str) -> bytes | None:
        return self.kept.get((sha256, key))

    def keep(self, sha256: str, key: str, passage: bytes) -> None:
        self.kept[sha256, key] = passage


@dataclass
class Ear:
    """Hears one word a clip, and counts; falls silent for good after `most`."""

    most: int = 1000
    calls: int = 0

    def recognise(self, clips: Sequence[Clip], language: str) -> list[Passage]:
        if self.calls >= self.most:
            raise MemoryError
        self.calls += len(clips)
        return [passage(clip, language) for clip in clips]


def passage(clip: Clip, language: str) -> Passage:
    word = Word(f"na {language} 🌸", Span(clip.start_s, clip.start_s + 0.1), 1 / 3)
    return Passage((word,), 0.25, Tongue(0.9, float(clip.samples.sum()) % 1))


def clip(number: int) -> Clip:
    return Clip(number * 10.0, np.full(1600, number / 7, np.float32), (Span(number * 10.0, number * 10.1),))


@settings(deadline=None)
@given(st.lists(st.integers(1, 6), max_size=12), st.integers(0, 12))
def test_broken_off_and_begun_again_gives_the_same_words_and_asks_for_each_clip_once(
    numbers: list[int], most: int
) -> None:
    clips, kept, first, second = [clip(n) for n in numbers], Memory(), Ear(most), Ear()
    with suppress(MemoryError):
        RememberedTranscriber(first, kept, "a", "w").recognise(clips, "vi")
    told = RememberedTranscriber(second, kept, "a", "w").recognise(clips, "vi")
    assert told == Ear().recognise(clips, "vi")
    assert first.calls + second.calls == len(set(numbers))


@pytest.mark.parametrize(
    ("sha256", "inputs", "language"), [("b", "w", "vi"), ("a", "x", "vi"), ("a", "w", "id")]
)
def test_what_words_depend_on_is_never_mixed_up(sha256: str, inputs: str, language: str) -> None:
    kept, ear = Memory(), Ear()
    RememberedTranscriber(ear, kept, "a", "w").recognise([clip(1)], "vi")
    (told,) = RememberedTranscriber(ear, kept, sha256, inputs).recognise([clip(1)], language)
    assert told == passage(clip(1), language)
    assert ear.calls == 2


def test_the_store_keeps_clips_until_all_of_the_recording_was_heard(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    for recording in ("a", "b"):
        RememberedTranscriber(Ear(), store.clips, recording, "w").recognise([clip(1)], "vi")
    store.clips.drop("a")
    left = Ear()
    for recording in ("a", "b"):
        (told,) = RememberedTranscriber(left, store.clips, recording, "w").recognise([clip(1)], "vi")
        assert told == passage(clip(1), "vi")
    store.engine.dispose()
    assert left.calls == 1
