"""How loud a take is along its length."""

from __future__ import annotations

from pathlib import Path

from coach.capture.peaks import COUNT, peaks
from coach.capture.probe import probe
from tests import clips


def test_heights_follow_the_sound(tmp_path: Path) -> None:
    film = clips.make(tmp_path / "clip.mp4", 4, clips.Picture(), clips.Sound())
    heights = peaks(probe(film))
    assert len(heights) == COUNT
    assert max(heights) == 100
    assert min(heights) >= 0
    assert peaks(probe(film)) == heights


def test_without_sound_there_is_nothing_to_draw(tmp_path: Path) -> None:
    assert peaks(probe(clips.make(tmp_path / "clip.mp4", 2, clips.Picture(), None))) == ()
