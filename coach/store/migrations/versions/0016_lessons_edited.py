"""lessons edited here: drafts, and signed versions of the course."""

import sqlalchemy as sa
from alembic import op

from coach.store.schema import UtcTime

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables up to this version."""
    op.create_table(
        "course_text",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_course_text")),
    )
    op.create_table(
        "course_draft",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("path", sa.String(length=100), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("editor_id", sa.String(length=32), nullable=True),
        sa.Column("made_at", UtcTime(), nullable=False),
        _by("course_draft", "editor_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_draft")),
        sa.UniqueConstraint("path", "number", name=op.f("uq_course_draft_path")),
    )
    op.create_table(
        "course_version",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("follows", sa.String(length=32), nullable=True),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("changed", sa.JSON(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("signer_id", sa.String(length=32), nullable=True),
        sa.Column("made_at", UtcTime(), nullable=False),
        sa.Column("signature", sa.String(length=200), nullable=False),
        _by("course_version", "signer_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_version")),
        sa.UniqueConstraint("follows", name=op.f("uq_course_version_follows")),
    )
    for table, column in (
        ("course_draft", "path"),
        ("course_draft", "editor_id"),
        ("course_version", "signer_id"),
    ):
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(batch_op.f(f"ix_{table}_{column}"), [column], unique=False)


def _by(table: str, column: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_{column}")
    return sa.ForeignKeyConstraint([column], ["learner.id"], name=name, ondelete="SET NULL")
