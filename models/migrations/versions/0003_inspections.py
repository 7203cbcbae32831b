"""Checklists, inspections, findings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the tables."""

    op.create_table(
        "checklist_edition",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("document", JSON, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_edition")),
        sa.UniqueConstraint("content_hash", name=op.f("uq_checklist_edition_content_hash")),
    )
    op.create_table(
        "inspection",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("subcontract_id", sa.Uuid(), nullable=True),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.Column("previous_id", sa.Uuid(), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("method", sa.String(32), nullable=False),
        sa.Column("method_reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=False),
        sa.Column("planned_from", sa.Time(), nullable=True),
        sa.Column("planned_until", sa.Time(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("notice_number", sa.Text(), nullable=False),
        sa.Column("notice_on", sa.Date(), nullable=True),
        sa.Column("conducted_on", sa.Date(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("period_from", sa.Date(), nullable=True),
        sa.Column("period_until", sa.Date(), nullable=True),
        sa.Column("facts", JSON, nullable=False),
        sa.Column("current_item", sa.Text(), nullable=False),
        sa.Column("documents_checked", JSON, nullable=False),
        sa.Column("conclusion", sa.String(32), nullable=True),
        sa.Column("closing_talk", sa.Text(), nullable=False),
        sa.Column("opinion_heard_on", sa.Date(), nullable=True),
        sa.Column("opinion", sa.Text(), nullable=False),
        sa.Column("correction_reason", sa.Text(), nullable=False),
        sa.Column("called_off_reason", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_inspection_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["checklist_edition.id"], name=op.f("fk_inspection_edition_id_checklist_edition")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_inspection_place_id_place")),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["inspection.id"], name=op.f("fk_inspection_previous_id_inspection")
        ),
        sa.ForeignKeyConstraint(
            ["subcontract_id"], ["subcontract.id"], name=op.f("fk_inspection_subcontract_id_subcontract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection")),
        sa.UniqueConstraint("number", name=op.f("uq_inspection_number")),
    )
    op.create_index(op.f("ix_inspection_conducted_on"), "inspection", ["conducted_on"], unique=False)
    op.create_index(
        "ix_inspection_contract_fiscal_year", "inspection", ["contract_id", "fiscal_year"], unique=False
    )
    op.create_index(op.f("ix_inspection_contract_id"), "inspection", ["contract_id"], unique=False)
    op.create_index(op.f("ix_inspection_fiscal_year"), "inspection", ["fiscal_year"], unique=False)
    op.create_index(op.f("ix_inspection_planned_on"), "inspection", ["planned_on"], unique=False)
    op.create_index(op.f("ix_inspection_state"), "inspection", ["state"], unique=False)
    op.create_table(
        "answer",
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("mark", sa.String(32), nullable=True),
        sa.Column("finding_text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("correct_by", sa.Date(), nullable=True),
        sa.Column("values", JSON, nullable=False),
        sa.Column("population", sa.Integer(), nullable=True),
        sa.Column("sample_size", sa.Integer(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "sample_size IS NULL OR population IS NULL OR sample_size <= population",
            name=op.f("ck_answer_sample"),
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_answer_inspection_id_inspection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
        sa.UniqueConstraint("inspection_id", "item_id", name=op.f("uq_answer_inspection_id_item_id")),
    )
    op.create_index(op.f("ix_answer_inspection_id"), "answer", ["inspection_id"], unique=False)
    op.create_table(
        "attendee",
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_attendee_inspection_id_inspection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attendee")),
    )
    op.create_index(op.f("ix_attendee_inspection_id"), "attendee", ["inspection_id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("fact", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("measure", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_explanation", sa.Text(), nullable=False),
        sa.Column("repeated", sa.Boolean(), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("corrected_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_finding_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_finding_inspection_id_inspection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
        sa.UniqueConstraint("number", name=op.f("uq_finding_number")),
    )
    op.create_index(op.f("ix_finding_contract_id"), "finding", ["contract_id"], unique=False)
    op.create_index(op.f("ix_finding_due_on"), "finding", ["due_on"], unique=False)
    op.create_index(op.f("ix_finding_inspection_id"), "finding", ["inspection_id"], unique=False)
    op.create_index(op.f("ix_finding_state"), "finding", ["state"], unique=False)
    op.create_table(
        "inspection_record",
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("finalised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finalised_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("document_hash", sa.Text(), nullable=False),
        sa.Column("journal_sequence", sa.Integer(), nullable=False),
        sa.Column("journal_hash", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_inspection_record_inspection_id_inspection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspection_record")),
        sa.UniqueConstraint(
            "inspection_id", "number", name=op.f("uq_inspection_record_inspection_id_number")
        ),
    )
    op.create_index(
        op.f("ix_inspection_record_inspection_id"), "inspection_record", ["inspection_id"], unique=False
    )
    op.create_table(
        "inspector",
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("is_lead", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_inspector_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_inspector_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inspector")),
    )
    op.create_index(op.f("ix_inspector_inspection_id"), "inspector", ["inspection_id"], unique=False)
    op.create_table(
        "photo",
        sa.Column("inspection_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Text(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_photo_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_photo_inspection_id_inspection")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_photo")),
    )
    op.create_index(op.f("ix_photo_inspection_id"), "photo", ["inspection_id"], unique=False)


def downgrade() -> None:
    """Drop the tables, children first."""

    op.drop_index(op.f("ix_photo_inspection_id"), table_name="photo")
    op.drop_table("photo")
    op.drop_index(op.f("ix_inspector_inspection_id"), table_name="inspector")
    op.drop_table("inspector")
    op.drop_index(op.f("ix_inspection_record_inspection_id"), table_name="inspection_record")
    op.drop_table("inspection_record")
    op.drop_index(op.f("ix_finding_state"), table_name="finding")
    op.drop_index(op.f("ix_finding_inspection_id"), table_name="finding")
    op.drop_index(op.f("ix_finding_due_on"), table_name="finding")
    op.drop_index(op.f("ix_finding_contract_id"), table_name="finding")
    op.drop_table("finding")
    op.drop_index(op.f("ix_attendee_inspection_id"), table_name="attendee")
    op.drop_table("attendee")
    op.drop_index(op.f("ix_answer_inspection_id"), table_name="answer")
    op.drop_table("answer")
    op.drop_index(op.f("ix_inspection_state"), table_name="inspection")
    op.drop_index(op.f("ix_inspection_planned_on"), table_name="inspection")
    op.drop_index(op.f("ix_inspection_fiscal_year"), table_name="inspection")
    op.drop_index(op.f("ix_inspection_contract_id"), table_name="inspection")
    op.drop_index("ix_inspection_contract_fiscal_year", table_name="inspection")
    op.drop_index(op.f("ix_inspection_conducted_on"), table_name="inspection")
    op.drop_table("inspection")
    op.drop_table("checklist_edition")
