"""The result reads the same for programs and people, and its files hold the moments that mattered."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from rich.console import Console

from coach.capture.probe import probe
from coach.course import load
from coach.domain.evidence import Claim, Evidence, NotObserved, Observation
from coach.domain.media import Notice, Recording, Span
from coach.domain.rubric import Lesson
from coach.domain.scorecard import Judgement, Reason, Scorecard, State
from coach.domain.transcript import Transcript, Word
from coach.i18n import Speaker
from coach.pipeline import Coached
from coach.reports import files, terminal
from coach.reports.result import result
from coach.settings import shipped
from tests import clips

SAID = Observation("origin", Span(1.0, 2.0), certainty=0.91, quote="na Chi Lăng")
FAULT = Observation("framing.fault", Span(0.0, 3.0), "advice.framing.step_back", "advice", 0.9, "", 2.0)


@pytest.fixture
def recording(tmp_path: Path) -> Recording:
    return probe(clips.make(tmp_path / "take.mp4", 4, clips.Picture(), clips.Sound()))


@pytest.fixture
def coached() -> Coached:
    word = Word("Lăng", Span(1.5, 2.0), 0.8)
    gone = NotObserved("face_light", "vision.no_picture")
    judgements = (
        _judgement("origin_place", State.CHECK, 2, 4, SAID),
        _judgement("frame_upper_body", State.JUDGED, 1, 1, FAULT),
    )
    evidence = Evidence(Transcript("vi", (word,)), (SAID, FAULT), (gone, gone), (), 4.0)
    claim = Claim("sup_best", "warn", Span(1, 2), "ngon nhất", ("Nói số đo.",))
    card = Scorecard("L02", "d" * 64, judgements, (claim,), (Notice("media.cut_short", {"lost_s": 3.0}),))
    return Coached(card, evidence, {"hearing": "1"})


def _judgement(criterion: str, state: State, low: int, high: int, seen: Observation) -> Judgement:
    reason = Reason("reason.reached", {"level": low, "top": 4})
    weight = 0.0 if criterion == "frame_upper_body" else 3.0
    return Judgement(criterion, weight, state, low, low, high, 4, 0.9, (seen,), (), reason)


@pytest.fixture(scope="module")
def lesson() -> Lesson:
    return load(shipped("lessons")).lesson("L02")


def test_the_result_holds_what_the_command_line_promises(
    coached: Coached, recording: Recording, lesson: Lesson
) -> None:
    told = result(coached, recording, lesson, Speaker("vi"))
    assert list(told) == [
        "lesson",
        "recording",
        "observers",
        "points",
        "passes",
        "usual",
        "judgements",
        "claims",
        "notices",
        "not_observed",
        "transcript",
    ]
    first = told["judgements"][0]
    assert (first["state"], first["level"], first["level_high"]) == ("check", 2, 4)
    assert first["evidence"][0]["quote"] == "na Chi Lăng"
    assert told["points"] == {"low": 50.0, "high": 100.0, "out_of": 100, "cap": 100.0}
    assert told["not_observed"] == [{"name": "face_light", "reason": "vision.no_picture"}]
    assert json.loads(files.as_json(told)) == told


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_terminal_shows_words_seconds_and_ranges(
    coached: Coached, recording: Recording, lesson: Lesson, language: str
) -> None:
    page = io.StringIO()
    speaker = Speaker(language)
    terminal.show(result(coached, recording, lesson, speaker), lesson, speaker, Console(file=page, width=100))
    for part in ("50-100", "2-4/4", "0:01 «na Chi Lăng»", "«ngon nhất»", lesson.title[language]):
        assert part in page.getvalue()


def test_the_same_words_at_the_same_second_stand_once_and_at_another_twice(
    coached: Coached, recording: Recording, lesson: Lesson
) -> None:
    page, speaker = io.StringIO(), Speaker("vi")
    told = result(coached, recording, lesson, speaker)
    (first, *_) = told["judgements"][0]["evidence"]
    told["judgements"][0]["evidence"] = [first, dict(first), first | {"start_s": 65.0}]
    terminal.show(told, lesson, speaker, Console(file=page, width=100))
    quoted = [line.strip() for line in page.getvalue().splitlines() if "«na Chi Lăng»" in line]
    assert quoted == ["0:01 «na Chi Lăng»", "1:05 «na Chi Lăng»"]


def test_files_hold_the_worst_moment_and_the_quoted_one(
    coached: Coached, recording: Recording, lesson: Lesson, tmp_path: Path
) -> None:
    written = files.write(tmp_path / "báo cáo", result(coached, recording, lesson, Speaker("vi")), recording)
    assert [path.name for path in written] == [
        "scorecard.json",
        "transcript.txt",
        "moment-00001.5s.jpg",
        "moment-00002.0s.jpg",
    ]
    assert written[1].read_text("utf-8") == "[0:01] Lăng\n"
    assert written[2].read_bytes()[:3] == b"\xff\xd8\xff"


@pytest.mark.parametrize(("at_s", "shown"), [(0, "0:00"), (59.9, "0:59"), (83.4, "1:23"), (3725, "62:05")])
def test_a_clock_reads_as_people_read_it(at_s: float, shown: str) -> None:
    assert terminal.clock(at_s) == shown
