"""What every check says of a clean clip into whose middle a fault was put."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median

from coach.domain import media
from coach.domain.evidence import Finding, Observation, Observer
from coach.domain.media import FrameSample, Piece, Recording, Span, Take
from coach.vision.around import Around
from coach.vision.check import LookAround, Reading
from coach.vision.faces import Faces, FindFaces
from coach.vision.watch import VisionObserver, vision_observers
from tools import spoil
from tools.clean import Clean
from tools.scenes import Picture
from tools.spoil import Fault, Shot

BEFORE, FAULTY, AFTER = 6, 9, 6  # pictures
WHOLE = BEFORE + FAULTY + AFTER
# Pictures in quick succession, for what only movement shows; a version without them feeds none.
BURST = getattr(media, "Burst", None)
BURST_S = 6.0
NOTHING = Fault("nothing", "", lambda shot, _dose: shot.image, ())


@dataclass(frozen=True, slots=True)
class Seen:
    """Middle grade of each check in the stretch (None: not judged), and how well what is shown fits it."""

    grades: Mapping[str, float | None]
    fits: Mapping[
        str, float
    ]  # seconds shared over seconds of both together, of the shown stretch that fits best


class Watcher:
    """Runs every check there is over one clip again and again; clean pictures are looked at once."""

    def __init__(self, clip: Clean, find: FindFaces) -> None:
        self._shots = clip.shots
        self._clean = {id(shot.image) for shot in clip.shots}
        self._known: dict[tuple[str, int], Reading | Faces] = {}
        self._observers = [self._remembering(one) for one in vision_observers(self._finding(find))]

    def clean(self) -> Seen:
        """The clip as it is."""
        return self._see(NOTHING, lambda shot: shot.image)

    def spoiled(self, fault: Fault, dose: float) -> Seen:
        """The clip with the fault in its middle."""
        return self._see(fault, lambda shot: fault.spoil(shot, dose))

    def _see(self, fault: Fault, change: Callable[[Shot], Picture]) -> Seen:
        shots, hold_s, stands = self._shots, fault.hold_s, fault.name == "frozen"
        faulty = range(len(shots)) if fault.whole else range(BEFORE, BEFORE + FAULTY)
        pieces: list[Piece] = []
        for number, shot in enumerate(shots):
            now = shots[BEFORE] if stands and number in faulty else shot
            now = Shot(now.image, now.face, number, number * hold_s)
            pieces += self._pieces(now, change if number in faulty else lambda shot: shot.image)
        findings = list(self._findings(pieces, len(shots) * hold_s))
        return told(findings, Span(faulty.start * hold_s, faulty.stop * hold_s))

    def _pieces(self, shot: Shot, change: Callable[[Shot], Picture]) -> Iterator[Piece]:
        yield FrameSample(shot.at_s, change(shot))
        if BURST and shot.at_s % BURST_S == 0:
            yield BURST(*spoil.burst(shot, change))

    def _findings(self, pieces: Sequence[Piece], duration_s: float) -> Iterator[Finding]:
        height, width = self._shots[0].image.shape[:2]
        take = Take(Recording("0" * 64, Path("clip.mp4"), duration_s, width, height, 0, True), "vi")
        watching = [observer.start(take) for observer in self._observers]
        for piece in pieces:
            for one in watching:
                yield from one.see(piece)
        for one in watching:
            yield from one.finish()

    def _remembering(self, observer: Observer) -> Observer:
        """The same observer, looking once only at clean pictures if one picture is all it looks at."""
        if not isinstance(observer, VisionObserver) or observer.check.reach_s:
            return observer
        check = observer.check
        return replace(observer, check=replace(check, look=self._looking(check.name, check.look)))

    def _looking(self, name: str, look: LookAround) -> LookAround:
        def once(sample: FrameSample, faces: Faces, around: Around) -> Reading:
            return self._once(name, sample, lambda: look(sample, faces, around))  # type: ignore[return-value]

        return once

    def _finding(self, find: FindFaces) -> FindFaces:
        return lambda sample: self._once("faces", sample, lambda: find(sample))  # type: ignore[return-value]

    def _once(self, name: str, sample: FrameSample, look: Callable[[], Reading | Faces]) -> Reading | Faces:
        if id(sample.image) not in self._clean:
            return look()
        key = name, id(sample.image)
        if key not in self._known:
            self._known[key] = look()
        return self._known[key]


def told(findings: Sequence[Finding], spoiled: Span) -> Seen:
    """What was found, as it concerns the spoiled stretch."""
    seen = [one for one in findings if isinstance(one, Observation)]
    names = {one.name for one in seen if one.unit == "level"}
    return Seen(
        {name: _middle([one for one in seen if one.name == name], spoiled) for name in names},
        {name: _fit([one.span for one in seen if one.name == f"{name}.fault"], spoiled) for name in names},
    )


def _middle(graded: Sequence[Observation], spoiled: Span) -> float | None:
    """The middle grade of what stands for at least half of its time inside the stretch, or for all of it."""
    inside = [one for one in graded if _stands_in(one.span, spoiled)]
    return median(float(one.value or 0) for one in inside) if inside else None


def _stands_in(one: Span, spoiled: Span) -> bool:
    shared_s = one.overlap_s(spoiled)
    return 2 * shared_s >= one.duration_s or shared_s >= spoiled.duration_s


def _fit(shown: Sequence[Span], spoiled: Span) -> float:
    """Shown stretches of one check never overlap."""
    inside_s = sum(one.overlap_s(spoiled) for one in shown)
    outside_s = sum(one.duration_s for one in shown) - inside_s
    return inside_s / (spoiled.duration_s + outside_s)
