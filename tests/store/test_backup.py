"""A backup is everything, whole or not there; it comes back anywhere, and beside others without harm."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from coach.domain.errors import JobError
from coach.domain.media import ProductCard
from coach.store import Store, open_store
from coach.store.archive import DATABASE, MANIFEST, reading
from coach.store.backup import backup
from coach.store.restoring import Place, merge, restore
from coach.store.schema import LearnerRow
from tests.jobs.postgres import Cluster
from tests.store.sample import NOON, a_class, contents, practised


def nothing(_: Store) -> None:
    """Nothing stays behind."""


@pytest.fixture
def laptop(tmp_path: Path) -> Store:
    store = open_store(tmp_path / "laptop")
    a_class(store)
    return store


@pytest.fixture
def saved(laptop: Store, tmp_path: Path) -> Path:
    backup(laptop, tmp_path / "class.zip", NOON)
    return tmp_path / "class.zip"


def films(store: Store) -> set[str]:
    return {*store.recordings.all(), *store.photos.files.all()}


def test_a_backup_says_what_is_in_it_and_only_its_owner_may_read_it(laptop: Store, tmp_path: Path) -> None:
    laptop.recordings.keep(io.BytesIO(b"waste"))  # nobody's: it does not travel
    made = backup(laptop, tmp_path / "usb" / "class.zip", NOON)
    assert (made.people, made.attempts, made.files, made.lost) == (2, 2, 2, 0)
    assert (tmp_path / "usb" / "class.zip").stat().st_mode & 0o077 == 0
    assert [path.name for path in (tmp_path / "usb").iterdir()] == ["class.zip"]
    assert not list(laptop.folder.glob("working-*"))


def test_what_is_restored_is_what_was_there(laptop: Store, saved: Path, tmp_path: Path) -> None:
    brought = restore(saved, Place(tmp_path / "new"), NOON)
    again = open_store(tmp_path / "new")
    assert (brought.people, brought.attempts, brought.lost) == (2, 2, 0)
    assert contents(again.engine, numbers=True) == contents(laptop.engine, numbers=True)
    assert films(again) == films(laptop)
    for attempt in again.attempts.open():
        assert again.recordings.path(attempt.recording_sha256).read_bytes() == b"film"


def test_nothing_is_restored_over_somebody(saved: Path, tmp_path: Path) -> None:
    store = open_store(tmp_path / "other")
    practised(store, "Minh", b"his film")
    before = contents(store.engine)
    with pytest.raises(JobError, match=r"restore\.not_empty"):
        restore(saved, Place(tmp_path / "other"), NOON)
    assert contents(store.engine) == before


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[data.index(b"film")] ^= 1
    path.write_bytes(data)


def rename(path: Path) -> None:
    rewrite(path, lambda name: name.replace("recordings/", "../../"))


def take_out(path: Path) -> None:
    rewrite(path, lambda name: None if name.startswith("photos/") else name)


def add_to(path: Path) -> None:
    with zipfile.ZipFile(path, "a") as bundle:
        bundle.writestr("recordings/" + "0" * 64, b"not in the list")


def rewrite(path: Path, named: Callable[[str], str | None]) -> None:
    with zipfile.ZipFile(path) as bundle:
        kept = {name: bundle.read(name) for name in bundle.namelist()}
    told = json.loads(kept[MANIFEST])
    told["files"] = {named(name) or name: about for name, about in told["files"].items()}
    kept[MANIFEST] = json.dumps(told).encode()
    with zipfile.ZipFile(path, "w") as bundle:
        for name, content in kept.items():
            if new := named(name):
                bundle.writestr(new, content)


@pytest.mark.parametrize("harm", [cut, flip, rename, take_out, add_to])
def test_a_backup_that_is_not_whole_is_refused_and_changes_nothing(
    harm: Callable[[Path], None], saved: Path, tmp_path: Path
) -> None:
    harm(saved)
    with pytest.raises(JobError, match=r"backup\.not_"):
        restore(saved, Place(tmp_path / "new"), NOON)
    assert not (tmp_path / "new" / "coach.db").exists()


def test_a_zip_of_somebody_else_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as bundle:
        bundle.writestr("holiday.jpg", b"x")
    for name, expected in (("other.zip", "not_ours"), ("nowhere.zip", "missing")):
        with pytest.raises(JobError, match=rf"backup\.{expected}"), reading(tmp_path / name):
            pass


def test_a_damaged_film_is_told_as_lost_and_the_rest_is_saved(laptop: Store, tmp_path: Path) -> None:
    [sha256] = {attempt.recording_sha256 for attempt in laptop.attempts.open()}
    (laptop.recordings.folder / sha256).write_bytes(b"FILM")
    made = backup(laptop, tmp_path / "class.zip", NOON)
    assert (made.files, made.lost) == (1, 1)
    with reading(tmp_path / "class.zip") as archive:
        assert archive.manifest.lost == [sha256]


def test_a_merge_mends_a_damaged_film(laptop: Store, saved: Path) -> None:
    [sha256] = {attempt.recording_sha256 for attempt in laptop.attempts.open()}
    (laptop.recordings.folder / sha256).write_bytes(b"FILM")
    merge(saved, laptop, NOON, nothing)
    assert laptop.recordings.path(sha256).read_bytes() == b"film"


def test_a_backup_of_a_newer_program_is_refused(saved: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(saved) as bundle:
        (tmp_path / "x.db").write_bytes(bundle.read(DATABASE))
    with sqlite3.connect(tmp_path / "x.db") as database:
        database.execute("update alembic_version set version_num = '9999'")
    database.close()
    (tmp_path / "newer").mkdir()
    (tmp_path / "x.db").rename(tmp_path / "newer" / "coach.db")
    with pytest.raises(JobError, match=r"store\.newer"):
        open_store(tmp_path / "newer")


def test_two_laptops_become_one_class_and_once_more_changes_nothing(saved: Path, tmp_path: Path) -> None:
    other = open_store(tmp_path / "other")
    minh = practised(other, "Minh", b"his film")
    brought = merge(saved, other, NOON, nothing)
    assert (brought.people, brought.attempts) == (2, 2)
    assert [one.name for one in other.people.all()] == ["Hoa", "Lan", "Minh"]
    assert other.attempts.get(minh.id) == minh
    after, files = contents(other.engine, numbers=True), films(other)
    assert len(files) == 4
    again = merge(saved, other, NOON, nothing)
    assert (again.people, again.attempts, again.rows.added, again.rows.renewed) == (0, 0, 0, 0)
    assert (contents(other.engine, numbers=True), films(other)) == (after, files)


def test_of_two_versions_of_a_learner_the_newer_wins_either_way(
    laptop: Store, saved: Path, tmp_path: Path
) -> None:
    restore(saved, Place(tmp_path / "second"), NOON)
    second = open_store(tmp_path / "second")
    hoa = next(one for one in laptop.people.all() if one.name == "Hoa")
    laptop.cards.keep(hoa.id, ProductCard(name="older"))
    second.cards.keep(hoa.id, ProductCard(name="newer"))
    with laptop.engine.begin() as connection:  # clocks of two laptops differ; here they must not
        connection.execute(update(LearnerRow).values(changed_at=NOON - timedelta(days=1)))
    for store, name in ((laptop, "one.zip"), (second, "two.zip")):
        backup(store, tmp_path / name, NOON)
    merge(tmp_path / "two.zip", laptop, NOON, nothing)
    merge(tmp_path / "one.zip", second, NOON, nothing)
    for store in (laptop, second):
        card = store.cards.of(hoa.id)
        assert card is not None
        assert card.name == "newer"
    assert contents(laptop.engine) == contents(second.engine)


def test_a_class_moves_into_postgresql_and_back(
    laptop: Store, saved: Path, tmp_path: Path, postgres: Cluster
) -> None:
    place = Place(tmp_path / "server", postgres.new())
    brought = restore(saved, place, NOON)
    server = place.open()
    assert (brought.people, brought.attempts) == (2, 2)
    assert contents(server.engine) == contents(laptop.engine)
    assert films(server) == films(laptop)
    with pytest.raises(JobError, match=r"restore\.not_empty"):
        restore(saved, place, NOON)
    practised(server, "Minh", b"his film")
    backup(server, tmp_path / "server.zip", NOON)
    restore(tmp_path / "server.zip", Place(tmp_path / "back"), NOON)
    back = open_store(tmp_path / "back")
    assert contents(back.engine) == contents(server.engine)
    assert films(back) == films(server)
    merge(saved, server, NOON, nothing)
    assert contents(back.engine) == contents(server.engine)
    server.engine.dispose()


def test_who_was_deleted_does_not_come_back_with_a_backup(laptop: Store, saved: Path, tmp_path: Path) -> None:
    pytest.importorskip("coach.store.tombstones")
    [hoa] = [one for one in laptop.people.all() if one.name == "Hoa"]
    laptop.forgetting.forget(hoa.id)
    merge(saved, laptop, NOON, nothing)
    restored = restore(saved, Place(tmp_path / "new"), NOON, old=laptop.folder)
    assert restored.forgotten >= 1
    for store in (laptop, open_store(tmp_path / "new")):
        assert [one.name for one in store.people.all()] == ["Lan"]
