"""The services of an office, one attribute each; a service and what it needs load on first use."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from oversight.desk import Desk

if TYPE_CHECKING:
    from oversight.approvals import ApprovalsService
    from oversight.blank_checklists import PrintedChecklists
    from oversight.corrections import (
        CorrectionFormsService,
        CorrectionLettersService,
        FindingChasingService,
        IntakeService,
    )
    from oversight.coverage import CoverageService, YearPlanService
    from oversight.devices import AreasService, PermitsService, VisitsService
    from oversight.exchange import ImportsService
    from oversight.findings import FindingsService
    from oversight.home import HomeService
    from oversight.inspections import InspectionsService
    from oversight.inspections.signatures import SignaturesService
    from oversight.register import (
        ContractorsService,
        ContractsService,
        SubcontractsService,
        WorkersService,
    )
    from oversight.reports import ChasingService, FilingService, ReportsService
    from oversight.reports.trends_service import TrendsService


class Services:
    """What a person at a desk may do, by subject."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    @cached_property
    def contractors(self) -> ContractorsService:
        """Return the register of contractors."""
        from oversight.register import ContractorsService

        return ContractorsService(self.desk)

    @cached_property
    def contracts(self) -> ContractsService:
        """Return the register of contracts."""
        from oversight.register import ContractsService

        return ContractsService(self.desk)

    @cached_property
    def subcontracts(self) -> SubcontractsService:
        """Return the trees of sub-contracts."""
        from oversight.register import SubcontractsService

        return SubcontractsService(self.desk)

    @cached_property
    def workers(self) -> WorkersService:
        """Return the rosters."""
        from oversight.register import WorkersService

        return WorkersService(self.desk)

    @cached_property
    def areas(self) -> AreasService:
        """Return the handling areas and what holds at their doors."""
        from oversight.devices import AreasService

        return AreasService(self.desk)

    @cached_property
    def visits(self) -> VisitsService:
        """Return the entries at the doors of areas."""
        from oversight.devices import VisitsService

        return VisitsService(self.desk)

    @cached_property
    def permits(self) -> PermitsService:
        """Return the permits to bring devices in."""
        from oversight.devices import PermitsService

        return PermitsService(self.desk)

    @cached_property
    def checklists(self) -> PrintedChecklists:
        """Return the editions of checklists and the drafts of the next ones."""
        from oversight.blank_checklists import PrintedChecklists

        return PrintedChecklists(self.desk)

    @cached_property
    def inspections(self) -> InspectionsService:
        """Return the on-site inspections."""
        from oversight.inspections import InspectionsService

        return InspectionsService(self.desk)

    @cached_property
    def signatures(self) -> SignaturesService:
        """Return the signatures under the records of inspections."""
        from oversight.inspections.signatures import SignaturesService

        return SignaturesService(self.desk)

    @cached_property
    def approvals(self) -> ApprovalsService:
        """Return the approval of finalised records."""
        from oversight.approvals import ApprovalsService

        return ApprovalsService(self.desk)

    @cached_property
    def coverage(self) -> CoverageService:
        """Return which years of contracts are inspected, excused, open or missed."""
        from oversight.coverage import CoverageService

        return CoverageService(self.desk)

    @cached_property
    def year_plan(self) -> YearPlanService:
        """Return the year's plan of inspections."""
        from oversight.coverage import YearPlanService

        return YearPlanService(self.desk)

    @cached_property
    def findings(self) -> FindingsService:
        """Return the findings."""
        from oversight.findings import FindingsService

        return FindingsService(self.desk)

    @cached_property
    def correction_letters(self) -> CorrectionLettersService:
        """Return the letters about findings."""
        from oversight.corrections import CorrectionLettersService

        return CorrectionLettersService(self.desk)

    @cached_property
    def correction_forms(self) -> CorrectionFormsService:
        """Return the forms of corrections, what came in on them, and the evidence."""
        from oversight.corrections import CorrectionFormsService

        return CorrectionFormsService(self.desk)

    @cached_property
    def intake(self) -> IntakeService:
        """Return the taking in of files of whichever form."""
        from oversight.corrections import IntakeService

        return IntakeService(self.desk)

    @cached_property
    def finding_chasing(self) -> FindingChasingService:
        """Return the chasing of corrections."""
        from oversight.corrections import FindingChasingService

        return FindingChasingService(self.desk)

    @cached_property
    def reports(self) -> ReportsService:
        """Return the monthly handling reports."""
        from oversight.reports import ReportsService

        return ReportsService(self.desk)

    @cached_property
    def chasing(self) -> ChasingService:
        """Return the chasing of monthly reports."""
        from oversight.reports import ChasingService

        return ChasingService(self.desk)

    @cached_property
    def filings(self) -> FilingService:
        """Return the forms of monthly reports and what came in on them."""
        from oversight.reports import FilingService

        return FilingService(self.desk)

    @cached_property
    def trends(self) -> TrendsService:
        """Return the trends of the monthly reports."""
        from oversight.reports.trends_service import TrendsService

        return TrendsService(self.desk)

    @cached_property
    def home(self) -> HomeService:
        """Return the answers of the first page."""
        from oversight.home import HomeService

        return HomeService(self.desk)

    @cached_property
    def imports(self) -> ImportsService:
        """Return the imports from workbooks."""
        from oversight.exchange import ImportsService

        return ImportsService(self.desk)
