"""Listens along while she is still recording, so that little is left to do after she stops."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from coach.domain.evidence import Observed, Observer
from coach.domain.media import SOUND_HZ, Recording, SoundPiece, Span, Take
from coach.domain.so_far import SoFar
from coach.pipeline.gathering import AtWork, Gathered
from coach.pipeline.understanding import Understander
from coach.speech.transcriber import Clip, Passage, Transcriber
from coach.speech.voice import WINDOW, VoiceDetector, VoiceStretches

PAD_S = 0.3  # a clip ends a little after its voice


class Following:
    """Observers that need nothing but sound, at work on a take that is still being made."""

    def __init__(self, take: Take, observers: Sequence[Observer]) -> None:
        self._working = [AtWork(one.key(take), one.start(take), []) for one in observers]

    def hear(self, piece: SoundPiece) -> None:
        """The next piece of sound."""
        for one in self._working:
            one.findings.extend(one.watching.see(piece))

    def found(self) -> Gathered:
        """What was found so far."""
        return Gathered(tuple(one.done() for one in self._working))

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

    def settled_s(self, recognised_s: float) -> float:
        """The second up to which everything that was said is recognised."""
        waiting = [one.start_s for one in self.spans if one.end_s > recognised_s + PAD_S]
        if self._stretches.first is not None:
            waiting.append(self._stretches.first * WINDOW / SOUND_HZ)
        return min(self._now_s, max(recognised_s, min(waiting))) if waiting else self._now_s


def so_far(following: Following, voices: Voices, until_s: float, understand: Understander) -> SoFar:
    """What is known by now: understood as the whole take will be, up to where listening came."""
    found = following.found()
    length_s = max([until_s, *(word.span.end_s for word in found.words)])
    recording = Recording("", Path(), length_s, None, None, 0, True)
    evidence = understand.of(found, Take(recording, understand.recogniser.language.id))
    utterances = understand.recogniser.language.utterances(found.words)
    return SoFar(until_s, evidence, utterances, tuple(voices.spans))
