"""The faults a recording may have, each with its doses and the check that must see it."""

from __future__ import annotations

from tools import spoil
from tools.spoil import Fault, Shot

# Whatever turns, shrinks or hides the face moves what is read from the face as well.
FACE = frozenset({"looks_at_camera", "uneven_light"})
PLACE = FACE | {"background", "shake"}  # and a picture that jumps has another background
# Near is made by enlarging, which makes the picture soft: that is the making's fault, not the seller's.
GONE = PLACE | {"framing", "light", "sharpness", "tilt", "shape", "product"}

FAULTS = (
    Fault("dark", "light", spoil.light_times, (1 / 2, 1 / 4, 1 / 8, 1 / 32), 2),
    Fault("over", "light", spoil.light_times, (1.5, 2.0, 4.0)),
    Fault("backlit", "light", spoil.backlit, (0.0, 2.0, 3.5, 5.0), 1, frozenset({"background"})),
    Fault("one side", "uneven_light", spoil.lit_from_one_side, (0.5, 1.5, 3.0)),
    Fault("blur", "sharpness", spoil.blurred, (1.0, 2.0, 4.0, 8.0), 2),
    Fault("motion", "sharpness", spoil.smeared, (5, 15, 31)),
    Fault("shake", "shake", spoil.shaken, (0.002, 0.005, 0.01, 0.02), 2, PLACE),
    Fault("aside left", "framing", spoil.sideways, (-0.08, -0.16, -0.3), 1, PLACE),
    Fault("aside right", "framing", spoil.sideways, (0.08, 0.16, 0.3), 1, PLACE),
    Fault("too high", "framing", spoil.lower, (-0.04, -0.12, -0.2), 1, PLACE),
    Fault("too low", "framing", spoil.lower, (0.08, 0.16, 0.3), 1, PLACE),
    Fault("far", "framing", spoil.sized, (0.9, 0.6, 0.35), 1, PLACE),
    Fault("near", "framing", spoil.sized, (1.1, 1.4, 1.75), 1, PLACE | {"sharpness"}),
    Fault("tiny face", "framing", spoil.tiny, (0.05, 0.03), 2, PLACE),
    Fault("rolled", "tilt", spoil.rolled, (5, 20, 45), 2, PLACE | {"framing"}),
    Fault("on its side", "shape", spoil.on_its_side, (1, 3), 2, GONE),
    Fault("nobody", "framing", spoil.nobody, (1,), 1, GONE),
    Fault("two people", "background", spoil.two, (1,), 1, GONE),
    Fault("restless behind", "background", spoil.restless, (1,)),
    Fault("black", "picture_alive", spoil.black, (1,), 1, GONE),
)


def frozen(shots: list[Shot]) -> list[Shot]:
    """The first picture of the stretch stands still for all of it."""
    return [Shot(shots[0].image, shots[0].face, shot.number, shot.at_s) for shot in shots]
