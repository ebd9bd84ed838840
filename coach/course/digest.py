"""The fingerprint of a lesson: the same words, weights and ladders always give the same one."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from coach.course.page import Item


def written(*parts: object) -> str:
    """The parts in one fixed writing, as JSON. Layout, comments and the order of keys do not count."""
    return json.dumps(parts, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest(text: str) -> str:
    """sha256 of what was written."""
    return hashlib.sha256(text.encode()).hexdigest()


def plain(item: Item) -> Any:
    """The item without its lines; 3 and 3.0 are one number."""
    value = item.value
    if isinstance(value, Mapping):
        return {name: plain(part) for name, part in value.items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
