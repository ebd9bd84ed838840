"""The store keeps what it was given, and nothing half-done is ever read as a result."""

from __future__ import annotations

import hashlib
import io
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.domain.errors import CoachError, JobError
from coach.domain.evidence import (
    Evidence,
    Finding,
    HearingWindow,
    NotObserved,
    Observation,
    Observed,
    ObserverKey,
)
from coach.domain.media import Notice, Span
from coach.domain.people import Consent
from coach.domain.transcript import Transcript, Word
from coach.store import Store, open_store
from coach.store.attempts import Attempt, NewAttempt

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
RESULT = {"lesson": {"id": "L02", "digest": "d" * 64}, "points": {"low": 50.0, "high": 60.0, "out_of": 100}}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "data")


def waiting(store: Store) -> Attempt:
    hoa = store.people.add("Hoa", "cô", NOON)
    return store.attempts.add(NewAttempt(hoa.id, "L02", "vi", "a" * 64, "tập 1 🎥.mp4"), NOON)


def test_people_come_back_as_they_were_and_in_order(store: Store) -> None:
    lan, an = store.people.add(" Lan ", "chị", NOON), store.people.add("An", "chú", NOON)
    assert store.people.all() == (an, lan)
    assert store.people.get(lan.id).name == "Lan"
    with pytest.raises(CoachError, match=r"people\.unknown"):
        store.people.get("nobody")


def test_consent_is_kept_with_its_very_text(store: Store) -> None:
    lan = store.people.add("Lan", "chị", NOON)
    assert not store.people.has_agreed(lan.id, "record_and_analyse")
    store.people.agree(Consent(lan.id, "record_and_analyse", "1", "vi", "Chị đồng ý …", NOON))
    assert store.people.has_agreed(lan.id, "record_and_analyse")
    with sqlite3.connect(store.folder / "coach.db") as database:
        assert database.execute("select text, given_at from consent").fetchone()[0] == "Chị đồng ý …"


def test_an_attempt_goes_from_waiting_to_its_result(store: Store) -> None:
    attempt = waiting(store)
    assert (attempt.state, attempt.result) == ("waiting", None)
    store.attempts.take_up(attempt.id, "w1", NOON)
    assert store.attempts.progressed(attempt.id, "w1", "listening", 0.41239, NOON)
    assert store.attempts.get(attempt.id).progress == 0.412
    assert [one.id for one in store.attempts.open()] == [attempt.id]
    assert store.attempts.succeed(attempt.id, "w1", RESULT, '{"id":"L02"}', NOON + timedelta(minutes=1))
    done = store.attempts.get(attempt.id)
    assert (done.state, done.result, done.lesson_digest) == ("done", RESULT, "d" * 64)
    assert done.finished_at == NOON + timedelta(minutes=1)
    assert store.attempts.lesson_used("d" * 64) == '{"id":"L02"}'
    assert store.attempts.open() == ()


def test_a_worker_that_lost_the_attempt_can_write_nothing(store: Store) -> None:
    attempt = waiting(store)
    store.attempts.take_up(attempt.id, "slow", NOON)
    store.attempts.take_up(attempt.id, "second", NOON)
    assert not store.attempts.progressed(attempt.id, "slow", "judging", 1.0, NOON)
    assert not store.attempts.succeed(attempt.id, "slow", RESULT, "{}", NOON)
    assert not store.attempts.fail(attempt.id, "slow", Notice("media.empty"), NOON)
    assert store.attempts.get(attempt.id).state == "running"


def test_a_failed_attempt_says_why_and_may_be_taken_up_again(store: Store) -> None:
    attempt = waiting(store)
    store.attempts.take_up(attempt.id, "w", NOON)
    assert store.attempts.fail(attempt.id, "w", Notice("disk.full", {"folder": "x"}), NOON)
    failed = store.attempts.get(attempt.id)
    assert (failed.state, failed.error_id, failed.error_values) == ("failed", "disk.full", {"folder": "x"})
    store.attempts.take_up(attempt.id, "w2", NOON)
    assert store.attempts.get(attempt.id).error_id is None


def test_attempts_are_listed_newest_first(store: Store) -> None:
    first = waiting(store)
    again = NewAttempt(first.learner_id, "L02", "vi", "b" * 64, "2.mp4")
    second = store.attempts.add(again, NOON + timedelta(hours=1))
    assert [one.id for one in store.attempts.of(first.learner_id)] == [second.id, first.id]


