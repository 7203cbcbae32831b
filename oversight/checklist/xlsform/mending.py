"""The last look at an edition made from a form: what the linter finds in a condition is taken out by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from oversight.checklist.faults import FaultKind, LintFault
from oversight.checklist.lint import lint_document
from oversight.checklist.xlsform.notes import SURVEY, FormNote, FormRefusedError, Ledger, NoteKind
from oversight.words import _

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
    while faults := lint_document(document):
        # The first of each place: a second may speak of what is taken out with it.
        firsts = {fault.place: fault for fault in reversed(faults)}.values()
        unmended = [fault for fault in firsts if not _mend(document, fault, places, ledger)]
        if unmended:
            raise FormRefusedError([_note(fault, places) for fault in unmended])
    return document


def _note(fault: LintFault, places: Places) -> FormNote:
    row, name = places.get(fault.place, (0, fault.place))
    return FormNote(NoteKind.REFUSED, SURVEY, row, name, fault.sentence)


def _mend(document: dict[str, Any], fault: LintFault, places: Places, ledger: Ledger) -> bool:
    if fault.kind not in _MENDED or fault.place not in places:
        return False
    lost = "".join(
        _mended_section(section, fault) + "".join(_mended_item(item, fault) for item in section["items"])
        for section in document["sections"]
    )
    ledger.reduce(*places[fault.place], _("{reason} {lost}").format(reason=fault.sentence, lost=lost))
    return bool(lost)


def _mended_section(section: dict[str, Any], fault: LintFault) -> str:
    if section["id"] == fault.place and section.pop("repeat_count", ""):
        return _("回数は、検査員が足して決めます。")
    return ""


def _mended_item(item: dict[str, Any], fault: LintFault) -> str:
    """Take out what is at fault in an item and return what that means; nothing where it is another's."""
    if fault.place == item["id"] and item.pop("condition", ""):
        return _("この条件を外しました。ほかに条件がなければ、いつも尋ねます。")
    return "".join(
        _mended_field(field)
        for field in item.get("fields", ())
        if fault.place == f"{item['id']} {field['id']}"
    )


def _mended_field(field: dict[str, Any]) -> str:
    if field.pop("constraint", ""):
        field.pop("constraint_message", None)
        return _("制約を外しました。")
    plain = ({key: one for key, one in choice.items() if key != "condition"} for choice in field["choices"])
    field["choices"] = list({choice["value"]: choice for choice in plain}.values())
    return _("選択肢の絞り込みを外し、すべての選択肢を出します。")
