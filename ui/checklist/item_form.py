"""The form of one item: its id, its words, what it rests on, when and how it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal, Slot
from typing_extensions import override

from oversight.checklist import Severity
from oversight.checklist.edition import AnswerKind
from oversight.words import _
from ui.checklist.condition_field import ConditionField
from ui.checklist.part_form import Part, PartForm
from ui.checklist.record_kinds import bases, both_lines, item_fields
from ui.checklist.tree_model import told
from ui.widgets.choice_fields import ChoiceField, OneOfField
from ui.widgets.fields import Field, MultiLineField, TextField

_NOT_WRITTEN = ("id", "section")


class ItemForm(PartForm):
    """``id_wanted`` carries another id, ``section_wanted`` the position of another section."""

    id_wanted = Signal(str)
    section_wanted = Signal(int)

    def __init__(self, document: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__()
        self._document = document
        self.own_id = TextField("id", _("番号"), is_required=True)
        self.section = ChoiceField("section", _("区分"), ())
        self.add(self.own_id, self.section)
        for line in both_lines("title", _("題名"), is_required=True):
            self.add(line)
        self.add(MultiLineField("look_at.ja", _("確認すること")))
        self.add(MultiLineField("look_at.en", _("{label}（英語）").format(label=_("確認すること"))))
        self.add(OneOfField("severity", _("重大性"), _severities(), is_required=True))
        self.add(bases(document))
        self.add(
            ConditionField("condition", _("尋ねる条件"), document, hint=_("空けておくと、いつも尋ねます。"))
        )
        answers = [
            (AnswerKind.MARK.value, _("適・不適・非該当で答える")),
            (AnswerKind.VALUE.value, _("値を記入して答える")),
        ]
        self.add(OneOfField("answer", _("答え方"), answers, is_required=True))
        self.add(item_fields(document))
        self.own_id.line.editingFinished.connect(self._ask_id)
        self.section.edited.connect(self._ask_section)

    @override
    def written_fields(self) -> Mapping[str, Field]:
        return {name: field for name, field in self.fields.items() if name not in _NOT_WRITTEN}

    def show_item(self, part: Part, at: int, *, is_published: bool) -> None:
        """Fill the form with an item of the section at a position; a published id stays."""
        sections = self._document().get("sections", ())
        self.section.set_options(
            [(place, f"{one.get('id', '')} {told(one.get('title'))}") for place, one in enumerate(sections)]
        )
        self.section.set_value(at)
        self.own_id.set_value(part.get("id"))
        self.own_id.line.setReadOnly(is_published)
        self.own_id.say_hint(_("公開した版にある番号は変えられません。") if is_published else "")
        self.show_part({"answer": AnswerKind.MARK.value, **part})

    @override
    def part_now(self) -> dict[str, Any]:
        part = super().part_now()
        return {
            key: value for key, value in part.items() if (key, value) != ("answer", AnswerKind.MARK.value)
        }

    @Slot()
    def _ask_id(self) -> None:
        wanted = self.own_id.value()
        if wanted != self.part.get("id") and not self.own_id.line.isReadOnly():
            self.id_wanted.emit(wanted)

    @Slot()
    def _ask_section(self) -> None:
        if self.section.value() is not None:
            self.section_wanted.emit(self.section.value())


def _severities() -> list[tuple[str, str]]:
    words = {Severity.A: _("A 重大"), Severity.B: _("B 要改善"), Severity.C: _("C 改善が望ましい")}
    return [(severity.value, word) for severity, word in words.items()]
