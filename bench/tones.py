"""Fairness in figures: the same sellers with ten skins, in five lights, before five backgrounds, in hats."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from coach.domain.media import FrameSample
from coach.vision.around import ALONE
from coach.vision.check import Check, checks
from coach.vision.faces import Faces, FindFaces
from tools import tones
from tools.clean import Clean
from tools.scenes import Picture, person
from tools.spoil import Shot

FAIR = ("light", "framing", "looks_at_camera", "even_light")  # what must not depend on who she is
EVERY = range(1, 11)  # Monk's tones


@dataclass(frozen=True, slots=True)
class Change:
    """What one change of the seller did to the grade of one check; None where it could not be judged."""

    kind: str  # skin, light, behind, worn
    check: str
    where: str
    before: int | None
    after: int | None

    @property
    def judged(self) -> bool:
        return self.before is not None and self.after is not None

    @property
    def lost(self) -> bool:
        """Could be judged before, and not any more."""
        return self.before is not None and self.after is None

    @property
    def levels(self) -> int:
        """Upwards or downwards."""
        return (self.after or 0) - (self.before or 0)


class Sweep:
    """Looks at one seller in every guise. Each skin is compared with her own in the same light and place."""

    def __init__(self, find: FindFaces) -> None:
        self._find = find
        self._checks = [check for check in checks() if check.name in FAIR]

    def see(self, clip: Clean, skins: Sequence[int] = EVERY) -> Iterator[Change]:
        """Every change of the middle picture of a clip."""
        shot = clip.shots[len(clip.shots) // 2]
        plain = self._grades(shot.image)
        for name, worn in tones.WORN.items():
            yield from self._changes("worn", name, plain, worn(shot.image, shot.face))
        for light in tones.LIGHTS:
            yield from self._changes("light", light, plain, tones.lit(shot.image, light))
            yield from self._skins(light, tones.lit(shot.image, light), shot, skins)
        her = person(shot.image, shot.face)
        for name in tones.BEHIND:
            there = tones.standing_before(shot.image, her, name)
            yield from self._changes("behind", name, plain, there)
            yield from self._skins(name, there, shot, skins)

    def _skins(self, where: str, picture: Picture, shot: Shot, skins: Sequence[int]) -> Iterator[Change]:
        own = self._grades(picture)
        wardrobe = tones.Skins(shot.image, picture, shot.face)
        for number in skins:
            yield from self._changes("skin", f"{where}, tone {number}", own, wardrobe.toned(number))

    def _changes(
        self, kind: str, where: str, own: Mapping[str, int | None], picture: Picture
    ) -> Iterator[Change]:
        for name, grade in self._grades(picture).items():
            yield Change(kind, name, where, own[name], grade)

    def _grades(self, picture: Picture) -> dict[str, int | None]:
        sample = FrameSample(0.0, picture)
        faces = self._find(sample)
        return {check.name: self._grade(check, sample, faces) for check in self._checks}

    def _grade(self, check: Check, sample: FrameSample, faces: Faces) -> int | None:
        return check.look(sample, faces, ALONE).grade


def mean_change(changes: Sequence[Change]) -> float:
    """Levels by which the grade moved on average, up or down; 0 where nothing was judged."""
    return fmean(abs(one.levels) for one in changes if one.judged) if any(c.judged for c in changes) else 0.0
