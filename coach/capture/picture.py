"""Fetches the picture that was shown at one moment, as a thumbnail for the evidence."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import av
import cv2
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from coach.capture.container import BROKEN, Tracks, opened, packets, stamp_s, tracks
from coach.capture.facts import examine
from coach.capture.still import Upright
from coach.domain.errors import MediaError
from coach.domain.media import FrameSample, Recording

QUALITY = 82  # JPEG, 0-100: a 640-pixel thumbnail of about 40 kB without visible blocks


def picture_at(recording: Recording, at_s: float) -> FrameSample:
    """The picture on screen at `at_s`, upright; the nearest one where none was. Raises `media.no_picture`."""
    facts = examine(recording.path)
    if not facts.picture:
        raise MediaError("media.no_picture", name=recording.path.name)
    with opened(recording.path) as container:
        frame = _shown(container, tracks(container, sound=False), at_s + facts.zero_s)
    if frame is None:
        raise MediaError("media.no_picture", name=recording.path.name)
    shown_s = at_s if frame.time is None else max(0.0, frame.time - facts.zero_s)
    return FrameSample(shown_s, Upright(facts.picture.rotation).image(frame))


def jpeg(image: NDArray[np.uint8]) -> bytes:
    """A JPEG file of an image (height, width, 3) uint8 BGR."""
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()


def _shown(container: InputContainer, chosen: Tracks, stamp: float) -> VideoFrame | None:
    """The last frame stamped up to `stamp` seconds, else the first one after it."""
    stream = chosen.picture
    if stream is None:
        return None
    shown: VideoFrame | None = None
    for frame in _frames(stream, _group(container, chosen, stamp)):
        if shown is not None and (frame.time or 0.0) > stamp:
            break
        shown = frame
    return shown


def _group(container: InputContainer, chosen: Tracks, stamp: float) -> list[Packet[Stream]]:
    """The packets from the last key frame before `stamp` seconds to just after it.

    Files without an index are read from wherever the jump lands; only one group is ever held.
    """
    _jump(container, chosen.picture, stamp)
    group: list[Packet[Stream]] = []
    past = 0
    for packet in packets(container, chosen):
        late = (stamp_s(packet) or 0.0) > stamp
        if packet.is_keyframe and not late:
            group.clear()
        group.append(packet)
        past += late
        if past > REORDERED:
            break
    return group


REORDERED = 16  # H.264 and H.265 show a packet at most 16 packets after those stored behind it


def _jump(container: InputContainer, stream: VideoStream | None, stamp: float) -> None:
    """Go to the key frame before; a file that cannot jump is read from its start."""
    if stream is None or not stream.time_base:
        return
    try:
        container.seek(int(Fraction(stamp) / stream.time_base), stream=stream)
    except av.FFmpegError:
        container.seek(0)


def _frames(stream: VideoStream, group: list[Packet[Stream]]) -> Iterator[VideoFrame]:
    for packet in [*group, None]:
        try:
            yield from stream.decode(packet)
        except BROKEN:
            continue
