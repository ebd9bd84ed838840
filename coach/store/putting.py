"""Keeps a row whether it is there already or not, also when two machines do so in the same moment."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Insert, inspect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from coach.store.schema import Base


def put(session: Session, table: type[Base], **values: Any) -> None:
    """Insert a row, or write its values over the one of that key; one statement, so nobody comes between."""
    keys = [column.name for column in inspect(table).primary_key]
    others = {name: value for name, value in values.items() if name not in keys}
    session.execute(_upsert(session, table, keys, values, others))


def _upsert(
    session: Session, table: type[Base], keys: list[str], values: dict[str, Any], others: dict[str, Any]
) -> Insert:
    if session.get_bind().dialect.name == "postgresql":
        return (
            postgresql.insert(table).values(**values).on_conflict_do_update(index_elements=keys, set_=others)
        )
    return sqlite.insert(table).values(**values).on_conflict_do_update(index_elements=keys, set_=others)
