"""A frozen record told in another language: its items from its edition, its words from the catalogue.

The frozen document is Japanese and is not touched; what a person wrote stays as written.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from oversight.checklist.edition import Edition, Item
from oversight.checklist.unrolling import base_id, unroll
from oversight.findings.severity import spoken_due
from oversight.inspections.entry_words import with_words
from oversight.inspections.findings import cited
from oversight.inspections.record_reported import spoken_reported
from oversight.inspections.value_words import spoken_value
from oversight.papers.record_data import FindingData, InspectionRecordData, ItemData, SectionData
from oversight.words import _


def spoken_record(record: InspectionRecordData, edition: Edition) -> InspectionRecordData:
    """Return the record with its items and the office's words in the language in use."""
    edition = _as_filled(record, edition)
    return replace(
        record,
        kind=_(record.kind),
        method=_(record.method),
        conclusion=_(record.conclusion) if record.conclusion else "",
        edition=f"{edition.title.spoken()} {edition.number_in_words}",
        sections=tuple(_section(each, edition) for each in record.sections),
        findings=tuple(_finding(each, edition) for each in record.findings),
    )


def _as_filled(record: InspectionRecordData, edition: Edition) -> Edition:
    """Return the edition with each repeating section as often as the record holds it."""
    parts = Counter(base_id(section.code) for section in record.sections)
    return unroll(edition, {one.id: parts[one.id] for one in edition.sections})


def _section(data: SectionData, edition: Edition) -> SectionData:
    titles = {section.id: section.title.spoken() for section in edition.sections}
    return replace(
        data,
        title=titles.get(data.code, data.title),
        items=tuple(_item(each, edition) for each in data.items),
        out_of_condition=tuple(
            replace(each, title=_title(each.item_id, each.title, edition)) for each in data.out_of_condition
        ),
    )


def _item(data: ItemData, edition: Edition) -> ItemData:
    item = edition.find_item(data.item_id)
    values = tuple(_value(label, text, item) for label, text in data.values)
    return replace(
        data,
        title=_title(data.item_id, data.title, edition),
        values=values,
        contradicts=tuple(spoken_reported(each) for each in data.contradicts),
        door=with_words(data.item_id, data.door) if data.door is not None else None,
    )


def _value(label: str, text: str, item: Item | None) -> tuple[str, str]:
    asked = next((field for field in item.fields if field.label.ja == label), None) if item else None
    return (label, text) if asked is None else (asked.label.spoken(), spoken_value(asked, text))


def _finding(data: FindingData, edition: Edition) -> FindingData:
    item = edition.find_item(data.item_id)
    is_cited = item is not None and data.basis == cited(edition, item)
    return replace(
        data,
        item_title=_title(data.item_id, data.item_title, edition),
        basis=_("、").join(map(edition.cite, item.basis)) if item is not None and is_cited else data.basis,
        due_explanation=spoken_due(data.due_explanation),
    )


def _title(item_id: str, written: str, edition: Edition) -> str:
    item = edition.find_item(item_id)
    return item.title.spoken() if item else written
