"""Chasing of monthly reports: contacts, letters, the months a letter is about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "report_contact",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "call", "mail", "visit", "consultation", name="contactkind", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_report_contact_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_contact")),
    )
    op.create_index(
        "ix_report_contact_contract_id_month", "report_contact", ["contract_id", "month"], unique=False
    )

    op.create_table(
        "report_letter",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("answer_by", sa.Date(), nullable=True),
        sa.Column("signer", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_report_letter_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_report_letter_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_letter")),
        sa.UniqueConstraint("number", name=op.f("uq_report_letter_number")),
    )
    op.create_index(op.f("ix_report_letter_contract_id"), "report_letter", ["contract_id"], unique=False)

    op.create_table(
        "report_letter_month",
        sa.Column("letter_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("rung", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_report_letter_month_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["letter_id"], ["report_letter.id"], name=op.f("fk_report_letter_month_letter_id_report_letter")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_letter_month")),
    )
    op.create_index(
        op.f("ix_report_letter_month_letter_id"), "report_letter_month", ["letter_id"], unique=False
    )
    op.create_index(
        "ix_report_letter_month_step",
        "report_letter_month",
        ["contract_id", "month", "rung", "due_on"],
        unique=True,
        sqlite_where=sa.text("withdrawn_on IS NULL"),
        postgresql_where=sa.text("withdrawn_on IS NULL"),
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("report_letter_month")
    op.drop_table("report_letter")
    op.drop_table("report_contact")
