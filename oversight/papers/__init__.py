"""Papers the office prints: PDF made in memory, the same bytes for the same record.

Importing this package is cheap; layout, the PDF library and the image library load with the first paper.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from oversight.papers.finished import Paper

if TYPE_CHECKING:
    from oversight.papers.checklist_data import BlankChecklistData
    from oversight.papers.correction_letter_data import CorrectionLetterData
    from oversight.papers.entry_log_data import EntryLogData, EntrySheetData
    from oversight.papers.letter_data import ReportLetterData, ReturnLetterData
    from oversight.papers.notice_data import InspectionNoticeData
    from oversight.papers.overdue_data import OverdueListData
    from oversight.papers.permit_data import PermitData, PermitRegisterData
    from oversight.papers.record_data import InspectionRecordData
    from oversight.papers.summary_data import ContractorSummaryData
    from oversight.papers.trend_data import TrendChartsData
    from oversight.papers.year_plan_data import YearPlanData
    from oversight.report_form.form import FormData

__all__ = [
    "Paper",
    "count_pages",
    "print_blank_checklist",
    "print_contractor_summary",
    "print_correction_letter",
    "print_device_permit",
    "print_entry_log",
    "print_entry_sheet",
    "print_inspection_notice",
    "print_inspection_record",
    "print_overdue_list",
    "print_permit_register",
    "print_recovery_sheet",
    "print_report_form",
    "print_report_letter",
    "print_return_letter",
    "print_trend_charts",
    "print_year_plan",
]


def print_inspection_record(record: InspectionRecordData, source: bytes | None = None) -> Paper:
    """Print 実地検査記録書, the record of an inspection, in the language in use.

    ``source`` is the canonical JSON that the record's hash was taken of; the PDF carries it along.
    ``Paper.warnings`` names characters no font has and photos that could not be read.
    """
    from oversight.papers.inspection_record import print_inspection_record

    return print_inspection_record(record, source)


def print_inspection_notice(notice: InspectionNoticeData) -> Paper:
    """Print 実施通知書, the letter that announces an inspection, in the language in use."""
    from oversight.papers.inspection_notice import print_inspection_notice

    return print_inspection_notice(notice)


def print_recovery_sheet(code: str, *, city: str, made_on: dt.date, vault_name: str = "") -> Paper:
    """Print 回復用紙, the sheet with a vault's recovery code (groups joined by hyphens)."""
    from oversight.papers.recovery_sheet import print_recovery_sheet

    return print_recovery_sheet(code, city=city, made_on=made_on, vault_name=vault_name)


def print_report_letter(letter: ReportLetterData) -> Paper:
    """Print 督促状 or 催告書, the letter about monthly reports that have not come, in the language in use."""
    from oversight.papers.report_letter import print_report_letter

    return print_report_letter(letter)


def print_correction_letter(letter: CorrectionLetterData) -> Paper:
    """Print a letter about findings (是正要求書 and its like), in the language in use."""
    from oversight.papers.correction_letter import print_correction_letter

    return print_correction_letter(letter)


def print_return_letter(letter: ReturnLetterData) -> Paper:
    """Print 差戻通知書, the letter that sends a monthly report back, in the language in use."""
    from oversight.papers.return_letter import print_return_letter

    return print_return_letter(letter)


def print_report_form(form: FormData) -> Paper:
    """Print 取扱状況報告書の様式, the monthly report to be filled in, in Japanese."""
    from oversight.papers.report_form import print_report_form

    return print_report_form(form)


def count_pages(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    from io import BytesIO

    import pikepdf

    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def print_overdue_list(data: OverdueListData) -> Paper:
    """Print 期限超過一覧, the monthly reports that are late, in the language in use."""
    from oversight.papers.overdue_list import print_overdue_list

    return print_overdue_list(data)


def print_trend_charts(data: TrendChartsData) -> Paper:
    """Print 月次報告の推移, the charts of a fiscal year's monthly reports, in the language in use."""
    from oversight.papers.trend_charts import print_trend_charts

    return print_trend_charts(data)


def print_contractor_summary(data: ContractorSummaryData) -> Paper:
    """Print 委託先の概要, one page about a contractor, in the language in use."""
    from oversight.papers.contractor_summary import print_contractor_summary

    return print_contractor_summary(data)


def print_year_plan(data: YearPlanData) -> Paper:
    """Print 実地検査 年間計画, what is inspected when in a fiscal year, in the language in use."""
    from oversight.papers.year_plan import print_year_plan

    return print_year_plan(data)


def print_device_permit(permit: PermitData) -> Paper:
    """Print 持込許可証, the permit to bring one device in, in the language in use."""
    from oversight.papers.device_permit import print_device_permit

    return print_device_permit(permit)


def print_permit_register(data: PermitRegisterData) -> Paper:
    """Print 持込許可台帳, the register of permits, in the language in use."""
    from oversight.papers.permit_register import print_permit_register

    return print_permit_register(data)


def print_entry_log(data: EntryLogData) -> Paper:
    """Print 入退室記録, the entry log of an area and month, in the language in use."""
    from oversight.papers.entry_log import print_entry_log

    return print_entry_log(data)


def print_entry_sheet(data: EntrySheetData) -> Paper:
    """Print 入退室記録票, blank sheets to be written by hand at a door, in the language in use."""
    from oversight.papers.entry_sheet import print_entry_sheet

    return print_entry_sheet(data)


def print_blank_checklist(data: BlankChecklistData) -> Paper:
    """Print 点検表（記入用）, the checklist to be filled in by hand, in the language in use."""
    from oversight.papers.blank_checklist import print_blank_checklist

    return print_blank_checklist(data)
