"""`coach privacy` as somebody in charge of a machine types it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner

from coach.cli.entry import app
from coach.store import open_store
from tests.store.crowd import person
from tests.traces import traces


def test_take_along_then_delete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_DATA", str(tmp_path / "data"))
    store = open_store(tmp_path / "data")
    lan = person(store, 0, takes=1)
    store.engine.dispose()

    def run(*arguments: str) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["privacy", *arguments])
        return done.exit_code, done.output

    assert lan.learner.id in run("people")[1]
    assert run("export", lan.learner.id, str(tmp_path / "hers.zip"))[0] == 0
    assert zipfile.is_zipfile(tmp_path / "hers.zip")
    assert run("export", lan.learner.id, str(tmp_path / "hers.zip"))[0] == 6  # nothing is overwritten
    assert "--yes" in run("delete", lan.learner.id)[1]
    assert traces(tmp_path / "data", lan.traces)
    assert run("delete", lan.learner.id, "--yes")[0] == 0
    assert traces(tmp_path / "data", lan.traces) == []
    assert run("delete", lan.learner.id, "--yes")[0] == 6
    assert run("sweep")[0] == 0
    assert run("audit") == (0, "Sổ ghi còn nguyên: 4 dòng.\n")
