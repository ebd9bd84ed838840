"""From settings to working parts: the only place that knows which part is made of what."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coach import models
from coach.capture.damage import DamageObserver
from coach.course import Course, load
from coach.domain.errors import ModelMissing
from coach.domain.evidence import Observer
from coach.jobs import Desk
from coach.jobs.engines import engine_for, engine_url
from coach.pipeline import Parts
from coach.pipeline.preflight import Preflight
from coach.pipeline.remembered import Clips, RememberedTranscriber
from coach.pipeline.understanding import Understander, understander
from coach.settings import Settings
from coach.speech.hearing import HearingObserver
from coach.speech.intonation import IntonationObserver
from coach.speech.loud_clear import LoudClearObserver
from coach.speech.loudness import LoudnessObserver
from coach.speech.transcriber import Transcriber
from coach.speech.whisper import WhisperTranscriber, identity
from coach.store import Store, open_store
from coach.store.taught_folder import understood_by
from coach.vision.cascade import Cascade
from coach.vision.faces import FaceFinder, FindFaces, RememberedFaces
from coach.vision.product_watch import ProductObserver
from coach.vision.second_look import SecondLook
from coach.vision.watch import vision_observers
from coach.vision.yunet import YuNet

log = logging.getLogger(__name__)

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
    return Workplace(settings, remembered(settings), load(settings.lessons))


def remembered(settings: Settings) -> Store:
    """Open the store where the settings say that it is."""
    return open_store(settings.data, settings.db, settings.blobs)


def desk(settings: Settings, store: Store) -> Desk:
    """Where takes are handed in, and the engine that carries them; opened when it is first used."""
    url = engine_url(settings.data, settings.engine_db, settings.db)
    return Desk(store, engine_for(url, settings.engine))


def unwrapped(transcriber: Transcriber) -> Transcriber:
    """The recogniser as it is."""
    return transcriber


def parts(at: Workplace, language: str, around: Around = unwrapped) -> Parts:
    """The parts that score a take spoken in that language; `around` may wrap the recogniser.

    ModelMissing without a recogniser. Without a face model the picture checks say that they could not judge.
    """
    return Parts(
        observers=observers(at.settings, around),
        understanding=hearer(at.settings, language),
        shelf=at.store.evidence,
    )


def remembering(at: Workplace, sha256: str) -> Around:
    """Wraps a recogniser so that what it heard of that recording is kept, should it be broken off."""
    return remembering_in(at.settings, at.store.clips, sha256)


def remembering_in(settings: Settings, clips: Clips, id: str) -> Around:
    """Wraps a recogniser so that what it heard is kept in `clips` under that id."""
    return lambda inner: RememberedTranscriber(inner, clips, id, _recogniser(settings)[1])


def hearer(settings: Settings, language: str) -> Understander:
    """What understands words of that language by itself, without recordings or weights."""
    lessons, cache = understood_by(settings.data, settings.lessons, language, settings.cache)
    return understander(language, lessons, cache)


def observers(settings: Settings, around: Around = unwrapped) -> tuple[Observer, ...]:
    """All who listen and watch; ModelMissing without a recogniser."""
    return (*listeners(settings, around), DamageObserver(), *watchers(settings))


def listeners(settings: Settings, around: Around = unwrapped) -> tuple[Observer, ...]:
    """All who need nothing but sound; ModelMissing without a recogniser."""
    return (_hearing(settings, around), LoudnessObserver(), LoudClearObserver(), IntonationObserver())


def watchers(settings: Settings) -> tuple[Observer, ...]:
    """All who watch; what needs faces is not judged where no face finder is there."""
    find, digest = _faces(settings)
    faces = RememberedFaces(SecondLook(find)) if find else None
    return (*vision_observers(faces, digest), ProductObserver(faces, digest))


def preflight(settings: Settings) -> Callable[[bool], Preflight]:
    """Who looks before the start, by whether a wide picture is wanted; the weights are read once."""
    find, _ = _faces(settings)
    upright, wide = Preflight(find), Preflight(find, wide=True)
    return lambda is_wide: wide if is_wide else upright


def _hearing(settings: Settings, around: Around) -> Observer:
    folder, inputs = _recogniser(settings)
    return HearingObserver(lambda: around(WhisperTranscriber(folder, settings.threads)), inputs)


def _recogniser(settings: Settings) -> tuple[Path, str]:
    """Where the recogniser's weights lie, and what its words depend on besides sound and language."""
    folder = models.find(settings.recogniser, cache=settings.cache)
    return folder, identity(models.digest(folder, cache=settings.cache))


def _faces(settings: Settings) -> tuple[FindFaces | None, str]:
    """The face finders that are there, one asking the other, and which weights they have."""
    first, first_digest = _weights(settings, settings.faces)
    second, second_digest = _official(settings)
    finder = FaceFinder(first) if first else None
    if second is None:
        return finder, first_digest
    return Cascade(YuNet(second), finder), f"{second_digest}+{first_digest}"


def _official(settings: Settings) -> tuple[Path | None, str]:
    """YuNet, if it is the file that was measured (docs/vision.md): another one would see other faces."""
    path, digest = _weights(settings, settings.second_faces)
    if path and not models.is_pinned("yunet", path, cache=settings.cache):
        log.warning("second face finder left out: not the official file", extra={"file": path.name})
        return None, ""
    return path, digest


def _weights(settings: Settings, name: str) -> tuple[Path | None, str]:
    """Where they are and their digest; nothing where they are missing."""
    try:
        path = models.find(name, cache=settings.cache)
    except ModelMissing as error:
        log.info("weights not used", extra={"model": Path(name).name, "reason": error.id})
        return None, ""
    return path, models.digest(path, cache=settings.cache)
