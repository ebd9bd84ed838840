"""The main job on real English sound: what was said is found, and what was not said earns nothing."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from tests.e2e.conftest import SCRIPTS, score_bytes
from tools import takes

pytestmark = [pytest.mark.whisper, pytest.mark.slow]
Result = Mapping[str, Any]


def expected(script: str) -> dict[str, int]:
    head = (SCRIPTS / f"{script}.md").read_text("utf-8").split("---")[1]
    return dict(YAML(typ="safe").load(head)["expected"])


def judged(result: Result) -> dict[str, Any]:
    return {one["criterion"]: one for one in result["judgements"] if one["weight"] > 0}


def test_every_criterion_of_the_good_take_is_within_one_level_of_its_script(excellent: Result) -> None:
    should = expected("en_na_excellent")
    levels = {name: one["level"] for name, one in judged(excellent).items()}
    off = {
        n: (level, should[n]) for n, level in levels.items() if level is None or abs(level - should[n]) > 1
    }
    assert not off, off


def test_every_level_above_none_carries_what_earned_it(excellent: Result, poor: Result) -> None:
    for name, one in judged(excellent).items():
        assert one["level"] > 0, name
        assert one["evidence"], name
    for name, one in judged(poor).items():
        assert one["evidence"] or one["level_low"] == 0, name


def test_the_poor_take_is_at_least_forty_points_lower(excellent: Result, poor: Result) -> None:
    assert excellent["points"]["low"] - poor["points"]["low"] >= 40
    assert excellent["points"]["low"] > poor["points"]["high"]


def test_quotes_stand_in_the_transcript_at_their_seconds(excellent: Result, poor: Result) -> None:
    for result in (excellent, poor):
        words = result["transcript"]["words"]
        for one in (seen for judgement in result["judgements"] for seen in judgement["evidence"]):
            if one["quote"]:
                inside = [
                    word["text"]
                    for word in words
                    if word["start_s"] >= one["start_s"] - 0.5 and word["end_s"] <= one["end_s"] + 0.5
                ]
                assert one["quote"] in " ".join(inside), one


def test_random_words_earn_nothing(score: Any, random_words_take: Path) -> None:
    result = score(random_words_take)
    assert result["points"]["low"] == 0, judged(result)


def test_silence_is_never_judged(score: Any, silent_take: Path) -> None:
    result = score(silent_take)
    assert {one["state"] for one in judged(result).values()} == {"unknown"}
    assert result["points"] == {"low": 0.0, "high": 100.0, "out_of": 100, "cap": 100.0}
    assert result["transcript"]["words"] == []


def test_the_same_recording_gives_the_same_bytes(tmp_path: Path) -> None:
    take = takes.take(SCRIPTS / "en_na_poor.md")
    assert score_bytes(take, tmp_path / "one") == score_bytes(take, tmp_path / "two")
