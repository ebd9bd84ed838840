"""ledger: how the scoring of each attempt stands, who scores, and what was heard of a take so far."""

import sqlalchemy as sa
from alembic import op

from coach.store.schema import UtcTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

MOVED = (
    "state",
    "stage",
    "progress",
    "worker",
    "error_id",
    "error_values",
    "result",
    "beat_at",
    "finished_at",
)


def upgrade() -> None:
    """Bring the tables up to this version; every attempt's state and result becomes its first analysis."""
    analysis = op.create_table(
        "analysis",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("generation", sa.Integer(), nullable=False),
        sa.Column("delivery", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("attempt_no", sa.Integer(), nullable=False),
        sa.Column("crashes", sa.Integer(), nullable=False),
        sa.Column("troubles", sa.Integer(), nullable=False),
        sa.Column("fence", sa.Integer(), nullable=False),
        sa.Column("cancel_requested", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=True),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("duration_s", sa.Double(), nullable=True),
        sa.Column("error_id", sa.String(length=100), nullable=True),
        sa.Column("error_values", sa.JSON(), nullable=False),
        sa.Column("worker", sa.String(length=100), nullable=True),
        sa.Column("queued_at", UtcTime(), nullable=False),
        sa.Column("not_before", UtcTime(), nullable=True),
        sa.Column("beat_at", UtcTime(), nullable=True),
        sa.Column("finished_at", UtcTime(), nullable=True),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_analysis_attempt_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_analysis")),
        sa.UniqueConstraint("attempt_id", "generation", name=op.f("uq_analysis_attempt_id")),
    )
    op.create_index("ix_analysis_state", "analysis", ["state", "priority", "queued_at"])
    op.create_table(
        "worker",
        sa.Column("id", sa.String(length=100), nullable=False),
        sa.Column("slots", sa.Integer(), nullable=False),
        sa.Column("started_at", UtcTime(), nullable=False),
        sa.Column("beat_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
    )
    op.create_index(op.f("ix_worker_beat_at"), "worker", ["beat_at"])
    op.create_table(
        "heard_clip",
        sa.Column("recording_sha256", sa.String(length=64), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("passage", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("recording_sha256", "key", name=op.f("pk_heard_clip")),
    )
    _move(analysis)
    for column in MOVED:
        # Not in batch mode: that makes the table anew, and a dropped table takes others' rows along.
        op.drop_column("attempt", column)


def _move(analysis: sa.Table) -> None:
    """What was under way begins again; what had ended stays as it is."""
    attempt = sa.table(
        "attempt",
        sa.column("id", sa.String()),
        sa.column("created_at", UtcTime()),
        *(sa.column(name, analysis.c[name].type) for name in MOVED),
    )
    ended = attempt.c.state.in_(("done", "failed"))
    values = {
        "id": attempt.c.id,
        "attempt_id": attempt.c.id,
        "generation": sa.literal(1),
        "delivery": sa.literal(1),
        "state": sa.case((ended, attempt.c.state), else_="waiting"),
        "priority": sa.literal(10),
        "attempt_no": sa.case((ended, 1), else_=0),
        "crashes": sa.literal(0),
        "troubles": sa.literal(0),
        "fence": sa.case((ended, 1), else_=0),
        "cancel_requested": sa.false(),
        "stage": sa.null(),
        "progress": sa.case((attempt.c.state == "done", 1.0), else_=0.0),
        "error_id": attempt.c.error_id,
        "error_values": attempt.c.error_values,
        "queued_at": attempt.c.created_at,
        "beat_at": attempt.c.beat_at,
        "finished_at": attempt.c.finished_at,
        "result": attempt.c.result,
    }
    op.execute(analysis.insert().from_select(list(values), sa.select(*values.values())))
