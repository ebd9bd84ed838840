"""Brings the rows of one database into another: everything of both is there afterwards, each thing once.

Ids are made offline and never collide, so a row is new, or the same, or another version of the same: then the
newer one wins. Joining once more changes nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Column, Connection, String, Table, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError

from coach.domain.errors import JobError
from coach.store.rows import Names, Row, key, plain, rows, unique
from coach.store.travelling import INSTALLATION
from coach.store.versions import canonical, version

SUFFIX = 4  # letters that tell two of one name apart


@dataclass(slots=True)
class Tally:
    """How many rows came, and how many of ours were replaced by a newer version."""

    added: int = 0
    renewed: int = 0


def join(source: Connection, target: Connection, tables: Sequence[Table]) -> Tally:
    """Bring all rows of `source` into `target`, parents first; JobError `merge.clash` where one has no place.

    The caller's transaction makes it all or nothing.
    """
    tally, moved = Tally(), Moved()
    for table in tables:
        into = _Into(table, target, moved, tally)
        try:
            for row in rows(source, table):
                into.take(row)
        except (IntegrityError, DataError) as error:
            raise JobError("merge.clash", table=table.name) from error
    return tally


@dataclass(slots=True)
class Moved:
    """Things that have another id here than there: they were the same, or ids are only running numbers."""

    ids: dict[tuple[str, str], dict[Any, Any]] = field(default_factory=dict)

    def note(self, table: Table, there: Row, here: Mapping[str, Any]) -> None:
        """Whoever points at that row over there, points at this one here."""
        for name in key(table):
            if there[name] != here[name]:
                self.ids.setdefault((table.name, name), {})[there[name]] = here[name]

    def follow(self, table: Table, row: Row) -> Row:
        """The row with its pointers as they are here."""
        return {column.name: self._here(column, row[column.name]) for column in table.columns}

    def _here(self, column: Column[Any], value: object) -> object:
        for pointer in column.foreign_keys:
            to = pointer.column
            value = self.ids.get((to.table.name, to.name), {}).get(value, value)
        return value


class _Into:
    """Takes rows into one table."""

    def __init__(self, table: Table, target: Connection, moved: Moved, tally: Tally) -> None:
        self.table, self.target, self.moved, self.tally = table, target, moved, tally
        self.numbered = table.autoincrement_column is not None and not table.autoincrement_column.foreign_keys
        self.known = self._by_content() if self.numbered else {}

    def take(self, there: Row) -> None:
        """Bring one row in."""
        row = self.moved.follow(self.table, there)
        if self.numbered:
            self._take_numbered(row, there)
            return
        here = self._find(key(self.table), row) or self._same_thing(row)
        if here is not None:
            self.moved.note(self.table, there, here)
            row |= {name: here[name] for name in key(self.table)}
        self._give_way(row)
        if here is None:
            self.target.execute(insert(self.table), row)
            self.tally.added += 1
        elif self.table.name not in INSTALLATION and row != here and version(row) > version(here):
            self.target.execute(update(self.table).where(*self._at(key(self.table), row)), row)
            self.tally.renewed += 1

    def _take_numbered(self, row: Row, there: Row) -> None:
        """A running number says nothing: the same words at the same time are the same row."""
        (number,) = key(self.table)
        content = canonical({name: value for name, value in row.items() if name != number})
        if content not in self.known:
            bare = {name: value for name, value in row.items() if name != number}
            made = self.target.execute(insert(self.table), bare).inserted_primary_key
            self.known[content] = made[0] if made else None
            self.tally.added += 1
        self.moved.note(self.table, there, {number: self.known[content]})

    def _by_content(self) -> dict[str, Any]:
        (number,) = key(self.table)
        return {
            canonical({name: value for name, value in row.items() if name != number}): row[number]
            for row in rows(self.target, self.table)
        }

    def _same_thing(self, row: Row) -> Row | None:
        """A row about the same thing of the same owner (a second scoring of one take) by another id."""
        for names in unique(self.table):
            owned = any(self.table.columns[name].foreign_keys for name in names)
            if owned and (here := self._find(names, row)):
                return here
        return None

    def _give_way(self, row: Row) -> None:
        """Two different things of one name (a class code, a sign-in name): the one that is here keeps it."""
        for names in unique(self.table):
            here = self._find(names, row)
            if here and any(here[name] != row[name] for name in key(self.table)):
                row |= self._other_name(names, row)

    def _other_name(self, names: Names, row: Row) -> Row:
        columns = [self.table.columns[name] for name in names]
        for column in columns:
            if column.nullable:
                return {column.name: None}
        for column in columns:
            if isinstance(column.type, String) and not column.primary_key:
                return {column.name: _renamed(column.type, row, key(self.table), column.name)}
        raise JobError("merge.clash", table=self.table.name)

    def _find(self, names: Names, row: Row) -> Row | None:
        if any(row[name] is None for name in names):
            return None
        found = self.target.execute(select(self.table).where(*self._at(names, row))).mappings().first()
        return plain(found) if found else None

    def _at(self, names: Names, row: Row) -> list[Any]:
        return [self.table.columns[name] == row[name] for name in names]


def _renamed(kind: String, row: Row, key: Names, name: str) -> str:
    mark = hashlib.sha256(canonical({one: row[one] for one in key}).encode()).hexdigest()[:SUFFIX]
    room = (kind.length or 200) - SUFFIX - 1
    return f"{str(row[name])[:room]}-{mark}"
