"""Trainers' reviews, what was learned from them, and sentences offered."""

import sqlalchemy as sa
from alembic import op

from coach.store.schema import UtcTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this version."""
    op.create_table(
        "recalibration",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("criterion", sa.String(length=50), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=True),
        sa.Column("slope", sa.Double(), nullable=False),
        sa.Column("offset", sa.Double(), nullable=False),
        sa.Column("labels", sa.Integer(), nullable=False),
        sa.Column("trainers", sa.Integer(), nullable=False),
        sa.Column("error_before", sa.Double(), nullable=False),
        sa.Column("error_after", sa.Double(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["learning_group.id"], name=op.f("fk_recalibration_group_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recalibration")),
    )
    with op.batch_alter_table("recalibration", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_recalibration_criterion"), ["criterion"], unique=False)
        batch_op.create_index(batch_op.f("ix_recalibration_group_id"), ["group_id"], unique=False)

    op.create_table(
        "offer",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("criterion", sa.String(length=50), nullable=False),
        sa.Column("label", sa.String(length=50), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at_s", sa.Double(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        sa.Column("offered_at", UtcTime(), nullable=False),
        sa.Column("decision", sa.String(length=10), server_default="open", nullable=False),
        sa.Column("decided_by", sa.String(length=32), nullable=True),
        sa.Column("decided_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_offer_attempt_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["learner.id"], name=op.f("fk_offer_decided_by"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
    )
    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offer_attempt_id"), ["attempt_id"], unique=False)

    op.create_table(
        "review",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("attempt_id", sa.String(length=32), nullable=False),
        sa.Column("criterion", sa.String(length=50), nullable=False),
        sa.Column("trainer_id", sa.String(length=32), nullable=True),
        sa.Column("machine_low", sa.Integer(), nullable=False),
        sa.Column("machine_high", sa.Integer(), nullable=False),
        sa.Column("top", sa.Integer(), nullable=False),
        sa.Column("certainty", sa.Double(), nullable=False),
        sa.Column("machine_version", sa.String(length=64), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("blind", sa.Boolean(), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attempt_id"], ["attempt.id"], name=op.f("fk_review_attempt_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["trainer_id"], ["learner.id"], name=op.f("fk_review_trainer_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review")),
    )
    with op.batch_alter_table("review", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_review_attempt_id"), ["attempt_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_criterion"), ["criterion"], unique=False)
        batch_op.create_index(batch_op.f("ix_review_trainer_id"), ["trainer_id"], unique=False)
