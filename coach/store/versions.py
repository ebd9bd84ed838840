"""Of two versions of one row, which is the newer: told by its own times, and the same on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

NEVER = datetime.min.replace(tzinfo=UTC)
CHANGED = "changed_at"
Version = tuple[datetime, datetime, str]


def version(row: Mapping[str, Any]) -> Version:
    """Rows in order of age: when last written anew, else its latest event, else (a tie) by its content.

    The content decides nothing sensible, but the same on all machines: so it does not matter who is merged
    into whom. Times that are still to come (until when something holds) say nothing of a row's age.
    """
    times = [value for name, value in row.items() if name.endswith("_at") and isinstance(value, datetime)]
    changed = row.get(CHANGED)
    return changed or NEVER, max(times, default=NEVER), canonical(row)


def canonical(row: Mapping[str, Any]) -> str:
    """The row as text; the same values are always the same text."""
    return json.dumps(row, sort_keys=True, ensure_ascii=False, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    raise TypeError(type(value).__name__)
