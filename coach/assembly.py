"""From settings to working parts: the only place that knows which part is made of what."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from coach import models
from coach.capture.damage import DamageObserver
from coach.course import Course, load
from coach.course.shipped import changed_by_hand, touched
from coach.domain.errors import LessonError, ModelMissing
from coach.domain.evidence import Observer
from coach.domain.rubric import Lesson
from coach.jobs import Desk
from coach.jobs.engines import engine_for, engine_url
from coach.pipeline import Parts
from coach.pipeline.preflight import Preflight
from coach.pipeline.remembered import Clips, RememberedTranscriber
from coach.pipeline.understanding import Understander, understander
from coach.settings import Settings, shipped
from coach.speech.hearing import HearingObserver
from coach.speech.intonation import IntonationObserver
from coach.speech.loud_clear import LoudClearObserver
from coach.speech.loudness import LoudnessObserver
from coach.speech.transcriber import Transcriber
from coach.speech.whisper import WhisperTranscriber, identity
from coach.store import Store, open_store
from coach.store.taught import FOLDER, Taught, taught
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
    """An installation at work: its settings, what it remembers, and the course it teaches.

    `settings.lessons` is the course as it is taught: what came, and laid over it what was signed here.
    """

    settings: Settings
    store: Store
    course: Course
    taught: Taught | None = None

    def to_score(self, lesson_id: str) -> Lesson:
        """The lesson to score a learner by; LessonError lesson.unsigned where nobody signed how it reads."""
        path = self.taught.unsigned.get(lesson_id) if self.taught else None
        if path:
            raise LessonError("lesson.unsigned", lesson=lesson_id, file=path)
        return self.course.lesson(lesson_id)


def workplace(settings: Settings | None = None) -> Workplace:
    """Open the store and load the course; JobError or LessonError say what is in the way."""
    settings = settings or Settings()
    return at_work(settings, remembered(settings))


def at_work(settings: Settings, store: Store) -> Workplace:
    """The workplace with the course as it is signed now.

    Where a signed version does not fit this program (any more), the course is taught as it came.
    """
    now = taught(settings.lessons, store.versions, settings.data)
    try:
        course = load(now.folder)
    except LessonError as error:
        if now.folder == now.base:
            raise
        log.warning("lessons_refused version=%s why=%s", now.version and now.version.id[:8], error.id)
        now = replace(now, folder=now.base, refused=error)
        course = load(now.folder)
    by_hand = _by_hand(now, settings)
    now = replace(now, by_hand=by_hand, unsigned=touched(course, by_hand))
    return Workplace(settings.model_copy(update={"lessons": now.folder}), store, course, now)


def renewed(at: Workplace) -> Workplace:
    """The same workplace, or with the course as signed since; one small question where nothing was signed."""
    if at.taught is None or at.store.versions.newest() == at.taught.newest:
        return at
    return at_work(at.settings.model_copy(update={"lessons": at.taught.base}), at.store)


def _by_hand(now: Taught, settings: Settings) -> tuple[str, ...]:
    """Files changed by hand and not signed; a folder of our own making was looked at when it was made."""
    if now.base.parent == settings.data / FOLDER:
        return ()
    signed = now.version.files if now.version and now.refused is None else {}
    changed = changed_by_hand(now.base, shipped("lessons"))
    return tuple(path for path in changed if path not in signed)


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
