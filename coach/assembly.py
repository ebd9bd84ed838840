"""From settings to working parts: the only place that knows which part is made of what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from coach import models
from coach.course import Course, load
from coach.domain.errors import ModelMissing
from coach.domain.evidence import Observer
from coach.pipeline import Parts
from coach.pipeline.absent import Absent
from coach.pipeline.understanding import Examples, understanding
from coach.settings import Settings
from coach.speech.hearing import HearingObserver
from coach.speech.loudness import LoudnessObserver
from coach.speech.whisper import WhisperTranscriber
from coach.store import Store, open_store
from coach.vision.faces import FaceFinder
from coach.vision.watch import vision_observers


@dataclass(frozen=True, slots=True)
class Workplace:
    """An installation at work: its settings, what it remembers, and the course it teaches."""

    settings: Settings
    store: Store
    course: Course


def workplace(settings: Settings | None = None) -> Workplace:
    """Open the store and load the course; JobError or LessonError say what is in the way."""
    settings = settings or Settings()
    return Workplace(settings, open_store(settings.data), load(settings.lessons))


def parts(at: Workplace, language: str) -> Parts:
    """The parts that score a take spoken in that language; ModelMissing without a recogniser."""
    examples = Examples(at.settings.lessons, at.settings.cache, language)
    return Parts(tuple(observers(at.settings)), understanding(examples), at.store.evidence)
