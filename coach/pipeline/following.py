"""Listens along while she is still recording, so that little is left to do after she stops."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from coach.domain.evidence import Observed, Observer
from coach.domain.media import SOUND_HZ, Recording, SoundPiece, Span, Take
from coach.domain.transcript import Word
from coach.pipeline.gathering import AtWork
from coach.pipeline.understanding import Understander
from coach.speech.transcriber import Clip, Passage, Transcriber
from coach.speech.voice import WINDOW, VoiceDetector, VoiceStretches
from coach.viewers.heard import Heard

PAD_S = 0.3  # a clip ends a little after its voice

T = TypeVar("T")
_HEARD = TypeAdapter(Heard)


class Following:
    """Observers that need nothing but sound, at work on a take that is still being made."""

    def __init__(self, take: Take, observers: Sequence[Observer]) -> None:
        self._working = [AtWork(one.key(take), one.start(take), []) for one in observers]

    def hear(self, piece: SoundPiece) -> None:
        """The next piece of sound."""
        for one in self._working:
            one.findings.extend(one.watching.see(piece))

    def of(self, kind: type[T]) -> tuple[T, ...]:
        """What was found so far, of one kind."""
        return tuple(f for one in self._working for f in one.findings if isinstance(f, kind))

    def finish(self) -> tuple[Observed, ...]:
        """The sound has ended: what each observer found, as it would have found it in the finished file."""
        for one in self._working:
            one.findings.extend(one.watching.finish())
        return tuple(one.done() for one in self._working)


class Reached:
    """A recogniser that notes up to which second it has recognised."""

    def __init__(self) -> None:
        self.until_s = 0.0
        self._inner: Transcriber | None = None

    def around(self, inner: Transcriber) -> Transcriber:
        """Stand before that recogniser."""
        self._inner = inner
        return self

    def recognise(self, clips: Sequence[Clip], language: str) -> list[Passage]:
        """See `Transcriber`."""
        assert self._inner is not None  # noqa: S101  nobody asks before it stands somewhere
        passages = self._inner.recognise(clips, language)
        self.until_s = max([self.until_s, *(clip.span.end_s for clip in clips)])
        return passages


class Voices:
    """Where a voice was and is: what of it was not recognised yet is no silence."""

    def __init__(self) -> None:
        self._detector, self._stretches = VoiceDetector(), VoiceStretches()
        self.spans: list[Span] = []
        self._now_s = 0.0

    def hear(self, piece: SoundPiece) -> None:
        """The next piece of sound."""
        for window in self._detector.hear(piece.samples):
            stretch = self._stretches.step(window)
            if stretch is not None:
                self.spans.append(stretch.span())
            self._now_s = (window.index + 1) * WINDOW / SOUND_HZ

    def so_far(self) -> list[Span]:
        """Where a voice was, and is just now."""
        first = self._stretches.first
        return self.spans if first is None else [*self.spans, Span(first * WINDOW / SOUND_HZ, self._now_s)]

    def settled_s(self, recognised_s: float) -> float:
        """The second up to which everything that was said is recognised."""
        waiting = [one.start_s for one in self.spans if one.end_s > recognised_s + PAD_S]
        if self._stretches.first is not None:
            waiting.append(self._stretches.first * WINDOW / SOUND_HZ)
        return min(self._now_s, max(recognised_s, min(waiting))) if waiting else self._now_s


def heard_so_far(following: Following, voices: Voices, until_s: float, understand: Understander) -> Heard:
    """What viewers know by now: labels and slots in the words, where a voice was, how far listening came."""
    words = following.of(Word)
    length_s = max([until_s, *(word.span.end_s for word in words)])
    recording = Recording("", Path(), length_s, None, None, 0, True)
    take = Take(recording, understand.recogniser.language.id)
    evidence = understand.of_words(words, take, timed=False)  # the pace does not matter here
    return Heard(evidence.observations, tuple(voices.spans), until_s, words)


def written(heard: Heard) -> bytes:
    """What viewers know, as JSON for another process."""
    return _HEARD.dump_json(heard)


def read_heard(told: bytes) -> Heard:
    """What another process has written."""
    return _HEARD.validate_json(told)
