"""Listens with Whisper, one clip at a time, so that words never depend on what else was being listened to."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from coach.domain.media import SOUND_HZ, Span
from coach.domain.transcript import Word
from coach.speech.transcriber import Clip, Passage

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


class WhisperTranscriber:
    """Whisper from a CTranslate2 folder; holds about 0.5 GB while it lives.

    Each clip is a call of its own. Clips sharing a call cost the same (0.12 CPU-seconds per second either way
    on two cores) and give the same text, but the library then trims the first word of a clip by how long ago
    the clip before it ended, and rounds its times to where it lies in the recording.
    """

    def __init__(self, folder: Path, threads: int = 2) -> None:
        from faster_whisper import BatchedInferencePipeline, WhisperModel

        model = WhisperModel(
            str(folder), device="cpu", compute_type=COMPUTE_TYPE, cpu_threads=threads, local_files_only=True
        )
        self._pipeline = BatchedInferencePipeline(model)

    def recognise(self, clips: Sequence[Clip], language: str) -> list[Passage]:
        """One passage a clip; see `Transcriber`."""
        return [self._passage(clip, language) for clip in clips]

    def _passage(self, clip: Clip, language: str) -> Passage:
        whole = {
            "start": 0.0,
            "end": (len(clip.samples) + 0.5) / SOUND_HZ,
        }  # half a sample against rounding down
        segments, _ = self._pipeline.transcribe(
            clip.samples, language=language, batch_size=1, clip_timestamps=[whole], **SETTINGS
        )
        found = list(segments)
        words = (word for segment in found for word in segment.words or ())
        no_speech = max((float(segment.no_speech_prob) for segment in found), default=0.0)
        return Passage(_tidy(words, clip), round(no_speech, 3))


def _tidy(words: Iterable[Any], clip: Clip) -> tuple[Word, ...]:
    """Words as the recogniser gave them, made clean: NFC, inside the clip, starting one after another."""
    tidy: list[Word] = []
    earliest_s, latest_s = round(clip.span.start_s, 3), round(clip.span.end_s, 3)
    for word in words:
        text = unicodedata.normalize("NFC", word.word).strip()
        start_s = min(max(earliest_s, round(clip.start_s + float(word.start), 3)), latest_s)
        end_s = min(max(start_s, round(clip.start_s + float(word.end), 3)), latest_s)
        if text:
            tidy.append(Word(text, Span(start_s, end_s), round(float(word.probability), 3)))
            earliest_s = start_s
    return tuple(tidy)
