"""Who is deleted is gone to the last byte, whatever tables there are; everybody else keeps everything."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, ForeignKey, Integer, MetaData, String, Table, select

from coach.domain.errors import CoachError
from coach.domain.evidence import Observed
from coach.store import Store, open_store
from coach.store.forgetting import OWNERSHIP
from coach.store.ownership import Ownership, unclear
from coach.store.removals import PAGES
from coach.store.schema import Base
from coach.store.tombstones import replay
from tests.store.crowd import KEY, NOON, Person, person
from tests.traces import needles, traces

TABLES = Base.metadata.tables
# tables that name neither a person nor a take; whoever adds one says here why nobody is in it
NOBODYS = {
    "lesson_used": "the course's own words",
    "learning_group": "the name of a class",
    "tombstone": "ids of what is gone",
    "removal": "ids and digests of what goes",
    "audit": "ids and verbs",
    "worker": "machines",
    "installation": "what is so of the installation",
    "throttle": "keys are hashes of a name or a place, and go by themselves",
    "workshop": "the name of an evening",
    "workshop_state": "what its stage shows; the volunteer and her take are blanked",
    "recalibration": "two numbers a criterion, from many takes",
    "course_text": "the course's own words",
    "course_draft": "the course's own words; who wrote them is blanked",
    "course_version": "digests of the course's files; who signed is blanked",
}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "data")


def test_every_table_says_what_becomes_of_it() -> None:
    """A table that was added and names a learner or a take cannot be overlooked."""
    hers = {table.name for table in OWNERSHIP.doomed(TABLES["learner"], ("x",))}
    derived = {table.name for table in OWNERSHIP.derived()}
    assert set(TABLES) - hers - derived - set(NOBODYS) == set(), "names nobody? then say why in NOBODYS"
    assert hers & {"learning_group", "lesson_used", "worker", "audit", "tombstone"} == set(), (
        'somebody leaving takes what others share: let the column be empty or add info={"forget": "blank"}'
    )
    assert unclear(Base.metadata) == []


def test_a_take_goes_with_all_that_hangs_on_it() -> None:
    takes = {table.name for table in OWNERSHIP.doomed(TABLES["attempt"], ("x",))}
    owners = {
        table.name
        for table in TABLES.values()
        if "attempt_id" in table.columns and table.columns["attempt_id"].info.get("forget") != "keep"
    }
    assert takes >= owners | {"attempt"}


def later() -> MetaData:
    """Tables as somebody may add them: a review of a take by a person, its comments, and a class's maker."""
    data = MetaData()

    def key() -> Column[str]:
        return Column("id", String(32), primary_key=True)

    Table("learner", data, key())
    Table("attempt", data, key(), Column("learner_id", ForeignKey("learner.id"), nullable=False))
    Table("review", data, key(), Column("attempt_id", ForeignKey("attempt.id")),
          Column("trainer_id", ForeignKey("learner.id"), nullable=True))  # fmt: skip
    Table("comment", data, key(), Column("review_id", ForeignKey("review.id"), nullable=False))
    Table("class", data, key(), Column("made_by", ForeignKey("learner.id"), nullable=True))
    Table("upload", data, key(), Column("attempt_id", String(32)), Column("recording_sha256", String(64)))
    Table(
        "strange", data, key(), Column("person_id_of_somebody_owner", Integer), Column("voice_sha256", String)
    )
    return data


def test_tables_added_later_are_found_by_what_they_name() -> None:
    data = later()
    ownership = Ownership(data)
    hers = [table.name for table in ownership.doomed(data.tables["learner"], ("x",))]
    assert set(hers) == {"learner", "attempt", "review", "comment", "upload"}
    assert hers.index("attempt") < hers.index("review") < hers.index("comment")
    assert [one.split(":")[0] for one in unclear(data)] == [
        "strange.person_id_of_somebody_owner",
        "strange.voice_sha256",
    ]


def test_no_byte_is_left_and_nobody_else_loses_any(store: Store) -> None:
    everybody = [person(store, order, takes=2) for order in range(6)]
    gone, stays = everybody[::2], everybody[1::2]
    (store.folder / "scoring.log").write_text(f"crashed over {gone[0].words[3]}\n")
    (store.folder / "thumbnails").mkdir()
    (store.folder / "thumbnails" / f"{gone[0].attempts[0].recording_sha256}.jpg").write_text(gone[0].words[0])
    (store.folder / "uploads" / gone[0].attempts[1].id).mkdir(parents=True)
    (store.folder / "uploads" / gone[0].attempts[1].id / "part").write_text(gone[0].words[1])
    words = [word for one in gone for word in one.traces]
    assert all(traces(store.folder, [word]) for word in words)  # the search finds what is there
    assert all(store.forgetting.forget(one.learner.id, now=NOON) for one in gone)
    assert traces(store.folder, words) == []
    for one in stays:
        unharmed(store, one)
    assert store.audit.broken() is None


def unharmed(store: Store, one: Person) -> None:
    assert store.people.get(one.learner.id) == one.learner
    assert {kept.id for kept in store.attempts.of(one.learner.id)} == {kept.id for kept in one.attempts}
    for take in one.attempts:
        assert store.attempts.get(take.id) == take
        assert store.recordings.path(take.recording_sha256).is_file()
        assert store.evidence.observed(take.recording_sha256, KEY) is not None
        assert len(store.photos.paths(take.photos)) == 1


