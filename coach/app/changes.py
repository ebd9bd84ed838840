"""Two takes of one lesson, criterion by criterion: what changed, in words; knows no screens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from coach.app.card import Card, Told
from coach.app.moments import Moment

Plain = Mapping[str, Any]
MOST = 3  # new things told a criterion


@dataclass(frozen=True, slots=True)
class Change:
    """One criterion in the take before and in this one. `steps`: None where one could not be judged."""

    before: Told
    after: Told
    steps: int | None
    gained: tuple[str, ...]  # what was understood only now
    lost: tuple[str, ...]  # what was understood only then

    @property
    def id(self) -> str:
        """The message that tells how it changed."""
        if self.steps is None:
            return "compare.unknown"
        return "compare.same" if self.steps == 0 else "compare.up" if self.steps > 0 else "compare.down"


def changes(before: Card, after: Card, prefixes: tuple[str, ...] = ()) -> tuple[Change, ...]:
    """Criteria that both takes were judged by: with points first, the greatest change before the others.

    `prefixes` are taken off what was understood: "The machine understood: ...".
    """
    known = {one.id: one for one in before.told}
    both = [_change(known[one.id], one, prefixes) for one in after.told if one.id in known]
    return tuple(sorted(both, key=_order))


def _order(one: Change) -> tuple[bool, bool, int, float]:
    return one.after.weight == 0, one.steps is None, -abs(one.steps or 0), -one.after.weight


def _change(before: Told, after: Told, prefixes: tuple[str, ...]) -> Change:
    then, now = _understood(before, prefixes), _understood(after, prefixes)
    return Change(
        before,
        after,
        _steps(before, after),
        tuple(one for one in now if one not in then)[:MOST],
        tuple(one for one in then if one not in now)[:MOST],
    )


def _steps(before: Told, after: Told) -> int | None:
    """Levels surely gained or lost; None where the two ranges leave it open."""
    if "left_out" in (before.state, after.state):
        return None
    if after.low > before.high:
        return after.low - before.high
    if after.high < before.low:
        return after.high - before.low
    exact = before.low == before.high == after.low == after.high
    return 0 if exact else None


def clip_of(one: Told) -> Moment | None:
    """The moment to show of it: what was said best, else what to mend, else where it was measured."""
    return one.best if one.best and one.best.proof else next((m for m in one.moments if m.proof), None)


def _understood(one: Told, prefixes: tuple[str, ...]) -> tuple[str, ...]:
    told = [text for at in one.moments if at.proof for text in at.proof.told]
    for prefix in prefixes:
        told = [text.removeprefix(prefix) for text in told]
    return tuple(dict.fromkeys(told))


def other_ears(before: Plain, after: Plain) -> bool:
    """Whether the two takes were heard or seen by different versions of the machine."""
    then, now = before.get("observers", {}), after.get("observers", {})
    return any(now[name] != version for name, version in then.items() if name in now)
