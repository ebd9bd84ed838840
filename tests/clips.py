"""Makes small recordings for tests: known pictures and sounds, in every kind of file a learner may bring."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, cast

import av
import numpy as np
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Painter = Callable[[float, int, int], Image]  # (at_s, width_px, height_px) -> (height, width, 3) RGB
Player = Callable[
    [NDArray[np.float64]], NDArray[np.float64]
]  # times in seconds (n,) -> samples (n,) in -1..1

QUICK = {
    "libx264": {"preset": "ultrafast", "tune": "zerolatency", "sc_threshold": "0"},
    "libx265": {"preset": "ultrafast", "x265-params": "log-level=none:pools=1:frame-threads=1"},
    "libvpx": {"deadline": "realtime", "cpu-used": "8"},
    "libvpx-vp9": {"deadline": "realtime", "cpu-used": "8"},
}  # encoders' fastest settings: tests wait for them


def solid(red: int, green: int, blue: int) -> Painter:
    """One colour all over."""

    def paint(_at_s: float, width_px: int, height_px: int) -> Image:
        return np.full((height_px, width_px, 3), (red, green, blue), np.uint8)

    return paint


def gradient(_at_s: float, width_px: int, height_px: int) -> Image:
    """Grey, from black at the left to white at the right."""
    row = np.linspace(0, 255, width_px).astype(np.uint8)
    return np.broadcast_to(row[None, :, None], (height_px, width_px, 3)).copy()


def topped(_at_s: float, width_px: int, height_px: int) -> Image:
    """White in the upper half, black below: shows which side is up."""
    image = np.zeros((height_px, width_px, 3), np.uint8)
    image[: height_px // 2] = 255
    return image


def clock(at_s: float, width_px: int, height_px: int) -> Image:
    """Grey that tells the time: luma 20 at the start, 8 more each second."""
    return np.full((height_px, width_px, 3), min(255, 20 + round(8 * at_s)), np.uint8)


def moving(at_s: float, width_px: int, height_px: int) -> Image:
    """A bright square going round on a dark ground."""
    image = np.full((height_px, width_px, 3), 40, np.uint8)
    side = height_px // 4
    left = int((0.5 + 0.4 * np.cos(at_s)) * (width_px - side))
    top = int((0.5 + 0.4 * np.sin(at_s)) * (height_px - side))
    image[top : top + side, left : left + side] = 220
    return image


def silence(times_s: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.zeros_like(times_s)


def tone(hz: float = 440.0, level: float = 0.5) -> Player:
    """A steady tone."""
    return lambda times_s: level * np.sin(2 * np.pi * hz * times_s)


def beeps(times_s: NDArray[np.float64]) -> NDArray[np.float64]:
    """A tone of 0.2 s at the start of every second."""
    return np.where(times_s % 1.0 < 0.2, tone()(times_s), 0.0)


@dataclass(frozen=True)
class Picture:
    """How the picture of a clip is made. `dropped` are spans (from, to) without pictures."""

    paint: Painter = clock
    width_px: int = 160
    height_px: int = 120
    fps: int = 30
    codec: str = "libx264"
    gop: int = 30
    rotation: float = 0.0  # degrees counter-clockwise that the player must turn it
    start_s: float = 0.0
    dropped: tuple[tuple[float, float], ...] = ()
    options: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sound:
    """How the sound of a clip is made. `dropped` are spans (from, to) without sound packets."""

    play: Player = beeps
    rate_hz: int = 48_000
    codec: str = "aac"
    layout: str = "mono"
    start_s: float = 0.0
    dropped: tuple[tuple[float, float], ...] = ()


class Pipe(io.RawIOBase):
    """Somewhere to write that cannot go back, as a browser's recorder sees it."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self.written += bytes(data)
        return len(data)


def make(
    path: Path,
    seconds: float,
    picture: Picture | None = None,
    sound: Sound | None = None,
    options: dict[str, str] | None = None,
    cover: bytes | None = None,
) -> Path:
    """Write a recording; the container follows the name's ending. `cover`: a JPEG attached to the sound."""
    with av.open(str(path), "w", options=options) as container:
        _fill(container, seconds, picture, sound, cover)
    return path


def make_live_webm(path: Path, seconds: float, picture: Picture | None, sound: Sound | None) -> Path:
    """What MediaRecorder saves: a WebM written in one go, with neither duration nor index."""
    pipe = Pipe()
    with av.open(pipe, "w", format="webm", options={"live": "1"}) as container:
        _fill(container, seconds, picture, sound, None)
    path.write_bytes(pipe.written)
    return path


def cut(path: Path, share: float) -> Path:
    """The same file, broken off after that share of its bytes."""
    whole = path.read_bytes()
    short = path.with_name(f"cut-{path.name}")
    short.write_bytes(whole[: int(len(whole) * share)])
    return short


def repeated(path: Path, to: Path, times: int) -> Path:
    """The same take again and again in one file, its packets copied as they are."""
    with av.open(str(path)) as source, av.open(str(to), "w") as target:
        streams = {stream.index: target.add_stream_from_template(stream) for stream in source.streams}
        lasts_s = Fraction(source.duration or 0, av.time_base)
        for turn in range(times):
            source.seek(0)
            for packet in source.demux():
                if packet.dts is None or packet.pts is None:
                    continue
                shift = int(turn * lasts_s / packet.time_base)
                packet.pts, packet.dts = packet.pts + shift, packet.dts + shift
                packet.stream = streams[packet.stream.index]
                target.mux(packet)
    return to


