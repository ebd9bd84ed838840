from pathlib import Path

import pytest

from coach.web.kinds import UNKNOWN, kind


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"\x00\x00\x00\x20ftypisom", "video/mp4"),
        (b"\x00\x00\x00\x14ftypqt  ", "video/mp4"),
        (b"\x00\x00\x00\x1cftypM4A ", "audio/mp4"),
        (b"\x1a\x45\xdf\xa3\x01\x00", "video/webm"),
        (b"RIFF\x24\x08\x00\x00WAVE", "audio/wav"),
        (b"ID3\x04\x00", "audio/mpeg"),
        (b"OggS\x00", "audio/ogg"),
        (b"<html>", UNKNOWN),
        (b"", UNKNOWN),
    ],
)
def test_the_first_bytes_tell(tmp_path: Path, head: bytes, expected: str) -> None:
    path = tmp_path / "trick.html"
    path.write_bytes(head + b"....")
    assert kind(path) == expected
