"""Monthly handling reports (取扱状況報告書): what is owed and when, what has come in, what is late."""

from models.monthly_report import ReportState
from oversight.reports.deeds import ReceiptDraft, WaiverDraft
from oversight.reports.owed import Difference, OwedDifference
from oversight.reports.reckoning import keep_owed, reckon
from oversight.reports.rows import LateReport, MonthRow, OpenReport, ReturnRow, Standing, WaiverRow
from oversight.reports.service import ReportsService
from oversight.reports.told import show_month, tell_differences

__all__ = [
    "Difference",
    "LateReport",
    "MonthRow",
    "OpenReport",
    "OwedDifference",
    "ReceiptDraft",
    "ReportState",
    "ReportsService",
    "ReturnRow",
    "Standing",
    "WaiverDraft",
    "WaiverRow",
    "keep_owed",
    "reckon",
    "show_month",
    "tell_differences",
]
