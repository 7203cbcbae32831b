"""Coverage (検査計画): each contract's year is inspected, excused, open or missed; the year's plan."""

from oversight.coverage.reading import Coming, CoverRow
from oversight.coverage.risk import DEFAULT_RULES, Factor, Risk, RiskRule, stored_rules, tell_risk
from oversight.coverage.rows import (
    CalendarYear,
    CoverDetail,
    DayEntry,
    PlaceSeen,
    Proposal,
    TeamMember,
    YearInspection,
)
from oversight.coverage.service import CoverageService
from oversight.coverage.year_plan import YearPlanService
from oversight.inspection_years import Cover, CoverKey, CoverYear, tell_covering

__all__ = [
    "DEFAULT_RULES",
    "CalendarYear",
    "Coming",
    "Cover",
    "CoverDetail",
    "CoverKey",
    "CoverRow",
    "CoverYear",
    "CoverageService",
    "DayEntry",
    "Factor",
    "PlaceSeen",
    "Proposal",
    "Risk",
    "RiskRule",
    "TeamMember",
    "YearInspection",
    "YearPlanService",
    "stored_rules",
    "tell_covering",
    "tell_risk",
]
