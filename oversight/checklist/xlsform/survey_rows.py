"""The rows of a form's survey sheet: facts, then sections with their items, fields and what they owe."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from oversight.checklist.edition import (
    Bilingual,
    Choice,
    Edition,
    ExtraField,
    Fact,
    FactKind,
    FieldKind,
    Item,
    Section,
    document_from_part,
)
from oversight.checklist.xlsform.entries import FINDING, POPULATION, REASON, SAMPLE
from oversight.checklist.xlsform.extras import LONG, MORE, NAME, ROLE, SEAL, SEALED, SEVERITY, seal_of
from oversight.checklist.xlsform.form_names import FormNames
from oversight.checklist.xlsform.lists import ENGLISH, JAPANESE, LONGEST_CELL, ChoiceLists, Row, word
from oversight.checklist.xlsform.values import owed_on
from oversight.numbers import MOST
from oversight.words import mark

FACTS = "facts"
_TYPES = {
    FieldKind.DATE: "date",
    FieldKind.TEXT: "text",
    FieldKind.PHOTO: "image",
    FactKind.NUMBER: "decimal",
    FactKind.DATE: "date",
    FactKind.TEXT: "text",
}
_SAID_TWICE = {"condition": "relevant", "offered": "choice_filter", "repeat_count": "repeat_count"}
"""Keys of ``oversight_more`` by the cells that say the same as XLSForm."""
_IN_CELLS = ("choices", "constraint_message")
"""What a field's cells say whole."""


