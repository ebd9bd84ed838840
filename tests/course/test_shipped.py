"""Lesson files as they were packed are told from those that somebody changed afterwards."""

from __future__ import annotations

from importlib.metadata import Distribution, PathDistribution
from pathlib import Path

import pytest

from coach.course import shipped
from coach.course.parcel import packed, unpacked
from coach.course.shipped import as_packed, changed_by_hand, digests, packed_in
from coach.domain.errors import LessonError


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A package with two lesson files, as an installer lays it out."""
    from base64 import urlsafe_b64encode
    from hashlib import sha256

    folder = tmp_path / "coach" / "_data" / "lessons"
    listed = []
    for path in ("lessons/L01.yaml", "labels.yaml", "sources.yaml"):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(path)
        digest = urlsafe_b64encode(sha256(path.encode()).digest()).rstrip(b"=").decode()
        listed.append(f"coach/_data/lessons/{path},sha256={digest},{len(path)}")
    about = tmp_path / "chot_don-0.1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: chot-don\nVersion: 0.1.0\n")
    (about / "RECORD").write_text("\n".join((*listed, "coach/x.py,,")) + "\n")
    return tmp_path


def test_an_installed_package_tells_what_it_was_built_with(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package: Distribution = PathDistribution(installed / "chot_don-0.1.0.dist-info")
    came = installed / "coach" / "_data" / "lessons"
    assert packed_in(package) == digests(came)
    monkeypatch.setattr(shipped, "distribution", lambda _: package)
    as_packed.cache_clear()
    try:
        assert changed_by_hand(came, came) == ()
        (came / "lessons" / "L01.yaml").write_text("mine")
        (came / "sources.yaml").write_text("mine")
        (came / "places.yaml").write_text("new")
        assert changed_by_hand(came, came) == ("lessons/L01.yaml", "places.yaml")
        (came / "labels.yaml").unlink()
        assert "labels.yaml" in changed_by_hand(came, came)
    finally:
        as_packed.cache_clear()


def test_in_a_checkout_the_courses_own_folder_is_right_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "lessons"
    folder.mkdir()
    (folder / "labels.yaml").write_text("being written")
    assert changed_by_hand(folder, folder) == ()


def torn(at: int) -> bytes:
    """A parcel with one byte that a bad stick changed."""
    whole = bytearray(packed({"criteria/a.yaml": b"id: a\n" * 4000}))
    whole[at] ^= 0xFF
    return bytes(whole)


@pytest.mark.parametrize(
    "content", [b"", b"no zip", packed({"readme.txt": b"x"}), packed({}), *(torn(at) for at in range(30, 90))]
)
def test_what_is_no_parcel_of_lessons_is_refused_kindly(content: bytes) -> None:
    with pytest.raises(LessonError, match=r"lesson\.parcel"):
        unpacked(content)


def test_a_parcel_is_the_same_bytes_each_time_and_tells_when_it_was_changed() -> None:
    files = {"lessons/L01.yaml": b"id: L01\n", "sentences/vi.tsv": b"text\n"}
    assert packed(files) == packed(dict(reversed(files.items())))
    assert unpacked(packed(files)).texts == {path: content.decode() for path, content in files.items()}
    import io
    import zipfile

    buffer = io.BytesIO(packed(files))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr("criteria/more.yaml", "id: more\n")
    assert unpacked(buffer.getvalue()).whole is False
    by_hand = io.BytesIO()
    with zipfile.ZipFile(by_hand, "w") as archive:
        archive.writestr("my course/lessons/L01.yaml", "id: L01\r\n")
    parcel = unpacked(by_hand.getvalue())
    assert (dict(parcel.texts), parcel.whole) == ({"lessons/L01.yaml": "id: L01\n"}, None)
