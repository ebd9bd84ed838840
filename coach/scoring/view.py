"""The evidence looked at through a window of time, with each thing found quickly by its name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cache
from math import inf

from coach.domain.evidence import Evidence, HearingWindow, NotObserved, Observation
from coach.domain.media import Span

EMPTY = Span(0.0, 0.0)


@dataclass(frozen=True, slots=True)
class View(Evidence):
    """Evidence inside `window`: all a condition sees of the take."""

    window: Span = EMPTY
    by_name: Mapping[str, tuple[Observation, ...]] = field(default_factory=dict, compare=False, repr=False)

    def named(self, name: str) -> Iterator[Observation]:
        """Observations of that name or of a finer one, without a search."""
        return iter(self.by_name.get(name, ()))

    @property
    def whole(self) -> Span:
        return self.window


def view(evidence: Evidence) -> View:
    """The whole take, made quick to ask."""
    if isinstance(evidence, View):
        return evidence
    parts = {f.name: getattr(evidence, f.name) for f in fields(Evidence)}
    return View(**parts, window=evidence.whole, by_name=_by_name(evidence.observations))


def narrowed(evidence: Evidence, window: Span) -> View:
    """What lies in the window, begun before it or ended after it included.

    Whether enough speech was heard to say that something was not said is a matter of the whole take, so it
    is settled before the window is cut.
    """
    observations = tuple(o for o in evidence.observations if _inside(o.span, window))
    return replace(
        view(evidence),
        observations=observations,
        not_observed=tuple(n for n in evidence.not_observed if _concerns(n, window)),
        hearing=tuple(w for w in evidence.hearing if w.span.overlap_s(window) > 0),
        hearing_needed_s=0.0 if _enough_heard(evidence.hearing, evidence.hearing_needed_s) else inf,
        window=window,
        by_name=_by_name(observations),
    )


def _enough_heard(hearing: Iterable[HearingWindow], needed_s: float) -> bool:
    return sum(w.speech_s for w in hearing if w.good) >= needed_s


def _inside(span: Span, window: Span) -> bool:
    """Whether they overlap; something without length counts where it lies in the window."""
    begun = span.start_s < window.end_s
    return begun and (span.end_s > window.start_s or span.start_s >= window.start_s)


def _concerns(missing: NotObserved, window: Span) -> bool:
    return missing.span is None or _inside(missing.span, window)


def _by_name(observations: Iterable[Observation]) -> Mapping[str, tuple[Observation, ...]]:
    found: defaultdict[str, list[Observation]] = defaultdict(list)
    for observation in observations:
        for name in _names(observation.name):
            found[name].append(observation)
    return {name: tuple(there) for name, there in found.items()}


@cache
def _names(name: str) -> tuple[str, ...]:
    """A name and the coarser ones it stands for: "place.commune" and "place"."""
    parts = name.split(".")
    return tuple(".".join(parts[:count]) for count in range(1, len(parts) + 1))
