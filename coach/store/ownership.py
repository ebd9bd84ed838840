"""Which rows are somebody's, told by the tables themselves, so that a table added later is not forgotten.

A row is hers when a column names her, or names a row that is hers: by a foreign key, or by a name that always
means a person or a take. A column may say otherwise with `info={"forget": ...}`: "row" (the row goes),
"blank" (only the name goes: made_by), "keep" (an id that stays on purpose). Without a word, a foreign key
that may be empty is blanked, any other takes its row along. `info={"blob": "recording"}` marks a digest of
kept bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from sqlalchemy import Column, ColumnElement, MetaData, Table, or_, select, true, update
from sqlalchemy.orm import Session

NAMES = {
    "learner_id": "learner",
    "person_id": "learner",
    "attempt_id": "attempt",
    "take_id": "attempt",
    "analysis_id": "analysis",
}  # columns that own even without a foreign key
RECORDING, FILM_REMOVED = "recording_sha256", "film_removed_at"
Doomed = Mapping[Table, ColumnElement[bool]]


def parent(column: Column[Any]) -> Column[Any] | None:
    """The column that this one names a row by, if it names one."""
    for key in column.foreign_keys:
        return key.column
    named = column.table.metadata.tables.get(NAMES.get(column.name, ""))
    return None if named is None or named is column.table else named.c.id


def rule(column: Column[Any]) -> str:
    """What becomes of a row when what this column names goes: "row", "blank" or "keep"."""
    told = column.info.get("forget")
    if told is not None:
        return str(told)
    return "blank" if column.nullable and column.name not in NAMES else "row"


def blob(column: Column[Any]) -> str | None:
    """Which kind of kept bytes the column holds a digest of, or a list of digests."""
    told = column.info.get("blob")
    return str(told) if told else ("recording" if column.name == RECORDING else None)


@dataclass(frozen=True, slots=True)
class Ownership:
    """The tables, parents first, and what each of their columns names."""

    metadata: MetaData

    @property
    def tables(self) -> Sequence[Table]:
        """All tables, each after those whose rows its own rows go with."""
        edges = {
            table: {above.table for _, above in self.owners(table)} for table in self.metadata.tables.values()
        }
        return tuple(TopologicalSorter(edges).static_order())

    def owners(self, table: Table) -> Iterator[tuple[Column[Any], Column[Any]]]:
        """Columns that make a row go with the row that they name, and what they name."""
        for column in table.columns:
            above = parent(column)
            if above is not None and above.table is not table and rule(column) == "row":
                yield column, above

    def doomed(self, root: Table, ids: Sequence[str]) -> Doomed:
        """All rows that go with these rows of `root`: a condition a table, parents first."""
        found: dict[Table, ColumnElement[bool]] = {root: root.c.id.in_(ids)}
        for table in self.tables:
            named = [
                column.in_(select(above).where(found[above.table]))
                for column, above in self.owners(table)
                if above.table in found
            ]
            if named and table is not root:
                found[table] = or_(*named)
        return found

    def digests(self, session: Session, doomed: Doomed | None = None) -> dict[str, set[str]]:
        """Digests of kept bytes by kind: those of doomed rows, or of all rows that are somebody's."""
        held: dict[str, set[str]] = {}
        owned = self.doomed(self.metadata.tables["learner"], ())
        for table in owned:
            for column in table.columns:
                kind = blob(column)
                if kind and (doomed is None or table in doomed):
                    where = doomed[table] if doomed is not None else _has_its_film(table)
                    kept = session.scalars(select(column).where(where, column.is_not(None)))
                    held.setdefault(kind, set()).update(_flat(kept))
        return held

    def derived(self) -> tuple[Table, ...]:
        """Tables that hold what was made of a recording, whoever handed it in."""
        owned = self.doomed(self.metadata.tables["learner"], ())
        return tuple(
            one for one in self.metadata.tables.values() if RECORDING in one.columns and one not in owned
        )

    def blank(self, session: Session, doomed: Doomed) -> None:
        """Take doomed names out of rows that stay."""
        for table in self.metadata.tables.values():
            for column in table.columns:
                above = parent(column)
                if above is not None and above.table in doomed and rule(column) == "blank":
                    gone = select(above).where(doomed[above.table]).scalar_subquery()
                    session.execute(update(table).where(column.in_(gone)).values({column.name: None}))


def _has_its_film(table: Table) -> ColumnElement[bool]:
    """Rows that still need their bytes: not those whose film's time was over."""
    return table.c[FILM_REMOVED].is_(None) if FILM_REMOVED in table.columns else true()


def unclear(metadata: MetaData) -> list[str]:
    """Columns that seem to name a person, a take or kept bytes but do not say what becomes of them."""
    return [
        f"{table.name}.{column.name}: {why}"
        for table in metadata.tables.values()
        for column in table.columns
        if "forget" not in column.info and (why := _doubt(column))
    ]


def _doubt(column: Column[Any]) -> str:
    names_somebody = column.name.endswith(
        ("learner_id", "person_id", "attempt_id", "take_id", "_by", "owner")
    )
    if names_somebody and parent(column) is None:
        return 'names somebody or a take; add a foreign key, or info={"forget": "row"|"blank"|"keep"}'
    if "sha256" in column.name and blob(column) is None:
        return 'a digest of kept bytes? add info={"blob": "recording"|"photo"|...} or info={"forget": "keep"}'
    return ""


def _flat(kept: Iterable[str | Sequence[str]]) -> Iterator[str]:
    for one in kept:
        yield from (one,) if isinstance(one, str) else one
