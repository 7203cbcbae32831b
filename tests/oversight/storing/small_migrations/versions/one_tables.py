"""Parent and child."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "one"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "contractor",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
    )
    parent = sa.ForeignKey("contractor.id", ondelete="CASCADE")
    op.create_table(
        "contract",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("note", sa.Text),
        sa.Column("contractor_id", sa.Integer, parent, nullable=False),
    )
