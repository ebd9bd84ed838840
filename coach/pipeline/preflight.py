"""Before she begins: the one thing to mend first, or that all is well, from a picture and a little sound."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from coach.domain.media import FrameSample
from coach.pipeline.standing import BEST_AFTER_S, SAY_AFTER_S, UNKNOWN, UNSEEN_AFTER_S, How, Standing, Told
from coach.speech.overheard import Overheard, overheard
from coach.vision.around import ALONE
from coach.vision.check import BEST, GOOD, Check, Reading, checks
from coach.vision.faces import Faces, FindFaces
from coach.vision.picture import black, small, small_luma
from coach.vision.second_look import SecondLook

PICTURE_PX = 640  # longest side: what the checks look at anyway
# What the checks advise, as it is said aloud before the start; in the order of what keeps a buyer away most:
# who sees or hears nothing leaves first, who sees her a little off centre stays. What is not listed, as where
# she looks, does not matter before the start.
SAID = {
    "advice.picture_alive.uncover": "preflight.uncover",
    "speech.dead": "preflight.no_sound",
    "advice.framing.come_into_frame": "preflight.come_into_frame",
    "speech.quiet": "preflight.quiet",
    "advice.light.more": "preflight.more_light",
    "advice.light.face_the_light": "preflight.face_the_light",
    "advice.sharpness.focus": "preflight.wipe_lens",
    "advice.sharpness.hold_still": "preflight.stand_it_up",
    "advice.sharpness.focus_on_face": "preflight.tap_face",
    "speech.overdriven": "preflight.overdriven",
    "advice.light.less": "preflight.less_light",
    "picture.wide": "preflight.stand_phone_upright",
    "advice.framing.come_closer": "preflight.come_closer",
    "advice.framing.step_back": "preflight.step_back",
    "advice.framing.point_higher": "preflight.point_higher",
    "advice.framing.point_lower": "preflight.point_lower",
    "advice.framing.to_middle": "preflight.to_middle",
    "advice.even_light.turn_to_light": "preflight.turn_to_light",
}
ORDER = tuple(SAID.values())
READY = "preflight.ready"
SEEN = ("picture", "framing", "light")  # must be good now before it is said that all is well
HEARD = "sound"
HEARD_S = 10.0  # her voice must have been good this lately: nobody talks all the time before the start


@dataclass(frozen=True, slots=True)
class Known:
    """What is known by now; pass it back at the next look. `says` is a message id, or empty for silence."""

    things: Mapping[str, Standing] = field(default_factory=dict)
    says: str = ""


@dataclass(frozen=True, slots=True)
class Preflight:
    """Looks and listens. Without `find` nothing is said of her face; `wide`: a wide picture is wanted."""

    find: FindFaces | None
    wide: bool = False

    def look(
        self, frame: FrameSample | None, sound: NDArray[np.float32] | None, known: Known, now_s: float
    ) -> Known:
        """One look later: a picture and the last two seconds of sound, (n,) at SOUND_HZ; either may lack.

        `now_s` is any clock that only goes forward. About every half second is often enough.
        """
        told = dict(self._seen(frame)) if frame else {}
        told[HEARD] = _heard(overheard(sound)) if sound is not None else UNKNOWN
        names = {**known.things, **told}
        things = {
            name: known.things.get(name, Standing()).then(told.get(name, UNKNOWN), now_s) for name in names
        }
        return Known(things, _says(things, known.says == READY, now_s))

    def _seen(self, frame: FrameSample) -> Iterator[tuple[str, Told]]:
        sample = FrameSample(frame.at_s, small(frame.image, PICTURE_PX))
        height_px, width_px = sample.image.shape[:2]
        dark = black(small_luma(sample.image))
        yield "picture", Told(How.BAD, SAID["advice.picture_alive.uncover"]) if dark else Told(How.BEST)
        yield "shape", _shape(width_px > height_px, self.wide)
        faces = SecondLook(self.find)(sample) if self.find and not dark else ()
        for check in _at_once():
            yield check.name, self._told(check, sample, faces) if not dark else UNKNOWN

    def _told(self, check: Check, sample: FrameSample, faces: Faces) -> Told:
        if self.find is None and check.needs_faces:
            return UNKNOWN
        return _graded(check.look(sample, faces, ALONE))


def _at_once() -> list[Check]:
    """The checks that tell from one picture, and whose advice is said here."""
    told = {advice.split(".")[1] for advice in SAID}
    return [check for check in checks() if not check.reach_s and check.name in told]


def _graded(reading: Reading) -> Told:
    if reading.grade is None:
        return UNKNOWN
    if reading.grade >= GOOD:
        return Told(How.BEST if reading.grade == BEST else How.GOOD)
    said = SAID.get(reading.advice)
    return Told(How.BAD, said) if said else UNKNOWN


def _shape(is_wide: bool, wanted_wide: bool) -> Told:
    """Buyers hold their phones upright; a laptop's camera is wide, and cannot be turned."""
    return Told(How.BAD, SAID["picture.wide"]) if is_wide and not wanted_wide else Told(How.BEST)


def _heard(sound: Overheard) -> Told:
    if not sound.is_known:
        return UNKNOWN
    if sound.fault:
        return Told(How.BAD, SAID[f"speech.{sound.fault}"])
    return Told(How.GOOD if sound.by_a_hair else How.BEST)


def _says(things: Mapping[str, Standing], was_ready: bool, now_s: float) -> str:
    """The first advice in order that stands; else that all is well, once it is surely known; else nothing."""
    standing = [thing.advice for thing in things.values() if thing.advice]
    if standing:
        return min(standing, key=ORDER.index)
    return READY if _ready(things, was_ready, now_s) else ""


def _ready(things: Mapping[str, Standing], was_ready: bool, now_s: float) -> bool:
    """All was seen and heard well, for a second at first; then for as long as it is not long ago."""
    seen = [things.get(name, Standing()) for name in SEEN]
    heard = _lately(things.get(HEARD, Standing()), HEARD_S, now_s)
    if was_ready:
        return heard and all(_lately(one, UNSEEN_AFTER_S, now_s) for one in seen)
    waits_s = max(SAY_AFTER_S, BEST_AFTER_S)
    nothing_bad = not any(thing.bad.looks for thing in things.values())
    return heard and nothing_bad and all(one.good.lasted(waits_s, now_s) for one in seen)


def _lately(thing: Standing, within_s: float, now_s: float) -> bool:
    return thing.good_at_s is not None and now_s - thing.good_at_s <= within_s