@dataclass
class SurveyRows:
    """Writes the rows of an edition."""

    edition: Edition
    names: FormNames
    lists: ChoiceLists
    long: list[Row] = field(default_factory=list)
    """The sheet of what is too long for a cell."""
    unsaid: set[str] = field(default_factory=set)
    """The names of rows with an expression that only our own column holds."""

    def rows(self) -> Iterator[Row]:
        """Yield all rows in their order."""
        if self.edition.facts:
            yield self._row("begin group", FACTS, word(mark("契約と検査について")), role=FACTS)
            yield from map(self._fact, self.edition.facts)
            yield {"type": "end group"}
        for section in self.edition.sections:
            yield from self._section(section)

    def _row(self, type_: str, name: str, label: Bilingual, *, role: str = "", **cells: str) -> Row:
        words = {f"label::{JAPANESE}": label.ja, f"label::{ENGLISH}": label.en}
        return {"type": type_, "name": name, **words, **cells, **({ROLE: role} if role else {})}

    def _sealed(self, row: Row, more: dict[str, Any]) -> Row:
        """Add what the cells cannot say exactly, and the seal over those it says again.

        pyxform looks for names in every column of the sheet: here it is to find none.
        """
        if any(more.get(key) and not row.get(cell) for key, cell in _SAID_TWICE.items()):
            self.unsaid.add(row["name"])
        text = json.dumps(more, ensure_ascii=False, sort_keys=True).replace("${", "\\u0024{")
        if len(text) > LONGEST_CELL:
            pieces = range(0, len(text), LONGEST_CELL)
            self.long += [{"name": row["name"], "text": text[at : at + LONGEST_CELL]} for at in pieces]
            text = LONG
        return {**row, MORE: text, SEAL: seal_of(row.get(one, "") for one in SEALED)}

    def _named(self, row: Row, original: str) -> Row:
        return row if row["name"] == original else {**row, NAME: original}

    def _fact(self, fact: Fact) -> Row:
        name = self.names.facts[fact.name]
        if fact.kind is FactKind.YES_NO:
            cells = {"type": f"select_one {self.lists.truths()}"}
            more: dict[str, Any] = {"kind": fact.kind.value}
            if fact.choices:
                more["choices"] = [document_from_part(one) for one in fact.choices]
        else:
            cells, more = self._kind(fact.kind, fact.choices, name)
            more["kind"] = fact.kind.value
        row = {**self._row("", name, fact.label, role="fact"), **cells}
        return self._sealed(self._named(row, fact.name), more)

    def _kind(
        self, kind: FieldKind | FactKind, choices: tuple[Choice, ...], name: str
    ) -> tuple[Row, dict[str, Any]]:
        """Return the type of a question with its filter, and the conditions of its choices as they are."""
        if not choices:
            return {"type": _TYPES.get(kind, "integer")}, {}
        command = "select_multiple" if kind in (FieldKind.CHOICES, FactKind.CHOICES) else "select_one"
        text, conditions = self.lists.filter(choices)
        row = {
            "type": f"{command} {self.lists.of(choices, name)}",
            **({"choice_filter": text} if text else {}),
        }
        return row, {"offered": conditions} if conditions else {}

    def _section(self, section: Section) -> Iterator[Row]:
        kind = "repeat" if section.repeats else "group"
        row = self._row(f"begin {kind}", self.names.sections[section.id], section.title, role="section")
        row = self._named(row, section.id)
        if section.repeat_count:
            count = self.names.expression(section.repeat_count)
            row = {**row, **({"repeat_count": count} if count else {})}
        yield self._sealed(row, {"repeat_count": section.repeat_count} if section.repeat_count else {})
        for item in section.items:
            yield from self._item(item)
        yield {"type": f"end {kind}"}

    def _item(self, item: Item) -> Iterator[Row]:
        name = self.names.items[item.id]
        relevant = self.names.expression(item.condition)
        cells = {
            f"hint::{JAPANESE}": item.look_at.ja,
            f"hint::{ENGLISH}": item.look_at.en,
            "relevant": relevant,
        }
        more: dict[str, Any] = {"condition": item.condition} if item.condition else {}
        row = {**self._row("", name, item.title, **cells), SEVERITY: item.severity.value}
        if item.only_field is not None:
            kind, exact = self._field_cells(item.only_field, name, "yes")
            whole = _exact(item.only_field, item.title)
            row = {**row, **kind, ROLE: "value"}
            yield self._sealed(self._named(row, item.id), {**more, **exact, "field": whole})
            return
        row |= {"type": f"select_one {self.lists.marks()}", "required": "yes", ROLE: "item"}
        yield self._sealed(self._named(row, item.id), more)
        for one in item.fields:
            yield from self._beside(item, name, one)
        yield from self._owed(name)

    def _beside(self, item: Item, name: str, one: ExtraField) -> Iterator[Row]:
        """Yield a field asked beside the mark, after the population and the sample it is counted in."""
        own = self.names.fields[item.id, one.id]
        asked = {"relevant": f"${{{name}}} != ''"}
        rules = self.edition.rules
        marks = rules.samples_owed_on if one.is_sample else rules.values_owed_on
        owed = owed_on(name, marks) if one.is_required else ""
        if one.sample_of is not None:
            yield from self._sample(own, one.sample_of, {**asked, "required": owed})
        cells, exact = self._field_cells(one, own, owed)
        unit = {f"hint::{JAPANESE}": one.unit.ja, f"hint::{ENGLISH}": one.unit.en}
        row = {**self._row("", own, one.label, role="field", **unit, **asked), **cells}
        yield self._sealed(row, {**exact, "field": _without(_exact(one), ("label", "unit", "sample_of"))})

    def _sample(self, own: str, population: Bilingual, cells: Row) -> Iterator[Row]:
        bound = {**cells, "constraint": ". >= 0"}
        yield {**self._row("integer", f"{own}.{POPULATION}", population, role="helper"), **bound}
        within = {**cells, "constraint": f". >= 0 and . <= ${{{own}.{POPULATION}}}"}
        yield {**self._row("integer", f"{own}.{SAMPLE}", word(mark("抽出数")), role="helper"), **within}

    def _owed(self, name: str) -> Iterator[Row]:
        """Yield the texts that a mark owes by the edition's rules."""
        rules = self.edition.rules
        owed = (
            (rules.finding_on_nonconforming, FINDING, mark("指摘の内容"), "nonconforming"),
            (rules.reason_on_not_applicable, REASON, mark("非該当の理由"), "not_applicable"),
        )
        for is_owed, end, label, value in owed:
            if is_owed:
                cells = {"relevant": owed_on(name, [value]), "required": "yes"}
                yield self._row("text", f"{name}.{end}", word(label), role="helper", **cells)

    def _field_cells(self, one: ExtraField, name: str, owed: str) -> tuple[Row, dict[str, Any]]:
        cells, more = self._kind(one.kind, one.choices, name)
        if one.kind is FieldKind.NUMBER:
            cells["type"] = "decimal" if one.decimals else "integer"
        cells["required"] = owed if one.is_required else ""
        cells["constraint"] = self._constraint(one)
        message = one.constraint_message
        words = {f"constraint_message::{JAPANESE}": message.ja, f"constraint_message::{ENGLISH}": message.en}
        return {**cells, **words}, more

    def _constraint(self, one: ExtraField) -> str:
        said = self.names.expression(one.constraint)
        if one.kind is not FieldKind.NUMBER:
            return said
        low, bounds = one.number_rule.low, []
        if low > -MOST:
            bounds.append(f". >= {_figure(low)}")
        if one.maximum is not None:
            bounds.append(f". <= {_figure(one.maximum)}")
        return " and ".join([*bounds, f"({said})"] if said and bounds else bounds or [said])


def _exact(one: ExtraField, title: Bilingual | None = None) -> dict[str, Any]:
    """Return a field as a document has it, without what its cells say whole."""
    made = _without(document_from_part(one), _IN_CELLS)
    return _without(made, ("label",)) if title == one.label else made


def _without(made: dict[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: value for key, value in made.items() if key not in keys}


def _figure(number: float) -> str:
    return str(int(number)) if number == int(number) else f"{number:.6f}".rstrip("0")
