"""The pictures just before and after one picture, for checks that see something only over time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coach.domain.media import FrameSample
from coach.vision.faces import Faces


@dataclass(frozen=True, slots=True)
class Around:
    """The samples before and after one, nearest first: always the next one, if there is one, and on from
    there until the check's reach is covered. `faces`: those of all these samples, one entry each."""

    before: tuple[FrameSample, ...] = ()
    after: tuple[FrameSample, ...] = ()
    faces: tuple[Faces, ...] = ()


ALONE = Around()


@dataclass(frozen=True, slots=True)
class Moment:
    """One sample with its faces and what is around it; `next_s` is when the next one comes, if one does."""

    sample: FrameSample
    faces: Faces
    around: Around
    next_s: float | None


_Held = tuple[FrameSample, Faces]


class Trail:
    """Holds back each sample until those within reach after it have come; keeps few, for takes are long."""

    def __init__(self, reach_s: float) -> None:
        self._reach_s = reach_s
        self._held: list[_Held] = []
        self._due = 0  # place of the first sample that was not given out yet

    def add(self, sample: FrameSample, faces: Faces) -> list[Moment]:
        """Take in the next sample; the moments that are complete with it, in order."""
        self._held.append((sample, faces))
        ready = []
        while self._due < len(self._held) - 1 and sample.at_s - self._due_s >= self._reach_s:
            ready.append(self._give())
        return ready

    def rest(self) -> list[Moment]:
        """The moments still held back when the take has ended."""
        return [self._give() for _ in range(self._due, len(self._held))]

    @property
    def _due_s(self) -> float:
        return self._held[self._due][0].at_s

    def _give(self) -> Moment:
        sample, faces = self._held[self._due]
        before = self._within(sample, reversed(self._held[: self._due]))
        after = self._within(sample, self._held[self._due + 1 :])
        seen = tuple(found for _, found in (*before, *after))
        around = Around(tuple(one for one, _ in before), tuple(one for one, _ in after), seen)
        self._due += 1
        self._forget()
        return Moment(sample, faces, around, around.after[0].at_s if after else None)

    def _within(self, sample: FrameSample, others: Iterable[_Held]) -> list[_Held]:
        """Samples up to the first that is the whole reach away, that one included."""
        found: list[_Held] = []
        for other in others:
            found.append(other)
            if abs(other[0].at_s - sample.at_s) >= self._reach_s:
                break
        return found

    def _forget(self) -> None:
        """Drop samples out of reach of the next one due, but for the nearest of them."""
        while 1 < self._due < len(self._held) and self._due_s - self._held[1][0].at_s >= self._reach_s:
            del self._held[0]
            self._due -= 1
