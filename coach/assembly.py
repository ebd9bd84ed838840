"""From settings to working parts: the only place that knows which part is made of what."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from coach import models
from coach.capture.damage import DamageObserver
from coach.course import Course, load
from coach.domain.errors import ModelMissing
from coach.domain.evidence import Observer
from coach.pipeline import Parts
from coach.pipeline.understanding import Understander, understander
from coach.settings import Settings
from coach.speech.hearing import HearingObserver
from coach.speech.loudness import LoudnessObserver
from coach.speech.transcriber import Transcriber
from coach.speech.whisper import WhisperTranscriber, identity
from coach.store import Store, open_store
from coach.vision.faces import FaceFinder, RememberedFaces
from coach.vision.product_watch import ProductObserver
from coach.vision.watch import vision_observers

Around = Callable[[Transcriber], Transcriber]


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


def unwrapped(transcriber: Transcriber) -> Transcriber:
    """The recogniser as it is."""
    return transcriber


def parts(at: Workplace, language: str, around: Around = unwrapped) -> Parts:
    """The parts that score a take spoken in that language; `around` may wrap the recogniser.

    ModelMissing without a recogniser. Without a face model the picture checks say that they could not judge.
    """
    return Parts(
        observers=observers(at.settings, around),
        understanding=understander(language, at.settings.lessons, at.settings.cache),
        shelf=at.store.evidence,
    )


def hearer(settings: Settings, language: str) -> Understander:
    """What understands words of that language by itself, without recordings, store or weights."""
    return understander(language, settings.lessons, settings.cache)


def observers(settings: Settings, around: Around = unwrapped) -> tuple[Observer, ...]:
    """All who listen and watch; ModelMissing without a recogniser."""
    heard = (_hearing(settings, around), LoudnessObserver(), DamageObserver())
    finder, digest = _faces(settings)
    faces = RememberedFaces(finder) if finder else None
    return (*heard, *vision_observers(faces, digest), ProductObserver(faces, digest))


def _hearing(settings: Settings, around: Around) -> Observer:
    folder = models.find(settings.recogniser, cache=settings.cache)
    inputs = identity(models.digest(folder, cache=settings.cache))
    return HearingObserver(lambda: around(WhisperTranscriber(folder, settings.threads)), inputs)


def _faces(settings: Settings) -> tuple[FaceFinder | None, str]:
    try:
        path = models.find(settings.faces, cache=settings.cache)
    except ModelMissing:
        return None, ""
    return FaceFinder(path), models.digest(path, cache=settings.cache)
