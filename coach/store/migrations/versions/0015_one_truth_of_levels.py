"""trainers' levels become reviews; who made an offer; spoken comments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import sqlalchemy as sa
from alembic import op

from coach.store.schema import UtcTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

CRITERION = "criterion:"  # how the subjects of levels began
BACK = "machine"  # their value where the machine's level was to count again
OLDEST_TOP, NOTHING_KNOWN = 4, 0.5  # where the take's result does not tell of that criterion any more


def upgrade() -> None:
    """Bring the tables up to this version."""
    with op.batch_alter_table("review") as review:
        review.add_column(sa.Column("withdrawn", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("offer") as offer:
        offer.add_column(sa.Column("offered_by", sa.String(length=32), nullable=True))
        offer.create_foreign_key(
            op.f("fk_offer_offered_by"), "learner", ["offered_by"], ["id"], ondelete="SET NULL"
        )
    _voices()
    _move(op.get_bind())
    with op.batch_alter_table("desk_decision") as decision:
        decision.drop_column("machine_low")
        decision.drop_column("machine_high")


def _voices() -> None:
    op.create_table(
        "voice_note",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("trainer_id", sa.String(length=32), nullable=True),
        sa.Column("at_s", sa.Double(), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=False),
        sa.Column("sound", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_voice_note_attempt_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["trainer_id"], ["learner.id"], name=op.f("fk_voice_note_trainer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_voice_note")),
    )
    for column in ("attempt_id", "trainer_id"):
        op.create_index(op.f(f"ix_voice_note_{column}"), "voice_note", [column], unique=False)


def _move(connection: sa.Connection) -> None:
    """Every level that was decided at the desk becomes a review, with its id, its turn and its moment."""
    tables = sa.MetaData()
    tables.reflect(connection, only=("desk_decision", "desk_turn", "review", "attempt", "analysis"))
    decisions, turns = tables.tables["desk_decision"], tables.tables["desk_turn"]
    levels = decisions.c.subject.like(f"{CRITERION}%")
    for found in connection.execute(sa.select(decisions).where(levels)).mappings().all():
        row = {str(name): value for name, value in found.items()}
        machine = dict(_machine(connection, tables, row))
        connection.execute(sa.insert(tables.tables["review"]).values(**_review(row, machine)))
    connection.execute(sa.delete(decisions).where(levels))
    connection.execute(sa.delete(turns).where(turns.c.subject.like(f"{CRITERION}%")))


def _review(row: Mapping[str, Any], machine: Mapping[str, Any]) -> dict[str, Any]:
    same = {name: row[name] for name in ("id", "attempt_id", "trainer_id", "reason", "made_at")}
    low = row["machine_low"] or 0
    high = machine["top"] if row["machine_high"] is None else row["machine_high"]
    back = row["value"] == BACK
    return {
        **same,
        **machine,
        "criterion": row["subject"].removeprefix(CRITERION),
        "machine_low": low,
        "machine_high": high,
        "level": low if back else int(row["value"]),
        "withdrawn": back,
        "blind": False,
    }


def _machine(
    connection: sa.Connection, tables: sa.MetaData, row: Mapping[str, Any]
) -> Iterator[tuple[str, Any]]:
    """What the decision did not hold and the take's newest result does: top, certainty, lesson."""
    analysis = tables.tables["analysis"]
    done = (analysis.c.attempt_id == row["attempt_id"]) & (analysis.c.state == "done")
    newest = sa.select(sa.type_coerce(analysis.c.result, sa.JSON)).where(done)
    result = connection.scalar(newest.order_by(analysis.c.generation.desc()).limit(1)) or {}
    named = row["subject"].removeprefix(CRITERION)
    judged = (one for one in result.get("judgements", ()) if one["criterion"] == named)
    found: Mapping[str, Any] = next(judged, {})
    yield "top", max(found.get("top", OLDEST_TOP), row["machine_high"] or 0)
    yield "certainty", found.get("certainty", NOTHING_KNOWN)
    yield "machine_version", result.get("lesson", {}).get("digest", "")
