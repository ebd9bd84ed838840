"""What a hall sees of a volunteer's result: praise and one next thing first, points only if asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

FIRST = ("done_well", "do_next")
POINTS = ("points", "range")


def has_points(result: Mapping[str, Any] | None) -> bool:
    """Whether there are points that say something: scored, and most of it could be judged."""
    return bool(result and result["state"] == "done" and not result.get("wide"))


def for_hall(result: Mapping[str, Any], points_asked: bool) -> dict[str, Any]:
    """A part of what is told of a take. While it is scored nothing but that: its stages go back and forth.

    Where most could not be judged the hall reads why instead of a range from nothing to everything.
    """
    if result["state"] == "moving":
        return {"state": "moving"}
    if result["state"] != "done":
        return dict(result)
    shown = FIRST + (POINTS if points_asked and has_points(result) else ())
    why = {"why": result.get("range", "")} if result.get("wide") else {}
    return {"state": "done", **{name: result.get(name, "") for name in shown}, **why}
