"""`coach score` and `coach observe`: the main job without the app."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from coach.assembly import Workplace, hearer, parts, workplace
from coach.capture.photo import fit_to_keep
from coach.capture.probe import probe
from coach.capture.written import read_written
from coach.course.given import Given, read_given
from coach.domain.errors import MediaError
from coach.domain.evidence import NotObserved, Observation
from coach.domain.media import Recording, Take
from coach.domain.rubric import Lesson
from coach.i18n import Speaker
from coach.pipeline import Coached, coach_take, coach_words, gather
from coach.pipeline.gathering import OnProgress
from coach.pipeline.story import understand
from coach.reports import files, terminal
from coach.reports.result import not_observed, observation, recording_told, result, transcript

STAGES = ("reading", "listening", "watching", "judging")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be scored: a recording or a transcript, with what the learner had in front of her."""

    file: Path | None
    words: Path | None
    take: Path | None
    lesson_id: str
    language: str
    photos: tuple[Path, ...] = ()


def score(asked: Asked, as_json: bool, out: Path | None) -> None:
    """Score the recording; print the scorecard, and write the report's files when asked."""
    speaker = Speaker(asked.language)
    at = workplace()
    lesson = at.course.lesson(asked.lesson_id)
    given = _given(asked, at)
    coached, recording = _coached(asked, given, lesson, at)
    told = result(coached, recording, lesson, speaker)
    if as_json:
        print(files.as_json(told), end="")  # noqa: T201  the command's product
    else:
        terminal.show(told, lesson, speaker, Console())
    for path in files.write(out, told, recording) if out else ():
        Console(stderr=True).print(str(path), style="dim")


def _given(asked: Asked, at: Workplace) -> Given:
    """What the take file holds, and the photos named beside it; MediaError when one of them is no picture."""
    given = read_given(asked.take, at.course.intents) if asked.take else Given()
    photos = (*given.photos, *asked.photos)
    for photo in photos:
        if not photo.is_file():
            raise MediaError("photo.missing", name=photo.name)
        fit_to_keep(photo.read_bytes(), photo.name)
    return replace(given, photos=photos)


def _coached(asked: Asked, given: Given, lesson: Lesson, at: Workplace) -> tuple[Coached, Recording]:
    if asked.words is not None and asked.file is None:
        written = read_written(asked.words)
        take = Take(written.recording, asked.language, given.comments, given.card, given.photos)
        understanding = hearer(at.settings, asked.language)
        coached = coach_words(written.words, take, lesson, understanding, timed=written.timed)
        return coached, written.recording
    if asked.file is None or asked.words is not None:
        raise MediaError("score.recording_or_words")
    with progress_bar(Speaker(asked.language)) as on_progress:
        recording = probe(asked.file)
        take = Take(recording, asked.language, given.comments, given.card, given.photos)
        return coach_take(take, lesson, parts(at, asked.language), on_progress), recording


def observe(file: Path, language: str, as_json: bool) -> None:
    """Print what was heard, seen and understood, and what could not be."""
    speaker = Speaker(language)
    at = workplace()
    working = parts(at, language)
    with progress_bar(speaker) as on_progress:
        take = Take(probe(file), language)
        gathered = gather(take, working.observers, working.shelf, on_progress)
        evidence = understand(gathered, take, working)
    told = {
        "recording": recording_told(take.recording),
        "observers": {one.key.name: one.key.version for one in gathered.observed},
        "transcript": transcript(evidence),
        "observations": [observation(one) for one in evidence.observations],
        "not_observed": [not_observed(one) for one in evidence.not_observed],
    }
    if as_json:
        print(files.as_json(told), end="")  # noqa: T201  the command's product
    else:
        _lines((*evidence.observations, *evidence.not_observed), speaker)


def _lines(found: tuple[Observation | NotObserved, ...], speaker: Speaker) -> None:
    console = Console()
    for one in sorted(found, key=lambda one: one.span.start_s if one.span else 0.0):
        at = terminal.clock(one.span.start_s) if one.span else "-"
        if isinstance(one, NotObserved):
            console.print(f"{at:>6}  {one.name}: {speaker.say(one.reason)}", style="dim", markup=False)
        else:
            value = "" if one.value is None else f" {one.value} {one.unit or ''}"
            quote = f" «{one.quote}»" if one.quote else ""
            console.print(f"{at:>6}  {one.name}{value} ({one.certainty:.2f}){quote}", markup=False)


@contextmanager
def progress_bar(speaker: Speaker) -> Iterator[OnProgress]:
    """A bar a stage on stderr, so that stdout stays clean."""
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {stage: bars.add_task(speaker.say(f"stage.{stage}"), total=1.0) for stage in STAGES}

        def on_progress(stage: str, share: float) -> None:
            bars.update(tasks[stage], completed=share)

        yield on_progress
