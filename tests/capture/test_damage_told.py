"""Damage that shows only while decoding is told to the learner, once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from coach.capture.damage import DamageObserver
from coach.capture.probe import probe
from coach.capture.reader import read
from coach.domain.evidence import Finding
from coach.domain.media import Damage, Notice, Recording, Take
from tests.clips import Picture, Sound, make


def told(recording: Recording) -> list[Finding]:
    watching = DamageObserver().start(Take(recording, "vi"))
    return [found for piece in read(recording) for found in watching.see(piece)] + [*watching.finish()]


def damaged(folder: Path) -> Recording:
    """A recording with some bytes of its pictures and sound overwritten, its index whole."""
    path = make(folder / "a.mp4", 6, Picture(width_px=64, height_px=48, fps=15, gop=15), Sound())
    content = np.frombuffer(path.read_bytes(), np.uint8).copy()
    first = path.read_bytes().index(b"mdat") + 2000
    content[first : first + 6000] = np.random.default_rng(5).integers(0, 256, 6000)
    path.write_bytes(content.tobytes())
    return probe(path)


def test_a_healthy_recording_says_nothing(tmp_path: Path) -> None:
    recording = probe(make(tmp_path / "a.mp4", 3, Picture(), Sound()))
    assert told(recording) == []
    assert not any(isinstance(piece, Damage) for piece in read(recording))


def test_damage_is_told(tmp_path: Path) -> None:
    assert told(damaged(tmp_path)) == [Notice("media.damaged")]


def test_damage_is_told_once(tmp_path: Path) -> None:
    recording = replace(damaged(tmp_path), notices=(Notice("media.cut_short", {"kept_s": 3.0}),))
    assert told(recording) == []
