"""How long a mended rubric takes to re-score a class: 100 kept attempts, short and long."""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path

from bench.figures import Figure, show
from coach.course.course import load
from coach.domain.evidence import Evidence, HearingWindow, Observation
from coach.domain.media import Span
from coach.domain.rubric import Lesson
from coach.domain.transcript import Transcript
from coach.scoring.scorecard import judge
from coach.store import open_store

ATTEMPTS = 100
LESSONS = Path(__file__).resolve().parent.parent / "lessons"
UTTERANCE_S = 5.0
LABELS_AN_UTTERANCE = 3
SEEN = ("face_in_frame", "face_height", "face_center_x", "eye_line", "framing", "face_luma", "light")


def attempt(length_s: float, names: tuple[str, ...], seed: int) -> Evidence:
    """A take with an utterance every five seconds, a few labels each, and a picture sample every second."""
    chance = random.Random(seed)
    said = (
        Observation(name, Span(at, at + UTTERANCE_S), None, None, chance.uniform(0.25, 1), f"{name} {at}")
        for at in _every(UTTERANCE_S, length_s)
        for name in chance.sample(names, LABELS_AN_UTTERANCE)
    )
    seen = (
        Observation(name, Span(at, at + 1), float(chance.randint(0, 4)), "level")
        for at in _every(1, length_s)
        for name in SEEN
    )
    hearing = tuple(HearingWindow(Span(at, at + 30), True, 20) for at in _every(30, length_s))
    return Evidence(Transcript("vi", ()), (*said, *seen), (), hearing, length_s, hearing_needed_s=10)


def _every(step_s: float, length_s: float) -> list[float]:
    return [step_s * i for i in range(int(length_s / step_s))]


def rescore_s(lesson: Lesson, length_s: float, names: tuple[str, ...]) -> float:
    """Processor seconds for reading all kept attempts from a store and judging them anew."""
    with tempfile.TemporaryDirectory() as folder:
        shelf = open_store(Path(folder)).evidence
        for seed in range(ATTEMPTS):
            shelf.keep_understood(str(seed), "0" * 64, attempt(length_s, names, seed))
        begun = time.process_time()
        for seed in range(ATTEMPTS):
            evidence = shelf.understood(str(seed))
            assert evidence is not None
            judge(evidence, lesson)
        return time.process_time() - begun


def main() -> None:
    begun = time.process_time()
    course = load(LESSONS)
    show(Figure("read_course", time.process_time() - begun, "CPU s"))
    lesson = course.lesson("L02")
    names = (
        *course.labels,
        "quantity",
        "duration",
        "clock_time",
        "place.commune",
        "place.other",
        "person_name",
    )
    for minutes in (2, 10):
        took_s = rescore_s(lesson, minutes * 60, names)
        show(Figure(f"rescore_{ATTEMPTS}_of_{minutes}_min", took_s, "CPU s", at_most=3.0))


if __name__ == "__main__":
    main()
