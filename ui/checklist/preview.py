"""One item as the inspector will see it, drawn anew a moment after each change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from oversight.checklist import Edition, ExtraField, FieldKind, Item, Severity
from oversight.checklist.condition_telling import MARK_WORDS, told_condition
from oversight.checklist.edition import AnswerKind
from oversight.checklist.field_telling import told_field
from oversight.checklist.half_written import edition_around, edition_of_one
from oversight.errors import OversightError
from oversight.words import _
from ui.theme import current_theme
from ui.tones import SEVERITY_TONES
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.stacks import put_in
from ui.widgets.text import Tag, note, prose, section, strong

_PAUSE_MS = 120


class Preview(QWidget):
    """Shows the item handed to ``show_item``; nothing in it can be pressed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._document: Mapping[str, Any] = {}
        self._item: Mapping[str, Any] | None = None
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.stack)
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self.draw)

    def show_item(self, document: Mapping[str, Any], item: Mapping[str, Any] | None) -> None:
        """Show another item, or that none is chosen."""
        self._document, self._item = document, item
        if not self._soon.isActive():
            self._soon.start()

    @Slot()
    def draw(self) -> None:
        """Draw the item as it stands now."""
        pane = Pane(_("検査員に見えるもの"))
        if self._item is None:
            pane.column.addWidget(note(_("点検項目を選ぶと、検査員に見える形がここに出ます。")))
        else:
            edition = edition_of_one(self._document, self._item)
            for widget in _parts(edition, edition.items[0], self._told_condition()):
                pane.column.addWidget(widget)
        pane.end()
        put_in(self.stack, pane)

    def _told_condition(self) -> str:
        source = str((self._item or {}).get("condition", ""))
        if not source.strip():
            return _("いつも尋ねます。")
        try:
            told = told_condition(edition_around(self._document, source), source)
        except OversightError:
            told = ""
        return _("尋ねるのは: {condition}").format(condition=told or source)


def _parts(edition: Edition, item: Item, condition: str) -> Iterator[QWidget]:
    tag = Tag(_severity_word(item.severity), SEVERITY_TONES[item.severity])
    yield _flow(strong(item.id), tag)
    yield section(item.title.spoken() or _("（題名なし）"))
    if item.look_at.spoken():
        yield note(_("確認すること"))
        yield prose(item.look_at.spoken())
    yield note(_("根拠"))
    for basis in item.basis:
        yield prose(edition.cite(basis))
    if not item.basis:
        yield prose(_("根拠がありません。"), "error")
    if item.answer is AnswerKind.MARK:
        yield _flow(*(_dead(_(word)) for word in MARK_WORDS.values()))
    for field in item.fields:
        yield _field(field)
    yield note(condition)


def _severity_word(severity: Severity) -> str:
    return {Severity.A: _("A 重大"), Severity.B: _("B 要改善"), Severity.C: _("C 改善が望ましい")}[severity]


def _field(field: ExtraField) -> QWidget:
    frame = QFrame()
    frame.setProperty("piece", "card")
    column = QVBoxLayout(frame)
    space = current_theme().space
    column.setContentsMargins(space(12), space(8), space(12), space(8))
    column.setSpacing(space(6))
    column.addWidget(section(field.label.spoken() or _("（欄の名前なし）")))
    column.addWidget(note(told_field(field)))
    if field.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
        row = Flow()
        for choice in field.choices:
            row.addWidget(_dead(choice.label.spoken() or choice.value))
        column.addLayout(row)
    return frame


def _flow(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    row = Flow(holder, is_centred=True)
    for widget in widgets:
        row.addWidget(widget)
    return holder


def _dead(word: str) -> Button:
    """Return a button that is only looked at."""
    button = Button(word)
    button.setEnabled(False)
    return button
