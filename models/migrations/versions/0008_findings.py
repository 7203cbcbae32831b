"""What is done about findings, step by step; urgency, plan, extension, closure asked for and verified."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_STEPS = ("requested", "plan", "extension", "report", "refusal", "closure_asked", "confirmed")


def _words(name: str, *words: str) -> Any:
    return sa.Enum(*words, name=name, native_enum=False, length=32)


def _added() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("confirmed_how", _words("verification", "paper", "reinspection"), nullable=True),
        sa.Column("urgency", _words("urgency", "normal", "urgent"), server_default="normal", nullable=False),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("requested_on", sa.Date(), nullable=True),
        sa.Column("plan", sa.Text(), server_default="", nullable=False),
        sa.Column("plan_until", sa.Date(), nullable=True),
        sa.Column("first_due_on", sa.Date(), nullable=True),
        sa.Column("raised_from", _words("severity", "A", "B", "C"), nullable=True),
        sa.Column("earlier_id", sa.Uuid(), nullable=True),
        sa.Column("closure_asked_on", sa.Date(), nullable=True),
        sa.Column("closure_asked_by", sa.Text(), server_default="", nullable=False),
        sa.Column("closure_asked_id", sa.Uuid(), nullable=True),
    )


def upgrade() -> None:
    """Make the table of steps; add to findings."""
    op.create_table(
        "finding_step",
        sa.Column("finding_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", _words("stepkind", *_STEPS), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("noted_by", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_finding_step_finding_id_finding")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding_step")),
    )
    op.create_index(op.f("ix_finding_step_finding_id"), "finding_step", ["finding_id"], unique=False)
    with op.batch_alter_table("finding") as finding:
        for column in _added():
            finding.add_column(column)
        finding.create_foreign_key(
            op.f("fk_finding_closure_asked_id_staff"), "staff", ["closure_asked_id"], ["id"]
        )
        finding.create_foreign_key(op.f("fk_finding_earlier_id_finding"), "finding", ["earlier_id"], ["id"])


def downgrade() -> None:
    """Take both away."""
    with op.batch_alter_table("finding") as finding:
        finding.drop_constraint(op.f("fk_finding_earlier_id_finding"), type_="foreignkey")
        finding.drop_constraint(op.f("fk_finding_closure_asked_id_staff"), type_="foreignkey")
        for column in reversed(_added()):
            finding.drop_column(column.name)
    op.drop_index(op.f("ix_finding_step_finding_id"), table_name="finding_step")
    op.drop_table("finding_step")
