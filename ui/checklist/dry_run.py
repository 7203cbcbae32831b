"""A dry run: facts and answers are set by hand, and the tree shows which items would be asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from oversight.checklist import AnswerGiven, Edition, FactKind, Mark
from oversight.checklist.condition_telling import answers_of, told_name
from oversight.checklist.logic import Referred, find_referred
from oversight.checklist.trial import names_asked
from oversight.words import _, mark
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.choice_fields import ChoiceField, MultiChoiceField
from ui.widgets.columns import Column
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, TextField
from ui.widgets.flow import Flow
from ui.widgets.number_field import NumberField
from ui.widgets.row_table import RowTable
from ui.widgets.stacks import put_in
from ui.widgets.text import note, section

_MOST = 1_000_000_000_000


@dataclass(frozen=True)
class NamedValue:
    """A name conditions speak of, its words, and the value set for it."""

    name: str
    told: str
    shown: str


class DryRun(QWidget):
    """``tried`` follows each value set."""

    tried = Signal()

    def __init__(self, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.today = today
        self.values: dict[str, Any] = {}
        self._edition: Edition | None = None
        self._name = ""
        self.field: Field | None = None
        self.said = section("")
        self.table: RowTable[NamedValue] = RowTable(
            (
                Column(mark("事実・項目"), lambda one: one.told, stretch=3),
                Column(mark("試す値"), lambda one: one.shown, stretch=1),
            ),
            name=_("試す事実と答え"),
            key=lambda one: one.name,
        )
        self.holder = QStackedWidget()
        self.clear_button = Button(_("すべて空にする"), icon="refresh")
        self._lay_out()
        self.table.row_chosen.connect(self._follow)
        self.table.row_opened.connect(self._enter)
        self.clear_button.clicked.connect(self.clear)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(self.said)
        column.addWidget(
            note(_("条件に出てくる事実と答えです。値を入れると、尋ねない項目が左の構成で薄くなります。"))
        )
        column.addWidget(self.table, 1)
        column.addWidget(self.holder)
        row = Flow()
        row.addWidget(self.clear_button)
        column.addLayout(row)
        self.holder.addWidget(QWidget())
        self.holder.hide()

    # what is tried

    def facts_and_answers(self) -> tuple[dict[str, Any], dict[str, AnswerGiven]]:
        """Return what was set, as the logic takes it."""
        facts: dict[str, Any] = {}
        answers: dict[str, AnswerGiven] = {}
        for name, value in self.values.items():
            referred = find_referred(self._edition, name) if self._edition is not None else None
            if referred is not None and referred.fact is not None:
                facts[name] = value
            elif referred is not None and referred.item is not None:
                answers[referred.item.id] = _answered(answers.get(referred.item.id), referred, value)
        return facts, answers

    def show_edition(self, edition: Edition) -> None:
        """Take up what the draft says now."""
        self._edition = edition
        self._show()

    def say(self, asked: int, of: int, wrong: str) -> None:
        """Say how many items are asked, or why that cannot be told."""
        told = _("尋ねる項目 {asked:,} / 全{of:,}").format(asked=asked, of=of)
        self.said.setText(wrong or told)

    def _show(self) -> None:
        if self._edition is None:
            return
        rows = []
        for name in names_asked(self._edition):
            referred = find_referred(self._edition, name)
            rows.append(
                NamedValue(name, told_name(name, referred), _told_value(referred, self.values.get(name)))
            )
        self.table.replace_rows(rows)

    # the one chosen

    @Slot(object)
    def _follow(self, one: NamedValue | None) -> None:
        if one is None:
            self.holder.hide()
            self._name = ""
        elif one.name != self._name and self._edition is not None:
            self._name = one.name
            self.field = _field_for(one, find_referred(self._edition, one.name))
            self.field.set_value(self.values.get(one.name))
            self.field.edited.connect(self._take_up)
            put_in(self.holder, self.field)
            self.holder.show()

    @Slot(object)
    def _enter(self, _one: NamedValue) -> None:
        if self.field is not None:
            self.field.setFocus()

    @Slot()
    def _take_up(self) -> None:
        if self.field is None:
            return
        value = self.field.value()
        if value in (None, "", ()):
            self.values.pop(self._name, None)
        else:
            self.values[self._name] = value
        self._show()
        self.tried.emit()

    @Slot()
    def clear(self) -> None:
        """Forget every value."""
        self.values = {}
        if self.field is not None:
            self.field.set_value(None)
        self._show()
        self.tried.emit()


def _answered(before: AnswerGiven | None, referred: Referred, value: Any) -> AnswerGiven:
    item, field = referred.item, referred.field
    if item is None:
        raise ValueError("no item")
    given = before or AnswerGiven(item.id)
    if field is None:
        return AnswerGiven(item.id, Mark(value), values=given.values)
    kept = " ".join(value) if isinstance(value, tuple) else value
    return AnswerGiven(item.id, given.mark, values={**given.values, field.id: kept})


def _field_for(one: NamedValue, referred: Referred | None) -> Field:
    asked = (referred.fact or referred.field) if referred is not None else None
    kind = asked.kind.value if asked is not None else ""
    answers = list(answers_of(referred).items())
    label = one.told
    if answers:
        several = kind == FactKind.CHOICES.value
        made: Field = (
            MultiChoiceField("value", label, answers) if several else ChoiceField("value", label, answers)
        )
    elif kind == FactKind.NUMBER.value:
        made = NumberField("value", label, low=-_MOST, high=_MOST, decimals=6)
    elif kind == FactKind.DATE.value:
        made = DateField("value", label)
    else:
        made = TextField("value", label)
    return made


def _told_value(referred: Referred | None, value: Any) -> str:
    if value in (None, "", ()):
        return ""
    words = answers_of(referred)
    several = value if isinstance(value, tuple) else (value,)
    return _("、").join(words.get(str(one), str(one)) for one in several)
