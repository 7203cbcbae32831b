"""What came in as monthly reports, attention points, findings made from reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_DOCUMENT = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    """Make the tables; let a finding stand without an inspection."""
    op.add_column("monthly_report", sa.Column("chief_checked_on", sa.Date(), nullable=True))
    op.add_column(
        "monthly_report", sa.Column("chief_checked_by", sa.Text(), server_default="", nullable=False)
    )
    with op.batch_alter_table("finding") as finding:
        finding.add_column(sa.Column("report_id", sa.Uuid(), nullable=True))
        finding.alter_column("inspection_id", existing_type=sa.Uuid(), nullable=True)
        finding.create_index(op.f("ix_finding_report_id"), ["report_id"], unique=False)
        finding.create_foreign_key(
            op.f("fk_finding_report_id_monthly_report"), "monthly_report", ["report_id"], ["id"]
        )

    op.create_table(
        "report_filing",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("submitted_on", sa.Date(), nullable=True),
        sa.Column("submitted_by", sa.Text(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("pdf", "workbook", "paper", name="filingchannel", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("edition_hash", sa.Text(), nullable=False),
        sa.Column("answers", _DOCUMENT, nullable=False),
        sa.Column("entered_by", sa.Text(), nullable=False),
        sa.Column("attachment_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["attachment_id"], ["attachment.id"], name=op.f("fk_report_filing_attachment_id_attachment")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["monthly_report.id"], name=op.f("fk_report_filing_report_id_monthly_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_filing")),
        sa.UniqueConstraint("report_id", "number", name=op.f("uq_report_filing_report_id_number")),
    )
    op.create_index(op.f("ix_report_filing_attachment_id"), "report_filing", ["attachment_id"], unique=False)
    op.create_index(op.f("ix_report_filing_report_id"), "report_filing", ["report_id"], unique=False)

    op.create_table(
        "attention_point",
        sa.Column("report_id", sa.Uuid(), nullable=False),
        sa.Column("filing_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "unknown_subcontractor",
                "unknown_place",
                "unknown_worker",
                "worker_left",
                "training_old",
                "incident",
                "count_jump",
                "no_permit",
                "self_check",
                "log_anomaly",
                name="pointkind",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("details", _DOCUMENT, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "dismissed", "finding", "replaced", name="pointstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["filing_id"], ["report_filing.id"], name=op.f("fk_attention_point_filing_id_report_filing")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_attention_point_finding_id_finding")
        ),
        sa.ForeignKeyConstraint(
            ["report_id"], ["monthly_report.id"], name=op.f("fk_attention_point_report_id_monthly_report")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attention_point")),
    )
    op.create_index(op.f("ix_attention_point_filing_id"), "attention_point", ["filing_id"], unique=False)
    op.create_index(
        "ix_attention_point_open",
        "attention_point",
        ["report_id"],
        unique=False,
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )


def downgrade() -> None:
    """Drop the tables, and the findings that only reports gave rise to."""
    op.drop_table("attention_point")
    op.drop_table("report_filing")
    op.execute("DELETE FROM finding WHERE inspection_id IS NULL")
    with op.batch_alter_table("finding") as finding:
        finding.drop_constraint(op.f("fk_finding_report_id_monthly_report"), type_="foreignkey")
        finding.drop_index(op.f("ix_finding_report_id"))
        finding.alter_column("inspection_id", existing_type=sa.Uuid(), nullable=False)
        finding.drop_column("report_id")
    op.drop_column("monthly_report", "chief_checked_by")
    op.drop_column("monthly_report", "chief_checked_on")
