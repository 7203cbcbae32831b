"""The register (台帳): contractors, contracts, sub-contracts, workers."""

from models.contract import (
    ContractKind,
    ContractState,
    ContractSubject,
    InspectionCycle,
    Medium,
    PeriodKind,
    SubjectCheck,
)
from models.contractor import ContractorKind, ContractorState
from models.subcontract import SubcontractState
from models.worker import Employment, WorkerState
from oversight.choice_words import word_of
from oversight.register.amendment_words import FieldChange
from oversight.register.contract_drafts import (
    AmendmentRow,
    ContractDetail,
    ContractDraft,
    ContractListRow,
    HoursDraft,
    PeriodDraft,
    PlaceDraft,
    Remark,
    SubjectRow,
    SystemDraft,
)
from oversight.register.contractors import (
    ContractorDetail,
    ContractorDraft,
    ContractorRow,
    ContractorsService,
)
from oversight.register.contracts import ContractsService
from oversight.register.facts import facts_of_contract, has_subcontract
from oversight.register.floor_plans import PlaceWithPlan
from oversight.register.subcontracts import SubcontractDraft, SubcontractNode, SubcontractsService
from oversight.register.workers import WorkerDraft, WorkerRow, WorkersService

__all__ = [
    "AmendmentRow",
    "ContractDetail",
    "ContractDraft",
    "ContractKind",
    "ContractListRow",
    "ContractState",
    "ContractSubject",
    "ContractorDetail",
    "ContractorDraft",
    "ContractorKind",
    "ContractorRow",
    "ContractorState",
    "ContractorsService",
    "ContractsService",
    "Employment",
    "FieldChange",
    "HoursDraft",
    "InspectionCycle",
    "Medium",
    "PeriodDraft",
    "PeriodKind",
    "PlaceDraft",
    "PlaceWithPlan",
    "Remark",
    "SubcontractDraft",
    "SubcontractNode",
    "SubcontractState",
    "SubcontractsService",
    "SubjectCheck",
    "SubjectRow",
    "SystemDraft",
    "WorkerDraft",
    "WorkerRow",
    "WorkerState",
    "WorkersService",
    "facts_of_contract",
    "has_subcontract",
    "word_of",
]
