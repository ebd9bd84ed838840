"""What is handed out: only what learners show, readable by spreadsheets, record stores and programs."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ralph.models.xapi.base.statements import BaseXapiStatement
from typer.testing import CliRunner

from coach.cli.entry import app
from coach.course import Course, load
from coach.domain.consent import SHOW_TRAINER
from coach.domain.people import Consent
from coach.i18n import Speaker
from coach.reports.agreeing import told
from coach.reports.bundle import bundle
from coach.reports.handed import Asked, Handed, handed
from coach.reports.table import COLUMNS, ENCODING, table
from coach.reports.xapi import School, statements
from coach.review.pairing import compared
from coach.settings import shipped
from tests.reports.makers import NOON, REASON, SAID, Class, a_class
from tests.review.raters import CRITERION, Machine, Rater, scored

EVERY = Asked()
COMMAS = "--infilter=Text - txt - csv (StarCalc):44,34,,1"  # no word of the letters: the mark must tell them


@pytest.fixture(scope="module")
def course() -> Course:
    return load(shipped("lessons"))


@pytest.fixture
def at(tmp_path: Path) -> Class:
    return a_class(tmp_path / "data")


def test_only_shown_takes_are_handed_out(at: Class) -> None:
    assert [one.attempt.id for one in handed(at.store, EVERY)] == [at.shown.id]
    assert handed(at.store, Asked(lesson_id="L03")) == ()
    assert handed(at.store, Asked(group_id="another")) == ()
    assert len(handed(at.store, Asked(at.group_id, "L02"))) == 1
    at.store.people.agree(Consent(at.lan.id, SHOW_TRAINER, "1", "vi", "thôi", NOON, given=False))
    assert handed(at.store, EVERY) == ()


@pytest.mark.parametrize("language", ["vi", "en", "id"])
def test_the_table_holds_both_levels_and_reads_back(at: Class, course: Course, language: str) -> None:
    text = table(handed(at.store, EVERY), course, Speaker(language))
    head, *lines = csv.reader(text.splitlines())
    assert len(set(head)) == len(COLUMNS)
    first, second, third, left_out = (dict(zip(COLUMNS, line, strict=True)) for line in lines)
    assert (first["person"], first["machine_low"], first["trainer"]) == (at.lan.name, "3", "4")
    assert (first["trainer_why"], first["words"], first["at_s"]) == (REASON, SAID, "12")
    assert (second["machine_low"], second["machine_high"], second["trainer"]) == ("1", "3", "")
    assert third["state"] != first["state"]
    assert left_out["machine_low"] == ""
    assert first["criterion"] == course.criteria["origin_place"].prompt[language]


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=30))
def test_what_somebody_calls_herself_is_never_a_formula(course: Course, name: str) -> None:
    from coach.reports.table import FORMULA, _safe

    (cell,) = _safe([name])
    assert isinstance(cell, str)
    assert not cell.startswith(FORMULA)
    assert cell.removeprefix("'") == name or cell == name


def test_libreoffice_opens_the_table_with_vietnamese_intact(tmp_path: Path, course: Course) -> None:
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    name = '=Nguyễn Thị Hường; "ở" xã Đắk Lắk, ỷ ẵ ữ'
    text = table(handed(a_class(tmp_path / "data", name).store, EVERY), course, Speaker("vi"))
    (tmp_path / "lớp.csv").write_text(text, encoding=ENCODING, newline="")
    subprocess.run(
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", COMMAS,
         "--convert-to", "fods", "--outdir", str(tmp_path), str(tmp_path / "lớp.csv")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    opened = (tmp_path / "lớp.fods").read_text("utf-8")
    assert "Nguyễn Thị Hường; &quot;ở&quot; xã Đắk Lắk, ỷ ẵ ữ" in opened or name[1:] in opened
    assert SAID in opened
    assert "Tiêu chí" in opened
    assert "table:formula" not in opened
    assert 'office:value="4"' in opened  # levels are numbers


def test_every_statement_is_valid_and_names_nobody(at: Class, course: Course) -> None:
    made = statements(handed(at.store, EVERY), course, School("https://truong.example"))
    for one in made:
        BaseXapiStatement.model_validate(one)
    assert [one["verb"]["display"]["en"] for one in made] == ["completed", "scored", "scored"]
    done, judged, reviewed = made
    assert done["result"]["score"] == {"scaled": 0.525, "raw": 52.5, "min": 0, "max": 100}
    assert (judged["result"]["score"]["raw"], reviewed["result"]["score"]["raw"]) == (3, 4)
    assert reviewed["context"]["instructor"]["account"]["name"] == at.trainer_id
    assert at.lan.name not in json.dumps(made, ensure_ascii=False)
    assert statements(handed(at.store, EVERY), course, School("https://truong.example")) == made
    assert len({one["id"] for one in made}) == len(made)


def test_a_model_that_refuses_is_the_one_that_is_asked(at: Class, course: Course) -> None:
    (first, *_) = statements(handed(at.store, EVERY), course, School())
    broken_ones: tuple[dict[str, Any], ...] = (
        {"actor": {}},
        {"version": "2"},
        {"id": "x"},
        {"verb": {"id": "not an address"}},
    )
    for broken in broken_ones:
        with pytest.raises(ValueError):  # noqa: PT011  pydantic's own
            BaseXapiStatement.model_validate(first | broken)


@settings(max_examples=25, deadline=None)
@given(st.floats(0, 100), st.floats(0, 100), st.text(max_size=20), st.floats(0, 10**5))
def test_statements_of_any_result_are_valid(
    course: Course, one: float, other: float, why: str, s: float
) -> None:
    take = invented(min(one, other), max(one, other), why, s)
    for made in statements([take], course, School()):
        BaseXapiStatement.model_validate(made)


def invented(low: float, high: float, why: str, duration_s: float) -> Handed:
    from coach.domain.people import Learner
    from coach.domain.review import MachineLevel, Review
    from coach.store.attempts import Attempt
    from tests.reports.makers import result

    whole = result() | {
        "points": {"low": round(low, 1), "high": round(high, 1)},
        "recording": {"duration_s": duration_s},
    }
    attempt = Attempt(
        uuid4().hex, "lan", "L02", None, "vi", "a" * 64, "", "done", None, 1.0, None, None, {}, whole, NOON,
        None, None,
    )  # fmt: skip
    review = Review(attempt.id, "gone", None, MachineLevel(0, 1, 1, 0.5), 1, why, NOON)
    return Handed(Learner("lan", "Lan"), attempt, whole, (review,))


def test_the_bundle_holds_evidence_reviews_and_the_lesson(at: Class) -> None:
    written = bundle(handed(at.store, EVERY), {"d" * 64: "{}"}, NOON)
    (take,) = json.loads(json.dumps(written))["takes"]
    assert take["result"]["judgements"][0]["evidence"][0]["quote"] == SAID
    (review,) = take["reviews"]
    assert (review["level"], review["machine"]["level_low"], review["reason"]) == (4, 3, REASON)


def test_the_commands_write_once_and_say_so(
    tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.cli.export.load", lambda _: course)  # reading it anew takes seconds
    monkeypatch.setenv("COACH_DATA", str(tmp_path / "data"))
    at = a_class(tmp_path / "data")
    for kind in ("csv", "xapi", "json"):
        path = str(tmp_path / f"out.{kind}")
        done = CliRunner().invoke(app, ["export", kind, path, "--group", at.group_id])
        assert done.exit_code == 0, done.output
        assert "1" in done.output
        assert CliRunner().invoke(app, ["export", kind, path]).exit_code == 6  # nothing is overwritten
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert len(json.loads((tmp_path / "out.xapi").read_text("utf-8"))) == 3
    lessons = json.loads((tmp_path / "out.json").read_text("utf-8"))["lessons"]
    assert list(lessons.values()) == ['{"id":"L02"}']
    assert [one.verb for one in at.store.audit.entries()][-3:] == ["takes.exported"] * 3


def test_learning_by_command_keeps_one_trainers_word_in_her_class(
    tmp_path: Path, course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("coach.assembly.load", lambda _: course)
    monkeypatch.setenv("COACH_DATA", str(tmp_path / "data"))
    at = a_class(tmp_path / "data")
    done = CliRunner().invoke(app, ["calibration", "learn"])
    assert done.exit_code == 0, done.output
    (version,) = at.store.recalibrations.of("origin_place")
    assert version.group_id == at.group_id


@pytest.mark.parametrize("language", ["vi", "en", "id"])
def test_agreement_is_told_for_both_or_not_at_all(language: str) -> None:
    two, speaker = {"a": Rater(0.0, 0.5), "b": Rater(0.2, 0.5)}, Speaker(language)
    machine, chance = Machine(Rater(0.3, 0.7)), np.random.default_rng(1)
    few = told(compared(scored(29, machine, two, chance), CRITERION), speaker)
    assert len(few) == 1
    assert "29" in few[0]
    enough = told(compared(scored(40, machine, two, chance), CRITERION), speaker)
    assert len(enough) == 3
    assert ("0,9" in enough[0] or "0,8" in enough[0]) is (language != "en")
