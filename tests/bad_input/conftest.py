"""The real door: the command line with a data folder of its own, and sentences checked in both languages."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO, Any

import numpy as np
import pytest
from typer.testing import CliRunner

from coach.cli.entry import app
from coach.i18n import Speaker
from tests import clips
from tools import takes

REPOSITORY = Path(__file__).parents[2]
LESSONS = REPOSITORY / "lessons"
SCRIPT = LESSONS / "scripts" / "en_na_excellent.md"
LESSON = "L02"
CONTENT = ("origin_place", "maker_voice", "process_steps", "concrete_numbers")  # judged by words alone
SMALL = clips.Picture(paint=clips.moving, width_px=160, height_px=120, fps=10, gop=10)
Told = Mapping[str, Any]


@dataclass(frozen=True)
class Left:
    """How the command line left: its exit code and what it printed."""

    code: int
    out: str
    err: str

    @property
    def result(self) -> Told:
        """The JSON of a take that was scored."""
        assert self.code == 0, self.err
        return json.loads(self.out)  # type: ignore[no-any-return]

    def says(self, language: str, id: str, **values: str | float) -> None:
        """It left with that one kind sentence in that language, and nothing else."""
        assert "Traceback" not in self.out + self.err
        lines = [line for line in self.err.splitlines() if line.strip()]
        assert lines == [Speaker(language).say(id, **values)]
        assert self.out == ""


class Door:
    """`coach ...` with its own data folder."""

    def __init__(self, settings: Mapping[str, str]) -> None:
        self.settings = {f"COACH_{name.upper()}": value for name, value in settings.items()}

    def __call__(self, *arguments: str | Path) -> Left:
        """Run the command in this process."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self.settings.items():
                patch.setenv(name, value)
            done = CliRunner().invoke(app, [str(argument) for argument in arguments])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Left(done.exit_code, done.stdout, done.stderr)

    def score(self, file: Path, language: str = "en", *more: str | Path) -> Left:
        """`coach score FILE --lesson L02 --json`."""
        return self("score", file, "--lesson", LESSON, "--language", language, "--json", *more)

    def started(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start the command as a process of its own; the other end of its input stays open while we live."""
        theirs, _ours = os.pipe()
        with os.fdopen(theirs) as held:
            return self._started(arguments, held)

    def _started(self, arguments: Sequence[str | Path], held: IO[str]) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "coach.cli", *map(str, arguments)],
            env=os.environ | self.settings,
            stdin=held,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def apart(self, *arguments: str | Path) -> Left:
        """Run the command as a process of its own."""
        with self.started(*arguments) as process:
            out, err = process.communicate(timeout=600)
        return Left(process.returncode, out, err)


@pytest.fixture(scope="session")
def door(tmp_path_factory: pytest.TempPathFactory) -> Door:
    """The door that most tests go through."""
    return Door({"data": str(tmp_path_factory.mktemp("data"))})


@pytest.fixture
def other_door(tmp_path: Path) -> Callable[..., Door]:
    """A door with its own data folder and further settings."""
    return lambda **more: Door({"data": str(tmp_path / "data"), **more})


@cache
def english(seconds: float, begin_s: float = 0.0) -> clips.Player:
    """Real English speech of that length, then silence."""
    begin = int(begin_s * takes.SOUND_HZ)
    sound = takes.speech(SCRIPT)[begin : begin + int(seconds * takes.SOUND_HZ)] / 32768
    return player(sound, takes.SOUND_HZ)


def player(sound: np.ndarray[Any, Any], hz: int) -> clips.Player:
    """Plays samples (n,) once; silence afterwards."""
    known = np.arange(len(sound)) / hz
    return lambda times_s: np.interp(times_s, known, sound, right=0.0)


def weighed(result: Told) -> dict[str, Told]:
    """The judgements that count, by criterion."""
    return {one["criterion"]: one for one in result["judgements"] if one["weight"] > 0}


def notices(result: Told) -> list[str]:
    return [one["id"] for one in result["notices"]]


def reasons(result: Told) -> set[str]:
    """Why things could not be observed."""
    return {one["reason"] for one in result["not_observed"]}


def never_zero(result: Told) -> None:
    """What is said in words was not judged at all: no level, and anything still possible."""
    judged = weighed(result)
    for name in CONTENT:
        assert judged[name]["state"] == "unknown", (name, judged[name])
        assert judged[name]["level"] is None, (name, judged[name])
        assert judged[name]["level_high"] > 0


@contextmanager
def mounted(folder: Path, *options: str) -> Iterator[Path]:
    """A file system of its own on the folder; the test is skipped where this machine does not allow it."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(["mount", *options, str(folder)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("this machine does not let tests mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)
