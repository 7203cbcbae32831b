"""A paper sheet of a door keyed in: its lines one by one, then all of them recorded at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

from PySide6.QtCore import QModelIndex, QObject, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.change import Change
from oversight.devices import SheetDraft
from oversight.errors import RefusedError
from oversight.words import _, _n
from ui.devices.door_reading import DoorStanding, read_door
from ui.devices.given_persons import people_of
from ui.devices.keyed_lines import KeyedLine, columns, kept_of, lines_of, typed_values
from ui.devices.line_form import LineForm
from ui.draft_saver import DraftSaver
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.lead_focus import lead_focus
from ui.widgets.row_table import RowTable
from ui.widgets.text import Tag, note, section

_SIDE_BY_SIDE = 1000
"""Line and sheet stand side by side where the page is so wide, in pixels at 100 %."""
_ROWS = 8
"""So many rows of the lines keyed in are in sight at least, their heading among them."""


def open_keying(shell: Shell, area_id: UUID, left: Callable[[], None], *, owner: QObject) -> None:
    """Open the page that keys a sheet in over what there is; ``left`` is called when that is back."""
    office = shell.office

    def read() -> DoorStanding:
        return replace(read_door(office, area_id), draft=office.visits.read_sheet_draft(area_id))

    def done(standing: DoorStanding) -> None:
        shell.cover(KeyingPage(shell, standing, left), over=True)

    shell.read(read, done, owner=owner, what=_("区域の様子を読んでいます"))


class KeyingPage(QWidget):
    """Covers the window. What is half keyed in is saved as one goes and comes back."""

    def __init__(
        self,
        shell: Shell,
        standing: DoorStanding,
        left: Callable[[], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shell, self.standing, self._left = shell, standing, left
        self.lines: tuple[KeyedLine, ...] = ()
        self._opened: int | None = None
        self._is_over = self._was_hidden = False
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("紙からの転記"))
        self._make_parts()
        self._make_head()
        self._make_buttons()
        self._lay_out()
        self._listen()
        self._part_shown = self.sheet_part
        self._show_kept(standing.draft)
        lead_focus(self, self.head.fields["number"])

    def _make_parts(self) -> None:
        self.said = Tag("")
        self.head = FormPanel()
        self.form = LineForm(self.standing)
        self.told = note("")
        names = dict(people_of(self.standing, with_struck=True))
        classes = {each.id: each.told for each in self.standing.classes}
        self.table: RowTable[KeyedLine] = RowTable(
            columns(names, classes), name=_("入れた行"), key=lambda line: line.number
        )
        self.saver = DraftSaver(self._shell, self._draft_work, self)

    def _make_head(self) -> None:
        number = TextField("number", _("用紙番号"), is_required=True, placeholder=_("例: 261124-0900-A"))
        checked = TextField("checked_by", _("紙と照合した人"), is_required=True)
        self.head.add(number, checked)
        hint = _("端末がない、停電など。後から記録した理由として残ります。")
        self.head.add(TextField("reason", _("紙で記録した理由"), hint=hint))
        self.head.fill({})

    def _make_buttons(self) -> None:
        self.leave_button = Button(_("記録へ戻る"), kind=ButtonKind.QUIET, icon="arrow-left")
        self.turn_button = Button("")
        self.keep_button = Button(_("この行を入れる"), icon="check")
        self.drop_button = Button(_("この行を消す"), kind=ButtonKind.QUIET, icon="trash")
        self.record_button = Button(_("この用紙を記録する"), kind=ButtonKind.PRIMARY, icon="device-floppy")
        self.forget_button = Button(_("転記をやめる"), kind=ButtonKind.QUIET, icon="x")

    def _lay_out(self) -> None:
        space = current_theme().space
        head = QHBoxLayout()
        head.setSpacing(space(16))
        head.addWidget(section(_("紙からの転記　{area}").format(area=self.standing.area.told)), 1)
        head.addWidget(self.said)
        head.addWidget(self.turn_button)
        head.addWidget(self.leave_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(32), space(16), space(32), space(16))
        column.setSpacing(space(12))
        column.addLayout(head)
        body = QHBoxLayout()
        body.setSpacing(space(32))
        self.head.add_widget(self.told)
        self.head.add_widget(self.table)
        self.table.setMinimumHeight(current_theme().row_height * _ROWS)
        self.line_part = _part(self.form, self.keep_button, self.drop_button)
        self.sheet_part = _part(self.head, self.record_button, self.forget_button)
        body.addWidget(self.sheet_part, 1)
        body.addWidget(self.line_part, 1)
        column.addLayout(body, 1)
        self.said.hide()

    def _listen(self) -> None:
        self.form.edited.connect(self._note_edit)
        self.head.edited.connect(self._note_edit)
        self.saver.saved.connect(self._say_saved)
        self.keep_button.clicked.connect(self.keep_line)
        self.drop_button.clicked.connect(self.drop_line)
        self.record_button.clicked.connect(self.record)
        self.forget_button.clicked.connect(self.forget)
        self.leave_button.clicked.connect(self.leave)
        self.turn_button.clicked.connect(self._turn)
        self.table.row_opened.connect(self.open_line)
        self.table.clicked.connect(self._open_index)

    def say(self, text: str, tone: Tone = Tone.NEUTRAL) -> None:
        """Say something quietly beside the title."""
        self.said.say(text, tone)
        self.said.setVisible(bool(text))

    # lines

    @Slot()
    def keep_line(self) -> None:
        """Put the line typed among those of the sheet, in place of one with its number; go on to the next."""
        if not self.form.check():
            return
        line = KeyedLine(self.form.values())
        others = {each.number: each for each in self.lines if each.number != self._opened}
        if line.number in others:
            self.form.fields["line"].show_error(_("この行は、もう入れてあります。"))
            self.form.point_at("line")
            return
        lines = {**others, line.number: line}
        self._show_lines(tuple(lines[number] for number in sorted(lines)))
        self._begin_next(line)
        self._note_edit()

    @Slot()
    def drop_line(self) -> None:
        """Take the line that is open off the sheet, or empty what was typed."""
        self._show_lines(tuple(each for each in self.lines if each.number != self._opened))
        self._begin_next(self.lines[-1] if self.lines else None)
        self._note_edit()

    def _begin_next(self, line: KeyedLine | None) -> None:
        self._opened = None
        last = max((each.number for each in self.lines), default=0)
        self.form.begin(last + 1, line.values["entered_on"] if line else None)
        self.form.point_at("entered_at" if line else "entered_on")

    @Slot(object)
    def open_line(self, line: KeyedLine) -> None:
        """Show a line of the sheet to be changed; one half typed is not thrown away for it."""
        if self.form.is_changed:
            self._say_half_typed()
            return
        self._opened = line.number
        self.form.show_line(line.values, is_kept=True)
        self._show_part(self.line_part)
        self.form.point_at("line")

    @Slot(QModelIndex)
    def _open_index(self, _index: QModelIndex) -> None:
        if self.table.chosen is not None:
            self.open_line(self.table.chosen)

    def _say_half_typed(self) -> None:
        self.form.fields["line"].show_error(
            _("入力中の行があります。「この行を入れる」か「この行を消す」を押してください。")
        )
        self._show_part(self.line_part)
        self.form.point_at("line")

    def _show_lines(self, lines: tuple[KeyedLine, ...]) -> None:
        self.lines = lines
        self.table.replace_rows(lines)
        self.table.choose_none()
        told = _n("入れた行 {count}行", len(lines)).format(count=len(lines))
        self.told.setText(told)
        self.record_button.setEnabled(bool(lines))

    # what is half keyed in

    def _show_kept(self, kept: dict[str, Any] | None) -> None:
        self._opened = None
        self._show_lines(lines_of(kept.get("lines", ())) if kept else ())
        if kept is None:
            return
        self.head.fill({name: kept.get(name, "") for name in self.head.fields})
        self._begin_next(self.lines[-1] if self.lines else None)
        if kept.get("current"):
            self._opened = kept.get("opened")
            self.form.show_line(typed_values(kept["current"]), is_kept=False)
        self.say(_("書きかけの用紙を開きました。"), Tone.INFO)

    def kept(self) -> dict[str, Any]:
        """Return the sheet as a draft keeps it, with the line being typed."""
        current = kept_of(self.form.values()) if self.form.is_changed else None
        lines = [line.kept() for line in self.lines]
        return {**self.head.values(), "lines": lines, "current": current, "opened": self._opened}

    @Slot()
    def _note_edit(self) -> None:
        if not self._is_over:
            self.saver.touch()

    def _draft_work(self) -> Callable[[], None]:
        kept, visits, area_id = self.kept(), self._shell.office.visits, self.standing.area.id
        return lambda: visits.save_sheet_draft(area_id, kept)

    @Slot()
    def _say_saved(self) -> None:
        self.say(_("書きかけを保存しました。"))

    # the whole sheet

    @Slot()
    def record(self) -> None:
        """Record all lines of the sheet, or none."""
        if self.form.is_changed:
            self._say_half_typed()
        elif self.head.check():
            self.record_button.setEnabled(False)
            self.saver.once_saved(self._record)

    def _record(self) -> None:
        visits, head = self._shell.office.visits, self.head.values()
        lines = tuple(line.written() for line in self.lines)
        area_id = self.standing.area.id
        draft = SheetDraft(area_id, head["number"], head["checked_by"], lines, head["reason"])
        self._shell.do(lambda: visits.key_in(draft).change, self._recorded, self._refused, owner=self)

    def _recorded(self, _change: Change) -> None:
        count = _n("{count}行を記録しました。", len(self.lines)).format(count=len(self.lines))
        self._shell.notices.tell(count)
        self._is_over = True
        self._end()

    def _refused(self, error: Exception) -> None:
        self.record_button.setEnabled(True)
        if not isinstance(error, RefusedError) or not self._show_refusal(error):
            self._shell.notices.show_error(error)

    def _show_refusal(self, error: RefusedError) -> bool:
        """Show a refusal at the field of the line it is about, or of the sheet; tell whether there is."""
        if not error.field.startswith("lines."):
            self._show_part(self.sheet_part)
            return self.head.show_refusal(error)
        _lines, number, name = error.field.split(".", 2)
        line = next(each for each in self.lines if each.number == int(number))
        self.table.choose(line.number)
        self.open_line(line)
        self.form.show_refused(error, name)
        return True

    @Slot()
    def forget(self) -> None:
        """Give the sheet up: nothing of it is kept."""
        self.saver.once_saved(self._forget)

    def _forget(self) -> None:
        visits, area_id = self._shell.office.visits, self.standing.area.id
        self._is_over = True
        self._shell.read(lambda: visits.drop_sheet_draft(area_id), self._forgotten, owner=self)

    def _forgotten(self, _nothing: None) -> None:
        self._end()

    def _end(self) -> None:
        self._shell.uncover()
        self._left()

    @Slot()
    def leave(self) -> None:
        """Go back to the log; what is half keyed in is saved and comes back."""
        self.saver.flush()
        self.saver.once_saved(self._end)

    # one part at a time where there is no room for both

    @Slot()
    def _turn(self) -> None:
        is_line = self.sheet_part.isHidden()
        self._show_part(self.sheet_part if is_line else self.line_part)
        (self.head if is_line else self.form).focus_first()

    def _show_part(self, part: QWidget) -> None:
        is_wide = self.width() >= current_theme().width(_SIDE_BY_SIDE)
        self._part_shown = part
        for each in (self.line_part, self.sheet_part):
            each.setVisible(is_wide or each is part)
        self.turn_button.setVisible(not is_wide)
        self.turn_button.setText(_("行の入力へ") if part is self.sheet_part else _("用紙へ"))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide anew whether both parts fit."""
        super().resizeEvent(event)
        self._show_part(self._part_shown)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read anew after the lock."""
        super().showEvent(event)
        if not event.spontaneous() and self._was_hidden:
            self._was_hidden = False
            visits, area_id = self._shell.office.visits, self.standing.area.id
            self._shell.read(lambda: visits.read_sheet_draft(area_id), self._show_kept, owner=self)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep nothing typed behind the lock; a sheet half keyed in comes back from the store."""
        super().hideEvent(event)
        if event.spontaneous():
            return
        self._was_hidden = True
        self.saver.timer.stop()
        self._opened = None
        self._show_lines(())
        self.head.fill(dict.fromkeys(self.head.fields))
        self.form.begin(1, None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back on Escape; nothing is lost by it."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)


def _part(main: QWidget, *buttons: Button) -> QWidget:
    part, deeds = QWidget(), Flow()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(current_theme().space(12))
    column.addWidget(main, 1)
    for button in buttons:
        deeds.addWidget(button)
    column.addLayout(deeds)
    return part
