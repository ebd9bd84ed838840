"""The demonstration class is made, made anew and taken away; nobody else notices."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from coach.assembly import Workplace, workplace
from coach.cli import demo
from coach.cli.attempt import PartsFor
from coach.domain.errors import JobError
from coach.domain.people import DEMONSTRATION, Consent
from coach.jobs.demonstration import take_away
from coach.settings import Settings
from coach.store import Store
from coach.store.attempts import Attempt, NewAttempt
from coach.store.schema import Base

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
RESULT = {"lesson": {"id": "L02", "digest": "d" * 64}}


@pytest.fixture
def at(tmp_path: Path) -> Workplace:
    return workplace(Settings(data=tmp_path / "data"))


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes are marked as scored, without scoring."""

    def score(at: Workplace, attempt: Attempt, parts_for: PartsFor) -> None:
        at.store.attempts.take_up(attempt.id, "w", NOON)
        at.store.attempts.succeed(attempt.id, "w", RESULT, "{}", NOON)

    monkeypatch.setattr(demo, "score", score)


def counts(store: Store) -> dict[str, int]:
    """Rows of each table, and recordings on the disk."""
    with store.people.sessions() as session:
        rows = {
            name: session.scalar(select(func.count()).select_from(table)) or 0
            for name, table in Base.metadata.tables.items()
        }
    folder = store.recordings.folder
    return rows | {"files": len(list(folder.iterdir())) if folder.exists() else 0}


def somebody_real(at: Workplace, film: bytes) -> Attempt:
    """A learner in a class of her own who agreed and handed in a take."""
    store = at.store
    lan = store.people.add("Lan", "chị", NOON)
    store.people.agree(Consent(lan.id, "record_and_analyse", "1", "vi", "…", NOON))
    store.groups.join(store.groups.add("class", "Lớp na", NOON).id, lan.id, "learner")
    sha256 = store.recordings.keep(io.BytesIO(film))
    attempt = store.attempts.add(NewAttempt(lan.id, "L02", "vi", sha256, "na.mp4"), NOON)
    store.attempts.take_up(attempt.id, "w", NOON)
    store.attempts.succeed(attempt.id, "w", RESULT, "{}", NOON)
    return store.attempts.get(attempt.id)


@pytest.mark.usefixtures("quick")
def test_the_class_has_three_learners_and_one_of_them_practised_twice(at: Workplace) -> None:
    made = demo.make(at, NOON)
    (group,) = at.store.groups.of_kind(DEMONSTRATION)
    members = [one.learner for one in at.store.groups.members(group.id)]
    assert [(one.address, one.name) for one in members] == [("cô", "Hoa"), ("chị", "Lan"), ("em", "Minh")]
    assert [one.file_name for one in at.store.attempts.of(members[2].id)] == [
        "en_na_excellent.mp4",
        "en_na_poor.mp4",
    ]
    assert len(made) == 4
    assert all(one.created_at < NOON for one in made)


@pytest.mark.usefixtures("quick")
def test_making_it_anew_leaves_as_many_rows_and_everybody_else(at: Workplace) -> None:
    hers = somebody_real(at, b"film")
    demo.make(at, NOON)
    once = counts(at.store)
    demo.make(at, NOON)
    assert counts(at.store) == once
    assert at.store.attempts.get(hers.id) == hers


@pytest.mark.usefixtures("quick")
def test_removing_it_leaves_every_table_as_it_was(at: Workplace) -> None:
    somebody_real(at, b"film")
    before = counts(at.store)
    demo.make(at, NOON)
    assert counts(at.store)["learner"] == before["learner"] + 3
    take_away(at.store)
    assert counts(at.store) == before
    take_away(at.store)
    assert counts(at.store) == before


@pytest.mark.usefixtures("quick")
def test_somebody_who_handed_in_a_take_of_the_class_keeps_it(at: Workplace) -> None:
    film = (at.settings.media / "vi_na_poor.mp4").read_bytes()
    hers = somebody_real(at, film)
    demo.make(at, NOON)
    take_away(at.store)
    assert at.store.attempts.get(hers.id) == hers
    assert at.store.recordings.path(hers.recording_sha256).read_bytes() == film


@pytest.mark.usefixtures("quick")
def test_a_real_person_who_joined_the_class_stays(at: Workplace) -> None:
    hers = somebody_real(at, b"film")
    demo.make(at, NOON)
    (group,) = at.store.groups.of_kind(DEMONSTRATION)
    at.store.groups.join(group.id, hers.learner_id, "learner")
    take_away(at.store)
    assert at.store.people.get(hers.learner_id).name == "Lan"
    assert at.store.attempts.get(hers.id) == hers


def test_without_its_media_nothing_is_touched(at: Workplace, tmp_path: Path) -> None:
    before = counts(at.store)
    lost = Workplace(Settings(data=at.settings.data, media=tmp_path), at.store, at.course)
    with pytest.raises(JobError, match=r"demo\.no_media"):
        demo.make(lost, NOON)
    assert counts(at.store) == before


@pytest.mark.slow
def test_the_shipped_evidence_is_enough(at: Workplace, monkeypatch: pytest.MonkeyPatch) -> None:
    def listen_anew(attempt_id: str, store: Store, environment: dict[str, str]) -> None:
        raise AssertionError("the kept evidence is older than the observers: run `just media`")

    monkeypatch.setattr(demo, "score_and_wait", listen_anew)
    made = {one.file_name: one for one in demo.make(at, NOON)}
    points = {name: one.result["points"] for name, one in made.items() if one.result}
    assert len(points) == 4
    for language in ("vi", "en"):
        excellent, poor = points[f"{language}_na_excellent.mp4"], points[f"{language}_na_poor.mp4"]
        assert excellent["low"] - poor["high"] >= 40
    for name, one in made.items():
        noticed = [notice["id"] for notice in one.result["notices"]] if one.result else []
        assert ("transcript.corrected" in noticed) == name.startswith("vi"), name
