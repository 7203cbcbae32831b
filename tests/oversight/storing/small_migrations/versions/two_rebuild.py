"""Rebuild the parent: with foreign keys on, the children would be deleted without an error."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "two"
down_revision = "one"


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    with op.batch_alter_table("contractor", recreate="always" if sqlite else "never") as table:
        table.add_column(sa.Column("kana", sa.Text, server_default=""))
