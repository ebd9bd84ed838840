"""The observer that tells the learner when parts of her recording could not be read."""

from __future__ import annotations

from collections.abc import Iterator

from coach.domain.evidence import Finding, ObserverKey
from coach.domain.media import Damage, Notice, Piece, Recording, Take

NAME = "reading"
VERSION = "1"
SAID_ALREADY = ("media.cut_short", "media.damaged")


class DamageObserver:
    """Observer `reading`: a Notice where damage shows only while the recording is being decoded."""

    def key(self, take: Take) -> ObserverKey:
        """Reads nothing but the recording."""
        return ObserverKey(NAME, VERSION)

    def start(self, take: Take) -> DamageTake:
        """Begin to look at one take."""
        return DamageTake(take.recording)


class DamageTake:
    """Looks out for damage in one take."""

    def __init__(self, recording: Recording) -> None:
        self._told = False
        self.ended(recording)

    def ended(self, recording: Recording) -> None:
        """What was said when the whole recording was taken in."""
        self._told = any(notice.id in SAID_ALREADY for notice in recording.notices)

    def see(self, piece: Piece) -> Iterator[Finding]:
        """A notice, unless taking the file in has already said as much."""
        if isinstance(piece, Damage) and not self._told:
            yield Notice("media.damaged")

    def finish(self) -> Iterator[Finding]:
        return iter(())
