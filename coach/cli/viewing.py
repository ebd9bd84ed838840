"""`coach viewers`: what practice viewers would have typed beside a transcript, for trainers and authors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from coach.assembly import hearer
from coach.capture.written import read_written
from coach.course import Course, load
from coach.course.given import Given, read_given
from coach.course.library import load_library
from coach.domain.evidence import Evidence
from coach.domain.media import Recording, ShownComment, Span, Take
from coach.domain.rubric import Lesson
from coach.domain.transcript import Word
from coach.i18n import Speaker
from coach.reports.terminal import clock
from coach.scoring.replies import Asking, earned
from coach.settings import Settings
from coach.viewers import Audience, Heard, Room, Turn, hardness, open_room, react
from coach.viewers.heard import SURE

ANSWERED_WITHIN_S = 60.0
LISTENS_EACH_S = 10.0  # how often the numbers beside the comments are shown
BREATH_S = 0.5  # silence that begins a new line


@dataclass(frozen=True, slots=True)
class Asked:
    """Which room: lesson, seed, the words said if there are any, card, language, how hard."""

    lesson_id: str
    seed: int
    words: Path | None
    take: Path | None
    language: str
    difficulty: int | None


def show(asked: Asked) -> None:
    """Print the evening: what was said and typed, how many watched, and which questions were answered."""
    settings = Settings()
    course = load(settings.lessons)
    lesson = course.lesson(asked.lesson_id)
    given = read_given(asked.take, course.intents) if asked.take else Given()
    library = load_library(settings.lessons, asked.language)
    hard = asked.difficulty or hardness(library, lesson.id)
    evidence = _understood(asked, given, settings) if asked.words else None
    length_s = evidence.duration_s if evidence else lesson.practice_s[1]
    plan = open_room(Audience(library, lesson.id, given.card, hard), asked.seed, length_s)
    heard = _heard(evidence) if evidence else None
    for line in _evening(Room(plan), length_s, heard, Speaker(asked.language)):
        typer.echo(line)
    if evidence:
        shown = react(Room(plan), length_s, heard).comments
        for line in _answers(evidence, shown, lesson, course):
            typer.echo(line)


def _understood(asked: Asked, given: Given, settings: Settings) -> Evidence:
    written = read_written(asked.words) if asked.words else None
    assert written is not None  # noqa: S101  the caller asked
    recording: Recording = written.recording
    take = Take(recording, asked.language, given.comments, given.card)
    return hearer(settings, asked.language).of_words(written.words, take, timed=True)


def _heard(evidence: Evidence) -> Heard:
    words = evidence.transcript.words
    spans = tuple(Span(line[0].span.start_s, line[-1].span.end_s) for line in _lines(words))
    return Heard(evidence.observations, spans, evidence.duration_s, words)


def _lines(words: tuple[Word, ...]) -> Iterator[list[Word]]:
    """Words said in one breath."""
    line: list[Word] = []
    for word in words:
        if line and word.span.start_s - line[-1].span.end_s > BREATH_S:
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _evening(room: Room, length_s: float, heard: Heard | None, speaker: Speaker) -> list[str]:
    told = [
        (line[0].span.start_s, f"{clock(line[0].span.start_s):>6}  {' '.join(word.text for word in line)}")
        for line in _lines(heard.words if heard else ())
    ]
    at_s, cue = 0.0, ""
    while at_s < length_s:
        at_s = min(length_s, at_s + 1.0)
        turn = react(room, at_s, heard)
        room = turn.room
        told += [(one.at_s, _comment(one)) for one in turn.comments]
        new = speaker.say(turn.cue.id, **turn.cue.values) if turn.cue else ""
        if new and new != cue:
            told.append((at_s, f"{clock(at_s):>6}      ( {new} )"))
        cue = new
        if at_s % LISTENS_EACH_S == 0:
            told.append((at_s, _numbers(at_s, turn)))
    return [line for _, line in sorted(told, key=lambda one: one[0])]


def _comment(one: ShownComment) -> str:
    return f"{clock(one.at_s):>6}      > {one.name}: {one.text}   [{one.intent or one.id.partition('+')[2]}]"


def _numbers(at_s: float, turn: Turn) -> str:
    return f"{clock(at_s):>6}      · {turn.viewers} watch, {turn.hearts} hearts"


def _answers(
    evidence: Evidence, shown: tuple[ShownComment, ...], lesson: Lesson, course: Course
) -> Iterator[str]:
    asking = Asking(course.intents, ANSWERED_WITHIN_S, 0, SURE)
    questions = tuple(one for one in shown if one.intent)
    found = earned(evidence, questions, asking)
    yield f"{lesson.id}: {sum(one.answered for one in found)} / {len(found)}"
    for one in found:
        sign = "+" if one.answered else "-"
        yield f"{clock(one.comment.at_s):>6}  {sign} {one.comment.intent}: {one.comment.text}"
