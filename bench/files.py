"""Faults that are the file's own: turned by its metadata, cut short, of uneven rate, frozen on the way."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bench.doses import Seen, told
from bench.figures import Figure
from coach.capture.probe import probe
from coach.capture.reader import read
from coach.domain.media import Span, Take
from coach.vision.faces import FindFaces, RememberedFaces
from coach.vision.watch import vision_observers
from tests import clips
from tools.spoil import Shot

SECONDS = 15.0
WHOLE_FILE = Span(0.0, SECONDS)
FROZEN = Span(5.0, 10.0)
SAME = 0.5  # levels a change of the file that changes no picture may move the middle grade


def figures(shots: Sequence[Shot], find: FindFaces, folder: Path) -> list[Figure]:
    """Small files of one clean clip, each watched from the disk as a learner's file is."""
    faces = RememberedFaces(find)

    def see(path: Path, span: Span = WHOLE_FILE) -> Seen:
        take = Take(probe(path), "vi")
        watching = [observer.start(take) for observer in vision_observers(faces)]
        found = [one for piece in read(take.recording) for each in watching for one in each.see(piece)]
        return told([*found, *(one for each in watching for one in each.finish())], span)

    upright = see(_made(folder / "upright.mp4", shots))
    turned = see(_made(folder / "turned.mp4", shots, turned=True))
    uneven = see(_made(folder / "uneven.mp4", shots, dropped=_holes()))
    short = see(clips.cut(_made(folder / "whole.ts", shots), 0.5), Span(0, SECONDS / 2))
    stopped = see(_made(folder / "stopped.mp4", shots, frozen=True), FROZEN)
    return [
        Figure("turned by metadata: any check moves", _apart(upright, turned), "levels", at_most=SAME),
        Figure("variable rate: any check moves", _apart(upright, uneven), "levels", at_most=1.0),
        Figure("truncated: any check moves in what is left", _apart(upright, short), "levels", at_most=SAME),
        Figure(
            "frozen in the file: picture_alive", stopped.grades["picture_alive"] or 0.0, "level", at_most=1.0
        ),
        Figure("frozen in the file: stretch fits", stopped.fits["picture_alive"], "share", at_least=0.5),
    ]


def _made(
    path: Path,
    shots: Sequence[Shot],
    *,
    turned: bool = False,
    frozen: bool = False,
    dropped: tuple[tuple[float, float], ...] = (),
) -> Path:
    height, width = shots[0].image.shape[:2]
    size = (height, width) if turned else (width, height)
    shown = clips.Picture(
        paint=_painter(shots, turned=turned, frozen=frozen),
        width_px=size[0],
        height_px=size[1],
        fps=10,
        gop=10,
        rotation=90.0 if turned else 0.0,
        dropped=dropped,
        options={"crf": "18"},
    )
    return clips.make(path, SECONDS, shown, clips.Sound())


def _painter(
    shots: Sequence[Shot], *, turned: bool, frozen: bool
) -> Callable[[float, int, int], clips.Image]:
    """The clean pictures half a second each, RGB; turned clockwise where the player is to turn them back."""

    def paint(at_s: float, _width_px: int, _height_px: int) -> clips.Image:
        at_s = FROZEN.start_s if frozen and FROZEN.start_s <= at_s < FROZEN.end_s else at_s
        image = shots[int(2 * at_s) % len(shots)].image[..., ::-1]
        return np.ascontiguousarray(np.rot90(image, -1) if turned else image)

    return paint


def _holes() -> tuple[tuple[float, float], ...]:
    """A phone that gets warm: in every other second seven of ten pictures are lost."""
    return tuple((second + 0.15, second + 0.85) for second in range(0, int(SECONDS), 2))


def _apart(one: Seen, other: Seen) -> float:
    pairs = [(one.grades.get(name), other.grades.get(name)) for name in {*one.grades, *other.grades}]
    return max((abs((a or 0) - (b or 0)) for a, b in pairs), default=0.0)
