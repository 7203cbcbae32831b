"""The last look at an edition made from a form: what the linter finds in a condition is taken out by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oversight.checklist.faults import FaultKind, LintFault
from oversight.checklist.lint import lint_document
from oversight.checklist.xlsform.notes import SURVEY, FormNote, FormRefusedError, Ledger, NoteKind
from oversight.words import _

_ROUNDS = 8
_MENDED = frozenset(
    (
        FaultKind.BAD_CONDITION,
        FaultKind.UNKNOWN_NAME,
        FaultKind.UNREACHABLE,
        FaultKind.IMPOSSIBLE_ANSWER,
    )
)
Places = Mapping[str, tuple[int, str]]
"""Row and name in the form for each place the linter may name."""


def mended(document: dict[str, Any], places: Places, ledger: Ledger) -> dict[str, Any]:
    """Return a sound document; raise ``FormRefusedError`` with every fault that no reduction mends.

    What is taken out is a whole condition, constraint, filter or count, and a note says so.
    """
    for _round in range(_ROUNDS):
        faults = lint_document(document)
        if not faults:
            return document
        unmended = [fault for fault in faults if not _mend(document, fault, places, ledger)]
        if unmended:
            raise FormRefusedError([_note(fault, places) for fault in unmended])
    raise FormRefusedError([_note(fault, places) for fault in faults])


def _note(fault: LintFault, places: Places) -> FormNote:
    row, name = places.get(fault.place, (0, fault.place))
    return FormNote(NoteKind.REFUSED, SURVEY, row, name, fault.sentence)


def _mend(document: dict[str, Any], fault: LintFault, places: Places, ledger: Ledger) -> bool:
    if fault.kind not in _MENDED or fault.place not in places:
        return False
    row, name = places[fault.place]
    for section in document["sections"]:
        if section["id"] == fault.place and section.pop("repeat_count", ""):
            ledger.reduce(row, name, _told(fault, _("回数は、検査員が足して決めます。")))
            return True
        for item in section["items"]:
            lost = _mended_item(item, fault)
            if lost:
                ledger.reduce(row, name, _told(fault, lost))
                return True
    return fault.place in _already(document)


def _already(document: Mapping[str, Any]) -> set[str]:
    """Return every place of the document: a second fault of one place is mended with the first."""
    items = [item for section in document["sections"] for item in section["items"]]
    fields = {f"{item['id']} {field['id']}" for item in items for field in item.get("fields", ())}
    return {section["id"] for section in document["sections"]} | {item["id"] for item in items} | fields


def _mended_item(item: dict[str, Any], fault: LintFault) -> str:
    """Take out what is at fault in an item and return what that means; nothing where it is another's."""
    if fault.place == item["id"] and item.pop("condition", ""):
        return _("この条件を外しました。ほかに条件がなければ、いつも尋ねます。")
    for field in item.get("fields", ()):
        if fault.place != f"{item['id']} {field['id']}":
            continue
        if field.pop("constraint", ""):
            field.pop("constraint_message", None)
            return _("制約を外しました。")
        conditions = [choice.pop("condition", "") for choice in field.get("choices", ())]
        if any(conditions):
            field["choices"] = list({choice["value"]: choice for choice in field["choices"]}.values())
            return _("選択肢の絞り込みを外し、すべての選択肢を出します。")
    return ""


def _told(fault: LintFault, lost: str) -> str:
    return _("{reason} {lost}").format(reason=fault.sentence, lost=lost)
