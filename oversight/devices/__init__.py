"""Devices at the door (持込機器): handling areas, the rules that hold there, permits, visits."""

from models.device import AreaLevel, PermitState, Treatment, VisitSigner, WitnessMethod
from oversight.devices.areas import AreaDraft, AreaRow, AreasService
from oversight.devices.classes import DEFAULT_CLASSES, DeviceClass, classes_of, refuse_wrong_classes
from oversight.devices.permit_rows import PermitDraft, PermitOffer, PermitRow, Person
from oversight.devices.permit_service import PermitsService
from oversight.devices.permits import MEASURES, CoveringPermit, PermitStanding, covering
from oversight.devices.rules import (
    DEFAULT_RULES,
    EVERY_ELECTRONIC,
    AreaFacts,
    DoorRule,
    Handling,
    Holding,
    Said,
    holding_in,
    rules_of,
    written_of,
)

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
    "CoveringPermit",
    "DeviceClass",
    "DoorRule",
    "Handling",
    "Holding",
    "PermitDraft",
    "PermitOffer",
    "PermitRow",
    "PermitStanding",
    "PermitState",
    "PermitsService",
    "Person",
    "Said",
    "Treatment",
    "VisitSigner",
    "WitnessMethod",
    "classes_of",
    "covering",
    "holding_in",
    "refuse_wrong_classes",
    "rules_of",
    "written_of",
]
