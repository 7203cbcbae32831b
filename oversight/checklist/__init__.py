"""Checklists (点検表): editions, their logic, completeness and the linter.

Importing this costs little: YAML, jsonschema and elementpath load on first use.
"""

from models.marks import Conclusion, Mark, Severity
from oversight.checklist.answers import AnswerGiven, Answers, Facts, FieldValue
from oversight.checklist.completeness import Gap, GapKind, gaps
from oversight.checklist.edition import (
    Basis,
    Bilingual,
    Choice,
    Edition,
    ExtraField,
    Fact,
    FactKind,
    FieldKind,
    Item,
    Need,
    Rules,
    Section,
    Source,
    document_from_edition,
    document_hash,
)
from oversight.checklist.expression import Condition, compile_condition
from oversight.checklist.faults import FaultKind, LintFault
from oversight.checklist.lint import lint, lint_document, lint_file
from oversight.checklist.logic import relevant_items
from oversight.checklist.reading import builtin_editions, edition_from_document, read_edition

__all__ = [
    "AnswerGiven",
    "Answers",
    "Basis",
    "Bilingual",
    "Choice",
    "Conclusion",
    "Condition",
    "Edition",
    "ExtraField",
    "Fact",
    "FactKind",
    "Facts",
    "FaultKind",
    "FieldKind",
    "FieldValue",
    "Gap",
    "GapKind",
    "Item",
    "LintFault",
    "Mark",
    "Need",
    "Rules",
    "Section",
    "Severity",
    "Source",
    "builtin_editions",
    "compile_condition",
    "document_from_edition",
    "document_hash",
    "edition_from_document",
    "gaps",
    "lint",
    "lint_document",
    "lint_file",
    "read_edition",
    "relevant_items",
]
