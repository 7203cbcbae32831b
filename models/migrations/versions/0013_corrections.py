"""Letters, contacts and evidence about findings; the form a step came in on."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

_LETTERS = ("result", "request", "reminder", "return", "closure")
_CONTACTS = ("call", "mail", "visit", "consultation")
_TABLES = ("finding_letter", "finding_letter_item", "finding_contact", "finding_evidence")


def _words(name: str, *words: str) -> Any:
    return sa.Enum(*words, name=name, native_enum=False, length=32)


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=False)


def _day(name: str, *, needed: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Date(), nullable=not needed)


def _to(table: str, target: str, name: str = "") -> tuple[Any, ...]:
    column = name or f"{target}_id"
    named = op.f(f"fk_{table}_{column}_{target}")
    return (sa.ForeignKeyConstraint([column], [f"{target}.id"], name=named),)


def _own(table: str) -> tuple[Any, ...]:
    return (
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _id(name: str, *, needed: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), nullable=not needed)


def _make_letters() -> None:
    op.create_table(
        "finding_letter",
        _text("number"),
        sa.Column("kind", _words("letterkind", *_LETTERS), nullable=False),
        _id("contract_id"),
        _id("inspection_id", needed=False),
        sa.Column("record_number", sa.Integer(), nullable=True),
        *map(_text, ("rung", "title")),
        _day("issued_on"),
        _day("answer_by", needed=False),
        *map(_text, ("signer", "made_by")),
        _id("attachment_id"),
        *_own("finding_letter"),
        *_to("finding_letter", "attachment"),
        *_to("finding_letter", "contract"),
        *_to("finding_letter", "inspection"),
        sa.UniqueConstraint("number", name=op.f("uq_finding_letter_number")),
    )
    op.create_table(
        "finding_letter_item",
        *map(_id, ("letter_id", "finding_id")),
        _text("rung"),
        _day("due_on"),
        *_own("finding_letter_item"),
        *_to("finding_letter_item", "finding"),
        *_to("finding_letter_item", "finding_letter", "letter_id"),
    )


def _make_others() -> None:
    op.create_table(
        "finding_contact",
        _id("finding_id"),
        sa.Column("kind", _words("contactkind", *_CONTACTS), nullable=False),
        _text("rung"),
        *map(_day, ("due_on", "happened_on")),
        *map(_text, ("person", "said")),
        _day("promised_on", needed=False),
        _text("noted_by"),
        *_own("finding_contact"),
        *_to("finding_contact", "finding"),
    )
    op.create_table(
        "finding_evidence",
        *map(_id, ("finding_id", "step_id", "attachment_id")),
        _text("file_name"),
        _day("added_on"),
        _text("added_by"),
        *_own("finding_evidence"),
        *_to("finding_evidence", "attachment"),
        *_to("finding_evidence", "finding"),
        *_to("finding_evidence", "finding_step", "step_id"),
    )


def _make_indexes() -> None:
    for table, column in (
        ("finding_letter", "contract_id"),
        ("finding_letter", "inspection_id"),
        ("finding_letter_item", "letter_id"),
        ("finding_letter_item", "finding_id"),
        ("finding_contact", "finding_id"),
        ("finding_evidence", "finding_id"),
        ("finding_evidence", "step_id"),
    ):
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column], unique=False)
    _make_unique(
        "ix_finding_letter_result",
        "finding_letter",
        ("inspection_id", "record_number"),
        "record_number IS NOT NULL AND withdrawn_on IS NULL",
    )
    _make_unique(
        "ix_finding_letter_item_step",
        "finding_letter_item",
        ("finding_id", "rung", "due_on"),
        "rung <> '' AND withdrawn_on IS NULL",
    )


def _make_unique(name: str, table: str, columns: tuple[str, ...], where: str) -> None:
    clause = sa.text(where)
    op.create_index(name, table, list(columns), unique=True, sqlite_where=clause, postgresql_where=clause)


def upgrade() -> None:
    """Make the four tables; let a step name the form it came in on."""
    _make_letters()
    _make_others()
    _make_indexes()
    with op.batch_alter_table("finding_step") as step:
        step.add_column(sa.Column("attachment_id", sa.Uuid(), nullable=True))
        step.create_index(op.f("ix_finding_step_attachment_id"), ["attachment_id"], unique=False)
        step.create_foreign_key(
            op.f("fk_finding_step_attachment_id_attachment"), "attachment", ["attachment_id"], ["id"]
        )


def downgrade() -> None:
    """Take all of it away."""
    with op.batch_alter_table("finding_step") as step:
        step.drop_constraint(op.f("fk_finding_step_attachment_id_attachment"), type_="foreignkey")
        step.drop_index(op.f("ix_finding_step_attachment_id"))
        step.drop_column("attachment_id")
    for table in reversed(_TABLES):
        op.drop_table(table)
