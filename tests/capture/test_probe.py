"""What a file holds is found by reading it, and what is wrong with it is said by the right name."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from coach.capture.facts import examine
from coach.capture.probe import probe
from coach.domain.errors import MediaError
from tests.clips import Picture, Sound, cut, jpeg_cover, make, make_live_webm


def refused(path: Path) -> str:
    with pytest.raises(MediaError) as caught:
        probe(path)
    return caught.value.id


def notices(path: Path) -> list[str]:
    return [notice.id for notice in probe(path).notices]


def test_a_recording_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mp4", 2, Picture(), Sound())
    assert probe(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_good_recording_needs_no_notice(tmp_path: Path) -> None:
    recording = probe(make(tmp_path / "good.mp4", 2, Picture(), Sound()))
    assert recording.notices == ()
    assert (recording.width_px, recording.height_px, recording.rotation) == (160, 120, 0)
    assert recording.has_sound


def test_length_is_found_where_the_header_says_none(tmp_path: Path) -> None:
    path = make_live_webm(tmp_path / "live.webm", 3, Picture(codec="libvpx"), Sound(codec="libopus"))
    assert examine(path).declared_s is None
    assert probe(path).duration_s == pytest.approx(3, abs=0.05)
    assert probe(path).notices == ()


def test_facts_about_frames(tmp_path: Path) -> None:
    path = make(tmp_path / "a.mkv", 6, Picture(fps=24, gop=48), Sound())
    facts = examine(path)
    assert facts.picture is not None
    assert probe(path).picture_rate_hz == facts.picture.fps
    assert facts.picture.fps == pytest.approx(24, abs=0.1)
    assert facts.picture.key_gap_s == pytest.approx(2, abs=0.1)
    assert not facts.picture.variable_rate


def test_a_changing_frame_rate_is_noticed(tmp_path: Path) -> None:
    every_third = tuple((n / 10 + 0.03, n / 10 + 0.09) for n in range(20, 40))
    path = make(tmp_path / "uneven.mp4", 4, Picture(dropped=every_third), Sound())
    assert notices(path) == ["media.variable_rate"]


def test_holes_are_noticed_with_their_place(tmp_path: Path) -> None:
    holes = ((1.0, 1.8), (2.5, 4.0))
    path = make(
        tmp_path / "holes.mkv", 6, Picture(dropped=holes), Sound(codec="libopus", dropped=((3.0, 5.0),))
    )
    picture, sound = probe(path).notices
    assert (picture.id, picture.values) == ("media.gap", {"count": 2, "at_s": 2.5, "gap_s": 1.5})
    assert (sound.id, sound.values["count"]) == ("media.sound_gap", 1)
    assert sound.values["gap_s"] == pytest.approx(2, abs=0.1)


def test_many_short_breaks_of_the_sound_are_told_together(tmp_path: Path) -> None:
    """As on a starved machine: none is long enough to be a hole, together they are a sentence."""
    breaks = tuple((at_s, at_s + 0.15) for at_s in (1.0, 2.0, 3.0, 4.0, 5.0))
    path = make(tmp_path / "breaks.mkv", 8, Picture(), Sound(codec="libopus", dropped=breaks))
    (notice,) = probe(path).notices
    assert (notice.id, notice.values["count"]) == ("media.sound_breaks", 5)
    assert notice.values["lost_s"] == pytest.approx(0.75, abs=0.2)


def test_sound_that_stops_early_is_a_hole(tmp_path: Path) -> None:
    path = make(tmp_path / "mute.mkv", 8, Picture(), Sound(dropped=((4.0, 8.0),)))
    notice = probe(path).notices[0]
    assert notice.id == "media.sound_gap"
    assert notice.values["at_s"] == pytest.approx(4, abs=0.1)


def test_a_cover_is_no_picture(tmp_path: Path) -> None:
    recording = probe(make(tmp_path / "song.mp3", 2, None, Sound(codec="libmp3lame"), cover=jpeg_cover()))
    assert not recording.has_picture
    assert recording.has_sound


def test_no_such_file(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere.mp4") == "media.missing"
    assert refused(tmp_path) == "media.missing"


def test_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.mp4"
    path.touch()
    assert refused(path) == "media.empty"


@pytest.mark.parametrize(
    "content",
    [
        b"Xin ch\xc3\xa0o, em l\xc3\xa0 Hoa." * 200,
        b"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n#EXT-X-ENDLIST\n",
        b"ffconcat version 1.0\nfile other.mp4\n",
        jpeg_cover(),
        bytes(5000),
        b"%PDF-1.7" + bytes(range(256)) * 20,
        b"x",
    ],
)
def test_what_is_no_recording_is_refused_whatever_its_name(tmp_path: Path, content: bytes) -> None:
    for name in ("take.mp4", "take.webm", "take.mp3", "take.m3u8", "take.txt"):
        path = tmp_path / name
        path.write_bytes(content)
        assert refused(path) == "media.not_media"


def test_an_mp4_cut_before_its_index_says_so(tmp_path: Path) -> None:
    whole = make(tmp_path / "a.mp4", 3, Picture(), Sound())
    assert refused(cut(whole, 0.5)) == "media.no_index"
    assert refused(cut(whole, 0.99)) == "media.no_index"  # inside the index


def test_an_index_without_anything_is_nothing(tmp_path: Path) -> None:
    whole = make(tmp_path / "a.mp4", 3, Picture(), None, {"movflags": "frag_keyframe+empty_moov"})
    head = whole.read_bytes()
    path = tmp_path / "head.mp4"
    path.write_bytes(head[: head.index(b"moof") - 4])
    assert refused(path) == "media.nothing_inside"


def test_too_short(tmp_path: Path) -> None:
    assert refused(make(tmp_path / "blink.mp4", 0.5, Picture(), Sound())) == "media.too_short"


def test_a_changed_file_is_examined_anew(tmp_path: Path) -> None:
    path = make(tmp_path / "a.wav", 2, None, Sound(codec="pcm_s16le"))
    assert probe(path).duration_s == pytest.approx(2, abs=0.01)
    make(path, 3, None, Sound(codec="pcm_s16le"))
    assert probe(path).duration_s == pytest.approx(3, abs=0.01)


def test_the_same_path_is_written_once_in_the_recording(tmp_path: Path) -> None:
    path = make(tmp_path / "a.m4a", 2, None, Sound())
    assert probe(path).path == path
