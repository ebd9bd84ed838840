"""What was heard, seen and measured in a take: all that scoring may read, and nothing it may guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar, runtime_checkable

from coach.domain.media import Notice, Piece, ProductCard, Recording, ShownComment, Span, Take
from coach.domain.transcript import Transcript, Word


@dataclass(frozen=True, slots=True)
class Observation:
    """One thing heard, seen, measured, claimed or marked by a person.

    `name` is a label ("origin"), a slot ("money", "place.commune") or a measure ("framing").
    A quote stands word for word in the transcript inside `span`; `moment_s` is the second that shows it best.
    """

    name: str
    span: Span
    value: int | float | str | None = None
    unit: str | None = None
    certainty: float = 1.0  # 0-1
    quote: str = ""
    moment_s: float | None = None


@dataclass(frozen=True, slots=True)
class NotObserved:
    """Something that could not be heard or seen, and why (a message id); all the take without a span."""

    name: str
    reason: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class ObserverKey:
    """Who observed: a name, a version raised when its results change, and a digest of what else it read."""

    name: str
    version: str
    inputs: str = ""


T = TypeVar("T")
Finding = Word | Observation | NotObserved | Notice


@dataclass(frozen=True, slots=True)
class Observed:
    """Everything one observer found in one recording, in the order in which it was settled."""

    key: ObserverKey
    findings: tuple[Finding, ...]

    def of(self, kind: type[T]) -> tuple[T, ...]:
        return tuple(finding for finding in self.findings if isinstance(finding, kind))


class Watching(Protocol):
    """An observer at work on one take. Results depend only on the pieces, never on how they are batched."""

    def see(self, piece: Piece) -> Iterable[Finding]:
        """What became settled with this piece."""

    def finish(self) -> Iterable[Finding]:
        """What is left to say once the recording has ended."""


@runtime_checkable
class ReadsLength(Protocol):
    """A `Watching` whose last words rest on the recording's length or size, known only at its end."""

    def ended(self, recording: Recording) -> None:
        """The recording as it turned out; told before `finish`, where it was followed while it grew."""


class Observer(Protocol):
    """Watches or listens to a take. `start` may load a model; it is called once a take."""

    def key(self, take: Take) -> ObserverKey: ...

    def start(self, take: Take) -> Watching: ...


@dataclass(frozen=True, slots=True)
class HearingWindow:
    """A stretch of the take, and whether hearing was good enough there to say that something was NOT said."""

    span: Span
    good: bool
    speech_s: float  # seconds of voice inside the window
    reason: str = ""  # message id when not good


@dataclass(frozen=True, slots=True)
class Claim:
    """A risky claim that was heard. It is shown with its words and the rule; a person decides.

    `confirmed` is that person's word; None until somebody has looked.
    """

    rule: str
    severity: str  # "block", "warn" or "advise"
    span: Span
    quote: str
    safer: tuple[str, ...] = ()
    category: str = ""  # "health", "superlative", "price" ...
    confirmed: bool | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that scoring may read about one take."""

    transcript: Transcript
    observations: tuple[Observation, ...]
    not_observed: tuple[NotObserved, ...]
    hearing: tuple[HearingWindow, ...]
    duration_s: float
    claims: tuple[Claim, ...] = ()
    notices: tuple[Notice, ...] = ()
    comments: tuple[ShownComment, ...] = ()
    card: ProductCard | None = None
    photos: int = 0  # pictures of the product that the learner added
    baseline: Mapping[str, float] = field(default_factory=dict)
    timed: bool = True  # False: a written transcript whose seconds nobody gave; what asks for them is unknown
    hearing_needed_s: float = 0.0  # speech in good windows below which nothing may be called "not said"

    def named(self, name: str) -> Iterator[Observation]:
        """Observations of that name or of a finer one: "place" also finds "place.commune"."""
        finer = name + "."
        return (o for o in self.observations if o.name == name or o.name.startswith(finer))

    def unobserved(self, name: str) -> Iterator[NotObserved]:
        """What could not be observed under that name."""
        return (n for n in self.not_observed if n.name == name)

    def heard_well(self, span: Span) -> bool:
        """Whether hearing was good all over the span: then what was not heard was not said."""
        enough = sum(w.speech_s for w in self.hearing if w.good) >= self.hearing_needed_s
        return enough and all(w.good for w in self.hearing if w.span.overlap_s(span) > 0)

    @property
    def whole(self) -> Span:
        return Span(0.0, self.duration_s)
