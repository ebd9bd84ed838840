"""A camera and a microphone out of files, for a browser that shall believe that somebody stands before it."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.resampler import AudioResampler
from av.video.frame import VideoFrame

SELLER = Path(__file__).parents[2] / "media" / "en_na_excellent.mp4"  # upright, with a real voice
HZ = 48_000


def camera(to: Path, seconds: float, fps: int = 15, take: Path = SELLER) -> Path:
    """The first seconds of a take as Motion JPEG (`to` ends in .mjpeg), at so many pictures a second."""
    with av.open(str(take)) as source, av.open(str(to), "w", format="mjpeg") as target:
        stream = target.add_stream("mjpeg", rate=fps, options={"q:v": "4"})
        for number, frame in enumerate(_every(source, seconds, fps)):
            if not number:
                stream.width, stream.height, stream.pix_fmt = frame.width, frame.height, "yuvj420p"
            picture = frame.reformat(format="yuvj420p")
            picture.pts, picture.time_base = number, Fraction(1, fps)
            target.mux(stream.encode(picture))
        target.mux(stream.encode(None))
    return to


def microphone(to: Path, seconds: float, take: Path = SELLER) -> Path:
    """The same seconds' sound as WAV."""
    resampler = AudioResampler("s16", "mono", HZ)
    with av.open(str(take)) as source:
        pieces = [
            piece.to_ndarray()[0]
            for frame in source.decode(audio=0)
            if frame.time is not None and frame.time < seconds
            for piece in resampler.resample(frame)
        ]
    samples = np.concatenate(pieces).astype("<i2").tobytes()
    head = b"RIFF" + (36 + len(samples)).to_bytes(4, "little") + b"WAVEfmt " + (16).to_bytes(4, "little")
    form = b"\x01\0\x01\0" + HZ.to_bytes(4, "little") + (HZ * 2).to_bytes(4, "little") + b"\x02\0\x10\0"
    to.write_bytes(head + form + b"data" + len(samples).to_bytes(4, "little") + samples)
    return to


def _every(source: av.container.InputContainer, seconds: float, fps: int) -> list[VideoFrame]:
    frames: list[VideoFrame] = []
    for frame in source.decode(video=0):
        at_s = frame.time or 0.0
        if at_s >= seconds:
            break
        if at_s * fps >= len(frames):
            frames.append(frame)
    return frames
