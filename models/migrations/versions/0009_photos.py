"""Of a photo: the hash of the file as received, and whether parts were blackened before it was kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns; the photos of before were kept as received and have neither."""
    with op.batch_alter_table("photo") as photo:
        photo.add_column(sa.Column("source_sha256", sa.Text(), server_default="", nullable=False))
        photo.add_column(sa.Column("is_blacked_out", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("photo") as photo:
        photo.drop_column("is_blacked_out")
        photo.drop_column("source_sha256")
