"""workshops: the evening, its stage, guests, comments, hearts, votes."""

import sqlalchemy as sa
from alembic import op

from coach.store.schema import UtcTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this version."""
    op.create_table(
        "workshop",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("code", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("group_id", sa.String(length=32), nullable=True),
        sa.Column("host_id", sa.String(length=32), nullable=True),
        sa.Column("communes", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created_at", UtcTime(), nullable=False),
        sa.Column("ended_at", UtcTime(), nullable=True),
        sa.Column("changed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["group_id"], ["learning_group.id"], name=op.f("fk_workshop_group_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["host_id"], ["learner.id"], name=op.f("fk_workshop_host_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop")),
    )
    with op.batch_alter_table("workshop", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshop_code"), ["code"], unique=True)
        batch_op.create_index(batch_op.f("ix_workshop_group_id"), ["group_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_workshop_host_id"), ["host_id"], unique=False)

    op.create_table(
        "hall_guest",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("workshop_id", sa.String(length=32), nullable=False),
        sa.Column("first_name", sa.String(length=60), nullable=False),
        sa.Column("commune", sa.String(length=80), nullable=False),
        sa.Column("token_hash", sa.String(length=50), nullable=False),
        sa.Column("joined_at", UtcTime(), nullable=False),
        sa.Column("practised_at", UtcTime(), nullable=True),
        sa.Column("learner_id", sa.String(length=32), nullable=True),
        sa.Column("changed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["learner_id"], ["learner.id"], name=op.f("fk_hall_guest_learner_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_hall_guest_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hall_guest")),
    )
    with op.batch_alter_table("hall_guest", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hall_guest_learner_id"), ["learner_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_hall_guest_token_hash"), ["token_hash"], unique=False)
        batch_op.create_index(batch_op.f("ix_hall_guest_workshop_id"), ["workshop_id"], unique=False)

    op.create_table(
        "workshop_state",
        sa.Column("workshop_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("showing", sa.String(length=20), nullable=False),
        sa.Column("lesson_id", sa.String(length=50), nullable=True),
        sa.Column("volunteer_id", sa.String(length=32), nullable=True),
        sa.Column("take_id", sa.String(length=32), nullable=True),
        sa.Column("result_shown", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("comments_hidden", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("step_began_at", UtcTime(), nullable=True),
        sa.Column("more", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("changed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["volunteer_id"], ["learner.id"], name=op.f("fk_workshop_state_volunteer_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_workshop_state_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("workshop_id", name=op.f("pk_workshop_state")),
    )
    with op.batch_alter_table("workshop_state", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_workshop_state_take_id"), ["take_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_workshop_state_volunteer_id"), ["volunteer_id"], unique=False)

    op.create_table(
        "hall_comment",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("workshop_id", sa.String(length=32), nullable=False),
        sa.Column("guest_id", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("said_at", UtcTime(), nullable=False),
        sa.Column("moved_at", UtcTime(), nullable=False),
        sa.Column("take_id", sa.String(length=32), nullable=True),
        sa.Column("at_s", sa.Double(), nullable=True),
        sa.Column("hidden", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("refused", sa.String(length=20), nullable=True),
        sa.Column("changed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["hall_guest.id"], name=op.f("fk_hall_comment_guest_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workshop_id"], ["workshop.id"], name=op.f("fk_hall_comment_workshop_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hall_comment")),
    )
    with op.batch_alter_table("hall_comment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hall_comment_guest_id"), ["guest_id"], unique=False)
        batch_op.create_index("ix_hall_comment_moved", ["workshop_id", "moved_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_hall_comment_take_id"), ["take_id"], unique=False)

    op.create_table(
        "hall_hearts",
        sa.Column("guest_id", sa.String(length=32), nullable=False),
        sa.Column("take_id", sa.String(length=32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["hall_guest.id"], name=op.f("fk_hall_hearts_guest_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guest_id", "take_id", name=op.f("pk_hall_hearts")),
    )
    with op.batch_alter_table("hall_hearts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hall_hearts_take_id"), ["take_id"], unique=False)

    op.create_table(
        "hall_vote",
        sa.Column("guest_id", sa.String(length=32), nullable=False),
        sa.Column("take_id", sa.String(length=32), nullable=False),
        sa.Column("question", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("answer", sa.String(length=20), nullable=False),
        sa.Column("voted_at", UtcTime(), nullable=False),
        sa.Column("changed_at", UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["guest_id"], ["hall_guest.id"], name=op.f("fk_hall_vote_guest_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("guest_id", "take_id", "question", name=op.f("pk_hall_vote")),
    )
    with op.batch_alter_table("hall_vote", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_hall_vote_take_id"), ["take_id"], unique=False)
