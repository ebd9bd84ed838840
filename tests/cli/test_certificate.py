"""`coach certificate check` in a real process: genuine, or not in the register."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from coach.domain.certificates import readable
from coach.store import open_store

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def check(number: str, data: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "coach.cli", "certificate", "check", number]
    environment = os.environ | {"COACH_DATA": str(data), "COACH_LANGUAGE": "vi"}
    return subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_a_number_is_genuine_or_not_here(tmp_path: Path) -> None:
    store = open_store(tmp_path)
    number = store.certificates.issue(store.people.add("Nguyễn Thị Hường", "bác", NOON), 14, NOON).number
    store.engine.dispose()
    genuine = check(readable(number).lower(), tmp_path)
    assert genuine.returncode == 0
    assert "Nguyễn Thị Hường" in genuine.stdout
    assert "21 tháng 11, 2026" in genuine.stdout
    wrong = check(number[:-1], tmp_path)
    assert wrong.returncode == 1
    assert "không có số này" in wrong.stdout
    assert "Hường" not in wrong.stdout
