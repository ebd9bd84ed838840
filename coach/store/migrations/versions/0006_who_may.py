"""who may: groups within groups, sign-in, and how often it failed."""

import sqlalchemy as sa
from alembic import op

from coach.store.schema import UtcTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this version."""
    # Column by column: a table that memberships point to cannot be made anew while foreign keys are watched.
    op.add_column(
        "learning_group",
        sa.Column(
            "parent_id",
            sa.String(length=32),
            sa.ForeignKey("learning_group.id", name=op.f("fk_learning_group_parent_id")),
            nullable=True,
        ),
        inline_references=True,
    )
    op.add_column("learning_group", sa.Column("code", sa.String(length=8), nullable=True))
    op.create_index(op.f("ix_learning_group_parent_id"), "learning_group", ["parent_id"], unique=False)
    op.create_index(op.f("ix_learning_group_code"), "learning_group", ["code"], unique=True)

    op.create_table(
        "installation",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_installation")),
    )
    op.create_table(
        "throttle",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcTime(), nullable=False),
        sa.Column("wait_until", UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_throttle")),
    )
    op.create_table(
        "account",
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("password", sa.String(length=200), nullable=True),
        sa.Column("issuer", sa.String(length=300), nullable=True),
        sa.Column("subject", sa.String(length=300), nullable=True),
        sa.Column("made_at", UtcTime(), nullable=False),
        _of_learner("account"),
        sa.PrimaryKeyConstraint("learner_id", name=op.f("pk_account")),
        sa.UniqueConstraint("name", name=op.f("uq_account_name")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("uq_account_issuer")),
    )
    op.create_table(
        "learner_key",
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("hash", sa.String(length=200), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        _of_learner("learner_key"),
        sa.PrimaryKeyConstraint("learner_id", "kind", name=op.f("pk_learner_key")),
    )
    op.create_index(op.f("ix_learner_key_hash"), "learner_key", ["hash"], unique=False)
    op.create_table(
        "signed_in",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("learner_id", sa.String(length=32), nullable=False),
        sa.Column("how", sa.String(length=10), nullable=False),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("seen_at", UtcTime(), nullable=False),
        sa.Column("ends_at", UtcTime(), nullable=False),
        sa.Column("idle_s", sa.Integer(), nullable=False),
        _of_learner("signed_in"),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_signed_in")),
    )
    op.create_index(op.f("ix_signed_in_learner_id"), "signed_in", ["learner_id"], unique=False)


def _of_learner(table: str) -> sa.ForeignKeyConstraint:
    """What goes by itself when its person goes."""
    return sa.ForeignKeyConstraint(
        ["learner_id"], ["learner.id"], name=op.f(f"fk_{table}_learner_id"), ondelete="CASCADE"
    )
