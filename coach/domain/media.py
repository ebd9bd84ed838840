"""A practice livestream as a file: how long it is, what it holds, and the pieces it is read in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SOUND_HZ = 16_000  # what Whisper and the voice detector were trained on


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time, in seconds from the start of the recording."""

    start_s: float
    end_s: float

    def __post_init__(self) -> None:
        if not 0 <= self.start_s <= self.end_s:
            raise ValueError(f"a span runs forwards from 0: {self.start_s}..{self.end_s}")

    @property
    def duration_s(self) -> float:
        return self.end_s - self.start_s

    def overlap_s(self, other: Span) -> float:
        """Seconds both spans share; 0 when they only touch."""
        return max(0.0, min(self.end_s, other.end_s) - max(self.start_s, other.start_s))

    def touches(self, other: Span) -> bool:
        """Whether the spans share a moment, a common border included."""
        return self.start_s <= other.end_s and other.start_s <= self.end_s


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the learner should know about the recording itself, as a message id and its values."""

    id: str
    values: Mapping[str, str | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recording:
    """One media file, known by its bytes. Picture sizes are as seen upright; None without a picture."""

    sha256: str
    path: Path
    duration_s: float
    width_px: int | None
    height_px: int | None
    rotation: int  # degrees counter-clockwise that turn the stored picture upright: 0, 90, 180 or 270
    has_sound: bool
    notices: tuple[Notice, ...] = ()
    picture_rate_hz: float = 0.0  # pictures a second, as usual in this file; 0 where that is not known

    @property
    def has_picture(self) -> bool:
        return self.width_px is not None


@dataclass(frozen=True, slots=True)
class SoundPiece:
    """A stretch of sound: float32 mono samples (n,) in -1..1 at SOUND_HZ, in order and without overlap."""

    start_s: float
    samples: NDArray[np.float32]

    @property
    def span(self) -> Span:
        return Span(self.start_s, self.start_s + len(self.samples) / SOUND_HZ)


@dataclass(frozen=True, slots=True)
class FrameSample:
    """One upright picture: image (height, width, 3) uint8 BGR, shown at `at_s`."""

    at_s: float
    image: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Burst:
    """A few upright pictures in quick succession, for what only movement shows.

    `images` (n, height, width) uint8 luma, shown at `times_s`, n of them in order.
    """

    times_s: tuple[float, ...]
    images: NDArray[np.uint8]

    @property
    def at_s(self) -> float:
        return self.times_s[0]


@dataclass(frozen=True, slots=True)
class Damage:
    """Told at the end of a recording, where so many of its stored parts could not be used."""

    span: Span
    parts: int


Piece = SoundPiece | FrameSample | Burst | Damage


@dataclass(frozen=True, slots=True)
class ShownComment:
    """A viewer's comment as it was shown during the take.

    `intent` is empty where nothing is asked: thanks, an order, a goodbye. `facts`: labels or slots, any one
    of which is what exactly it asks for. `again_of`: the id of the comment it only asks once more.
    """

    id: str
    at_s: float
    name: str
    text: str
    intent: str
    facts: tuple[str, ...] = ()
    again_of: str = ""

    @property
    def asks(self) -> bool:
        """Whether somebody waits for an answer that was not asked for before."""
        return bool(self.intent) and not self.again_of


@dataclass(frozen=True, slots=True)
class ProductCard:
    """Six facts the learner filled in about her own product; empty where she did not."""

    name: str = ""
    place: str = ""
    maker: str = ""
    taste_or_use: str = ""
    price: str = ""
    proof: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether she wrote nothing at all."""
        return not any(astuple(self))


@dataclass(frozen=True, slots=True)
class Mark:
    """What a person said of one picture of the take: whether `name` ("product_seen") is so at that second."""

    name: str
    at_s: float
    yes: bool


@dataclass(frozen=True, slots=True)
class Take:
    """One practice livestream: the recording and what the learner had in front of her."""

    recording: Recording
    language: str  # of the lesson as spoken: "vi", "en", "id"
    comments: tuple[ShownComment, ...] = ()
    card: ProductCard | None = None
    photos: tuple[Path, ...] = ()
    marks: tuple[Mark, ...] = ()  # in the order in which they were made
