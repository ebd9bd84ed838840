"""A browser's recording becomes one that a player can jump in, picture for picture."""

from __future__ import annotations

from pathlib import Path

import av
import pytest

from coach.capture.playable import container_to_mend, write_playable
from coach.store.playback import Playback
from tests import clips

FRAGMENTS = {"movflags": "frag_keyframe+empty_moov+default_base_moof"}
PICTURE = clips.Picture(codec="libvpx", gop=30)
SOUND = clips.Sound(codec="libopus")


@pytest.fixture(params=["webm", "mp4"])
def live(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Three seconds as browsers write them."""
    path = tmp_path / f"live.{request.param}"
    if request.param == "webm":
        return clips.make_live_webm(path, 3, PICTURE, SOUND)
    return clips.make(path, 3, clips.Picture(), clips.Sound(), FRAGMENTS)


def packets(path: Path) -> list[bytes]:
    with av.open(str(path)) as container:
        return sorted(bytes(packet) for packet in container.demux() if packet.size)


def test_the_copy_has_a_length_and_the_same_packets(live: Path, tmp_path: Path) -> None:
    container = container_to_mend(live)
    assert live.name.endswith(container)
    before = live.read_bytes()
    write_playable(live, tmp_path / "copy", container)
    assert container_to_mend(tmp_path / "copy") == ""
    assert packets(tmp_path / "copy") == packets(live)
    with av.open(str(tmp_path / "copy")) as copied:
        assert copied.duration is not None
        assert copied.duration / av.time_base == pytest.approx(3, abs=0.1)
    assert live.read_bytes() == before


def test_playback_copies_once_and_only_where_needed(live: Path, tmp_path: Path) -> None:
    playback = Playback(tmp_path / "playback")
    copy = playback.of("a" * 64, live)
    assert copy == playback.folder / ("a" * 64) == playback.of("a" * 64, live)
    whole = clips.make(tmp_path / "whole.mp4", 1, clips.Picture(), None)
    assert playback.of("b" * 64, whole) == whole
    playback.sweep(frozenset())
    assert not copy.exists()


@pytest.mark.parametrize("content", [b"", b"\x1a\x45\xdf\xa3 broken", b"\0\0\0\x10moofmoofmoof"])
def test_what_cannot_be_copied_is_played_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken"
    path.write_bytes(content)
    assert Playback(tmp_path / "playback").of("c" * 64, path) == path
