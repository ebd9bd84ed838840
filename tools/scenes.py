"""Takes a picture of a seller apart: where she is, where her skin is, and what may lie behind her."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from coach.vision.faces import Face

Picture = NDArray[np.uint8]  # (height, width, 3) BGR
Mask = NDArray[np.float32]  # (height, width, 1), 0-1
Light = NDArray[np.floating[Any]]  # linear light 0-1, shaped as its picture

_STORED = np.arange(256) / 255
_LIGHT = np.where(_STORED <= 0.04045, _STORED / 12.92, ((_STORED + 0.055) / 1.055) ** 2.4).astype(np.float32)
_FINE = np.arange(1 << 14) / ((1 << 14) - 1)
_PICTURE = np.where(_FINE <= 0.0031308, 12.92 * _FINE, 1.055 * _FINE ** (1 / 2.4) - 0.055)
_PICTURE = np.round(255 * _PICTURE).astype(np.uint8)


def to_light(picture: Picture) -> Light:
    """Light that fell on the camera, 0-1 (IEC 61966-2-1)."""
    return np.asarray(_LIGHT[picture])


def to_picture(light: Light) -> Picture:
    """What a camera stores of it; more than 1 is burnt out."""
    return np.asarray(_PICTURE[(np.clip(light, 0, 1) * (len(_PICTURE) - 1) + 0.5).astype(np.uint16)])


def person(picture: Picture, face: Face) -> Mask:
    """Head with hair and the body below it, soft at the border: guessed from the face alone."""
    mask = np.zeros(picture.shape[:2], np.uint8)
    x, wide, tall, chin = face.center_x_px, face.width_px, face.height_px, face.chin_y_px
    bottom = picture.shape[0] + tall
    body = [(x - 0.5 * wide, chin - 0.1 * tall), (x + 0.5 * wide, chin - 0.1 * tall)]
    body += [(x + 1.5 * wide, chin + 0.6 * tall), (x + 1.8 * wide, bottom)]
    body += [(x - 1.8 * wide, bottom), (x - 1.5 * wide, chin + 0.6 * tall)]
    cv2.fillPoly(mask, [np.round(body).astype(np.int32)], 255)
    _ellipse(mask, (x, face.y_px + 0.4 * tall), (0.75 * wide, 0.75 * tall))
    return _soft(mask, 1.0)  # a softer border would be a blurred edge that no lens made


def skin(picture: Picture, face: Face) -> Mask:
    """The skin of face and neck: what has the colour of the face's middle."""
    inner = np.zeros(picture.shape[:2], np.uint8)
    middle = face.center_x_px, face.y_px + 0.55 * face.height_px
    _ellipse(inner, middle, (0.33 * face.width_px, 0.38 * face.height_px))
    lab = cv2.cvtColor(picture, cv2.COLOR_BGR2LAB).astype(np.float32)
    usual = np.median(lab[inner > 0], axis=0) if inner.any() else np.zeros(3)
    apart = np.abs(lab - usual) / (60, 12, 14)  # luma may vary with the light on her, colour hardly
    alike = ((apart.max(axis=2) < 1) * 255).astype(np.uint8)
    reach = np.zeros_like(inner)
    _ellipse(reach, middle, (0.55 * face.width_px, 0.6 * face.height_px))
    _ellipse(reach, (middle[0], face.chin_y_px), (0.35 * face.width_px, 0.3 * face.height_px))
    whole = np.where(reach > 0, alike, 0).astype(np.uint8)
    return _soft(np.maximum(whole, inner), 0.015 * face.width_px)


def placed(picture: Picture, matrix: NDArray[Any]) -> Picture:
    """The picture moved by a 2 x 3 matrix; what lay outside is filled with a stall in its mean colours.

    Mirrored borders would make a second face, a plain blur another sharpness.
    """
    size = picture.shape[1], picture.shape[0]
    tiny = cv2.resize(picture, (6, 6), interpolation=cv2.INTER_AREA)
    mean = cv2.resize(tiny, size, interpolation=cv2.INTER_CUBIC).astype(np.float32)
    filled = np.clip(mean + 0.35 * (market(picture.shape[:2], 5).astype(np.float32) - 115), 0, 245)
    moved = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT)
    there = cv2.warpAffine(np.full(picture.shape[:2], 255, np.uint8), matrix, size, flags=cv2.INTER_AREA)
    return np.asarray(np.where(there[..., None] > 254, moved, filled), np.uint8)


def wall(luma: int) -> Callable[[tuple[int, int], int], Picture]:
    """A plain wall with a little unevenness."""

    @cache
    def paint(size: tuple[int, int], seed: int) -> Picture:
        noise = _cloud(size, np.random.default_rng(seed), (6, 40))
        return np.asarray(np.clip(luma + 8 * noise[..., None] + np.zeros(3), 0, 255), np.uint8)

    return paint


@cache
def garden(size: tuple[int, int], seed: int) -> Picture:
    """Leaves in sun and shade: greens of many sizes."""
    chance = np.random.default_rng(seed)
    bright = _cloud(size, chance, (6, 15, 40, 100))[..., None]
    greens = np.array([35, 110, 70]) + bright * np.array([22, 55, 40])
    return np.asarray(np.clip(greens, 0, 245), np.uint8)


@cache
def market(size: tuple[int, int], seed: int) -> Picture:
    """A busy stall: boxes and signs of all colours."""
    height, width = size
    chance = np.random.default_rng(seed)
    stall = np.full((height, width, 3), 110, np.uint8)
    for _ in range(140):
        left, top = (int(v) for v in chance.integers(0, (width, height)))
        wide, tall = (int(v) for v in chance.integers(max(4, width // 30), max(6, width // 6), 2))
        colour = tuple(int(v) for v in chance.integers(20, 230, 3))
        cv2.rectangle(stall, (left, top), (left + wide, top + tall), colour, -1)
    return np.asarray(cv2.GaussianBlur(stall, (0, 0), 0.7), np.uint8)


def before(picture: Picture, her: Mask, background: Picture) -> Picture:
    """The seller in front of something else, mixed in linear light."""
    return to_picture(to_light(picture) * her + to_light(background) * (1 - her))


def _cloud(size: tuple[int, int], chance: np.random.Generator, cells: tuple[int, ...]) -> Light:
    """Smooth noise (height, width) of mean 0 and deviation about 1, of several sizes."""
    height, width = size
    layers = []
    for cell in cells:
        rows = max(2, round(cell * height / max(size))), max(2, round(cell * width / max(size)))
        coarse = chance.normal(0, 1, rows).astype(np.float32)
        layers.append(cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC))
    return np.asarray(np.sum(layers, axis=0) / np.sqrt(len(cells)))


def _ellipse(mask: NDArray[np.uint8], middle: tuple[float, float], reach: tuple[float, float]) -> None:
    whole = tuple(round(v) for v in middle), tuple(max(1, round(v)) for v in reach)
    cv2.ellipse(mask, whole[0], whole[1], 0, 0, 360, 255, -1)


def _soft(mask: NDArray[np.uint8], reach_px: float) -> Mask:
    soft = cv2.GaussianBlur(mask, (0, 0), max(0.7, reach_px))
    return np.asarray(soft[..., None] / np.float32(255), np.float32)
