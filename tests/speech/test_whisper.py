"""Whisper's promise: clips given together or one by one give the same words, times and probabilities."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from coach.domain.errors import ModelMissing
from coach.domain.media import SOUND_HZ
from coach.speech.transcriber import Clip
from coach.speech.whisper import WhisperTranscriber, _Piece, _pieces, _tidy, identity


class Heard:
    """A word as the library gives it."""

    def __init__(self, word: str, start: float, end: float, probability: float = 0.9) -> None:
        self.word, self.start, self.end, self.probability = word, start, end, probability


@pytest.fixture(scope="module")
def transcriber(whisper_base: Path) -> WhisperTranscriber:
    return WhisperTranscriber(whisper_base)


@pytest.mark.whisper
def test_together_or_one_by_one(transcriber: WhisperTranscriber, spoken: NDArray[np.float32]) -> None:
    parts = np.split(spoken, [len(spoken) // 2])
    clips = [Clip(7.0, parts[0]), Clip(100.333, parts[1]), Clip(300.0, parts[0])]
    together = transcriber.recognise(clips, "en")
    assert together == [transcriber.recognise([clip], "en")[0] for clip in reversed(clips)][::-1]
    texts = [[word.text for word in passage.words] for passage in together]
    assert texts[0] == texts[2]
    for word in together[1].words:
        assert word.span.start_s >= 100.333
        assert type(word.probability) is float
        assert word.span.end_s == round(word.span.end_s, 3)


@pytest.mark.whisper
def test_a_glance_changes_nothing(transcriber: WhisperTranscriber, spoken: NDArray[np.float32]) -> None:
    clip = Clip(7.0, spoken)
    before = transcriber.recognise([clip], "en")
    (glanced,) = transcriber.glance([clip], "en")
    assert transcriber.recognise([clip], "en") == before
    kept = {word.text.casefold() for word in before[0].words}
    assert len(kept & {word.text.casefold() for word in glanced.words}) >= 0.8 * len(kept)
    assert all(word.span.end_s <= clip.span.end_s for word in glanced.words)


def test_weights_that_cannot_be_read_are_damaged(tmp_path: Path) -> None:
    for name in ("model.bin", "config.json", "tokenizer.json", "vocabulary.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(ModelMissing) as caught:
        WhisperTranscriber(tmp_path)
    assert caught.value.id == "model.damaged"


def test_identity_follows_the_weights() -> None:
    assert identity("a") == identity("a") != identity("b")


def test_figures_come_together_again() -> None:
    words = [Heard(" giá", 0, 0.2), Heard(" 35", 0.3, 0.5, 0.8), Heard(".000", 0.5, 0.9, 0.6)]
    assert _pieces(words)[1] == _Piece(" 35.000", 0.3, 0.9, 0.6)


def test_words_are_tidy() -> None:
    clip = Clip(2.0, np.zeros(SOUND_HZ, np.float32))
    decomposed = unicodedata.normalize("NFD", " giỏ")
    pieces = [_Piece(decomposed, 0.5, 0.4, 0.5), _Piece(" ", 0.5, 0.6, 0.5), _Piece(" hàng", 0.2, 9.0, 0.5)]
    words = _tidy(pieces, clip)
    assert [word.text for word in words] == ["giỏ", "hàng"]
    assert [(w.span.start_s, w.span.end_s) for w in words] == [(2.5, 2.5), (2.5, 3.0)]
