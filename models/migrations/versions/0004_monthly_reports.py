"""Monthly reports: what is owed, what has come in, returns, waivers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""

    op.create_table(
        "monthly_report",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("due_told", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "under_check",
                "returned",
                "resubmitted",
                "checked",
                "closed",
                name="reportstate",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column("resubmit_on", sa.Date(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by", sa.Text(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=False),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_monthly_report_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_monthly_report")),
    )
    op.create_index(
        "ix_monthly_report_contract_id_month",
        "monthly_report",
        ["contract_id", "month"],
        unique=True,
        sqlite_where=sa.text("withdrawn_on IS NULL"),
        postgresql_where=sa.text("withdrawn_on IS NULL"),
    )
    op.create_index(
        "ix_monthly_report_open",
        "monthly_report",
        ["state", "resubmit_on"],
        unique=False,
        sqlite_where=sa.text("state <> 'closed' AND withdrawn_on IS NULL"),
        postgresql_where=sa.text("state <> 'closed' AND withdrawn_on IS NULL"),
    )

    op.create_table(
        "report_waiver",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("last_month", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approved_on", sa.Date(), nullable=False),
        sa.Column("approved_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("first_month <= last_month", name=op.f("ck_report_waiver_order")),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_report_waiver_contract_id_contract")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_waiver")),
    )
    op.create_index(op.f("ix_report_waiver_contract_id"), "report_waiver", ["contract_id"], unique=False)

    op.create_table(
        "owed_report",
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("waiver_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_owed_report_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["waiver_id"], ["report_waiver.id"], name=op.f("fk_owed_report_waiver_id_report_waiver")
        ),
        sa.PrimaryKeyConstraint("contract_id", "month", name=op.f("pk_owed_report")),
    )
    op.create_index(
        "ix_owed_report_due_on",
        "owed_report",
        ["due_on"],
        unique=False,
        sqlite_where=sa.text("waiver_id IS NULL"),
        postgresql_where=sa.text("waiver_id IS NULL"),
    )
    op.create_index(op.f("ix_owed_report_waiver_id"), "owed_report", ["waiver_id"], unique=False)

    op.create_table(
        "report_return",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("returned_on", sa.Date(), nullable=False),
        sa.Column("returned_by", sa.Text(), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=False),
        sa.Column("resubmit_on", sa.Date(), nullable=False),
        sa.Column("resubmitted_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["report_id"], ["monthly_report.id"], name=op.f("fk_report_return_report_id_monthly_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_return")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_report_return_report_id_number")),
    )
    op.create_index(op.f("ix_report_return_report_id"), "report_return", ["report_id"], unique=False)


def downgrade() -> None:
    """Drop the tables, children first."""

    op.drop_index(op.f("ix_report_return_report_id"), table_name="report_return")

    op.drop_table("report_return")
    op.drop_index(op.f("ix_owed_report_waiver_id"), table_name="owed_report")
    op.drop_index("ix_owed_report_due_on", table_name="owed_report")

    op.drop_table("owed_report")
    op.drop_index(op.f("ix_report_waiver_contract_id"), table_name="report_waiver")

    op.drop_table("report_waiver")
    op.drop_index("ix_monthly_report_open", table_name="monthly_report")
    op.drop_index("ix_monthly_report_contract_id_month", table_name="monthly_report")

    op.drop_table("monthly_report")
