"""What was heard and seen while a take grew is what is heard and seen in the finished file, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.assembly import watchers
from coach.capture.damage import DamageObserver
from coach.capture.growing import Growing, held_back
from coach.capture.probe import probe
from coach.domain.evidence import Observer
from coach.domain.media import Damage, Recording, Span, Take
from coach.pipeline import gather
from coach.pipeline.following import Following
from coach.settings import Settings
from coach.speech.intonation import IntonationObserver
from coach.speech.loud_clear import LoudClearObserver
from coach.speech.loudness import LoudnessObserver
from tests.growing import Nothing, as_a_browser_records, bytes_of

SECONDS = 5.3


def everybody() -> tuple[Observer, ...]:
    """All who need no recogniser."""
    voice = (LoudnessObserver(), LoudClearObserver(), IntonationObserver())
    return (*voice, DamageObserver(), *watchers(Settings()))


@pytest.mark.parametrize("name", ["film.webm", "film.mp4"])
def test_nobody_finds_anything_else_for_not_knowing_the_end(tmp_path: Path, name: str) -> None:
    path = as_a_browser_records(tmp_path / name, SECONDS)
    data, whole = path.read_bytes(), Take(probe(path), "en")
    growing = Growing(lambda offset, most: data[offset : offset + min(most, 5000)])
    unknown = Recording("", tmp_path / "part", 0.0, 1, 1, 0, True)
    following = Following(Take(unknown, "en"), everybody())
    for piece in held_back(growing.pieces(), lambda: whole.recording.duration_s):
        following.see(piece)
    found = {one.key: bytes_of(one) for one in following.finish(whole)}
    afterwards = gather(whole, everybody(), Nothing(), lambda *_: None).observed
    assert found == {one.key: bytes_of(one) for one in afterwards}


def test_photos_that_were_changed_meanwhile_are_looked_for_afterwards(tmp_path: Path) -> None:
    recording = Recording("", tmp_path, 2.0, 1, 1, 0, True)
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"another product")
    following = Following(Take(recording, "en"), everybody())
    names = {one.key.name for one in following.finish(Take(recording, "en", photos=(photo,)))}
    assert "product" not in names
    assert "picture_shape" in names


def test_damage_is_told_unless_taking_the_file_in_has_said_so() -> None:
    recording = Recording("", Path(), 2.0, None, None, 0, True)
    following = Following(Take(recording, "en"), (DamageObserver(),))
    (told,) = following.finish(Take(recording, "en"), [Damage(Span(0.0, 2.0), 3)])
    assert [one.id for one in told.findings] == ["media.damaged"]  # type: ignore[union-attr]
