"""Brings a store's tables up to date on the connection that is handed in."""

from alembic import context

from coach.store.schema import Base

context.configure(
    connection=context.config.attributes["connection"],
    user_module_prefix="",
    target_metadata=Base.metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
