"""Monthly handling reports (取扱状況報告書): what is owed and when, what has come in, what is late."""

from models.monthly_report import ReportState
from models.report_chasing import ContactKind
from models.report_filing import FilingChannel, PointKind, PointState
from oversight.report_form.answers import Answer, Answers
from oversight.report_form.faults import FileFault
from oversight.report_form.questions import Question, QuestionKind, QuestionSet, current_set
from oversight.reports.chasing import Chased
from oversight.reports.chasing_service import ChasingService
from oversight.reports.climbing import ContactDraft, ContactRow, DueLetter, LetterRow, due_letters
from oversight.reports.comparing import AnswerLine
from oversight.reports.decisions import PointFindingDraft
from oversight.reports.deeds import ReceiptDraft, WaiverDraft
from oversight.reports.filing_rows import FilingRow, LogPlace, PointRow, TableShown
from oversight.reports.filing_service import FilingService, FormKind, PaperDraft
from oversight.reports.filings import Original
from oversight.reports.ladder import Channel, Rung, Step, tell_step
from oversight.reports.ladder import Standing as OnLadder
from oversight.reports.letters import SentLetter
from oversight.reports.lines import BoardRow, ContractHead, MonthDetail, ReportKey, ReportLine, board_of
from oversight.reports.owed import Difference, OwedDifference
from oversight.reports.reckoning import keep_owed, reckon
from oversight.reports.rows import LateReport, MonthRow, OpenReport, ReturnRow, Standing, WaiverRow
from oversight.reports.service import ReportsService
from oversight.reports.taking_in import FileLook
from oversight.reports.today import AGES, ReportsToday, SectionAges
from oversight.reports.told import show_month, show_month_short, tell_differences

__all__ = [
    "AGES",
    "Answer",
    "AnswerLine",
    "Answers",
    "BoardRow",
    "Channel",
    "Chased",
    "ChasingService",
    "ContactDraft",
    "ContactKind",
    "ContactRow",
    "ContractHead",
    "Difference",
    "DueLetter",
    "FileFault",
    "FileLook",
    "FilingChannel",
    "FilingRow",
    "FilingService",
    "FormKind",
    "LateReport",
    "LetterRow",
    "LogPlace",
    "MonthDetail",
    "MonthRow",
    "OnLadder",
    "OpenReport",
    "Original",
    "OwedDifference",
    "PaperDraft",
    "PointFindingDraft",
    "PointKind",
    "PointRow",
    "PointState",
    "Question",
    "QuestionKind",
    "QuestionSet",
    "ReceiptDraft",
    "ReportKey",
    "ReportLine",
    "ReportState",
    "ReportsService",
    "ReportsToday",
    "ReturnRow",
    "Rung",
    "SectionAges",
    "SentLetter",
    "Standing",
    "Step",
    "TableShown",
    "WaiverDraft",
    "WaiverRow",
    "board_of",
    "current_set",
    "due_letters",
    "keep_owed",
    "reckon",
    "show_month",
    "show_month_short",
    "tell_differences",
    "tell_step",
]
