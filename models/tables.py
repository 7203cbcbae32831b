"""All tables, in one place: importing this module makes the whole metadata known."""

from models.approval import Approval, ApprovalStep
from models.attachment import Attachment
from models.base import Base
from models.checklist import ChecklistDraft, ChecklistEdition, ChecklistSeries
from models.contract import (
    Amendment,
    BusinessHours,
    Contract,
    ContractPeriod,
    ContractSubjectCheck,
    ContractSystem,
    Place,
)
from models.contractor import Contractor
from models.correction import FindingContact, FindingEvidence, FindingLetter, FindingLetterItem
from models.coverage import InspectionWaiver
from models.department import Department, Staff
from models.device import (
    DevicePermit,
    DeviceReturn,
    DoorPin,
    DoorPoint,
    HandlingArea,
    OpenVisit,
    Visit,
    VisitDevice,
    VisitDraft,
    VisitExit,
    VisitSignature,
)
from models.evidence import Evidence, SketchDraft
from models.finding import Finding, FindingStep
from models.freezing import freeze_with
from models.import_run import ImportRun
from models.inspection import (
    Answer,
    Attendee,
    Inspection,
    InspectionRecord,
    Inspector,
    Photo,
    Transcription,
)
from models.journal import JournalEntry, JournalHead
from models.monthly_report import MonthlyReport, OwedReport, ReportReturn, ReportWaiver
from models.report_chasing import ReportContact, ReportLetter, ReportLetterMonth
from models.report_filing import AttentionPoint, ReportFiling
from models.setting import Setting
from models.signature import Signature, SignatureVoiding
from models.subcontract import Subcontract
from models.worker import Worker

__all__ = [
    "Amendment",
    "Answer",
    "Approval",
    "ApprovalStep",
    "Attachment",
    "Attendee",
    "AttentionPoint",
    "Base",
    "BusinessHours",
    "ChecklistDraft",
    "ChecklistEdition",
    "ChecklistSeries",
    "Contract",
    "ContractPeriod",
    "ContractSubjectCheck",
    "ContractSystem",
    "Contractor",
    "Department",
    "DevicePermit",
    "DeviceReturn",
    "DoorPin",
    "DoorPoint",
    "Evidence",
    "Finding",
    "FindingContact",
    "FindingEvidence",
    "FindingLetter",
    "FindingLetterItem",
    "FindingStep",
    "HandlingArea",
    "ImportRun",
    "Inspection",
    "InspectionRecord",
    "InspectionWaiver",
    "Inspector",
    "JournalEntry",
    "JournalHead",
    "MonthlyReport",
    "OpenVisit",
    "OwedReport",
    "Photo",
    "Place",
    "ReportContact",
    "ReportFiling",
    "ReportLetter",
    "ReportLetterMonth",
    "ReportReturn",
    "ReportWaiver",
    "Setting",
    "Signature",
    "SignatureVoiding",
    "SketchDraft",
    "Staff",
    "Subcontract",
    "Transcription",
    "Visit",
    "VisitDevice",
    "VisitDraft",
    "VisitExit",
    "VisitSignature",
    "Worker",
]

freeze_with(Base.metadata)
