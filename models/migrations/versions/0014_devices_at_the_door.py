"""Devices at the door: areas, permits, visits and what was deposited; a visit is never changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

_JSON = sa.JSON().with_variant(postgresql.JSONB(astext_type=sa.Text()), "postgresql")


def upgrade() -> None:
    """Make the tables; the triggers follow every run of migrations."""
    op.create_table(
        "handling_area",
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "level",
            sa.Enum("handling", "controlled", name="arealevel", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("systems", _JSON, nullable=False),
        sa.Column("uses_core", sa.Boolean(), nullable=False),
        sa.Column("max_persons", sa.Integer(), nullable=True),
        sa.Column("closes_at", sa.Time(), nullable=True),
        sa.Column("remarks", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "max_persons IS NULL OR max_persons > 0", name=op.f("ck_handling_area_max_persons")
        ),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_handling_area_place_id_place")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_handling_area")),
    )
    op.create_index(op.f("ix_handling_area_place_id"), "handling_area", ["place_id"], unique=False)

    op.create_table(
        "device_permit",
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("holder", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("device_class", sa.Text(), nullable=False),
        sa.Column("device", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("measures", _JSON, nullable=False),
        sa.Column("conditions", sa.Text(), nullable=False),
        sa.Column("checked_out_how", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "requested", "permitted", "refused", "ended", name="permitstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("requested_on", sa.Date(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("decided_id", sa.Uuid(), nullable=True),
        sa.Column("decision_reason", sa.Text(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_device_permit_period")),
        sa.ForeignKeyConstraint(
            ["area_id"], ["handling_area.id"], name=op.f("fk_device_permit_area_id_handling_area")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_device_permit_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(["decided_id"], ["staff.id"], name=op.f("fk_device_permit_decided_id_staff")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_device_permit_staff_id_staff")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_device_permit_worker_id_worker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_permit")),
        sa.UniqueConstraint("number", name=op.f("uq_device_permit_number")),
    )
    op.create_index(op.f("ix_device_permit_area_id"), "device_permit", ["area_id"], unique=False)
    op.create_index(op.f("ix_device_permit_contract_id"), "device_permit", ["contract_id"], unique=False)
    op.create_index(op.f("ix_device_permit_ends_on"), "device_permit", ["ends_on"], unique=False)
    op.create_index(op.f("ix_device_permit_worker_id"), "device_permit", ["worker_id"], unique=False)

    op.create_table(
        "visit",
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("worker_id", sa.Uuid(), nullable=True),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("inspection_id", sa.Uuid(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("carries_nothing", sa.Boolean(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("rule", _JSON, nullable=False),
        sa.Column("witness", sa.Text(), nullable=False),
        sa.Column("witness_id", sa.Uuid(), nullable=True),
        sa.Column(
            "witnessed_how",
            sa.Enum("sight", "word", "detector", name="witnessmethod", native_enum=False, length=32),
            nullable=True,
        ),
        sa.Column("document_hash", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["handling_area.id"], name=op.f("fk_visit_area_id_handling_area")
        ),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name=op.f("fk_visit_contract_id_contract")),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_visit_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_visit_staff_id_staff")),
        sa.ForeignKeyConstraint(["witness_id"], ["staff.id"], name=op.f("fk_visit_witness_id_staff")),
        sa.ForeignKeyConstraint(["worker_id"], ["worker.id"], name=op.f("fk_visit_worker_id_worker")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("area_id", "number", name=op.f("uq_visit_area_id_number")),
    )
    op.create_index(op.f("ix_visit_area_id"), "visit", ["area_id"], unique=False)
    op.create_index(op.f("ix_visit_contract_id"), "visit", ["contract_id"], unique=False)
    op.create_index(op.f("ix_visit_entered_at"), "visit", ["entered_at"], unique=False)
    op.create_index(op.f("ix_visit_group_id"), "visit", ["group_id"], unique=False)
    op.create_index(op.f("ix_visit_inspection_id"), "visit", ["inspection_id"], unique=False)
    op.create_index(op.f("ix_visit_staff_id"), "visit", ["staff_id"], unique=False)
    op.create_index(op.f("ix_visit_witness_id"), "visit", ["witness_id"], unique=False)
    op.create_index(op.f("ix_visit_worker_id"), "visit", ["worker_id"], unique=False)

    op.create_table(
        "visit_draft",
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("draft", _JSON, nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["handling_area.id"], name=op.f("fk_visit_draft_area_id_handling_area")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_draft")),
        info={"derived": True},
    )
    op.create_index(op.f("ix_visit_draft_area_id"), "visit_draft", ["area_id"], unique=False)

    op.create_table(
        "door_point",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("contract_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=True),
        sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("details", _JSON, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open", "dismissed", "finding", "replaced", name="pointstate", native_enum=False, length=32
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("finding_id", sa.Uuid(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["area_id"], ["handling_area.id"], name=op.f("fk_door_point_area_id_handling_area")
        ),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_door_point_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["finding_id"], ["finding.id"], name=op.f("fk_door_point_finding_id_finding")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_door_point_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_point")),
        sa.UniqueConstraint("kind", "key", name=op.f("uq_door_point_kind_key")),
    )
    op.create_index(op.f("ix_door_point_area_id"), "door_point", ["area_id"], unique=False)
    op.create_index(op.f("ix_door_point_contract_id"), "door_point", ["contract_id"], unique=False)
    op.create_index(op.f("ix_door_point_visit_id"), "door_point", ["visit_id"], unique=False)

    op.create_table(
        "open_visit",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.Uuid(), nullable=False),
        sa.Column("inspection_id", sa.Uuid(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["area_id"], ["handling_area.id"], name=op.f("fk_open_visit_area_id_handling_area")
        ),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name=op.f("fk_open_visit_inspection_id_inspection")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_open_visit_visit_id_visit")),
        sa.PrimaryKeyConstraint("visit_id", name=op.f("pk_open_visit")),
        info={"derived": True},
    )
    op.create_index(op.f("ix_open_visit_area_id"), "open_visit", ["area_id"], unique=False)
    op.create_index(op.f("ix_open_visit_inspection_id"), "open_visit", ["inspection_id"], unique=False)

    op.create_table(
        "visit_device",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("device_class", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column(
            "treatment",
            sa.Enum("refused", "deposited", "admitted", name="treatment", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("kept_at", sa.Text(), nullable=False),
        sa.Column("serial", sa.Text(), nullable=False),
        sa.Column("permit_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_visit_device_count")),
        sa.ForeignKeyConstraint(
            ["permit_id"], ["device_permit.id"], name=op.f("fk_visit_device_permit_id_device_permit")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_device_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_device")),
    )
    op.create_index(op.f("ix_visit_device_permit_id"), "visit_device", ["permit_id"], unique=False)
    op.create_index(op.f("ix_visit_device_visit_id"), "visit_device", ["visit_id"], unique=False)

    op.create_table(
        "visit_exit",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("late_reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_exit_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_exit")),
        sa.UniqueConstraint("visit_id", name=op.f("uq_visit_exit_visit_id")),
    )
    op.create_table(
        "visit_signature",
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "carrier_in",
                "witness_in",
                "carrier_out",
                "witness_out",
                name="visitsigner",
                native_enum=False,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column(
            "method",
            sa.Enum("pen", "typed", "key", "declined", name="signaturemethod", native_enum=False, length=32),
            nullable=False,
        ),
        sa.Column("declined_reason", sa.Text(), nullable=False),
        sa.Column("signed_hash", sa.Text(), nullable=False),
        sa.Column("picture_id", sa.Uuid(), nullable=True),
        sa.Column("strokes", sa.LargeBinary(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("taken_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["attachment.id"], name=op.f("fk_visit_signature_picture_id_attachment")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_visit_signature_staff_id_staff")),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_visit_signature_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_signature")),
        sa.UniqueConstraint("visit_id", "kind", name=op.f("uq_visit_signature_visit_id_kind")),
    )
    op.create_index(op.f("ix_visit_signature_visit_id"), "visit_signature", ["visit_id"], unique=False)

    op.create_table(
        "device_return",
        sa.Column("visit_device_id", sa.Uuid(), nullable=False),
        sa.Column("returned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["visit_device_id"],
            ["visit_device.id"],
            name=op.f("fk_device_return_visit_device_id_visit_device"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_return")),
        sa.UniqueConstraint("visit_device_id", name=op.f("uq_device_return_visit_device_id")),
    )


def downgrade() -> None:
    """Take the tables away."""
    op.drop_table("device_return")
    op.drop_index(op.f("ix_visit_signature_visit_id"), table_name="visit_signature")

    op.drop_table("visit_signature")
    op.drop_table("visit_exit")
    op.drop_index(op.f("ix_visit_device_visit_id"), table_name="visit_device")
    op.drop_index(op.f("ix_visit_device_permit_id"), table_name="visit_device")

    op.drop_table("visit_device")
    op.drop_index(op.f("ix_open_visit_inspection_id"), table_name="open_visit")
    op.drop_index(op.f("ix_open_visit_area_id"), table_name="open_visit")

    op.drop_table("open_visit")
    op.drop_index(op.f("ix_door_point_visit_id"), table_name="door_point")
    op.drop_index(op.f("ix_door_point_contract_id"), table_name="door_point")
    op.drop_index(op.f("ix_door_point_area_id"), table_name="door_point")

    op.drop_table("door_point")
    op.drop_index(op.f("ix_visit_draft_area_id"), table_name="visit_draft")

    op.drop_table("visit_draft")
    op.drop_index(op.f("ix_visit_worker_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_witness_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_staff_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_inspection_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_group_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_entered_at"), table_name="visit")
    op.drop_index(op.f("ix_visit_contract_id"), table_name="visit")
    op.drop_index(op.f("ix_visit_area_id"), table_name="visit")

    op.drop_table("visit")
    op.drop_index(op.f("ix_device_permit_worker_id"), table_name="device_permit")
    op.drop_index(op.f("ix_device_permit_ends_on"), table_name="device_permit")
    op.drop_index(op.f("ix_device_permit_contract_id"), table_name="device_permit")
    op.drop_index(op.f("ix_device_permit_area_id"), table_name="device_permit")

    op.drop_table("device_permit")
    op.drop_index(op.f("ix_handling_area_place_id"), table_name="handling_area")

    op.drop_table("handling_area")
