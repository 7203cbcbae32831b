"""Who asked for a permit, so that another person decides it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add who asked; permits asked for before do not say."""
    with op.batch_alter_table("device_permit") as permit:
        permit.add_column(sa.Column("requested_by", sa.Text(), server_default="", nullable=False))
        permit.add_column(sa.Column("requested_id", sa.Uuid(), nullable=True))
        permit.create_foreign_key(
            op.f("fk_device_permit_requested_id_staff"), "staff", ["requested_id"], ["id"]
        )


def downgrade() -> None:
    """Take both columns away."""
    with op.batch_alter_table("device_permit") as permit:
        permit.drop_constraint(op.f("fk_device_permit_requested_id_staff"), type_="foreignkey")
        permit.drop_column("requested_id")
        permit.drop_column("requested_by")