def test_the_search_finds_words_however_they_are_written(tmp_path: Path) -> None:
    import gzip
    import zipfile
    import zlib

    word = "Hoa Đặng"
    for name, data in {
        "plain": word.encode(),
        "wide": b"\0" + word.encode("utf-16-le"),
        "json": b'{"a": "Hoa \\u0110\\u1eb7ng"}',
        "zlib": b"xx" + zlib.compress(b"far before " * 9 + word.encode()) + b"yy",
        "torn": zlib.compress(b"far before " * 900 + word.encode() + bytes(range(256)) * 40)[:-60],
        "gzip": gzip.compress(zlib.compress(word.encode())),
    }.items():
        (tmp_path / name).write_bytes(data)
    with zipfile.ZipFile(tmp_path / "zip", "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("inner", word * 5)
    found = {one.split(":")[0] for one in traces(tmp_path, [word])}
    assert found == {"plain", "wide", "json", "zlib", "torn", "gzip", "zip"}
    assert word.encode() in needles([word])


def test_a_shared_recording_stays_until_its_last_owner_goes(store: Store) -> None:
    lan, an = (person(store, order, takes=1, shared=b"one film of two people") for order in range(2))
    sha256 = an.attempts[0].recording_sha256
    store.forgetting.forget(lan.learner.id)
    unharmed(store, an)
    store.forgetting.forget_take(an.attempts[0].id)
    assert store.people.get(an.learner.id) == an.learner
    assert store.attempts.of(an.learner.id) == ()
    assert not (store.recordings.folder / sha256).exists()
    assert store.evidence.observed(sha256, KEY) is None


def test_a_worker_that_was_still_at_it_brings_nothing_back(store: Store) -> None:
    lan = person(store, 0, takes=1)
    take = lan.attempts[0]
    waiting = store.analyses.open(take.id, NOON, anew=True)
    claim = store.claims.start(waiting.id, "busy", NOON)
    assert claim
    store.forgetting.forget(lan.learner.id)
    store.evidence.keep(take.recording_sha256, Observed(KEY, ()))
    assert not store.claims.progressed(claim, "listening", 0.5, NOON)
    assert not store.claims.succeed(claim, {"lesson": {"id": "L02", "digest": "d"}}, "{}", NOON)
    assert store.evidence.observed(take.recording_sha256, KEY) is None
    assert traces(store.folder, lan.traces) == []


def test_the_same_film_may_come_again_and_is_kept_again(store: Store) -> None:
    first = person(store, 0, takes=1, shared=b"a film")
    store.forgetting.forget(first.learner.id)
    again = person(store, 1, takes=1, shared=b"a film")
    assert replay(store.tombstones, store.forgetting, NOON) == 0
    unharmed(store, again)


def test_a_backup_does_not_bring_anybody_back(store: Store, tmp_path: Path) -> None:
    """A folder as it was before the deletion, with the tombstones of after it."""
    import shutil

    lan, an = (person(store, order, takes=1) for order in range(2))
    store.engine.dispose()
    backup = tmp_path / "backup"
    shutil.copytree(store.folder, backup)
    store.forgetting.forget(lan.learner.id, now=NOON)
    store.forgetting.forget_take(an.attempts[0].id, now=NOON)
    restored = open_store(backup)
    assert traces(backup, lan.traces)
    restored.tombstones.keep(store.tombstones.all())
    assert replay(restored.tombstones, restored.forgetting, NOON) == 2
    assert traces(backup, lan.traces) == []
    assert restored.attempts.of(an.learner.id) == ()
    assert list(restored.recordings.folder.iterdir()) == []
    (restored.recordings.folder / lan.attempts[0].recording_sha256).write_bytes(b"a file without its row")
    assert replay(restored.tombstones, restored.forgetting, NOON) == 0
    assert list(restored.recordings.folder.iterdir()) == []


def test_what_could_not_go_at_once_goes_with_the_next_sweep(store: Store) -> None:
    lan = person(store, 0, takes=1)
    with store.engine.connect() as reading:  # somebody reads an old state, so its bytes must stay
        reading.execute(select(TABLES["learner"]).limit(1)).first()
        assert not store.forgetting.forget(lan.learner.id, now=NOON) or traces(store.folder, lan.traces) == []
    assert store.forgetting.finish()
    assert traces(store.folder, lan.traces) == []
    assert (PAGES, PAGES) not in store.forgetting.removals.waiting()


def test_killed_after_the_rows_went_the_files_go_later(store: Store, tmp_path: Path) -> None:
    lan = person(store, 0, takes=1)
    store.engine.dispose()
    told = (
        "import os, sys\nfrom pathlib import Path\nfrom coach.store import open_store\n"
        "from coach.store.removals import Removals\nRemovals.carry_out = lambda self: os._exit(9)\n"
        f"open_store(Path({str(store.folder)!r})).forgetting.forget({lan.learner.id!r})\n"
    )
    assert subprocess.run([sys.executable, "-c", told], check=False).returncode == 9
    again = open_store(store.folder)
    with pytest.raises(CoachError):
        again.people.get(lan.learner.id)
    assert traces(store.folder, lan.traces)  # files were left ...
    assert again.forgetting.finish()
    assert traces(store.folder, lan.traces) == []  # ... and are not forgotten


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(takes=st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=5), goes=st.integers(0, 2))
def test_deleting_is_idempotent_and_exact(
    tmp_path_factory: pytest.TempPathFactory, takes: list[str], goes: int
) -> None:
    """Whoever goes: films that others handed in stay, all others go, and once more changes nothing."""
    store = open_store(tmp_path_factory.mktemp("data"))
    people = [person(store, order, 1, shared=one.encode() * 9) for order, one in enumerate(takes)]
    gone = people[goes % len(people)]
    stays = [one for one in people if one is not gone]
    for _ in range(2):
        store.forgetting.forget(gone.learner.id, now=NOON)
    kept = {path.name for path in store.recordings.folder.iterdir()}
    assert kept == {take.recording_sha256 for one in stays for take in one.attempts}
    for one in stays:
        unharmed(store, one)
