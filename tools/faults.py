"""The faults a recording may have, each with its doses and the check that must see it."""

from __future__ import annotations

from tools import spoil
from tools.spoil import Fault, Shot

# Whatever turns, shrinks or hides the face moves what is read from the face as well, and a picture that jumps
# has another background.
FACE = frozenset({"looks_at_camera", "even_light", "people"})
PLACE = FACE | {"background", "shake"}
# Near and far are made by enlarging and shrinking, so the picture gets softer or sharper: the making's fault.
SIZE = PLACE | {"sharpness"}
GONE = PLACE | {"framing", "light", "sharpness", "tilt", "picture_shape", "picture_detail", "product_in_view"}
LONG_S = 3.0  # nine pictures then last longer than half of the 20 s that some checks look at

# Whoever is hard to see looks at the camera as far as anybody knows.
BLAMELESS = ("dark", "over", "backlit", "one side", "blur", "motion", "rolled")

FAULTS = (
    Fault("dark", "light", spoil.light_times, (1 / 2, 1 / 4, 1 / 8, 1 / 32), 2),
    Fault("over", "light", spoil.light_times, (1.5, 2.0, 4.0)),
    Fault("backlit", "light", spoil.backlit, (0.0, 2.0, 3.5, 5.0), 1, frozenset({"background"})),
    Fault("one side", "even_light", spoil.lit_from_one_side, (0.5, 1.5, 3.0)),
    Fault("blur", "sharpness", spoil.blurred, (1.0, 2.0, 4.0, 8.0), 2),
    Fault("motion", "sharpness", spoil.smeared, (5, 15, 31)),
    Fault("shake", "shake", spoil.shaken, (0.002, 0.005, 0.01, 0.02), 2, PLACE, 6.0),
    Fault("aside left", "framing", spoil.sideways, (-0.08, -0.16, -0.3), 1, PLACE),
    Fault("aside right", "framing", spoil.sideways, (0.08, 0.16, 0.3), 1, PLACE),
    Fault("too high", "framing", spoil.lower, (-0.04, -0.12, -0.2), 1, PLACE),
    Fault("too low", "framing", spoil.lower, (0.08, 0.16, 0.3), 1, PLACE),
    Fault("far", "framing", spoil.sized, (0.9, 0.6, 0.35), 1, SIZE),
    Fault("near", "framing", spoil.sized, (1.1, 1.4, 1.75), 1, SIZE),
    Fault("tiny face", "framing", spoil.tiny, (0.05, 0.03), 2, SIZE | {"light"}),
    Fault("rolled", "tilt", spoil.rolled, (5, 20, 45), 1, PLACE | {"framing"}, LONG_S),
    Fault("on its side", "picture_shape", spoil.on_its_side, (1, 3), 2, GONE, whole=True),
    Fault("nobody", "framing", spoil.nobody, (1,), 1, GONE | {"picture_alive"}),
    Fault("two people", "people", spoil.two, (1,), 1, GONE, whole=True),
    Fault("restless behind", "background", spoil.restless, (1,), 1, frozenset({"sharpness"}), LONG_S),
    Fault("frozen", "picture_alive", spoil.frozen, (1,), 1, frozenset({"background"})),
    Fault("black", "picture_alive", spoil.black, (1,), 1, GONE),
)


def named(name: str) -> Fault:
    """The fault of that name."""
    return next(fault for fault in FAULTS if fault.name == name)


__all__ = ["BLAMELESS", "FAULTS", "Fault", "Shot", "named"]
