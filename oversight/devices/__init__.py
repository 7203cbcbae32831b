"""Devices at the door (持込機器): handling areas, the rules that hold there, permits, visits."""

from models.device import (
    AreaLevel,
    DoorPointKind,
    Handling,
    PermitState,
    Treatment,
    VisitSigner,
    WitnessMethod,
)
from oversight.devices.areas import AreaDraft, AreaRow, AreasService, PlaceChoice
from oversight.devices.class_list import told_effects
from oversight.devices.classes import DEFAULT_CLASSES, DeviceClass, classes_of, refuse_wrong_classes
from oversight.devices.expected_inspections import ExpectedInspection
from oversight.devices.keying import SheetDraft, SheetLine
from oversight.devices.leaving import HandBackDraft, LeavingDraft
from oversight.devices.lockers import Locker
from oversight.devices.month_log import MonthLog, PermitUse
from oversight.devices.permit_rows import PermitDraft, PermitOffer, PermitRow, Person
from oversight.devices.permit_service import PermitsService
from oversight.devices.permits import MEASURES, CoveringPermit, PermitStanding, covering
from oversight.devices.point_deeds import DoorPointRow, DoorToday
from oversight.devices.rules import (
    DEFAULT_RULES,
    EVERY_ELECTRONIC,
    AreaFacts,
    DoorRule,
    Holding,
    Said,
    holding_in,
    refuse_wrong_rules,
    rules_of,
    written_of,
)
from oversight.devices.shown_permits import ShownPermit
from oversight.devices.visit_rows import (
    CarrierSign,
    DeclaredDevice,
    Entered,
    EntryDraft,
    InsideRow,
    Regular,
    VisitCheck,
    VisitDeviceRow,
    VisitRow,
    VisitSignatureRow,
    WitnessCount,
)
from oversight.devices.visits_service import VisitsService
from oversight.findings.from_points import PointFindingDraft
from oversight.inspections.entry_log import EntryEvidence

__all__ = [
    "DEFAULT_CLASSES",
    "DEFAULT_RULES",
    "EVERY_ELECTRONIC",
    "MEASURES",
    "AreaDraft",
    "AreaFacts",
    "AreaLevel",
    "AreaRow",
    "AreasService",
    "CarrierSign",
    "CoveringPermit",
    "DeclaredDevice",
    "DeviceClass",
    "DoorPointKind",
    "DoorPointRow",
    "DoorRule",
    "DoorToday",
    "Entered",
    "EntryDraft",
    "EntryEvidence",
    "ExpectedInspection",
    "HandBackDraft",
    "Handling",
    "Holding",
    "InsideRow",
    "LeavingDraft",
    "Locker",
    "MonthLog",
    "PermitDraft",
    "PermitOffer",
    "PermitRow",
    "PermitStanding",
    "PermitState",
    "PermitUse",
    "PermitsService",
    "Person",
    "PlaceChoice",
    "PointFindingDraft",
    "Regular",
    "Said",
    "SheetDraft",
    "SheetLine",
    "ShownPermit",
    "Treatment",
    "VisitCheck",
    "VisitDeviceRow",
    "VisitRow",
    "VisitSignatureRow",
    "VisitSigner",
    "VisitsService",
    "WitnessCount",
    "WitnessMethod",
    "classes_of",
    "covering",
    "holding_in",
    "refuse_wrong_classes",
    "refuse_wrong_rules",
    "rules_of",
    "told_effects",
    "written_of",
]
