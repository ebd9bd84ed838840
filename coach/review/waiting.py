"""Which take a trainer should look at first, and why it needs her."""

from __future__ import annotations

from collections.abc import Iterable

from coach.domain.glance import Glance

NEEDS = ("claims", "unsure", "help", "first", "waiting")  # the most pressing first
UNSURE_POINTS = 15.0  # a range as wide: own judgement, from "practise on" to "passed" in most lessons


def needs(take: Glance) -> tuple[str, ...]:
    """Why it needs a person, most pressing first; `waiting` for what nobody has looked through."""
    found = {
        "claims": take.claims > 0,
        "unsure": take.points_high - take.points_low >= UNSURE_POINTS,
        "help": take.help,
        "first": take.is_first,
        "waiting": True,
    }
    return () if take.approved else tuple(need for need in NEEDS if found[need])


def by_need(takes: Iterable[Glance]) -> tuple[Glance, ...]:
    """Those with the most pressing need first, among equals the next need, then who has waited longest."""
    return tuple(sorted(takes, key=_place))


def _place(take: Glance) -> tuple[object, ...]:
    there = needs(take)
    return (take.approved, *(need not in there for need in NEEDS), take.shown_at, take.attempt_id)
