"""From which takes on the machine listens or judges differently, so that nobody takes that for progress."""

from __future__ import annotations

from collections.abc import Sequence

from coach.progress.takes import Taken

LISTENS, JUDGES = "listens", "judges"


def changes(takes: Sequence[Taken]) -> dict[str, tuple[str, ...]]:
    """For each take that differs from the one before it: whether another recogniser listened, or its lesson
    judged by other words or by what trainers had taught meanwhile. `takes`: oldest first. Only takes spoken
    in one language are compared, as each language has its own ears.
    """
    last_heard: dict[str, Taken] = {}
    last_judged: dict[str, Taken] = {}
    found: dict[str, tuple[str, ...]] = {}
    for one in takes:
        listens = one.language in last_heard and _heard_otherwise(last_heard[one.language], one)
        judges = _judged_otherwise(last_judged.get(one.lesson_id, one), one)
        kinds = (*((LISTENS,) if listens else ()), *((JUDGES,) if judges else ()))
        if kinds:
            found[one.id] = kinds
        if one.listeners:
            last_heard[one.language] = one
        last_judged[one.lesson_id] = one
    return found


def _judged_otherwise(before: Taken, now: Taken) -> bool:
    return before.digest != now.digest or dict(before.taught) != dict(now.taught)


def _heard_otherwise(before: Taken, now: Taken) -> bool:
    """Whether anybody who observed both takes did so in another version."""
    both = before.listeners.keys() & now.listeners.keys()
    return any(before.listeners[name] != now.listeners[name] for name in both)
