"""A small Alembic environment with the same door as the product's own."""

from __future__ import annotations

from alembic import context


def migrate() -> None:
    connection = context.config.attributes["connection"]
    context.configure(connection=connection, transaction_per_migration=False)
    with context.begin_transaction():
        context.run_migrations()


migrate()
