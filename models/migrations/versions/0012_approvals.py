"""Approval of records, step by step; from here on the store itself refuses what would change a record."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from models.freezing import freeze, thaw

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
_DECISIONS = ("approved", "returned", "withdrawn")


def upgrade() -> None:
    """Make both tables and the triggers."""
    op.create_table(
        "approval",
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("route", _JSON, nullable=False),
        sa.Column("drafted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("drafted_id", sa.Uuid(), nullable=False),
        sa.Column("drafted_name", sa.Text(), nullable=False),
        sa.Column("drafted_by", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["drafted_id"], ["staff.id"], name=op.f("fk_approval_drafted_id_staff")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_approval_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(
            ["record_id"], ["inspection_record.id"], name=op.f("fk_approval_record_id_inspection_record")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("record_id", "number", name=op.f("uq_approval_record_id_number")),
    )
    op.create_index(op.f("ix_approval_inspection_id"), "approval", ["inspection_id"], unique=False)
    op.create_table(
        "approval_step",
        sa.Column("approval_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "decision", sa.Enum(*_DECISIONS, name="decision", native_enum=False, length=32), nullable=False
        ),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_id", sa.Uuid(), nullable=False),
        sa.Column("decided_name", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("proxy_for", sa.Text(), nullable=False),
        sa.Column("proxy_reason", sa.Text(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["approval_id"], ["approval.id"], name=op.f("fk_approval_step_approval_id_approval")
        ),
        sa.ForeignKeyConstraint(["decided_id"], ["staff.id"], name=op.f("fk_approval_step_decided_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_step")),
        sa.UniqueConstraint("approval_id", "position", name=op.f("uq_approval_step_approval_id_position")),
    )
    freeze(op.get_bind())


def downgrade() -> None:
    """Take the triggers and both tables away."""
    thaw(op.get_bind())
    op.drop_table("approval_step")
    op.drop_index(op.f("ix_approval_inspection_id"), table_name="approval")
    op.drop_table("approval")
