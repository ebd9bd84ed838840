"""the trainer's desk: comments, decisions, plans, asking for help, results at a glance."""

import sqlalchemy as sa
from alembic import op

from coach.store.schema import UtcTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this version."""
    op.create_table(
        "trainer_note",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("trainer_id", sa.String(length=32), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("at_s", sa.Double(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("taken_back_at", UtcTime(), nullable=True),
        sa.Column("changed_at", UtcTime(), nullable=True),
        *_of_attempt("trainer_note"),
        _by_trainer("trainer_note"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_trainer_note")),
    )
    _indexes("trainer_note", "attempt_id", "trainer_id")
    op.create_table(
        "desk_decision",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("trainer_id", sa.String(length=32), nullable=True),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("value", sa.String(length=20), nullable=False),
        sa.Column("machine_low", sa.Integer(), nullable=True),
        sa.Column("machine_high", sa.Integer(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        *_of_attempt("desk_decision"),
        _by_trainer("desk_decision"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_decision")),
    )
    _indexes("desk_decision", "attempt_id", "trainer_id", "subject")
    op.create_table(
        "desk_turn",
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("subject", sa.String(length=120), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=True),
        *_of_attempt("desk_turn"),
        sa.PrimaryKeyConstraint("attempt_id", "subject", name=op.f("pk_desk_turn")),
    )
    op.create_table(
        "plan_line",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("trainer_id", sa.String(length=32), nullable=True),
        sa.Column("lesson_id", sa.String(length=50), nullable=True),
        sa.Column("by_day", sa.String(length=10), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_plan_line_learner_id"), ondelete="CASCADE"
        ),
        _by_trainer("plan_line"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_line")),
    )
    _indexes("plan_line", "learner_id", "trainer_id")
    op.create_table(
        "help_wanted",
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("asked_at", UtcTime(), nullable=False),
        *_of_attempt("help_wanted"),
        sa.PrimaryKeyConstraint("attempt_id", name=op.f("pk_help_wanted")),
    )
    op.create_table(
        "glance",
        sa.Column("analysis_id", sa.String(length=32), nullable=False),
        sa.Column("points_low", sa.Double(), nullable=False),
        sa.Column("points_high", sa.Double(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["analysis_id"], ["analysis.id"], name=op.f("fk_glance_analysis_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("analysis_id", name=op.f("pk_glance")),
    )


def _of_attempt(table: str) -> list[sa.ForeignKeyConstraint]:
    name = op.f(f"fk_{table}_attempt_id")
    return [sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name=name, ondelete="CASCADE")]


def _by_trainer(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_trainer_id")
    return sa.ForeignKeyConstraint(["trainer_id"], ["learner.id"], name=name, ondelete="SET NULL")


def _indexes(table: str, *columns: str) -> None:
    with op.batch_alter_table(table, schema=None) as batch_op:
        for column in columns:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)
