"""A workshop with a few guests, for tests of the store and of what stands on it."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from coach.domain.hall import Guest, HallComment, Workshop
from coach.store import Store

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def workshop(store: Store, name: str = "Ea Kao") -> Workshop:
    return store.workshops.open(name, "vi", NOON)


def guest(store: Store, of: Workshop, name: str = "Hoa", commune: str = "Ea Kao") -> tuple[Guest, str]:
    return store.hall.join(of.id, name, commune, NOON)


def said(
    by: Guest, text: str, at: datetime = NOON, take_id: str = "", at_s: float | None = None
) -> HallComment:
    return HallComment(uuid4().hex, by.id, by.first_name, text, at, at, take_id, at_s)
