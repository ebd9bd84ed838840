"""The observer that listens: where a voice was, and which words were said."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Callable, Iterator

from coach.domain.evidence import Finding, NotObserved, Observation, ObserverKey
from coach.domain.media import SOUND_HZ, Piece, SoundPiece, Span, Take
from coach.domain.transcript import Word
from coach.speech.clips import ClipCutter
from coach.speech.foreign import another_language
from coach.speech.guard import believed
from coach.speech.sound import SoundLine
from coach.speech.transcriber import Clip, Transcriber
from coach.speech.voice import Stretch, VoiceDetector

log = logging.getLogger(__name__)

NAME = "hearing"
VERSION = "2"
_NEAR_S = 0.2  # word times are off by 0.1-0.2 s (docs/speech.md); a word so near to a voice is inside it


class HearingObserver:
    """Observer `hearing`: Words, and one Observation("speech") for each stretch of voice.

    `load` opens the recogniser (once, on the first take with sound); `inputs` is text that changes whenever
    its words could: its weights and settings (`whisper.identity`).
    """

    def __init__(self, load: Callable[[], Transcriber], inputs: str) -> None:
        self._load = load
        self._inputs = inputs
        self._transcriber: Transcriber | None = None

    def key(self, take: Take) -> ObserverKey:
        """Changes with the spoken language, the weights and the settings."""
        read = json.dumps([take.language, self._inputs])
        return ObserverKey(NAME, VERSION, hashlib.sha256(read.encode()).hexdigest()[:16])

    def start(self, take: Take) -> HearingTake:
        """Begin to listen to one take."""
        if take.recording.has_sound and self._transcriber is None:
            self._transcriber = self._load()
        return HearingTake(self._transcriber, take.language)


class HearingTake:
    """Listens to one take, window by window; how the sound was cut into pieces makes no difference."""

    def __init__(self, transcriber: Transcriber | None, language: str) -> None:
        self._transcriber = transcriber
        self._language = language
        self._line = SoundLine()
        self._detector = VoiceDetector()
        self._cutter = ClipCutter()
        self._heard_voice = False
        self._latest_s = 0.0  # where the last word began

    def see(self, piece: Piece) -> Iterator[Finding]:
        """Voice and words that became settled with this piece of sound."""
        if isinstance(piece, SoundPiece):
            for window in self._detector.hear(self._line.lay(piece)):
                yield from self._told(*self._cutter.step(window))

    def finish(self) -> Iterator[Finding]:
        """The last words; or why there are none."""
        for window in self._detector.finish():
            yield from self._told(*self._cutter.step(window))
        yield from self._told(*self._cutter.finish(self._detector.samples_heard))
        if not self._detector.samples_heard:
            yield NotObserved(NAME, "hearing.no_sound")
        elif not self._heard_voice:
            yield NotObserved(NAME, "hearing.no_voice")

    def _told(self, stretch: Stretch | None, clip: Clip | None) -> Iterator[Finding]:
        if stretch is not None:
            self._heard_voice = True
            yield Observation("speech", stretch.span(self._end_s))
        if clip is not None:
            yield from self._words(clip)

    @property
    def _end_s(self) -> float:
        """End of the sound heard so far, never beyond its last sample."""
        return int(self._detector.samples_heard * 1000 / SOUND_HZ) / 1000

    def _words(self, clip: Clip) -> Iterator[Word | NotObserved]:
        if self._transcriber is None:
            return
        (passage,) = self._transcriber.recognise([clip], self._language)
        if another_language(passage, clip):
            log.info("other language", extra={"start_s": clip.start_s})
            yield NotObserved(NAME, "hearing.other_language", clip.span)
            return
        words = [word for word in believed(passage, clip.speech) if _within(word.span, clip.speech)]
        log.info("clip recognised", extra={"start_s": clip.start_s, "words": len(words)})
        for word in words:
            start_s = min(max(word.span.start_s, self._latest_s), self._end_s)
            end_s = min(max(word.span.end_s, start_s), self._end_s)
            self._latest_s = start_s
            yield Word(word.text, Span(start_s, end_s), word.probability)


def _within(span: Span, speech: tuple[Span, ...]) -> bool:
    """Whether a voice was heard during the word, or so near that it may have been this word."""
    return any(
        span.start_s <= voice.end_s + _NEAR_S and voice.start_s - _NEAR_S <= span.end_s for voice in speech
    )
