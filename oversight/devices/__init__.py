"""Devices at the door (持込機器): handling areas, the rules that hold there, permits, visits."""

from models.device import AreaLevel, PermitState, Treatment, VisitSigner, WitnessMethod
from oversight.devices.areas import AreaDraft, AreaRow, AreasService, PlaceChoice
from oversight.devices.classes import DEFAULT_CLASSES, DeviceClass, classes_of, refuse_wrong_classes
from oversight.devices.door_point_words import word_of_kind
from oversight.devices.entry_evidence import EntryEvidence
from oversight.devices.exceptions import DoorPointKind
from oversight.devices.keying import SheetDraft, SheetLine
from oversight.devices.leaving import LeavingDraft
from oversight.devices.lockers import Locker
from oversight.devices.month_log import MonthLog, PermitUse
from oversight.devices.permit_rows import PermitDraft, PermitOffer, PermitRow, Person
from oversight.devices.permit_service import PermitsService
from oversight.devices.permits import MEASURES, CoveringPermit, PermitStanding, covering
from oversight.devices.point_deeds import DoorPointRow, DoorToday
from oversight.devices.rules import (
    DEFAULT_RULES,
    EVERY_ELECTRONIC,
    HANDLING_WORDS,
    AreaFacts,
    DoorRule,
    Handling,
    Holding,
    Said,
    holding_in,
    refuse_wrong_rules,
    rules_of,
    written_of,
)
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

__all__ = [
    "DEFAULT_CLASSES",
    "DEFAULT_RULES",
    "EVERY_ELECTRONIC",
    "HANDLING_WORDS",
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
    "word_of_kind",
    "written_of",
]
