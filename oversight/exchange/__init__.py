"""Workbooks in and out: previews, imports that can be undone, exports of what is shown."""

from oversight.exchange.course import Course, StoppedError
from oversight.exchange.fields import FIELDS, ImportField
from oversight.exchange.guards import read_file
from oversight.exchange.imports import ImportsService
from oversight.exchange.outcomes import (
    ACTION_WORDS,
    Action,
    ImportPreview,
    ImportRunRow,
    RowOutcome,
    UndoOutcome,
)

__all__ = [
    "ACTION_WORDS",
    "FIELDS",
    "Action",
    "Course",
    "ImportField",
    "ImportPreview",
    "ImportRunRow",
    "ImportsService",
    "RowOutcome",
    "StoppedError",
    "UndoOutcome",
    "read_file",
]
