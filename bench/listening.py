"""Hands sound to observers as a take is gathered, a second at a time."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.spoken import Sound
from coach.domain.evidence import Finding, Observation, Observer
from coach.domain.media import SOUND_HZ, Recording, SoundPiece, Take


def observed(observer: Observer, sound: Sound) -> list[Finding]:
    """All that the observer finds, handed a second at a time."""
    watching = observer.start(_take(sound))
    found: list[Finding] = []
    for second, samples in enumerate(seconds(sound)):
        found += watching.see(SoundPiece(float(second), samples))
    return [*found, *watching.finish()]


def values(found: Sequence[Finding], name: str) -> list[float]:
    named = [one.value for one in found if isinstance(one, Observation) and one.name == name]
    return [float(value) for value in named if isinstance(value, int | float)]


def side_by_side(observers: Sequence[Observer], sound: Sound) -> None:
    """As a take is gathered: each piece goes to all of them."""
    take = _take(sound)
    watching = [observer.start(take) for observer in observers]
    for second, samples in enumerate(seconds(sound)):
        for one in watching:
            deque(one.see(SoundPiece(float(second), samples)), maxlen=0)
    for one in watching:
        deque(one.finish(), maxlen=0)


def seconds(sound: Sound) -> Iterator[Sound]:
    return (sound[at : at + SOUND_HZ] for at in range(0, len(sound), SOUND_HZ))


def _take(sound: Sound) -> Take:
    path, length_s = Path("take.wav"), len(sound) / SOUND_HZ
    return Take(Recording("0" * 64, path, length_s, None, None, 0, has_sound=True), "en")
