"""Which tables travel with a backup, and which files their rows name; new tables are found by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import JSON, Column, Connection, MetaData, String, Table, select

# Of this machine and this moment: who is signed in here, which worker lives, which files must still go.
# They mean nothing on another machine, or would let somebody in there.
STAYS = frozenset({"worker", "signed_in", "throttle", "removal"})
INSTALLATION = frozenset({"installation"})  # moves with an installation, is never brought into another one
DIGEST = re.compile(r"[0-9a-f]{64}")


def travelling(metadata: MetaData) -> tuple[Table, ...]:
    """The tables that a backup holds, those first to which others point."""
    return tuple(table for table in metadata.sorted_tables if table.name not in STAYS)


def staying(metadata: MetaData) -> tuple[Table, ...]:
    """The tables whose rows stay where they are."""
    return tuple(table for table in metadata.sorted_tables if table.name in STAYS)


def named(connection: Connection, tables: Sequence[Table]) -> set[str]:
    """Every digest that a row of these tables names, in a column of its own or inside JSON."""
    return {one for table in tables for one in _in_table(connection, table)}


def _in_table(connection: Connection, table: Table) -> Iterator[str]:
    columns = [column for column in table.columns if _may_name(column)]
    if columns:
        rows = connection.execute(select(*columns), execution_options={"yield_per": 500})
        for row in rows:
            for value in row:
                yield from _digests(value)


def _may_name(column: Column[Any]) -> bool:
    kind = column.type
    return isinstance(kind, JSON) or (isinstance(kind, String) and kind.length == 64)


def _digests(value: object) -> Iterator[str]:
    if isinstance(value, str):
        if DIGEST.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        yield from _each(value.values())
    elif isinstance(value, (list, tuple)):
        yield from _each(value)


def _each(values: Iterable[object]) -> Iterator[str]:
    for one in values:
        yield from _digests(one)
