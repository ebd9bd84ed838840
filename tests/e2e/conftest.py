"""Scores whole takes through the command line, as a user would; each take is made and scored once."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tools import takes

SCRIPTS = Path(__file__).parents[2] / "lessons" / "scripts"
Result = Mapping[str, Any]
COMMON = [
    "river",
    "window",
    "paper",
    "cloud",
    "seven",
    "table",
    "garden",
    "letter",
    "button",
    "yellow",
    "winter",
    "corner",
    "engine",
    "basket",
    "silver",
    "number",
    "school",
    "ticket",
    "summer",
    "bottle",
    "carpet",
    "doctor",
    "island",
    "kitchen",
    "ladder",
    "market",
    "needle",
    "orange",
    "pencil",
    "rabbit",
    "station",
    "tunnel",
    "valley",
    "whisper",
    "blanket",
    "candle",
    "dragon",
    "feather",
    "hammer",
    "jacket",
    "lemon",
    "mirror",
    "pocket",
]


@pytest.fixture(scope="session")
def score(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path], Result]:
    """Score an English take with lesson L02 in a data folder of its own."""

    @cache
    def scored(take: Path) -> Result:
        return json.loads(score_bytes(take, tmp_path_factory.mktemp("data")))  # type: ignore[no-any-return]

    return scored


def score_bytes(take: Path, data: Path) -> bytes:
    """What `coach score --json` prints, from an empty data folder."""
    command = [sys.executable, "-m", "coach.cli", "score", str(take), "--lesson", "L02"]
    done = subprocess.run(
        [*command, "--language", "en", "--json"],
        env=os.environ | {"COACH_DATA": str(data)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


@pytest.fixture(scope="session")
def excellent(score: Callable[[Path], Result]) -> Result:
    return score(takes.take(SCRIPTS / "en_na_excellent.md"))


@pytest.fixture(scope="session")
def poor(score: Callable[[Path], Result]) -> Result:
    return score(takes.take(SCRIPTS / "en_na_poor.md"))


@pytest.fixture(scope="session")
def random_words_take(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seventy seconds of words that mean nothing together, said by the same voice."""
    folder = tmp_path_factory.mktemp("random")
    made = random.Random(5)
    said = "\n\n".join(" ".join(made.choices(COMMON, k=12)) + "." for _ in range(12))
    script = folder / "random.md"
    script.write_text(f"---\nid: random\n---\n{said}\n", "utf-8")
    return takes.make(folder / "random.mp4", takes.speech(script), takes.Shape())


@pytest.fixture(scope="session")
def silent_take(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A minute in which somebody stands there and nothing is heard."""
    path = tmp_path_factory.mktemp("silent") / "silent.mp4"
    return takes.make(path, np.zeros(60 * takes.SOUND_HZ, np.int16), takes.Shape())
