"""Contractors, contracts, sub-contracts, workers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the tables."""

    op.create_table(
        "contractor",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kana", sa.Text(), nullable=False),
        sa.Column("corporate_number", sa.Text(), nullable=True),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("representative_title", sa.Text(), nullable=False),
        sa.Column("representative_name", sa.Text(), nullable=False),
        sa.Column("postal_code", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("fax", sa.Text(), nullable=False),
        sa.Column("contact_department", sa.Text(), nullable=False),
        sa.Column("contact_name", sa.Text(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("privacy_mark_number", sa.Text(), nullable=False),
        sa.Column("privacy_mark_until", sa.Date(), nullable=True),
        sa.Column("iso27001_number", sa.Text(), nullable=False),
        sa.Column("iso27001_until", sa.Date(), nullable=True),
        sa.Column("past_incidents", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contractor")),
        sa.UniqueConstraint("corporate_number", name=op.f("uq_contractor_corporate_number")),
    )
    op.create_table(
        "contract",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("title_kana", sa.Text(), nullable=False),
        sa.Column("contractor_id", sa.Uuid(), nullable=False),
        sa.Column("department_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("signed_as_written", sa.Text(), nullable=False),
        sa.Column("amount_yen", sa.BigInteger(), nullable=True),
        sa.Column("payment_cycle", sa.Text(), nullable=False),
        sa.Column("personal_data_items", JSON, nullable=False),
        sa.Column("media", JSON, nullable=False),
        sa.Column("handles_sensitive", sa.Boolean(), nullable=False),
        sa.Column("handles_specific", sa.Boolean(), nullable=False),
        sa.Column("persons_count", sa.Integer(), nullable=True),
        sa.Column("subcontract_allowed", sa.Boolean(), nullable=False),
        sa.Column("special_terms_edition", sa.Text(), nullable=False),
        sa.Column("inspection_cycle", sa.Text(), nullable=False),
        sa.Column("report_due_rule", JSON, nullable=False),
        sa.Column("officer_in_charge", sa.Text(), nullable=False),
        sa.Column("section_chief", sa.Text(), nullable=False),
        sa.Column("section_head", sa.Text(), nullable=False),
        sa.Column("pia_number", sa.Text(), nullable=False),
        sa.Column("file_register_number", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("search_text", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "persons_count IS NULL OR persons_count >= 0", name=op.f("ck_contract_persons_count")
        ),
        sa.ForeignKeyConstraint(
            ["contractor_id"], ["contractor.id"], name=op.f("fk_contract_contractor_id_contractor")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_contract_department_id_department")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract")),
        sa.UniqueConstraint("number", name=op.f("uq_contract_number")),
    )
    op.create_index(op.f("ix_contract_contractor_id"), "contract", ["contractor_id"], unique=False)
    op.create_index(op.f("ix_contract_department_id"), "contract", ["department_id"], unique=False)
    op.create_index(op.f("ix_contract_state"), "contract", ["state"], unique=False)
    op.create_table(
        "amendment",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("amended_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("before", JSON, nullable=False),
        sa.Column("after", JSON, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_amendment_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amendment")),
        sa.UniqueConstraint("contract_id", "number", name=op.f("uq_amendment_contract_id_number")),
    )
    op.create_index(op.f("ix_amendment_contract_id"), "amendment", ["contract_id"], unique=False)
    op.create_table(
        "business_hours",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 7", name=op.f("ck_business_hours_weekday")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_business_hours_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_business_hours")),
        sa.UniqueConstraint("contract_id", "weekday", name=op.f("uq_business_hours_contract_id_weekday")),
    )
    op.create_index(op.f("ix_business_hours_contract_id"), "business_hours", ["contract_id"], unique=False)
    op.create_table(
        "contract_period",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("starts_as_written", sa.Text(), nullable=False),
        sa.Column("ends_as_written", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_contract_period_order")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_contract_period_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_period")),
    )
    op.create_index(op.f("ix_contract_period_contract_id"), "contract_period", ["contract_id"], unique=False)
    op.create_index(op.f("ix_contract_period_ends_on"), "contract_period", ["ends_on"], unique=False)
    op.create_table(
        "contract_subject_check",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("subject", sa.String(32), nullable=False),
        sa.Column("result", sa.String(32), nullable=False),
        sa.Column("article", sa.Text(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_contract_subject_check_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_subject_check")),
        sa.UniqueConstraint(
            "contract_id", "subject", name=op.f("uq_contract_subject_check_contract_id_subject")
        ),
    )
    op.create_index(
        op.f("ix_contract_subject_check_contract_id"), "contract_subject_check", ["contract_id"], unique=False
    )
    op.create_table(
        "contract_system",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_core", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_contract_system_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contract_system")),
    )
    op.create_index(op.f("ix_contract_system_contract_id"), "contract_system", ["contract_id"], unique=False)
    op.create_table(
        "place",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("area", sa.Text(), nullable=False),
        sa.Column("photography_forbidden", sa.Boolean(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_place_contract_id_contract")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    op.create_index(op.f("ix_place_contract_id"), "place", ["contract_id"], unique=False)
    op.create_table(
        "subcontract",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("contractor_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("is_subsidiary", sa.Boolean(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("personal_data_items", JSON, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("safety_check_result", sa.Text(), nullable=False),
        sa.Column("supervision_method", sa.Text(), nullable=False),
        sa.Column("applied_on", sa.Date(), nullable=True),
        sa.Column("permitted_on", sa.Date(), nullable=True),
        sa.Column("permitted_by", sa.Text(), nullable=False),
        sa.Column("permission_number", sa.Text(), nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("has_notice_clause", sa.Boolean(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_subcontract_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["contractor_id"], ["contractor.id"], name=op.f("fk_subcontract_contractor_id_contractor")
        ),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["subcontract.id"], name=op.f("fk_subcontract_parent_id_subcontract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subcontract")),
    )
    op.create_index(op.f("ix_subcontract_contract_id"), "subcontract", ["contract_id"], unique=False)
    op.create_index(op.f("ix_subcontract_contractor_id"), "subcontract", ["contractor_id"], unique=False)
    op.create_index(op.f("ix_subcontract_parent_id"), "subcontract", ["parent_id"], unique=False)
    op.create_table(
        "worker",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("subcontract_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kana", sa.Text(), nullable=False),
        sa.Column("employer", sa.Text(), nullable=False),
        sa.Column("employment", sa.String(32), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("system_account", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("oath_on", sa.Date(), nullable=True),
        sa.Column("trained_on", sa.Date(), nullable=True),
        sa.Column("entry_card_number", sa.Text(), nullable=False),
        sa.Column("entry_card_until", sa.Date(), nullable=True),
        sa.Column("returned_on", sa.Date(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_worker_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["subcontract_id"], ["subcontract.id"], name=op.f("fk_worker_subcontract_id_subcontract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_worker")),
    )
    op.create_index(op.f("ix_worker_contract_id"), "worker", ["contract_id"], unique=False)
    op.create_index(op.f("ix_worker_subcontract_id"), "worker", ["subcontract_id"], unique=False)


def downgrade() -> None:
    """Drop the tables, children first."""

    op.drop_index(op.f("ix_worker_subcontract_id"), table_name="worker")
    op.drop_index(op.f("ix_worker_contract_id"), table_name="worker")
    op.drop_table("worker")
    op.drop_index(op.f("ix_subcontract_parent_id"), table_name="subcontract")
    op.drop_index(op.f("ix_subcontract_contractor_id"), table_name="subcontract")
    op.drop_index(op.f("ix_subcontract_contract_id"), table_name="subcontract")
    op.drop_table("subcontract")
    op.drop_index(op.f("ix_place_contract_id"), table_name="place")
    op.drop_table("place")
    op.drop_index(op.f("ix_contract_system_contract_id"), table_name="contract_system")
    op.drop_table("contract_system")
    op.drop_index(op.f("ix_contract_subject_check_contract_id"), table_name="contract_subject_check")
    op.drop_table("contract_subject_check")
    op.drop_index(op.f("ix_contract_period_ends_on"), table_name="contract_period")
    op.drop_index(op.f("ix_contract_period_contract_id"), table_name="contract_period")
    op.drop_table("contract_period")
    op.drop_index(op.f("ix_business_hours_contract_id"), table_name="business_hours")
    op.drop_table("business_hours")
    op.drop_index(op.f("ix_amendment_contract_id"), table_name="amendment")
    op.drop_table("amendment")
    op.drop_index(op.f("ix_contract_state"), table_name="contract")
    op.drop_index(op.f("ix_contract_department_id"), table_name="contract")
    op.drop_index(op.f("ix_contract_contractor_id"), table_name="contract")
    op.drop_table("contract")
    op.drop_table("contractor")
