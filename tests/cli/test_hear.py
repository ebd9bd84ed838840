"""`coach hear` and `coach score --words`: the same understanding, for lines and transcripts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "lessons" / "scripts" / "vi_na_excellent.md"
CORE = {
    "origin", "greet", "story", "cta", "order", "promo", "price",
    "taste", "use", "proof", "ship", "guarantee", "interact", "health",
}  # fmt: skip
LINES = (
    "na này năm mươi nghìn một cân",
    "",
    "gọi em số 0912 345 678 nhé",
    "na nhà em trồng ở xã Chi Lăng, tỉnh Lạng Sơn",
)


def coach(*arguments: str, said: str | bytes = "", **settings: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line in its own process, with these words on standard input."""
    command = [sys.executable, "-m", "coach.cli", *arguments]
    given = said if isinstance(said, bytes) else said.encode()
    return subprocess.run(command, env=os.environ | settings, input=given, capture_output=True, check=False)


@cache
def heard() -> tuple[dict[str, Any], ...]:
    done = coach("hear", "--language", "vi", "--json", said="\n".join(LINES))
    assert done.returncode == 0, done.stderr
    return tuple(json.loads(line) for line in done.stdout.decode().splitlines())


@pytest.mark.slow
def test_each_line_is_told_in_one_line_with_the_core_labels() -> None:
    assert [one["text"] for one in heard()] == list(LINES)
    for one in heard():
        assert set(one) == {"text", "labels", "heard", "slots"}
        assert set(one["labels"]) == CORE
        assert all(0 <= probability <= 1 for probability in one["labels"].values())
        assert {name for name, p in one["labels"].items() if p > 0.5} <= set(one["heard"])
        assert all(set(slot) == {"kind", "value", "unit", "text"} for slot in one["slots"])


@pytest.mark.slow
def test_a_price_and_an_origin_are_heard_and_nothing_in_nothing() -> None:
    price, empty, _, origin = heard()
    assert "price" in price["heard"]
    assert price["slots"][0] == {
        "kind": "money", "value": 50_000, "unit": "VND", "text": "năm mươi nghìn",
    }  # fmt: skip
    assert "origin" in origin["heard"]
    assert (empty["heard"], empty["slots"]) == ([], [])


@pytest.mark.slow
def test_a_phone_number_is_in_no_slot() -> None:
    called = heard()[2]
    phone = [slot for slot in called["slots"] if slot["kind"] == "phone"]
    assert phone == [{"kind": "phone", "value": None, "unit": None, "text": ""}]
    assert "912" not in json.dumps({"heard": called["heard"], "slots": called["slots"]})


def test_numbers_are_told_a_line_a_line_empty_where_there_are_none() -> None:
    done = coach("hear", "--numbers", said="năm mươi nghìn một cân\r\n\nem chào cả nhà\n35k\n0912 345 678")
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().splitlines() == ["50000", "", "", "35000", ""]


def test_numbers_of_other_languages() -> None:
    assert coach("hear", "--numbers", "--language", "id", said="lima puluh ribu").stdout.split() == [b"50000"]


def test_lines_are_utf8_whatever_the_machine_thinks() -> None:
    done = coach("hear", "--numbers", said="năm mươi nghìn một cân", PYTHONIOENCODING="cp1252")
    assert done.stdout.split() == [b"50000"]


def test_no_lines_tell_nothing() -> None:
    done = coach("hear", "--numbers", said="")
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.slow
def test_a_transcript_is_scored_without_a_recording(tmp_path: Path) -> None:
    words = ("--words", str(SCRIPT), "--lesson", "L02", "--json")
    done = coach("score", *words, COACH_DATA=str(tmp_path))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    levels = {one["criterion"]: one["level_low"] for one in told["judgements"]}
    assert told["lesson"]["id"] == "L02"
    assert levels["origin_place"] >= 3
    assert told["points"]["low"] >= 70


@pytest.mark.parametrize("given", [(), ("take.mp4", "--words", str(SCRIPT))], ids=["neither", "both"])
@pytest.mark.parametrize(("language", "sentence"), [("en", "Give exactly one"), ("vi", "Cần đúng một thứ")])
def test_either_a_recording_or_its_words(
    tmp_path: Path, given: tuple[str, ...], language: str, sentence: str
) -> None:
    done = coach("score", *given, "--lesson", "L02", "--language", language, COACH_DATA=str(tmp_path))
    assert (done.returncode, done.stdout) == (3, b"")
    (line,) = done.stderr.decode().splitlines()
    assert sentence in line
    assert "--words" in line


def test_words_that_are_not_there_are_the_files_fault(tmp_path: Path) -> None:
    done = coach("score", "--words", "nowhere.md", "--lesson", "L02", COACH_DATA=str(tmp_path))
    assert done.returncode == 3
    assert "nowhere.md" in done.stderr.decode()
