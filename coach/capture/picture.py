"""Fetches the picture that was shown at one moment, as a thumbnail for the evidence."""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from av.container import InputContainer
from av.packet import Packet
from av.stream import Stream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream
from numpy.typing import NDArray

from coach.capture.container import BROKEN, Tracks, jump, opened, packets, stamp_s, tracks
from coach.capture.facts import examine
from coach.capture.still import Upright
from coach.domain.errors import MediaError
from coach.domain.media import FrameSample, Recording

QUALITY = 82  # JPEG, 0-100: a 640-pixel thumbnail of about 40 kB without visible blocks
REORDERED = 16  # H.264 and H.265 store a picture at most 16 places away from where it is shown
RUN_IN_S = 1.0  # the same in time, generously: files are searched by the time of storing


def picture_at(recording: Recording, at_s: float) -> FrameSample:
    """The picture on screen at `at_s`, upright; the nearest one where none was. Raises `media.no_picture`."""
    facts = examine(recording.path)
    if not facts.picture:
        raise MediaError("media.no_picture", name=recording.path.name)
    with opened(recording.path) as container:
        stamp = min(at_s, facts.duration_s) + facts.zero_s
        shown = _shown(container, tracks(container, sound=False), stamp)
    if shown is None:
        raise MediaError("media.no_picture", name=recording.path.name)
    shown_stamp, frame = shown
    return FrameSample(max(0.0, shown_stamp - facts.zero_s), Upright(facts.picture.rotation).image(frame))


def jpeg(image: NDArray[np.uint8]) -> bytes:
    """A JPEG file of an image (height, width, 3) uint8 BGR."""
    return cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])[1].tobytes()


def _shown(container: InputContainer, chosen: Tracks, stamp: float) -> tuple[float, VideoFrame] | None:
    """The last frame stamped up to `stamp` seconds, else the first one after it; with its own stamp."""
    stream = chosen.picture
    if stream is None:
        return None
    shown: tuple[float, VideoFrame] | None = None
    for frame in _frames(stream, _group(container, chosen, stamp)):
        frame_stamp = stamp_s(frame, stream) or 0.0
        if shown is not None and frame_stamp > stamp:
            break
        shown = frame_stamp, frame
    return shown


def _group(container: InputContainer, chosen: Tracks, stamp: float) -> list[Packet[Stream]]:
    """The packets from the last key frame before `stamp` seconds to just after it.

    Files without an index are read from wherever the jump lands; only one group is ever held.
    """
    if chosen.picture:
        jump(container, chosen.picture, stamp - RUN_IN_S)
    group: list[Packet[Stream]] = []
    past = 0
    for packet in packets(container, chosen):
        late = (stamp_s(packet, packet.stream) or 0.0) > stamp
        if packet.is_keyframe and not late:
            group.clear()
        group.append(packet)
        past += late
        if past > REORDERED:
            break
    return group


def _frames(stream: VideoStream, group: list[Packet[Stream]]) -> Iterator[VideoFrame]:
    for packet in [*group, None]:
        try:
            yield from stream.decode(packet)
        except BROKEN:
            continue
