"""What the checks say of a clean clip into whose middle a fault was put."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median

import numpy as np

from coach.domain.evidence import Finding, Observation
from coach.domain.media import FrameSample, Recording, Span, Take
from coach.vision.around import Around
from coach.vision.check import Check, LookAround, Reading, checks
from coach.vision.faces import Faces, FindFaces, RememberedFaces
from coach.vision.watch import VisionObserver
from tools.clean import Clean
from tools.spoil import Shot

BEFORE, FAULTY, AFTER = 6, 9, 6  # pictures, a second each
WHOLE = BEFORE + FAULTY + AFTER
SPOILED = Span(BEFORE, BEFORE + FAULTY)

Change = Callable[[Sequence[Shot]], Sequence[np.ndarray]]  # type: ignore[type-arg]


@dataclass(frozen=True, slots=True)
class Seen:
    """Middle grade of each check in the stretch (none: not judged), its share judged, the stretch shown."""

    grades: Mapping[str, float | None]
    judged: Mapping[str, float]
    overlap: Mapping[str, float]  # of the shown stretch that fits best with the injected one: shared / both
    reasons: Mapping[str, frozenset[str]] = field(default_factory=dict)


class Watcher:
    """Runs every check there is over one clip again and again; clean pictures are looked at once."""

    def __init__(self, clip: Clean, find: FindFaces) -> None:
        self._clean = [FrameSample(shot.at_s, shot.image) for shot in clip.shots]
        self._shots = clip.shots
        self._find = _Kept(RememberedFaces(find), self._clean)
        self._checks = [self._remembering(check) for check in checks()]

    def see(self, spoil: Callable[[Shot], np.ndarray] | None) -> Seen:  # type: ignore[type-arg]
        """The clip with its middle spoiled, or as it is."""
        samples = list(self._clean)
        for place in range(BEFORE, BEFORE + FAULTY) if spoil else ():
            samples[place] = FrameSample(samples[place].at_s, spoil(self._shots[place]))
        return self._told(list(self._findings(samples)))

    def _findings(self, samples: Sequence[FrameSample]) -> Iterable[Finding]:
        height, width = samples[0].image.shape[:2]
        take = Take(Recording("0" * 64, Path("clip.mp4"), len(samples), width, height, 0, True), "vi")
        watching = [VisionObserver(check, self._find).start(take) for check in self._checks]
        for sample in samples:
            for one in watching:
                yield from one.see(sample)
        for one in watching:
            yield from one.finish()

    def _told(self, findings: Sequence[Finding]) -> Seen:
        names = [check.name for check in self._checks]
        grades = {name: _grades(findings, name) for name in names}
        return Seen(
            {name: median(found) if found else None for name, found in grades.items()},
            {name: len(found) / FAULTY for name, found in grades.items()},
            {name: _overlap(findings, f"{name}.fault") for name in names},
        )

    def _remembering(self, check: Check) -> Check:
        if check.reach_s:
            return check
        return replace(check, look=_remembered(check.look, self._clean))


def _grades(findings: Sequence[Finding], name: str) -> list[float]:
    return [
        float(one.value)
        for one in findings
        if isinstance(one, Observation)
        and one.name == name
        and isinstance(one.value, int | float)
        and one.span is not None
        and SPOILED.start_s <= one.span.start_s < SPOILED.end_s
    ]


def _overlap(findings: Sequence[Finding], name: str) -> float:
    shown = [one.span for one in findings if isinstance(one, Observation) and one.name == name and one.span]
    return max((_shared(span) for span in shown), default=0.0)


def _shared(span: Span) -> float:
    both_s = max(span.end_s, SPOILED.end_s) - min(span.start_s, SPOILED.start_s)
    return span.overlap_s(SPOILED) / both_s


class _Kept:
    """Finds faces, once only in pictures that are clean."""

    def __init__(self, find: FindFaces, clean: Sequence[FrameSample]) -> None:
        self._find = find
        self._known: dict[int, Faces | None] = dict.fromkeys(map(id, clean))

    def __call__(self, sample: FrameSample) -> Faces:
        known = self._known.get(id(sample))
        if known is None:
            known = self._find(sample)
            if id(sample) in self._known:
                self._known[id(sample)] = known
        return known


def _remembered(look: LookAround, clean: Sequence[FrameSample]) -> LookAround:
    known: dict[int, Reading | None] = dict.fromkeys(map(id, clean))

    def again(sample: FrameSample, faces: Faces, around: Around) -> Reading:
        reading = known.get(id(sample)) or look(sample, faces, around)
        if id(sample) in known:
            known[id(sample)] = reading
        return reading

    return again
