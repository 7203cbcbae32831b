"""Alembic's environment: runs on the connection handed over by ``oversight.upgrading`` and nothing else."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from models.freezing import freeze, thaw
from models.tables import Base


def migrate(connection: Connection) -> None:
    """Run the steps in the transaction of the connection given.

    The triggers are off meanwhile, and put on anew at the end: rebuilding a table on SQLite loses them.
    """
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=False,
        compare_type=True,
    )
    with context.begin_transaction():
        thaw(connection)
        context.run_migrations()
        freeze(connection)


migrate(context.config.attributes["connection"])
