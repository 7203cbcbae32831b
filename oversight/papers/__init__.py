"""Papers the office prints: PDF made in memory, the same bytes for the same record.

Importing this package is cheap; the PDF library and the image library load with the first paper.
"""

from __future__ import annotations

from oversight.papers.inspection_notice import print_inspection_notice
from oversight.papers.inspection_record import print_inspection_record
from oversight.papers.notice_data import InspectionNoticeData
from oversight.papers.paper import Paper
from oversight.papers.record_data import InspectionRecordData
from oversight.papers.recovery_sheet import print_recovery_sheet

__all__ = [
    "InspectionNoticeData",
    "InspectionRecordData",
    "Paper",
    "print_inspection_notice",
    "print_inspection_record",
    "print_recovery_sheet",
]
