"""Alembic's environment: runs on the connection handed over by ``oversight.upgrading`` and nothing else."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from models.tables import Base


def migrate(connection: Connection) -> None:
    """Run the steps in the transaction of the connection given."""
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=False,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


migrate(context.config.attributes["connection"])
