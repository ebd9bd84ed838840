"""Listens along while she is still recording, so that little is left to do after she stops."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from coach.domain.evidence import Observed, Observer, ReadsLength
from coach.domain.media import SOUND_HZ, Piece, Recording, SoundPiece, Span, Take
from coach.domain.so_far import SoFar
from coach.pipeline.gathering import AtWork, Gathered
from coach.pipeline.understanding import Understander
from coach.speech.transcriber import Clip, Passage, Transcriber
from coach.speech.voice import WINDOW, VoiceDetector, VoiceStretches

T = TypeVar("T")

PAD_S = 0.3  # a clip ends a little after its voice


class Following:
    """Observers at work on a take that is still being made."""

    def __init__(self, take: Take, observers: Sequence[Observer]) -> None:
        self._working = [(one, AtWork(one.key(take), one.start(take), [])) for one in observers]

    def see(self, piece: Piece) -> None:
        """The next piece of the recording."""
        for _, one in self._working:
            one.findings.extend(one.watching.see(piece))

    def found(self) -> tuple[Observed, ...]:
        """What each observer found so far."""
        return tuple(one.done() for _, one in self._working)

    def of(self, kind: type[T]) -> tuple[T, ...]:
        """What was found so far, of one kind."""
        return tuple(f for _, one in self._working for f in one.findings if isinstance(f, kind))

    def finish(self, take: Take, last: Sequence[Piece] = ()) -> tuple[Observed, ...]:
        """What each observer found, as it would have found it in the finished file that this take now has.

        `last`: pieces that are known only then. Who would observe another thing by now, as the photos were
        changed meanwhile, is left out.
        """
        for _, one in self._working:
            if isinstance(one.watching, ReadsLength):
                one.watching.ended(take.recording)
        for piece in last:
            self.see(piece)
        for _, one in self._working:
            one.findings.extend(one.watching.finish())
        return tuple(one.done() for observer, one in self._working if observer.key(take) == one.key)


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


class Known:
    """What is known so far, understood anew only where words came: ten minutes take half a second."""

    def __init__(self, understand: Understander) -> None:
        self._understand = understand
        self._last: SoFar | None = None

    def now(self, heard: tuple[Observed, ...], voices: Voices, until_s: float) -> SoFar:
        """Understood as the whole take will be, up to where listening came."""
        gathered = Gathered(heard)
        length_s = max([until_s, *(word.span.end_s for word in gathered.words)])
        if self._last is None or len(self._last.words) != len(gathered.words):
            self._last = self._anew(gathered, length_s)
        evidence = replace(self._last.evidence, duration_s=length_s)
        return replace(self._last, until_s=until_s, evidence=evidence, voice=tuple(voices.spans))

    def _anew(self, gathered: Gathered, length_s: float) -> SoFar:
        language = self._understand.recogniser.language
        recording = Recording("", Path(), length_s, None, None, 0, True)
        evidence = self._understand.of(gathered, Take(recording, language.id))
        return SoFar(length_s, evidence, language.utterances(gathered.words))
