"""Whatever order pieces come in, what lies on the disk is always the beginning of the recording."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.errors import CoachError, JobError
from coach.store import open_store
from coach.store.uploads import ABANDONED, MOST_BYTES, SPARE_BYTES, Upload, Uploads, upload_id

NOW = datetime.now(UTC)
WHOLE = bytes(range(256)) * 4
ID = upload_id("lan", "client-1")
LAN = Upload(ID, "lan", "L02", "vi", "vuon na.mp4")


def plenty(_: Path) -> int:
    return 1 << 40


@pytest.fixture
def uploads(tmp_path: Path) -> Uploads:
    return Uploads(tmp_path / "uploads", plenty)


@settings(deadline=None, max_examples=25)  # each append waits for the disk
@given(st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 400)), max_size=30))
def test_any_order_of_pieces_leaves_a_beginning(pieces: list[tuple[int, int]]) -> None:
    with TemporaryDirectory() as folder:
        uploads = Uploads(Path(folder), plenty)
        held = uploads.begin(LAN)
        for offset, length in pieces:
            after = Uploads(Path(folder), plenty).append(ID, offset, WHOLE[offset : offset + length])
            end = min(len(WHOLE), offset + length)
            assert after == (held if offset > held else max(held, end))
            held = after
            assert uploads.part(ID).read_bytes() == WHOLE[:held]


@settings(deadline=None, max_examples=25)  # each append waits for the disk
@given(st.lists(st.integers(60, 300), min_size=1, max_size=20), st.data())
def test_asking_and_going_on_always_brings_the_whole(sizes: list[int], data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        uploads = Uploads(Path(folder), plenty)
        have, turn = uploads.begin(LAN), 0
        while have < len(WHOLE):
            piece = WHOLE[have : have + sizes[turn % len(sizes)]]
            have = uploads.append(ID, have, piece)
            if data.draw(st.booleans()):  # the answer was lost: the browser asks
                have = uploads.held(ID)
            turn += 1
        assert uploads.part(ID).read_bytes() == WHOLE


def test_beginning_twice_is_beginning_once(uploads: Uploads) -> None:
    assert uploads.begin(LAN) == 0
    uploads.append(ID, 0, b"abc")
    assert uploads.begin(LAN) == 3
    assert uploads.get(ID) == LAN


def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    free = [1 << 40]
    uploads = Uploads(tmp_path / "uploads", lambda _: free[0])
    uploads.begin(LAN)
    uploads.append(ID, 0, b"abc")
    free[0] = SPARE_BYTES
    with pytest.raises(JobError, match=r"disk\.full"):
        uploads.append(ID, 3, b"def")
    assert uploads.append(ID, 0, b"abc") == 3
    free[0] = 1 << 40
    assert uploads.append(ID, 3, b"def") == 6
    free[0] = 3 << 30
    with pytest.raises(JobError, match=r"disk\.full"):  # it will lie there twice for a moment
        uploads.begin(Upload("a" * 32, "lan", "L02", "vi", ""), 2 << 30)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_the_disks_own_refusal_is_ours(uploads: Uploads) -> None:
    uploads.begin(LAN)
    uploads.part(ID).unlink()
    uploads.part(ID).symlink_to("/dev/full")
    with pytest.raises(JobError, match=r"disk\.full|store\.read_only"):
        uploads.append(ID, 0, b"abc")


def test_what_is_too_large_is_refused(uploads: Uploads) -> None:
    with pytest.raises(JobError, match=r"upload\.too_large"):
        uploads.begin(LAN, MOST_BYTES + 1)


@pytest.mark.parametrize("id", ["", "..", "../secret", "A" * 32, "a" * 31, "a" * 32 + "\n"])
def test_only_ids_name_places(uploads: Uploads, id: str) -> None:
    with pytest.raises(CoachError, match=r"upload\.unknown"):
        uploads.held(id)
    with pytest.raises(CoachError, match=r"upload\.unknown"):
        uploads.remove(id)


def test_what_nobody_adds_to_is_swept(uploads: Uploads) -> None:
    uploads.begin(LAN)
    assert uploads.sweep(NOW + ABANDONED - timedelta(hours=1)) == 0
    assert uploads.sweep(NOW + ABANDONED + timedelta(hours=1)) == 1
    with pytest.raises(CoachError):
        uploads.get(ID)


def test_whoever_is_forgotten_leaves_no_piece_behind(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    lan, hoa = (store.people.add(name, "cô", NOW).id for name in ("Lan", "Hoa"))
    for learner in (lan, hoa):
        store.uploads.begin(Upload(upload_id(learner, "client-1"), learner, "L02", "vi", ""))
    store.forgetting.forget(lan)
    assert [one.learner_id for one in store.uploads.all()] == [hoa]
    store.engine.dispose()


def test_a_two_gigabyte_recording_is_kept_piece_by_piece(uploads: Uploads) -> None:
    uploads.begin(LAN)
    os.truncate(uploads.part(ID), 2 << 30)  # sparse: the first two gigabytes are there
    assert uploads.append(ID, 2 << 30, b"the end") == (2 << 30) + 7
