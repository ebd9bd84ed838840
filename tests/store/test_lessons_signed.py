"""Lessons changed here: a draft is taught once it is signed, and nothing unsigned ever scores."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text, update

from coach import assembly
from coach.assembly import Workplace, at_work, renewed
from coach.course import load
from coach.course.shipped import differing, digests
from coach.domain.errors import CoachError, LessonError
from coach.domain.publishing import Signing, digest_of, digest_of_text
from coach.language.shelf import shipped_lessons
from coach.settings import Settings
from coach.store import Store, open_store
from coach.store.backup import backup
from coach.store.restoring import merge
from coach.store.schema import CourseTextRow, CourseVersionRow
from coach.store.taught import FOLDER, taught

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
CRITERION = "criteria/price_with_unit.yaml"
BASE = shipped_lessons()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return open_store(tmp_path / "data")


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The course without its many example sentences: read in a moment."""
    folder = tmp_path_factory.mktemp("small") / "lessons"
    shutil.copytree(BASE, folder, ignore=shutil.ignore_patterns("sentences", "scripts", "curves"))
    return folder


def changed(wanted: str = "Nói giá thật rõ") -> str:
    return (BASE / CRITERION).read_text("utf-8").replace("Nói giá rõ kèm đơn vị", wanted)


def signed(store: Store, texts: dict[str, str], **drafts: int) -> str:
    seen = store.versions.newest()
    return store.versions.sign(Signing(texts, {}, "vì khách hỏi", None, seen, drafts), NOW).id


def opened(store: Store, lessons: Path) -> Workplace:
    return at_work(Settings(data=store.folder, lessons=lessons), store)


def test_a_draft_teaches_nothing_until_it_is_signed_and_then_it_is_the_course(
    store: Store, small: Path
) -> None:
    number = store.drafts.keep(CRITERION, changed(), 0, None, NOW)
    before = opened(store, small)
    assert before.settings.lessons == small
    assert before.course.criteria["price_with_unit"].prompt["vi"] == "Nói giá rõ kèm đơn vị"
    store.versions.sign(
        Signing({CRITERION: changed()}, {}, "", None, store.versions.newest(), {CRITERION: number}), NOW
    )
    after = renewed(before)
    assert after.course.criteria["price_with_unit"].prompt["vi"] == "Nói giá thật rõ"
    assert (after.settings.lessons / CRITERION).read_text("utf-8") == changed()
    others = {path: one for path, one in digests(after.settings.lessons).items() if path != CRITERION}
    assert others == {path: one for path, one in digests(small).items() if path != CRITERION}
    assert store.drafts.open() == {}
    assert before.course.lesson("L06").digest != after.course.lesson("L06").digest
    assert before.course.lesson("L02").digest == after.course.lesson("L02").digest


@settings(max_examples=40)
@given(st.binary(min_size=1, max_size=60), st.integers(0), st.integers(1, 255))
def test_any_byte_changes_the_digest(content: bytes, at: int, by: int) -> None:
    other = bytearray(content)
    other[at % len(content)] ^= by
    one, two = ({"a": digest_of_text(bytes(part))} for part in (content, other))
    assert digest_of(one) != digest_of(two)
    assert digest_of(one) != digest_of({"b": one["a"]})


def test_a_course_folder_of_ours_that_somebody_changed_is_mended(store: Store, small: Path) -> None:
    signed(store, {CRITERION: changed()})
    folder = taught(small, store.versions, store.folder).folder
    (folder / "lessons" / "L06.yaml").write_text("id: L06\n")
    (folder / "lessons" / "L99.yaml").write_text("id: L99\n")
    again = taught(small, store.versions, store.folder).folder
    assert digests(again) == digests(small) | {CRITERION: digest_of_text(changed().encode())}


def test_a_version_changed_in_the_database_does_not_hold(store: Store, small: Path) -> None:
    one = signed(store, {CRITERION: changed("một")})
    two = signed(store, {CRITERION: changed("hai")})
    row = store.versions.all()[0].files[CRITERION]
    with store.engine.begin() as connection:
        files = {CRITERION: [store.versions.all()[1].files[CRITERION].digest, row.instead_of]}
        connection.execute(update(CourseVersionRow).where(CourseVersionRow.id == two).values(files=files))
    version = store.versions.in_force()
    assert version is not None
    assert version.id == one
    store.versions.sign_again(two, None, store.versions.newest(), NOW)  # a person looked, and signs it
    assert store.versions.in_force() != version


def test_a_text_changed_in_the_database_is_not_taught(store: Store, small: Path) -> None:
    signed(store, {CRITERION: changed()})
    with store.engine.begin() as connection:
        connection.execute(update(CourseTextRow).values(content=b"x"))
    at = opened(store, small)
    assert at.settings.lessons == small
    assert at.taught is not None
    assert at.taught.refused is not None
    assert at.taught.refused.id == "lesson.text_damaged"


def test_a_version_that_does_not_fit_the_program_leaves_the_course_as_it_came(
    store: Store, small: Path
) -> None:
    signed(store, {CRITERION: changed().replace("heard: price", "heard: no_such_label")})
    at = opened(store, small)
    assert at.settings.lessons == small
    assert at.taught is not None
    assert at.taught.refused is not None
    assert at.taught.refused.id == "lesson.unknown_label"


