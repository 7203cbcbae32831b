"""The names that the parts of an edition bear in a form, and its expressions in those names."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from oversight.checklist.edition import AnswerKind, Edition, ExtraField, Item
from oversight.checklist.expression import names_replaced
from oversight.checklist.logic import find_referred
from oversight.checklist.xlsform.names import Namer, xml_name

_QUOTED = re.compile(r"""'[^']*'|"[^"]*\"""")


@dataclass
class FormNames:
    """XML names by what they stand for."""

    edition: Edition
    facts: dict[str, str] = field(default_factory=dict)
    sections: dict[str, str] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)
    fields: dict[tuple[str, str], str] = field(default_factory=dict)

    def expression(self, source: str) -> str:
        """Return an expression in the names of the form; nothing where pyxform would misread it.

        pyxform takes ``${…}`` for a name even inside a quoted text.
        """
        if any("${" in quoted for quoted in _QUOTED.findall(source)):
            return ""
        return names_replaced(source, self._name)

    def _name(self, name: str) -> str:
        referred = find_referred(self.edition, name)
        if referred is None:
            return name  # only an unsound edition speaks of what is not there
        if referred.fact is not None:
            return self.facts[referred.fact.name]
        if referred.section is not None:
            return self.sections[referred.section.id]
        return self._answered(referred.item, referred.field)

    def _answered(self, item: Item | None, field_: ExtraField | None) -> str:
        assert item is not None  # noqa: S101 - whatever is no fact and no section
        if field_ is None or item.answer is AnswerKind.VALUE:
            return self.items[item.id]
        return self.fields[item.id, field_.id]


def names_of(edition: Edition) -> FormNames:
    """Give every part of an edition a name no other has: a form has one room for all of them."""
    from pyxform.parsing.expression import is_xml_tag

    names, namer = FormNames(edition), Namer()

    def give(wanted: str) -> str:
        return namer.give(xml_name(wanted, lambda one: bool(is_xml_tag(one))))

    for fact in edition.facts:
        names.facts[fact.name] = give(fact.name)
    for item in edition.items:
        names.items[item.id] = give(item.id)
    for item in edition.items:
        for one in item.fields:
            names.fields[item.id, one.id] = f"{names.items[item.id]}.{one.id}"
    for section in edition.sections:
        names.sections[section.id] = give(section.id)
    return names
