"""Checklists the office changes: drafts, which edition is in use, parts that repeat, what came from paper."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def _json(name: str, *, default: str | None = None) -> sa.Column[object]:
    kind = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    return sa.Column(name, kind, server_default=default, nullable=False)


def _text(name: str, default: str | None = None) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default=default, nullable=False)


def _id(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.Uuid(), nullable=nullable)


def _refers(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}_{to}"))


def _edited() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        _id("id", nullable=False),
    )


def upgrade() -> None:
    """Add the tables and columns; editions adopted before belong to the series that ships."""
    _add_drafts()
    _add_series()
    _add_transcription()
    with op.batch_alter_table("checklist_edition") as edition:
        edition.add_column(_text("series", "standard"))
        edition.add_column(_id("based_on_id"))
        edition.add_column(_text("published_by", ""))
        edition.add_column(_text("change_note", ""))
        edition.add_column(_id("workbook_id"))
        edition.add_column(_json("workbook_layout", default="{}"))
        for column, to in (("workbook_id", "attachment"), ("based_on_id", "checklist_edition")):
            edition.create_foreign_key(op.f(f"fk_checklist_edition_{column}_{to}"), to, [column], ["id"])
    with op.batch_alter_table("inspection") as inspection:
        inspection.add_column(_json("repeats", default="{}"))


def _add_drafts() -> None:
    op.create_table(
        "checklist_draft",
        _text("series"),
        _text("title"),
        sa.Column("revision", sa.Integer(), nullable=False),
        _id("based_on_id"),
        _json("document"),
        _text("begun_by"),
        _text("saved_by"),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        _text("came_from"),
        _json("notes"),
        _id("workbook_id"),
        _json("workbook_layout"),
        _id("id", nullable=False),
        _refers("checklist_draft", "based_on_id", "checklist_edition"),
        _refers("checklist_draft", "workbook_id", "attachment"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_draft")),
    )


def _add_series() -> None:
    op.create_table(
        "checklist_series",
        _text("key"),
        _text("title"),
        _id("edition_in_use_id"),
        sa.Column("is_usual", sa.Boolean(), server_default=sa.false(), nullable=False),
        *_edited(),
        _refers("checklist_series", "edition_in_use_id", "checklist_edition"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checklist_series")),
        sa.UniqueConstraint("key", name=op.f("uq_checklist_series_key")),
    )


def _add_transcription() -> None:
    table = "transcription"
    op.create_table(
        table,
        _id("inspection_id", nullable=False),
        sa.Column("paper_on", sa.Date(), nullable=False),
        _text("filled_in_by"),
        _text("transcribed_by"),
        _id("transcribed_by_id"),
        sa.Column("transcribed_at", sa.DateTime(timezone=True), nullable=False),
        _text("checked_by"),
        _id("checked_by_id"),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        _text("checked_hash"),
        _text("remarks"),
        *_edited(),
        _refers(table, "inspection_id", "inspection"),
        _refers(table, "transcribed_by_id", "staff"),
        _refers(table, "checked_by_id", "staff"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transcription")),
        sa.UniqueConstraint("inspection_id", name=op.f("uq_transcription_inspection_id")),
    )


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("inspection") as inspection:
        inspection.drop_column("repeats")
    with op.batch_alter_table("checklist_edition") as edition:
        for column, to in (("based_on_id", "checklist_edition"), ("workbook_id", "attachment")):
            edition.drop_constraint(op.f(f"fk_checklist_edition_{column}_{to}"), type_="foreignkey")
        for column in (
            "workbook_layout", "workbook_id", "change_note", "published_by", "based_on_id", "series"
        ):  # fmt: skip
            edition.drop_column(column)
    for table in ("transcription", "checklist_series", "checklist_draft"):
        op.drop_table(table)
