"""Evidence without a camera, sketches being drawn, and the floor plan of a place."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

_KINDS = ("sketch", "serial", "count", "statement", "document")


def _document(name: str) -> sa.Column[Any]:
    kind = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")
    return sa.Column(name, kind, nullable=False)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _said() -> tuple[sa.Column[Any], ...]:
    return (
        _text("subject"),
        _text("number"),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("sample_size", sa.Integer(), nullable=True),
        sa.Column("failed", sa.Integer(), nullable=True),
        _text("seed"),
        _document("picks"),
        sa.Column("rate", sa.Integer(), nullable=True),
        sa.Column("confidence", sa.Integer(), nullable=True),
        *(_text(name) for name in ("said", "speaker", "speaker_post", "witness", "pages")),
        sa.Column("dated_on", sa.Date(), nullable=True),
        _document("labels"),
    )


def _make_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        _text("item_id"),
        sa.Column(
            "kind", sa.Enum(*_KINDS, name="evidencekind", native_enum=False, length=32), nullable=False
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        *_said(),
        sa.Column("attachment_id", sa.Uuid(), nullable=True),
        sa.Column("drawing_id", sa.Uuid(), nullable=True),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        _text("noted_by"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "sample_size IS NULL OR population IS NULL OR sample_size <= population",
            name=op.f("ck_evidence_sample"),
        ),
        sa.CheckConstraint(
            "failed IS NULL OR sample_size IS NULL OR failed <= sample_size", name=op.f("ck_evidence_failed")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_evidence_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_evidence_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["drawing_id"], ["attachment.id"], name=op.f("fk_evidence_drawing_id_attachment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
    )
    op.create_index(op.f("ix_evidence_inspection_id"), "evidence", ["inspection_id"], unique=False)


def _make_draft() -> None:
    op.create_table(
        "sketch_draft",
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        _text("item_id"),
        sa.Column("evidence_id", sa.Uuid(), nullable=True),
        _document("drawing"),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_sketch_draft_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_sketch_draft_evidence_id_evidence")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sketch_draft")),
    )
    op.create_index(op.f("ix_sketch_draft_inspection_id"), "sketch_draft", ["inspection_id"], unique=False)


def upgrade() -> None:
    """Make both tables; let a place have a plan."""
    _make_evidence()
    _make_draft()
    with op.batch_alter_table("place") as place:
        place.add_column(sa.Column("floor_plan_id", sa.Uuid(), nullable=True))
        place.create_foreign_key(
            op.f("fk_place_floor_plan_id_attachment"), "attachment", ["floor_plan_id"], ["id"]
        )


def downgrade() -> None:
    """Take all three away."""
    with op.batch_alter_table("place") as place:
        place.drop_constraint(op.f("fk_place_floor_plan_id_attachment"), type_="foreignkey")
        place.drop_column("floor_plan_id")
    op.drop_index(op.f("ix_sketch_draft_inspection_id"), table_name="sketch_draft")
    op.drop_table("sketch_draft")
    op.drop_index(op.f("ix_evidence_inspection_id"), table_name="evidence")
    op.drop_table("evidence")