def beginning(path: Path, to: Path, seconds: float) -> Path:
    """The first so many seconds of it, packets as they are."""
    with av.open(str(path)) as source, av.open(str(to), "w") as target:
        streams = {stream.index: target.add_stream_from_template(stream) for stream in source.streams}
        for packet in source.demux():
            if packet.dts is not None and packet.dts * packet.time_base < seconds:
                packet.stream = streams[packet.stream.index]
                target.mux(packet)
    return to


def jpeg_cover() -> bytes:
    """A small JPEG."""
    codec = av.CodecContext.create("mjpeg", "w")
    assert isinstance(codec, av.VideoCodecContext)
    codec.width, codec.height, codec.pix_fmt, codec.time_base = 32, 32, "yuvj420p", Fraction(1, 25)
    frame = VideoFrame.from_ndarray(gradient(0, 32, 32), format="rgb24").reformat(format="yuvj420p")
    frame.pts = 0
    return b"".join(bytes(packet) for packet in [*codec.encode(frame), *codec.encode(None)])


def _fill(
    container: OutputContainer,
    seconds: float,
    picture: Picture | None,
    sound: Sound | None,
    cover: bytes | None,
) -> None:
    """Encode both streams a second at a time, so that they lie side by side in the file."""
    encoders: list[Iterator[float]] = []
    if picture:
        encoders.append(_encode_picture(container, _video_stream(container, picture), seconds, picture))
    if sound:
        encoders.append(_encode_sound(container, _audio_stream(container, sound), seconds, sound))
    if cover:
        _attach(container, cover)
    waiting = {encoder: next(encoder) for encoder in encoders}
    while waiting:
        encoder = min(waiting, key=lambda one: waiting[one])
        after = next(encoder, None)
        if after is None:
            del waiting[encoder]
        else:
            waiting[encoder] = after


def _video_stream(container: OutputContainer, picture: Picture) -> VideoStream:
    options = {**QUICK.get(picture.codec, {}), **picture.options}
    stream = cast(VideoStream, container.add_stream(picture.codec, rate=picture.fps, options=options))
    stream.width, stream.height, stream.pix_fmt = picture.width_px, picture.height_px, "yuv420p"
    stream.codec_context.gop_size = picture.gop
    stream.codec_context.time_base = Fraction(1, picture.fps)
    stream.codec_context.thread_count = 1
    if picture.rotation:
        stream.set_display_rotation(picture.rotation)
    return stream


def _audio_stream(container: OutputContainer, sound: Sound) -> AudioStream:
    stream = cast(AudioStream, container.add_stream(sound.codec, rate=sound.rate_hz, layout=sound.layout))
    stream.codec_context.time_base = Fraction(1, sound.rate_hz)
    return stream


def _attach(container: OutputContainer, cover: bytes) -> None:
    stream = container.add_mux_stream("mjpeg", width=32, height=32)
    stream.disposition = av.stream.Disposition.attached_pic
    packet = av.Packet(cover)
    packet.stream, packet.pts, packet.dts, packet.time_base = stream, 0, 0, Fraction(1, 90_000)
    container.mux(packet)


def _encode_picture(
    container: OutputContainer, stream: VideoStream, seconds: float, picture: Picture
) -> Iterator[float]:
    for number in range(round(seconds * picture.fps)):
        at_s = number / picture.fps
        yield picture.start_s + at_s
        if _within(at_s, picture.dropped):
            continue
        image = picture.paint(at_s, picture.width_px, picture.height_px)
        frame = VideoFrame.from_ndarray(image, format="rgb24").reformat(format="yuv420p")
        frame.pts = number + round(picture.start_s * picture.fps)
        frame.time_base = Fraction(1, picture.fps)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _encode_sound(
    container: OutputContainer, stream: AudioStream, seconds: float, sound: Sound
) -> Iterator[float]:
    channels = stream.codec_context.layout.nb_channels
    block = stream.codec_context.frame_size or 1024
    total = round(seconds * sound.rate_hz)
    for first in range(0, total, block):
        at_s = first / sound.rate_hz
        yield sound.start_s + at_s
        times_s = np.arange(first, min(first + block, total)) / sound.rate_hz
        if _within(at_s, sound.dropped):
            continue
        samples = np.repeat(sound.play(times_s)[:, None], channels, axis=1).reshape(1, -1)
        frame = AudioFrame.from_ndarray((samples * 32767).astype(np.int16), format="s16", layout=sound.layout)
        frame.sample_rate, frame.time_base = sound.rate_hz, Fraction(1, sound.rate_hz)
        frame.pts = first + round(sound.start_s * sound.rate_hz)
        container.mux(stream.encode(frame))
    container.mux(stream.encode(None))


def _within(at_s: float, spans: tuple[tuple[float, float], ...]) -> bool:
    return any(start <= at_s < end for start, end in spans)
