"""Years excused from inspection, which condition let paper stand in for a visit, why a day was planned."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

_STANDING = sa.text("withdrawn_on IS NULL")


def upgrade() -> None:
    """Make the table; add the condition to inspections."""
    op.create_table(
        "inspection_waiver",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_inspection_waiver_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_waiver")),
    )
    op.create_index(
        "ix_inspection_waiver_year",
        "inspection_waiver",
        ["contract_id", "starts_on"],
        unique=True,
        sqlite_where=_STANDING,
        postgresql_where=_STANDING,
    )
    ground = sa.Enum("persons", "days", "certificate", name="paperground", native_enum=False, length=32)
    op.add_column("inspection", sa.Column("paper_ground", ground, nullable=True))
    op.add_column("inspection", sa.Column("plan_reason", sa.Text(), server_default="", nullable=False))


def downgrade() -> None:
    """Take both away."""
    with op.batch_alter_table("inspection") as inspection:
        inspection.drop_column("plan_reason")
        inspection.drop_column("paper_ground")
    op.drop_index("ix_inspection_waiver_year", table_name="inspection_waiver")
    op.drop_table("inspection_waiver")
