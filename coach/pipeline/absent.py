"""An observer that is not there: it says what could not be observed, instead of nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from coach.domain.evidence import Finding, NotObserved, ObserverKey
from coach.domain.media import Piece, Take


@dataclass(frozen=True, slots=True)
class Absent:
    """Stands in for an observer whose weights are missing. `reason` is a message id."""

    name: str
    reason: str

    def key(self, take: Take) -> ObserverKey:
        return ObserverKey(self.name, "absent", self.reason)

    def start(self, take: Take) -> Absent:
        return self

    def see(self, piece: Piece) -> Iterable[Finding]:
        return ()

    def finish(self) -> Iterable[Finding]:
        return (NotObserved(self.name, self.reason),)
