"""Drawing a sketch, in the place of the item: tools above, the sheet beneath, every stroke saved."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage, QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QWidget
from typing_extensions import override

from oversight.inspections.drawing import WIDTHS, Drawing
from oversight.personal_number import find_individual_numbers
from oversight.words import _, mark
from ui.inspections.conduct.scrolling import Scrolling
from ui.inspections.conduct.sketch_canvas import SketchCanvas, Tool
from ui.inspections.conduct.sketch_painting import picture_of, sheet_for
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind, ToggleButton
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow
from ui.widgets.led_field import led
from ui.widgets.text import note, section

_TOOLS = {
    Tool.PEN: mark("線 P"),
    Tool.ARROW: mark("矢印 A"),
    Tool.NUMBER: mark("番号 B"),
    Tool.TEXT: mark("文字 T"),
    Tool.ERASER: mark("消す X"),
}
_WIDTH_WORDS = (mark("細"), mark("中"), mark("太"))


class SketchView(Scrolling):
    """``changed`` follows each finished step; ``finished`` asks to take the sketch into the record.

    ``left`` asks to go back to the item; what is drawn is kept as a draft.
    """

    changed = Signal()
    finished = Signal()
    left = Signal()

    def __init__(
        self, drawing: Drawing, plan: QImage | None, plan_id: UUID | None, heading: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._plan, self._plan_id = plan, plan_id
        self.canvas = SketchCanvas(drawing, plan)
        self.heading = section(heading)
        self.title = TextField("title", _("図の題"), placeholder=_("作業室の机と出入口"), check=_no_number)
        self.words = TextField("words", _("置く文字"), placeholder=_("机3番"), width=260, check=_no_number)
        self.tools = _toggles({tool: _(word) for tool, word in _TOOLS.items()}, _("道具"), Tool.PEN)
        widths = {width: _(word) for width, word in zip(WIDTHS, _WIDTH_WORDS, strict=True)}
        self.widths = _toggles(widths, _("線の太さ"), WIDTHS[1])
        self._make_buttons()
        self.wrong = note("")
        self.wrong.setProperty("role", "error")
        for field in (self.title, self.words):
            led(field)
        self._lay_out()
        self._listen()
        self.title.set_value(drawing.title)
        self._titled = drawing.title
        self._show_state()

    def _make_buttons(self) -> None:
        self.undo_button = Button(_("戻す"), kind=ButtonKind.QUIET, icon="arrow-back-up")
        self.undo_button.setToolTip("Ctrl+Z")
        self.redo_button = Button(_("やり直す"), kind=ButtonKind.QUIET, icon="refresh")
        self.redo_button.setToolTip("Ctrl+Y")
        self.base_button = Button("", kind=ButtonKind.QUIET, icon="map-pin")
        self.finish_button = Button(_("記録に加える"), kind=ButtonKind.PRIMARY, icon="check")
        self.leave_button = Button(_("項目へ戻る（描きかけで残す）"), icon="arrow-left")
        self.leave_button.setToolTip("Esc")

    def _lay_out(self) -> None:
        space = current_theme().space
        self.column.setSpacing(space(8))
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        self.column.addLayout(head)
        tools = Flow()
        tools.setSpacing(space(6))
        for button in (*self.tools.values(), *self.widths.values()):
            tools.addWidget(button)
        for each in (self.undo_button, self.redo_button, self.base_button):
            tools.addWidget(each)
        self.column.addLayout(tools)
        fields = QHBoxLayout()
        fields.setSpacing(space(16))
        fields.addWidget(self.words, 1, Qt.AlignmentFlag.AlignTop)
        fields.addWidget(self.title, 2, Qt.AlignmentFlag.AlignTop)
        self.column.addLayout(fields)
        self.column.addWidget(self.canvas, 1)
        self.column.addWidget(self.wrong)
        deeds = Flow()
        deeds.setSpacing(space(12))
        for button in (self.finish_button, self.leave_button):
            deeds.addWidget(button)
        self.column.addLayout(deeds)
        self.wrong.hide()

    def _listen(self) -> None:
        self.canvas.changed.connect(self._note_change)
        self.canvas.tool_wanted.connect(self.choose_tool)
        self.canvas.words_wanted.connect(self._ask_words)
        self.tools_group = _group_of(self.tools, self)
        self.widths_group = _group_of(self.widths, self)
        self.tools_group.buttonClicked.connect(self._take_tool)
        self.widths_group.buttonClicked.connect(self._take_width)
        self.words.edited.connect(self._take_words)
        self.words.line.returnPressed.connect(self._go_to_sheet)
        self.title.line.editingFinished.connect(self._take_title)
        self.undo_button.clicked.connect(self.canvas.undo)
        self.redo_button.clicked.connect(self.canvas.redo)
        self.base_button.clicked.connect(self._turn_base)
        self.finish_button.clicked.connect(self.finish)
        self.leave_button.clicked.connect(self.leave)

    @property
    def drawing(self) -> Drawing:
        """Return what is drawn, with its title."""
        title = self.title.value() if not self.title.wrong() else ""
        return replace(self.canvas.drawing, title=title)

    def picture(self) -> bytes:
        """Return the sketch as a PNG."""
        return picture_of(self.drawing, self.canvas.plan)

    # tools

    @Slot(object)
    def choose_tool(self, tool: Tool) -> None:
        """Draw with another tool; words are asked for where it needs them."""
        self.tools[tool].setChecked(True)
        self.canvas.choose_tool(tool)
        if tool is Tool.TEXT and self.words.is_empty:
            self._ask_words()

    @Slot(QAbstractButton)
    def _take_tool(self, button: QAbstractButton) -> None:
        self.choose_tool(next(tool for tool, each in self.tools.items() if each is button))

    @Slot(QAbstractButton)
    def _take_width(self, button: QAbstractButton) -> None:
        self.canvas.line_width = next(width for width, each in self.widths.items() if each is button)

    @Slot()
    def _take_words(self) -> None:
        self.canvas.words = self.words.value() if self.words.check() else ""

    @Slot()
    def _ask_words(self) -> None:
        self.words.setFocus()
        self.words.say_hint(_("文字を書いてから、置く所を押すか、Enterで紙へ移り、Enterで置きます。"))

    @Slot()
    def _go_to_sheet(self) -> None:
        self.canvas.setFocus()

    @Slot()
    def _take_title(self) -> None:
        if self.title.check() and self.title.value() != self._titled:
            self._titled = self.title.value()
            self.changed.emit()

    # the sheet beneath

    @Slot()
    def _turn_base(self) -> None:
        """Lay the plan, or a blank sheet, while nothing is drawn."""
        is_blank = self.drawing.plan_id is not None
        plan, plan_id = (None, None) if is_blank else (self._plan, self._plan_id)
        width, height = sheet_for(plan)
        base = replace(self.drawing, width=width, height=height, plan_id=plan_id)
        self.canvas.put_base(base, plan)
        self._show_state()
        self.canvas.setFocus()

    @Slot()
    def _note_change(self) -> None:
        self.wrong.hide()
        self._show_state()
        self.changed.emit()

    def _show_state(self) -> None:
        history = self.canvas.history
        self.undo_button.setEnabled(history.can_undo)
        self.redo_button.setEnabled(history.can_redo)
        is_plan = self.drawing.plan_id is not None
        self.base_button.setText(_("白紙に描く") if is_plan else _("平面図に描く"))
        self.base_button.setVisible(self._plan is not None and not self.drawing.marks)

    # done

    @Slot()
    def finish(self) -> None:
        """Ask to take the sketch into the record, once something is drawn."""
        self._take_title()
        if not self.title.check():
            self.title.setFocus()
        elif not self.drawing.marks:
            self.wrong.setText(_("まだ何も描かれていません。"))
            self.wrong.show()
            self.canvas.setFocus()
        else:
            self.finished.emit()

    @Slot()
    def leave(self) -> None:
        """Go back to the item."""
        self._take_title()
        self.left.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a field for the sheet, then the sheet for the item, on Escape."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.words.line.hasFocus() or self.title.line.hasFocus():
            self.canvas.setFocus()
        else:
            self.leave()


def _no_number(text: str) -> str:
    return _("個人番号らしい数字があります。消してください。") if find_individual_numbers(text) else ""


def _toggles(words: dict, name: str, chosen: object) -> dict:  # type: ignore[type-arg]
    buttons = {}
    for value, word in words.items():
        button = ToggleButton(word)
        button.setAccessibleName(f"{name} {word}")
        button.setChecked(value == chosen)
        buttons[value] = button
    return buttons


def _group_of(buttons: dict, owner: QWidget) -> QButtonGroup:  # type: ignore[type-arg]
    group = QButtonGroup(owner)
    group.setExclusive(True)
    for button in buttons.values():
        group.addButton(button)
    return group
