"""What belongs to somebody goes with her; rows know when they were last written anew."""

import sqlalchemy as sa
from alembic import op

from coach.store.schema import UtcTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

OWNED = {  # table: its columns that point at an owner, and the owner's table
    "consent": {"learner_id": "learner"},
    "attempt": {"learner_id": "learner"},
    "mark": {"attempt_id": "attempt", "learner_id": "learner"},
    "membership": {"group_id": "learning_group", "learner_id": "learner"},
}
CHANGING = ("learner", "attempt", "learning_group", "membership")


def upgrade() -> None:
    """Bring the tables up to this version."""
    for table in CHANGING:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("changed_at", UtcTime(), nullable=True))
    for table, owners in OWNED.items():
        with op.batch_alter_table(table, schema=None) as batch_op:
            for column, owner in owners.items():
                name = op.f(f"fk_{table}_{column}")
                batch_op.drop_constraint(name, type_="foreignkey")
                batch_op.create_foreign_key(name, owner, [column], ["id"], ondelete="CASCADE")
