"""Slow looking and listening happens once; what did not finish is never kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from coach.capture.probe import probe
from coach.domain.evidence import Evidence, Finding, Observation, Observed, ObserverKey, Watching
from coach.domain.media import FrameSample, Piece, SoundPiece, Span, Take
from coach.pipeline.gathering import gather
from tests import clips


@dataclass
class Memory:
    """A shelf in memory."""

    kept: dict[tuple[str, ObserverKey], Observed] = field(default_factory=dict)

    def observed(self, sha256: str, key: ObserverKey) -> Observed | None:
        return self.kept.get((sha256, key))

    def observed_by(self, sha256: str, name: str) -> tuple[Observed, ...]:
        return tuple(one for (sha, key), one in self.kept.items() if sha == sha256 and key.name == name)

    def keep(self, sha256: str, observed: Observed) -> None:
        self.kept[sha256, observed.key] = observed

    def understood(self, key: str) -> Evidence | None:
        return None

    def keep_understood(self, key: str, sha256: str, evidence: Evidence) -> None:
        pass


@dataclass
class Counter:
    """Counts the pieces it is shown, and how often it was started."""

    name: str
    kind: type[Piece]
    version: str = "1"
    starts: int = 0
    breaks: bool = False

    def key(self, take: Take) -> ObserverKey:
        return ObserverKey(self.name, self.version)

    def start(self, take: Take) -> Watching:
        self.starts += 1
        return Counting(self)


class Counting:
    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        self.seen = 0

    def see(self, piece: Piece) -> Iterable[Finding]:
        if self.counter.breaks:
            raise MemoryError
        self.seen += isinstance(piece, self.counter.kind)
        return ()

    def finish(self) -> Iterator[Finding]:
        yield Observation(self.counter.name, Span(0, 1), float(self.seen))


@pytest.fixture
def take(tmp_path: Path) -> Take:
    clip = clips.make(tmp_path / "clip.mp4", 4, clips.Picture(), clips.Sound())
    return Take(probe(clip), "vi")


def nobody(stage: str, share: float) -> None:
    """Nobody watches the bar."""


def test_each_observer_sees_every_piece_of_one_pass(take: Take) -> None:
    ear, eye = Counter("ear", SoundPiece), Counter("eye", FrameSample)
    gathered = gather(take, (ear, eye), Memory(), nobody)
    counts = {one.name: one.value for one in gathered.of(Observation)}
    assert counts["eye"] == pytest.approx(4, abs=1)
    assert isinstance(counts["ear"], float)
    assert counts["ear"] > 3


def test_what_is_kept_is_not_looked_at_again(take: Take) -> None:
    shelf, ear, eye = Memory(), Counter("ear", SoundPiece), Counter("eye", FrameSample)
    first = gather(take, (ear, eye), shelf, nobody)
    assert gather(take, (ear, eye), shelf, nobody) == first
    assert (ear.starts, eye.starts) == (1, 1)


def test_a_new_version_of_one_observer_only_looks_again_itself(take: Take) -> None:
    shelf, ear = Memory(), Counter("ear", SoundPiece)
    gather(take, (ear, Counter("eye", FrameSample)), shelf, nobody)
    newer = Counter("eye", FrameSample, version="2")
    gather(take, (ear, newer), shelf, nobody)
    assert (ear.starts, newer.starts) == (1, 1)


def test_nothing_is_kept_when_somebody_broke_off(take: Take) -> None:
    shelf = Memory()
    with pytest.raises(MemoryError):
        gather(take, (Counter("ear", SoundPiece), Counter("eye", FrameSample, breaks=True)), shelf, nobody)
    assert shelf.kept == {}


def test_progress_never_runs_backwards_within_a_stage_and_ends_near_the_end(take: Take) -> None:
    told: dict[str, list[float]] = {}
    gather(
        take,
        (Counter("ear", SoundPiece),),
        Memory(),
        lambda stage, share: told.setdefault(stage, []).append(share),
    )
    for shares in told.values():
        assert shares == sorted(shares)
        assert shares[-1] > 0.7
    assert set(told) == {"listening", "watching"}


@dataclass
class Falls(Counter):
    """Falls when it is asked for what is left to say."""

    def start(self, take: Take) -> Watching:
        return Falling(self)


class Falling(Counting):
    def finish(self) -> Iterator[Finding]:
        raise MemoryError


def test_who_was_ready_is_not_asked_again_when_another_falls_at_the_end(take: Take) -> None:
    shelf, ear, eye = Memory(), Counter("ear", SoundPiece), Counter("eye", FrameSample)
    with pytest.raises(MemoryError):
        gather(take, (ear, Falls("eye", FrameSample)), shelf, nobody)
    gather(take, (ear, eye), shelf, nobody)
    assert (ear.starts, eye.starts) == (1, 1)
