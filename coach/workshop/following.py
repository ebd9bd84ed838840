"""What may be said of how a machine listens to a volunteer: what is known, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass

HEARS, NO_VOICE, SLOW = "hears", "no_voice", "slow"
QUIET_S = (
    10.0  # without a voice: longer than a rest between two sentences, short enough to look at a microphone
)
LATE_S = 25.0  # behind the film: settled clips alone may be 16 s late (docs/stage.md), so this is no waiting


@dataclass(frozen=True, slots=True)
class Ear:
    """Seconds of the film: all before `until_s` is known, `voice_s` ended the last voice in it (0: none).

    `read_s`: how far the early reading came, which knows only words.
    """

    until_s: float
    voice_s: float
    read_s: float = 0.0


def listening(film_s: float, ear: Ear | None, fell_behind: bool) -> str:
    """`HEARS`, `NO_VOICE`, `SLOW`, or empty as long as nobody can know. `film_s`: how long she is recorded.

    Slow is who gave up following, who is far behind, and a machine on which nobody has begun to listen.
    """
    reached_s = max(ear.until_s, ear.voice_s, ear.read_s) if ear else 0.0
    if fell_behind or film_s - reached_s > LATE_S:
        return SLOW
    if ear is None:
        return ""
    if ear.until_s - ear.voice_s >= QUIET_S:
        return NO_VOICE
    return HEARS if ear.voice_s > 0 else ""
