"""The observer of what buyers hear: is the voice loud enough, clean, and well above the noise?"""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from coach.domain.evidence import Finding, NotObserved, Observation, ObserverKey
from coach.domain.media import Piece, SoundPiece, Span, Take
from coach.speech.echo import Fading
from coach.speech.grades import GOOD, OVER_NOISE, Heard, grade, judged
from coach.speech.loudness import CLIPPED
from coach.speech.meter import STEPS_LOOKED_AT, integrated_lufs
from coach.speech.noise import Spectrum, made_of, power_of
from coach.speech.sound import SoundLine
from coach.speech.steps import Step, StepLine
from coach.speech.worst import Graded, to_listen_to

log = logging.getLogger(__name__)

NAME, VERSION = "loud_clear", "1"
UNITS = {"loud_clear": "level", "voice_lufs": "LUFS", "over_noise": "LU", "hum": "share", "rumble": "share",
         "voice_clipping": "share", "echo": "s"}  # fmt: skip
PART = 100  # steps, 10 s: what is told together
PARTS_POOLED = 3  # noise and echo are of the place: pauses of the last 30 s tell of it
FEWEST_SPOKEN = 10  # steps, 1 s of voice below which a part is not judged
FEWEST_STILL = 5  # steps, 0.5 s of pauses below which nothing is known of the noise
FEWEST_ENDS = 4  # of speaking, below which nothing is known of the echo
QUIETEST = 5  # centile: where nobody rests, the noise is at most as loud as the quietest moments
FASTEST = 25  # centile of fadings: soft endings fade slowly by themselves, an echo slows down all of them


class LoudClearObserver:
    """Observer `loud_clear`: every 10 s with voice its grade 0-4 and what it rests on; three stretches."""

    def key(self, take: Take) -> ObserverKey:
        """Reads nothing but the sound."""
        return ObserverKey(NAME, VERSION)

    def start(self, take: Take) -> LoudClearTake:
        """Begin to listen to one take."""
        return LoudClearTake()


@dataclass(slots=True)
class _Part:
    """What was heard in up to 10 s."""

    steps: int = 0
    voice: list[float] = field(default_factory=list)  # LUFS of steps with voice
    rest: list[float] = field(default_factory=list)  # LUFS of steps without
    spectra: list[Spectrum] = field(default_factory=list)
    fadings_s: list[float] = field(default_factory=list)
    clipped: list[float] = field(default_factory=list)


class LoudClearTake:
    """Listens to one take, a tenth of a second at a time; how it was cut into pieces makes no difference."""

    def __init__(self) -> None:
        self._line, self._steps, self._fading = SoundLine(), StepLine(), Fading()
        self._recent: deque[NDArray[np.float32]] = deque(maxlen=STEPS_LOOKED_AT)
        self._all: list[float] = []
        self._parts: deque[_Part] = deque([_Part()], maxlen=PARTS_POOLED)
        self._at_s = 0.0
        self._graded: list[Graded] = []

    def see(self, piece: Piece) -> Iterator[Finding]:
        """The parts that this piece of sound made whole."""
        if isinstance(piece, SoundPiece):
            for step in self._steps.hear(self._line.lay(piece)):
                yield from self._hear(step)

    def finish(self) -> Iterator[Finding]:
        """The last, shorter part, and the stretches to listen to; or why nothing could be judged."""
        for step in self._steps.finish():
            yield from self._hear(step)
        yield from self._told()
        if not self._graded:
            reason = "hearing.no_voice" if self._line.samples_given else "hearing.no_sound"
            yield from (NotObserved(name, reason) for name in UNITS)
        yield from to_listen_to(NAME, self._graded)
        log.info("heard sound parts=%d", len(self._graded))

    def _hear(self, step: Step) -> Iterator[Finding]:
        part = self._parts[-1]
        part.steps += 1
        part.fadings_s += self._fading.hear(step)
        self._recent.append(step.samples)
        self._all.append(step.lufs)
        if step.spoken:
            part.voice.append(step.lufs)
            part.clipped.append(float(np.mean(np.abs(step.samples) >= CLIPPED)))
        if step.still:
            part.rest.append(step.lufs)
            part.spectra.append(power_of(np.concatenate(self._recent)))
        if part.steps == PART:
            yield from self._told()

    def _told(self) -> Iterator[Finding]:
        """All about the part that ended here; nothing where hardly anybody spoke."""
        part = self._parts[-1]
        span = Span(self._at_s, round(self._at_s + part.steps / 10, 3))
        lufs = integrated_lufs(part.voice)
        if lufs is not None and len(part.voice) >= FEWEST_SPOKEN:
            yield from self._judged(self._heard(part, lufs), span)
        self._at_s, self._all = span.end_s, []
        self._parts.append(_Part())

    def _heard(self, part: _Part, lufs: float) -> Heard:
        rest = list(chain.from_iterable(one.rest for one in self._parts))
        fadings_s = list(chain.from_iterable(one.fadings_s for one in self._parts))
        echo_s = float(np.percentile(fadings_s, FASTEST)) if len(fadings_s) >= FEWEST_ENDS else None
        made = made_of(list(chain.from_iterable(one.spectra for one in self._parts)))
        over = lufs - float(np.median(rest)) if len(rest) >= FEWEST_STILL else self._over_at_least(lufs)
        return Heard(lufs, float(np.mean(part.clipped)), over, echo_s, made)

    def _over_at_least(self, lufs: float) -> float | None:
        """Where nobody rests: the noise is no louder than the quietest moments. None where that is too loud
        to say that there is little noise."""
        least = lufs - float(np.percentile(self._all, QUIETEST))
        return least if grade(least, OVER_NOISE) >= GOOD else None

    def _judged(self, heard: Heard, span: Span) -> Iterator[Finding]:
        level, advice = judged(heard)
        values = {"voice_lufs": heard.lufs, "voice_clipping": heard.clipped, "over_noise": heard.over_noise}
        values |= {"echo": heard.echo_s}
        values |= {"hum": heard.made.hum, "rumble": heard.made.rumble} if heard.made else {}
        if heard.over_noise is None and level >= GOOD:  # good as far as it goes, and it may not go far enough
            yield NotObserved(NAME, "voice.no_rest", span)
        else:
            self._graded.append(Graded(span, level, advice))
            values |= {NAME: level}
        for name, value in values.items():
            if value is not None:
                yield Observation(name, span, round(float(value), 3), UNITS[name])
