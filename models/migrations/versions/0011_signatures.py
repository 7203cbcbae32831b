"""Signatures under frozen records, and their voidings."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> Any:
    return sa.Enum(*words, name=name, native_enum=False, length=32)


def upgrade() -> None:
    """Make both tables."""
    op.create_table(
        "signature",
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _words("signerkind", "attendee", "inspector"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("method", _words("signaturemethod", "pen", "typed", "key", "declined"), nullable=False),
        sa.Column("declined_reason", sa.Text(), nullable=False),
        sa.Column("signed_hash", sa.Text(), nullable=False),
        sa.Column("picture_id", sa.Uuid(), nullable=True),
        sa.Column("picture_sha256", sa.Text(), nullable=False),
        sa.Column("strokes", sa.LargeBinary(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["record_id"], ["inspection_record.id"], name=op.f("fk_signature_record_id_inspection_record")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_signature_staff_id_staff")),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["attachment.id"], name=op.f("fk_signature_picture_id_attachment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature")),
        sa.UniqueConstraint(
            "record_id",
            "kind",
            "position",
            "attempt",
            name=op.f("uq_signature_record_id_kind_position_attempt"),
        ),
    )
    op.create_index(op.f("ix_signature_record_id"), "signature", ["record_id"], unique=False)
    op.create_table(
        "signature_voiding",
        sa.Column("signature_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("voided_by", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["signature_id"], ["signature.id"], name=op.f("fk_signature_voiding_signature_id_signature")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_signature_voiding_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signature_voiding")),
        sa.UniqueConstraint("signature_id", name=op.f("uq_signature_voiding_signature_id")),
    )


def downgrade() -> None:
    """Take both away."""
    op.drop_table("signature_voiding")
    op.drop_index(op.f("ix_signature_record_id"), table_name="signature")
    op.drop_table("signature")
