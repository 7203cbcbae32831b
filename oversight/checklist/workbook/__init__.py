"""The office's own checklist in Excel: understood, corrected, drafted, written back as it was.

What is recognised and what is kept: docs/checklists.md#workbooks.
"""

from oversight.checklist.workbook.drafting import WorkbookDraft, draft_from
from oversight.checklist.workbook.filling import FilledAnswer
from oversight.checklist.workbook.house_sheet import house_workbook
from oversight.checklist.workbook.layout import HeadField
from oversight.checklist.workbook.understanding import understand, with_kind, with_role, with_sheet
from oversight.checklist.workbook.understood import (
    KIND_WORDS,
    ROLE_WORDS,
    ColumnRole,
    RowKind,
    SheetRow,
    SheetUnderstood,
    WorkbookNote,
    WorkbookUnderstood,
)
from oversight.checklist.workbook.writing_back import WrittenBack, write_back

__all__ = [
    "KIND_WORDS",
    "ROLE_WORDS",
    "ColumnRole",
    "FilledAnswer",
    "HeadField",
    "RowKind",
    "SheetRow",
    "SheetUnderstood",
    "WorkbookDraft",
    "WorkbookNote",
    "WorkbookUnderstood",
    "WrittenBack",
    "draft_from",
    "house_workbook",
    "understand",
    "with_kind",
    "with_role",
    "with_sheet",
    "write_back",
]
