"""groups."""

import sqlalchemy as sa
from alembic import op

from coach.store.schema import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this version."""
    op.create_table(
        "learning_group",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_group")),
    )
    with op.batch_alter_table("learning_group", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_learning_group_kind"), ["kind"], unique=False)

    op.create_table(
        "membership",
        sa.Column("group_id", sa.String(length=32), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.ForeignKeyConstraint(["group_id"], ["learning_group.id"], name=op.f("fk_membership_group_id")),
        sa.ForeignKeyConstraint(["learner_id"], ["learner.id"], name=op.f("fk_membership_learner_id")),
        sa.PrimaryKeyConstraint("group_id", "learner_id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_membership_learner_id"), ["learner_id"], unique=False)
