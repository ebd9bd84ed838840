"""Checks a spoken comment before it is kept: Opus in WebM as browsers record it, a minute at most."""

from __future__ import annotations

from io import BytesIO

import av

from coach.capture.container import BROKEN
from coach.domain.errors import MediaError

LONGEST_S = 60.0  # of a comment: who has more to say says it in two
SLACK_S = 1.0  # a browser stops a moment late
MOST_BYTES = 1_000_000  # a minute at 128 kbit/s; browsers record speech with a quarter of that
MARK = b"\x1a\x45\xdf\xa3"  # how EBML, and so WebM, begins
WEBM = b"webm"  # its document type, within the first bytes


def voice_note_s(sound: bytes) -> float:
    """How long it lasts. MediaError `voice.too_long`, or `voice.not_sound` for anything but Opus in WebM."""
    if len(sound) > MOST_BYTES:
        raise MediaError("voice.too_long", seconds=LONGEST_S)
    if not sound.startswith(MARK) or WEBM not in sound[:64]:
        raise MediaError("voice.not_sound")
    try:
        duration_s = _duration_s(sound)
    except BROKEN as error:
        raise MediaError("voice.not_sound") from error
    if duration_s > LONGEST_S + SLACK_S:
        raise MediaError("voice.too_long", seconds=LONGEST_S)
    return duration_s


def _duration_s(sound: bytes) -> float:
    """By its last packet, as what a browser records carries no length. ValueError where there is none."""
    with av.open(BytesIO(sound), "r", format="matroska") as container:
        streams = container.streams
        kinds = [(one.type, one.codec_context.name if one.codec_context else "") for one in streams]
        if kinds != [("audio", "opus")]:
            raise ValueError(kinds)
        ends = [
            float((packet.pts + (packet.duration or 0)) * packet.time_base)
            for packet in container.demux(streams.audio[0])
            if packet.pts is not None and packet.time_base is not None and packet.size
        ]
    if not ends:
        raise ValueError("no sound")
    return max(ends)