words = st.builds(
    Word,
    st.sampled_from(["na", "Chi", "Lăng", "hái"]),
    st.builds(lambda start, length: Span(start, start + length), st.floats(0, 9), st.floats(0, 1)),
    st.floats(0, 1),
)


@settings(max_examples=20, deadline=None)
@given(st.lists(words, max_size=5))
def test_findings_come_back_as_they_were(tmp_path_factory: pytest.TempPathFactory, heard: list[Word]) -> None:
    shelf = open_store(tmp_path_factory.mktemp("shelf")).evidence
    key = ObserverKey("hearing", "1", "abc")
    findings: tuple[Finding, ...] = (
        *heard,
        Observation("money", Span(1, 2), 35000.0, "VND", 0.9, "ba lăm nghìn", 1.5),
        Observation("place.commune", Span(1, 2), "Chi Lăng"),
        NotObserved("light", "vision.no_picture"),
        Notice("media.cut_short", {"lost_s": 3.5}),
    )
    shelf.keep("a" * 64, Observed(key, findings))
    assert shelf.observed("a" * 64, key) == Observed(key, findings)
    assert shelf.observed("a" * 64, ObserverKey("hearing", "2", "abc")) is None
    assert shelf.observed("b" * 64, key) is None


def test_understood_evidence_comes_back_as_it_was(store: Store) -> None:
    word = Word("na", Span(0, 1), 0.9)
    evidence = Evidence(
        Transcript("vi", (word,)),
        (Observation("origin", Span(0, 1), certainty=0.8, quote="na"),),
        (),
        (HearingWindow(Span(0, 30), False, 0.4, "hearing.unclear"),),
        30.0,
    )
    store.evidence.keep_understood("k", "a" * 64, evidence)
    store.evidence.keep_understood("k", "a" * 64, evidence)
    assert store.evidence.understood("k") == evidence
    assert store.evidence.understood("other") is None


def test_a_recording_lies_under_its_own_digest(store: Store) -> None:
    content = b"x" * 3_000_000
    digest = store.recordings.keep(io.BytesIO(content))
    assert digest == hashlib.sha256(content).hexdigest()
    assert store.recordings.keep(io.BytesIO(content)) == digest
    assert store.recordings.path(digest).read_bytes() == content
    assert [path.name for path in store.recordings.folder.iterdir()] == [digest]
    with pytest.raises(JobError, match=r"recording\.gone"):
        store.recordings.path("0" * 64)


def test_a_copy_that_breaks_leaves_nothing_behind(store: Store) -> None:
    class Torn(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise OSError(28, "No space left on device")

    with pytest.raises(JobError, match=r"disk\.full"):
        store.recordings.keep(Torn())
    assert list(store.recordings.folder.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said_kindly(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(JobError, match=r"store\.read_only"):
        open_store(tmp_path / "file" / "data")


def test_opening_twice_changes_nothing_and_tables_match_the_migrations(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    from coach.store.schema import Base

    open_store(tmp_path)
    store = open_store(tmp_path)
    with store.engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), Base.metadata) == []


def test_a_finished_result_is_never_thrown_away(store: Store) -> None:
    attempt = waiting(store)
    assert store.attempts.take_up(attempt.id, "w", NOON)
    assert store.attempts.succeed(attempt.id, "w", RESULT, "{}", NOON)
    assert not store.attempts.take_up(attempt.id, "again", NOON)
    assert store.attempts.get(attempt.id).result == RESULT
    assert not store.attempts.take_up("nobody", "w", NOON)


def test_what_was_said_does_not_get_into_an_error(store: Store) -> None:
    attempt = waiting(store)
    store.attempts.take_up(attempt.id, "w", NOON)
    with store.engine.begin() as connection:
        connection.exec_driver_sql("drop table lesson_used")
    with pytest.raises(Exception) as error:  # noqa: PT011  whatever the database says
        store.attempts.succeed(attempt.id, "w", RESULT | {"secret": "BIMAT"}, "BIMAT", NOON)
    assert "BIMAT" not in str(error.value)


def test_many_may_open_the_store_at_once(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    open_store(tmp_path).engine.dispose()
    with ThreadPoolExecutor(3) as several:
        for opened in several.map(lambda _: open_store(tmp_path), range(30)):
            opened.engine.dispose()
