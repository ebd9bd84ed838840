"""first tables."""

import sqlalchemy as sa
from alembic import op

from coach.store.schema import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this version."""
    op.create_table(
        "learner",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("address", sa.String(length=20), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learner")),
    )
    op.create_table(
        "lesson_used",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("lesson_id", sa.String(length=50), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_lesson_used")),
    )
    op.create_table(
        "observed",
        sa.Column("recording_sha256", sa.String(length=64), nullable=False),
        sa.Column("observer", sa.String(length=50), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("inputs", sa.String(length=64), nullable=False),
        sa.Column("findings", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint(
            "recording_sha256", "observer", "version", "inputs", name=op.f("pk_observed")
        ),
    )
    op.create_table(
        "understood",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("recording_sha256", sa.String(length=64), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_understood")),
    )
    with op.batch_alter_table("understood", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_understood_recording_sha256"), ["recording_sha256"], unique=False
        )

    op.create_table(
        "attempt",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("lesson_id", sa.String(length=50), nullable=False),
        sa.Column("lesson_digest", sa.String(length=64), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("recording_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=True),
        sa.Column("progress", sa.Double(), nullable=False),
        sa.Column("worker", sa.String(length=60), nullable=True),
        sa.Column("error_id", sa.String(length=100), nullable=True),
        sa.Column("error_values", sa.JSON(), nullable=False),
        sa.Column("result", sa.JSON(), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("beat_at", UtcTime(), nullable=True),
        sa.Column("finished_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_attempt_learner_id")),
        sa.ForeignKeyConstraint(
            ["lesson_digest"], ["lesson_used.digest"], name=op.f("fk_attempt_lesson_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_attempt_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_attempt_recording_sha256"), ["recording_sha256"], unique=False)

    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("purpose", sa.String(length=50), nullable=False),
        sa.Column("version", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("given_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_consent_learner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_learner_id"), ["learner_id"], unique=False)
