"""Which field of a form a fault is about, so that going to it ends where it is put right."""

from __future__ import annotations

from collections.abc import Mapping

from oversight.checklist import FaultKind, LintFault
from ui.checklist.part_form import PartForm
from ui.checklist.records_field import RecordsField

_FIELDS: Mapping[FaultKind, str] = {
    FaultKind.MISSING_TITLE: "title.ja",
    FaultKind.MISSING_SEVERITY: "severity",
    FaultKind.MISSING_BASIS: "basis",
    FaultKind.UNKNOWN_SOURCE: "basis",
    FaultKind.DUPLICATE_ID: "id",
    FaultKind.RETIRED_ID: "id",
    FaultKind.TWO_SAMPLES: "fields",
    FaultKind.NO_NUMBER_FITS: "fields",
    FaultKind.BAD_CONDITION: "condition",
    FaultKind.UNKNOWN_NAME: "condition",
    FaultKind.CIRCULAR: "condition",
    FaultKind.UNREACHABLE: "condition",
    FaultKind.IMPOSSIBLE_ANSWER: "condition",
}


def point_at_fault(form: PartForm, fault: LintFault) -> None:
    """Put the focus into the field that a fault is about, or into the first; a record of it is opened."""
    words = fault.place.split()
    for name, field in form.fields.items():
        if isinstance(field, RecordsField) and _open_record(field, words):
            form.point_at(name)
            field.focus_chosen()
            return
    wanted = _named(form, words[1:]) or _FIELDS.get(fault.kind, "")
    if wanted == "condition" and wanted not in form.fields:
        wanted = "repeat_count"
    if wanted in form.fields and not form.fields[wanted].isHidden():
        form.point_at(wanted)
    else:
        form.focus_first()


def _open_record(field: RecordsField, words: list[str]) -> bool:
    """Choose the record that a fault names by its id or name; tell whether there is one."""
    names = {*words, *(word.rpartition(".")[2] for word in words)}
    for at, record in enumerate(field.records):
        if (record.get("id") or record.get("name")) in names:
            field.table.choose(at)
            return True
    return False


def _named(form: PartForm, words: list[str]) -> str:
    """Return the field that a fault's place names: ``title``, ``look_at ja``."""
    for word in words:
        for name in (word, f"{word}.ja"):
            if name in form.fields:
                return name
    return ""
