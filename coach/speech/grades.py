"""How well buyers can hear it, 0 to 4: loud enough, not distorted, little noise, no echo."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

from coach.speech.noise import Made

GOOD, BEST = 3, 4
Range = tuple[float, float]
Bands = tuple[Range, Range, Range, Range]  # values that earn 4, 3, 2 and 1; each holds the one before

# LUFS of the voice. Wanted are -24 to -14 (docs/course.md section 3); phones set their gain themselves, so
# there is room on both sides. Louder than the band never earns more, and far louder less: no shouting.
LOUDNESS: Bands = ((-27.0, -12.0), (-33.0, -9.0), (-40.0, -6.0), (-50.0, inf))
# LU between the voice and what is heard while nobody speaks. 15 is what a classroom needs (ANSI S12.60);
# equal noise gives 3, since it sounds along with the voice. Clean clips 26 and 32; docs/speech.md section 7b.
OVER_NOISE: Bands = ((24.0, inf), (15.0, inf), (5.0, inf), (-inf, inf))
# Share of the voice's samples at the limit: 0.1 % is not heard (docs/course.md section 3), 2 % crackles.
CLIPPING: Bands = ((0.0, 0.001), (0.0, 0.005), (0.0, 0.02), (0.0, 0.10))
# Seconds until the voice has faded by 60 dB. Dry clips 0.4; rooms made of 0.7, 1.0 and 1.5 s read so.
ECHO: Bands = ((0.0, 0.8), (0.0, 1.1), (0.0, inf), (0.0, inf))
MOSTLY = 0.5  # of the noise's power: then it is what the noise is called

QUIET, LOUD = "advice.loud_clear.nearer", "advice.loud_clear.softer"
CLIPPED, ECHOING = "advice.loud_clear.clipped", "advice.loud_clear.echo"
HUM, WIND, NOISE = "advice.loud_clear.hum", "advice.loud_clear.wind", "advice.loud_clear.noise"


@dataclass(frozen=True, slots=True)
class Heard:
    """What a buyer hears in one stretch; None where it could not be measured.

    Loudness of the voice (LUFS), how far it stands above the noise (LU), share of clipped samples,
    seconds of echo, and what the noise is made of.
    """

    lufs: float
    clipped: float
    over_noise: float | None = None
    echo_s: float | None = None
    made: Made | None = None


def grade(value: float, bands: Bands) -> int:
    """The best grade whose range holds the value, ends included."""
    return next((BEST - place for place, (low, high) in enumerate(bands) if low <= value <= high), 0)


def judged(heard: Heard) -> tuple[int, str]:
    """The worst grade, 0 to 4, and below 3 the advice that mends it (message id)."""
    grades = {QUIET if heard.lufs < sum(LOUDNESS[0]) / 2 else LOUD: grade(heard.lufs, LOUDNESS)}
    grades[CLIPPED] = grade(heard.clipped, CLIPPING)
    if heard.over_noise is not None:
        grades[_noise(heard.made)] = grade(heard.over_noise, OVER_NOISE)
    if heard.echo_s is not None:
        grades[ECHOING] = grade(heard.echo_s, ECHO)
    worst = min(grades, key=lambda advice: grades[advice])
    return grades[worst], worst if grades[worst] < GOOD else ""


def _noise(made: Made | None) -> str:
    """What to do about the noise: its source, where it can be told."""
    if made and made.hum >= MOSTLY:
        return HUM
    return WIND if made and made.rumble >= MOSTLY else NOISE
