"""Rows of any table, whatever it is called: all of them in a sensible order, and what tells them apart."""

from __future__ import annotations

from collections.abc import Iterator
from graphlib import TopologicalSorter
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, UniqueConstraint, select

Row = dict[str, Any]
Names = tuple[str, ...]


def rows(connection: Connection, table: Table) -> Iterator[Row]:
    """All rows, in order of their key; those to which others of the same table point come first."""
    keys = list(table.primary_key.columns)
    rows = connection.execute(select(table).order_by(*keys), execution_options={"yield_per": 200}).mappings()
    pointers = [c.name for c in table.columns if any(key.column.table is table for key in c.foreign_keys)]
    if not pointers:
        yield from map(plain, rows)
        return
    (name,) = key(table)
    kept = {row[name]: plain(row) for row in rows}
    above = {one_id: {row[one] for one in pointers if row[one] in kept} for one_id, row in kept.items()}
    for one_id in TopologicalSorter(above).static_order():
        yield kept[one_id]


def plain(row: RowMapping) -> Row:
    """The row as values by column."""
    return {str(name): value for name, value in row.items()}


def key(table: Table) -> Names:
    """The columns that tell its rows apart."""
    return tuple(column.name for column in table.primary_key.columns)


def unique(table: Table) -> list[Names]:
    """What may be there only once, besides the key."""
    kept = [one.columns for one in table.constraints if isinstance(one, UniqueConstraint)]
    kept += [index.columns for index in table.indexes if index.unique]
    return [tuple(column.name for column in columns) for columns in kept]
