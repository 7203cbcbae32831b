"""Escorts, the PIN at the door, later returns signed for, devices by their word, a contract's months."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), server_default="", nullable=False)


def _handing() -> sa.Column[int]:
    return sa.Column("handing", sa.Integer(), server_default="0", nullable=False)


def upgrade() -> None:
    """Add the table and the columns; what was entered before names no escort and no sheet."""
    op.create_table(
        "door_pin",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_door_pin_staff_id_staff")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_pin")),
        sa.UniqueConstraint("staff_id", name=op.f("uq_door_pin_staff_id")),
    )
    with op.batch_alter_table("device_return") as device_return:
        device_return.add_column(_handing())
    with op.batch_alter_table("visit") as visit:
        visit.add_column(_text("escort"))
        visit.add_column(sa.Column("escort_id", sa.Uuid(), nullable=True))
        visit.add_column(_text("sheet"))
        visit.create_foreign_key(op.f("fk_visit_escort_id_staff"), "staff", ["escort_id"], ["id"])
        visit.drop_index(op.f("ix_visit_contract_id"))
        visit.create_index(op.f("ix_visit_contract_id_entered_at"), ["contract_id", "entered_at"])
    with op.batch_alter_table("visit_device") as device:
        device.add_column(_text("class_word"))
    with op.batch_alter_table("visit_signature") as signature:
        signature.add_column(_handing())
        signature.add_column(_text("picture_sha256"))
        signature.drop_constraint(op.f("uq_visit_signature_visit_id_kind"), type_="unique")
        signature.create_unique_constraint(
            op.f("uq_visit_signature_visit_id_kind_handing"), ["visit_id", "kind", "handing"]
        )


def downgrade() -> None:
    """Take them away."""
    with op.batch_alter_table("visit_signature") as signature:
        signature.drop_constraint(op.f("uq_visit_signature_visit_id_kind_handing"), type_="unique")
        signature.create_unique_constraint(op.f("uq_visit_signature_visit_id_kind"), ["visit_id", "kind"])
        signature.drop_column("picture_sha256")
        signature.drop_column("handing")
    with op.batch_alter_table("visit_device") as device:
        device.drop_column("class_word")
    with op.batch_alter_table("visit") as visit:
        visit.drop_index(op.f("ix_visit_contract_id_entered_at"))
        visit.create_index(op.f("ix_visit_contract_id"), ["contract_id"])
        visit.drop_constraint(op.f("fk_visit_escort_id_staff"), type_="foreignkey")
        visit.drop_column("sheet")
        visit.drop_column("escort_id")
        visit.drop_column("escort")
    with op.batch_alter_table("device_return") as device_return:
        device_return.drop_column("handing")
    op.drop_table("door_pin")
