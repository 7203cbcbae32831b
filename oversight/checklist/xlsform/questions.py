"""pyxform's survey as a plain list of questions, each with its place, its row and the conditions above it.

Groups lie flat: a question knows the groups around it by their labels and conditions alone. A repeat keeps
together what stands in it; a repeat inside a repeat is left out and said so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from oversight.checklist.xlsform.columns import ROW
from oversight.checklist.xlsform.notes import Ledger
from oversight.checklist.xlsform.pyxform_door import plain
from oversight.words import _

_GENERATED = ("reserved_name_for_field_list_labels_", "generated_table_list_label_")
"""What pyxform puts in to lay out a table of choices on a small screen."""
Words = str | Mapping[str, str] | None
"""A text, or one for each language, as pyxform gives it."""


@dataclass(frozen=True)
class Wanted:
    """An expression of the form, with the row and name it stands at."""

    text: str
    row: int
    name: str


@dataclass(frozen=True, eq=False)
class Part:
    """What makes a section: the groups around a question, down to the repeat if there is one."""

    name: str = ""
    row: int = 0
    titles: tuple[Words, ...] = ()
    names: tuple[str, ...] = ()
    conditions: tuple[Wanted, ...] = ()
    repeats: bool = False
    count: str = ""


@dataclass(frozen=True)
class Option:
    """One choice of a question, with the columns of its row that a filter may ask."""

    value: str
    label: Words
    row: int
    columns: Mapping[str, str]


@dataclass(frozen=True, eq=False)
class Question:
    """One question as pyxform understands it."""

    name: str
    row: int
    type: str
    tag: str
    data: str
    label: Words
    hint: Words
    guidance: Words
    bind: Mapping[str, Any]
    part: Part
    mediatype: str = ""
    options: tuple[Option, ...] = ()
    filter: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)

    def bound(self, key: str) -> str:
        """Return what the form binds to the question under a key, or nothing."""
        value = self.bind.get(key, "")
        return plain(value) if isinstance(value, str) else ""

    @property
    def conditions(self) -> tuple[Wanted, ...]:
        """The conditions of the groups around the question and its own."""
        own = self.bound("relevant")
        return (*self.part.conditions, Wanted(own, self.row, self.name)) if own else self.part.conditions


def list_questions(survey: Any, ledger: Ledger) -> list[Question]:
    """Return all questions in the order of the form."""
    found = _questions(survey.children, Part(), ledger)
    return [one for one in found if one.row or not one.name.startswith(_GENERATED)]


def _questions(children: Any, part: Part, ledger: Ledger) -> Iterator[Question]:
    for element in children:
        if not hasattr(element, "children") or element.type == "osm":
            yield _question(element, part)
        elif element.name == "meta" and _row(element) == 0:
            _drop_meta(element, ledger)
        elif element.type == "repeat" and part.repeats:
            _drop_inner_repeat(element, ledger)
        else:
            yield from _questions(element.children, _inner(element, part, ledger), ledger)


def _drop_meta(element: Any, ledger: Ledger) -> None:
    for child in element.children:
        if _row(child):
            ledger.drop(
                _row(child), child.name, _("端末の記録（{type}）は取り込みません。").format(type=child.type)
            )


def _drop_inner_repeat(element: Any, ledger: Ledger) -> None:
    sentence = _("繰り返しの中の繰り返しは取り込めません。中の質問ごと除きました。")
    ledger.drop(_row(element), element.name, sentence)
    for inner in element.iter_descendants():
        if inner is not element and _row(inner):
            ledger.drop(_row(inner), inner.name, _("繰り返しの中の繰り返しにある質問なので、除きました。"))


def _inner(element: Any, part: Part, ledger: Ledger) -> Part:
    bind = getattr(element, "bind", None) or {}
    own = plain(str(bind.get("relevant") or ""))
    conditions = (*part.conditions, Wanted(own, _row(element), element.name)) if own else part.conditions
    if getattr(element, "hint", None):
        ledger.drop(_row(element), element.name, _("グループの説明（hint）は取り込みません。"))
    if part.repeats:
        sentence = _("繰り返しの中のグループは、繰り返しの節に並べました。グループの見出しはなくなります。")
        ledger.reduce(_row(element), element.name, sentence)
        return _same_section(part, conditions)
    control = getattr(element, "control", None) or {}
    repeats = element.type == "repeat"
    return Part(
        element.name,
        _row(element),
        (*part.titles, _words(element.label)),
        (*part.names, element.name),
        conditions,
        repeats,
        plain(str(control.get("jr:count") or "")) if repeats else "",
    )


def _same_section(part: Part, conditions: tuple[Wanted, ...]) -> Part:
    return part if conditions == part.conditions else replace(part, conditions=conditions)


def _question(element: Any, part: Part) -> Question:
    control, bind = getattr(element, "control", None) or {}, getattr(element, "bind", None) or {}
    choices = getattr(element, "choices", None)
    parameters = getattr(element, "parameters", None)
    return Question(
        name=element.name,
        row=_row(element),
        type=str(getattr(element, "type", "") or ""),
        tag=str(control.get("tag") or ""),
        data=str(bind.get("type") or ""),
        label=_words(element.label),
        hint=_words(getattr(element, "hint", None)),
        guidance=_words(getattr(element, "guidance_hint", None)),
        bind=bind,
        part=part,
        mediatype=str(control.get("mediatype") or ""),
        options=tuple(map(_option, getattr(choices, "options", ()))),
        filter=plain(getattr(element, "choice_filter", None) or ""),
        parameters=dict(parameters) if isinstance(parameters, Mapping) else {},
    )


def _option(element: Any) -> Option:
    extra = element.extra_data or {}
    columns = {key: plain(one) for key, one in extra.items() if isinstance(one, str) and key != ROW}
    return Option(str(element.name), _words(element.label), _row(element), columns)


def _row(element: Any) -> int:
    parent = element.parent if hasattr(element, "children") else None
    if getattr(parent, "type", "") == "loop":
        return _row(parent)  # its own row is that of a choice
    row = (element.extra_data or {}).get(ROW)
    return int(row) if isinstance(row, str) else 0


def _words(words: Any) -> Words:
    if isinstance(words, Mapping):
        return {str(key): plain(text) for key, text in words.items() if isinstance(text, str)}
    return plain(words) if isinstance(words, str) else None