def test_a_file_changed_by_hand_does_not_score_until_it_is_signed(
    store: Store, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assembly, "shipped", lambda _: small)
    own = tmp_path / "own"
    shutil.copytree(small, own)
    assert opened(store, own).to_score("L06").id == "L06"
    (own / CRITERION).write_text(changed(), "utf-8")
    at = opened(store, own)
    with pytest.raises(LessonError, match=r"lesson\.unsigned.*price_with_unit"):
        at.to_score("L06")
    assert at.to_score("L02").id == "L02"  # does not ask for it
    signed(store, {CRITERION: changed()})
    assert opened(store, own).to_score("L06").digest == at.course.lesson("L06").digest
    (own / "claims.yaml").write_text((own / "claims.yaml").read_text("utf-8") + "# mine\n", "utf-8")
    with pytest.raises(LessonError, match=r"lesson\.unsigned.*claims"):
        opened(store, own).to_score("L02")


def test_what_is_only_said_and_never_scored_by_needs_no_signature() -> None:
    right = {"labels.yaml": "1", "comments/vi.yaml": "1", "lessons/L01.yaml": "1", "words/vi.yaml": "1"}
    assert differing(right | {"comments/vi.yaml": "2", "sources.yaml": "2"}, right) == ()
    assert differing({"labels.yaml": "2"}, right) == ("labels.yaml", "words/vi.yaml")


def test_two_who_edit_at_once_get_an_error_and_both_texts_stay_written(store: Store) -> None:
    store.drafts.keep(CRITERION, changed("một"), 0, None, NOW)
    with pytest.raises(CoachError, match=r"lessons\.changed"):
        store.drafts.keep(CRITERION, changed("hai"), 0, None, NOW)
    store.drafts.keep(CRITERION, changed("hai"), 1, None, NOW)
    assert store.drafts.open()[CRITERION].text == changed("hai")
    with store.engine.connect() as connection:
        assert connection.scalar(text("select count(*) from course_text")) == 2


def test_two_who_sign_at_once_get_an_error_and_nothing_is_lost(store: Store) -> None:
    number = store.drafts.keep(CRITERION, changed("một"), 0, None, NOW)
    asked = Signing({CRITERION: changed("một")}, {}, "", None, store.versions.newest(), {CRITERION: number})
    store.drafts.keep(CRITERION, changed("hai"), number, None, NOW)
    with pytest.raises(CoachError, match=r"lessons\.changed"):
        store.versions.sign(asked, NOW)
    assert store.versions.all() == ()
    first = signed(store, {CRITERION: changed("ba")})
    with pytest.raises(CoachError, match=r"lessons\.changed"):
        store.versions.sign(asked, NOW)
    assert [one.id for one in store.versions.all()] == [first]


def test_an_older_version_is_signed_again_and_so_is_the_course_as_it_came(store: Store) -> None:
    one = signed(store, {CRITERION: changed("một")})
    signed(store, {CRITERION: changed("hai")})
    again = store.versions.sign_again(one, None, store.versions.newest(), NOW - timedelta(days=1))
    assert store.versions.in_force() == again  # also where the clock was put back
    assert store.versions.texts(again)[CRITERION].decode() == changed("một")
    back = store.versions.sign_again("", None, again.id, NOW)
    assert (back.files, back.changed) == ({}, (CRITERION,))
    assert store.audit.broken() is None


def test_a_file_put_back_as_it_came_is_laid_over_nothing(store: Store) -> None:
    signed(store, {CRITERION: changed()})
    came = (BASE / CRITERION).read_text("utf-8")
    asked = Signing(
        {CRITERION: came}, {CRITERION: digest_of_text(came.encode())}, "", None, store.versions.newest()
    )
    assert store.versions.sign(asked, NOW).files == {}


def test_a_version_of_another_laptop_teaches_nothing_until_it_is_signed_here(
    tmp_path: Path, small: Path
) -> None:
    there, here = open_store(tmp_path / "there"), open_store(tmp_path / "here")
    for one in (there, here):
        one.drafts.keep(CRITERION, changed(one.folder.name), 0, None, NOW)
        signed(one, {CRITERION: changed(one.folder.name)}, **{CRITERION: 1})
    mine = here.versions.in_force()
    backup(there, tmp_path / "there.zip", NOW)
    merge(tmp_path / "there.zip", here, NOW, lambda _: None)
    assert len(here.versions.all()) == 2
    assert here.versions.in_force() == mine
    theirs = next(one for one in here.versions.all() if not one.holds)
    here.versions.sign_again(theirs.id, None, here.versions.newest(), NOW)
    at = opened(here, small)
    assert "there" in (at.settings.lessons / CRITERION).read_text("utf-8")


def test_only_the_courses_own_files_can_be_kept(store: Store) -> None:
    for path in ("../../etc/passwd", "criteria/../x.yaml", "scripts/vi.yaml", "lessons/L 1.yaml", "/x.yaml"):
        with pytest.raises(LessonError, match=r"lesson\.not_ours"):
            store.drafts.keep(path, "x", 0, None, NOW)


def test_where_nothing_was_signed_nothing_is_copied(store: Store) -> None:
    now = taught(BASE, store.versions, store.folder)
    assert (now.folder, now.version) == (BASE, None)
    assert not (store.folder / FOLDER).exists()


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(["một", "hai", "ba"]), min_size=1, max_size=4))
def test_what_is_taught_is_always_what_was_signed_last(store: Store, words: list[str], small: Path) -> None:
    for word in words:
        signed(store, {CRITERION: changed(word)})
    course = load(taught(small, store.versions, store.folder).folder)
    assert course.criteria["price_with_unit"].prompt["vi"] == words[-1]
