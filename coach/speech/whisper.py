"""Listens with Whisper, one clip at a time, so that words never depend on what else was being listened to."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from coach.domain.errors import ModelMissing
from coach.domain.media import SOUND_HZ, Span
from coach.domain.transcript import Word
from coach.speech.transcriber import Clip, Passage, Tongue

# Vietnamese word errors of Whisper base on the same sound, docs/speech.md: 23 % with these settings, the same
# on every run; 47 % with the batched defaults (a quarter of the speech lost), 24-32 % by chance step by step.
SETTINGS: dict[str, Any] = {
    "without_timestamps": False,
    "chunk_length": 15,
    "beam_size": 5,
    "word_timestamps": True,
    "vad_filter": False,  # clips are ours, cut where the voice rests
}
COMPUTE_TYPE = "int8"
WHOLE_S = 30.0  # what the encoder hears of any clip, silence behind it
FRAMES_PER_S = 100  # of the log-mel spectrogram
BEYOND_S = 3.0  # silence that a glance hears after its clip; with less the last words came out otherwise


def identity(weights: str) -> str:
    """Everything the words depend on but the sound and the language; `weights` is the weights' digest."""
    return json.dumps([weights, SETTINGS, COMPUTE_TYPE, version("faster-whisper"), version("ctranslate2")])


class WhisperTranscriber:
    """Whisper from a CTranslate2 folder; holds about 0.5 GB while it lives. ModelMissing if unreadable.

    Each clip is a call of its own. Clips sharing a call cost the same (0.12 CPU-seconds per second either way
    on two cores) and give the same text, but the library then trims the first word of a clip by how long ago
    the clip before it ended, and rounds its times to where it lies in the recording.
    """

    def __init__(self, folder: Path, threads: int = 2) -> None:
        from faster_whisper import BatchedInferencePipeline, WhisperModel

        try:
            model = WhisperModel(
                str(folder),
                device="cpu",
                compute_type=COMPUTE_TYPE,
                cpu_threads=threads,
                local_files_only=True,
            )
        except Exception as error:
            if not _says_unreadable(error):
                raise
            raise ModelMissing("model.damaged", name=folder.name, file="model.bin") from error
        self._pipeline = BatchedInferencePipeline(model)
        self._encoded = _Encoded(model)

    def recognise(self, clips: Sequence[Clip], language: str) -> list[Passage]:
        """One passage a clip; see `Transcriber`."""
        return [self._passage(clip, language) for clip in clips]

    def glance(self, clips: Sequence[Clip], language: str) -> list[Passage]:
        """See `Glancing`: the encoder hears a clip to its end and 3 s beyond, not the usual 30 s."""
        return [self._passage(clip, language, clip.span.duration_s + BEYOND_S) for clip in clips]

    def _passage(self, clip: Clip, language: str, hears_s: float = WHOLE_S) -> Passage:
        self._encoded.frames = round(hears_s * FRAMES_PER_S)
        whole = {
            "start": 0.0,
            "end": (len(clip.samples) + 0.5) / SOUND_HZ,
        }  # half a sample against rounding down
        segments, _ = self._pipeline.transcribe(
            clip.samples, language=language, batch_size=1, clip_timestamps=[whole], **SETTINGS
        )
        self._encoded.last = None
        found = list(segments)
        pieces = (piece for segment in found for piece in _pieces(segment.words or ()))
        no_speech = max((float(segment.no_speech_prob) for segment in found), default=0.0)
        return Passage(_tidy(pieces, clip), round(no_speech, 3), self._encoded.tongue(language))


def _says_unreadable(error: Exception) -> bool:
    """Whether the libraries say so that weights cannot be read; of a tokenizer with a bare Exception."""
    return type(error) is Exception or isinstance(error, RuntimeError | ValueError)


class _Encoded:
    """What the recogniser's encoder made of the last clip.

    Kept because telling its language from that costs 0.04 CPU-seconds, and 0.9 when the library encodes the
    clip again (docs/speech.md section 2e).
    """

    def __init__(self, model: Any) -> None:
        self.last: Any = None
        self.frames = round(WHOLE_S * FRAMES_PER_S)  # of the next clip
        self._model = model
        self._encode = model.encode
        model.encode = self._keeping

    def tongue(self, asked: str) -> Tongue | None:
        """The language of the last clip; None where nothing was encoded or the weights know one language."""
        if self.last is None or not self._model.model.is_multilingual:
            return None
        likely = {token[2:-2]: float(p) for token, p in self._model.model.detect_language(self.last)[0]}
        here = likely.pop(asked, 0.0)
        return Tongue(round(here, 3), round(max(likely.values(), default=0.0), 3))

    def _keeping(self, features: Any) -> Any:
        self.last = self._encode(features[..., : self.frames])
        return self.last


@dataclass(frozen=True, slots=True)
class _Piece:
    """A written word with seconds from the start of its clip."""

    text: str
    start_s: float
    end_s: float
    probability: float

    def glued(self, tail: _Piece) -> _Piece:
        """With a tail that was written without a space; as sure as the less sure of the two."""
        return _Piece(
            self.text + tail.text, self.start_s, tail.end_s, min(self.probability, tail.probability)
        )


def _pieces(words: Iterable[Any]) -> list[_Piece]:
    """The words of one segment; "35" and ".000" come apart from the recogniser and are one word again."""
    pieces: list[_Piece] = []
    for word in words:
        piece = _Piece(word.word, float(word.start), float(word.end), float(word.probability))
        if pieces and not piece.text.startswith(" "):
            pieces[-1] = pieces[-1].glued(piece)
        else:
            pieces.append(piece)
    return pieces


def _tidy(pieces: Iterable[_Piece], clip: Clip) -> tuple[Word, ...]:
    """Words made clean: NFC, without spaces, inside the clip, starting one after another, rounded to 1 ms."""
    tidy: list[Word] = []
    earliest_s, latest_s = round(clip.span.start_s, 3), round(clip.span.end_s, 3)
    for piece in pieces:
        text = unicodedata.normalize("NFC", piece.text).strip()
        start_s = min(max(earliest_s, round(clip.start_s + piece.start_s, 3)), latest_s)
        end_s = min(max(start_s, round(clip.start_s + piece.end_s, 3)), latest_s)
        if text:
            tidy.append(Word(text, Span(start_s, end_s), round(piece.probability, 3)))
            earliest_s = start_s
    return tuple(tidy)
