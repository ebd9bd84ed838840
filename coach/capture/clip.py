"""Cuts out the sound of one moment, so that the trainer can press play on the evidence."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Any

import numpy as np
from av.container import InputContainer
from numpy.typing import NDArray

from coach.capture.container import Tracks, jump, opened, packets, tracks
from coach.capture.ear import Ear
from coach.capture.facts import examine
from coach.capture.sound import SoundLine
from coach.domain.errors import MediaError
from coach.domain.media import SOUND_HZ, Recording, SoundPiece, Span

RUN_IN_S = 0.5  # decoders need a few packets before they sound right (Opus asks for 0.08 s)
FADE_MS = 10  # softens the click of a cut


def sound_clip(recording: Recording, span: Span) -> bytes:
    """A WAV file (16 kHz, one channel, 16 bit) of that stretch of the recording. Raises `media.no_sound`."""
    facts = examine(recording.path)
    if not facts.sound:
        raise MediaError("media.no_sound", name=recording.path.name)
    with opened(recording.path) as container:
        chosen = tracks(container, picture=False)
        samples = _heard(container, chosen, facts.zero_s, span)
    return _wav(samples)


def sound_pieces(recording: Recording) -> Iterator[SoundPiece]:
    """All its sound, pictures left aside."""
    facts = examine(recording.path)
    with opened(recording.path) as container:
        yield from _pieces(container, tracks(container, picture=False), facts.zero_s, 0.0)


def _heard(container: InputContainer, chosen: Tracks, zero_s: float, span: Span) -> NDArray[np.float32]:
    """Samples (n,) of the span at SOUND_HZ, silence where there was no sound."""
    wanted = round(span.duration_s * SOUND_HZ)
    heard = np.zeros(wanted, np.float32)
    filled = 0
    for piece in _pieces(container, chosen, zero_s, span.start_s):
        part = piece.samples[: wanted - filled]
        heard[filled : filled + len(part)] = part
        filled += len(part)
        if filled >= wanted:
            break
    return heard


def _pieces(container: InputContainer, chosen: Tracks, zero_s: float, begin_s: float) -> Iterator[SoundPiece]:
    """Sound from `begin_s` on."""
    stream = chosen.sound
    if stream is None:
        return
    jump(container, stream, max(0.0, begin_s - RUN_IN_S) + zero_s)
    ear = Ear(stream, SoundLine(zero_s, begin_s))
    for packet in packets(container, chosen):
        yield from ear.take(packet)
    yield from ear.finish()


def _wav(samples: NDArray[np.float32]) -> bytes:
    pcm = (samples * 32767).astype("<i2").tobytes()
    segment = _audio_segment()(data=pcm, sample_width=2, frame_rate=SOUND_HZ, channels=1)
    softened = segment.fade_in(FADE_MS).fade_out(FADE_MS)
    file = io.BytesIO()
    softened.export(file, format="wav")  # pydub writes WAV by itself, without an ffmpeg program
    return file.getvalue()


def _audio_segment() -> Any:
    """pydub's class. Importing it warns where no ffmpeg program is installed, which this room never needs."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pydub import AudioSegment
    return AudioSegment
