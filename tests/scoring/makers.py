"""Small hand-made evidence for tests of scoring."""

from __future__ import annotations

from coach.domain.evidence import Evidence, HearingWindow, NotObserved, Observation
from coach.domain.media import Span
from coach.domain.rubric import Condition, Criterion, Rung, Use
from coach.domain.transcript import Transcript

LENGTH_S = 90.0


def said(
    name: str, at_s: float, quote: str = "", certainty: float = 0.9, for_s: float = 3.0, **more: object
) -> Observation:
    value, unit = more.get("value"), more.get("unit")
    assert value is None or isinstance(value, float | str)
    assert unit is None or isinstance(unit, str)
    return Observation(name, Span(at_s, at_s + for_s), value, unit, certainty, quote or f"{name} {at_s}")


def sample(name: str, start_s: float, end_s: float, value: float, certainty: float = 1.0) -> Observation:
    return Observation(name, Span(start_s, end_s), value, "level", certainty)


def hearing(good: bool = True, length_s: float = LENGTH_S) -> tuple[HearingWindow, ...]:
    """One window, good or noisy, with half of it speech."""
    return (HearingWindow(Span(0, length_s), good, length_s / 2, "" if good else "hearing.noisy"),)


def take(
    *observations: Observation,
    missing: tuple[NotObserved, ...] = (),
    windows: tuple[HearingWindow, ...] | None = None,
    length_s: float = LENGTH_S,
) -> Evidence:
    windows = hearing(length_s=length_s) if windows is None else windows
    return Evidence(Transcript("vi", ()), observations, missing, windows, length_s, hearing_needed_s=5.0)


def ladder(*rungs: tuple[Condition, ...], skill: str = "story", default: int = 0) -> Use:
    """A criterion whose rung n has the n-th conditions; the one numbered `default` should have none."""
    steps = tuple(Rung(level, when, {"vi": "a", "en": "a"}) for level, when in enumerate(rungs))
    return Use(Criterion("made", skill, {}, steps, {}, {}), 3.0)
