"""An office's workbook before it is taken in: each sheet as it is, what was understood, and corrections."""

from __future__ import annotations

from functools import partial
from typing import cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from oversight.checklist.workbook import (
    KIND_WORDS,
    ROLE_WORDS,
    ColumnRole,
    RowKind,
    SheetUnderstood,
    WorkbookUnderstood,
    with_kind,
    with_role,
    with_sheet,
)
from oversight.words import _, _n
from ui.checklist.correcting import Correcting
from ui.checklist.import_parts import CONTENT, ImportParts, Part
from ui.checklist.note_list import NoteList
from ui.checklist.sheet_model import letters_of
from ui.checklist.sheet_table import SheetTable
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.choice_fields import ChoiceField, OneOfField
from ui.widgets.lead_focus import lead_focus
from ui.widgets.pane import Pane
from ui.widgets.text import note, prose


class WorkbookPanel(QWidget):
    """The grid at the left; at the right what the cell under the cursor was taken for, and the notes."""

    def __init__(self, shell: Shell, correcting: Correcting, head: Part) -> None:
        super().__init__()
        self._correcting = correcting
        names = [(each.name, each.name) for each in self._workbook.sheets]
        self.sheet_field = ChoiceField("sheet", _("シート"), names)
        uses = ((True, _("使う")), (False, _("使わない")))
        self.use_field = OneOfField("is_used", _("このシート"), uses)
        self.table = SheetTable()
        roles = [(role.value, _(word)) for role, word in ROLE_WORDS.items()]
        kinds = [(kind.value, _(word)) for kind, word in KIND_WORDS.items()]
        self.role_field = ChoiceField("role", _("列の役割"), roles)
        self.kind_field = ChoiceField("kind", _("行の種類"), kinds)
        self.why = note("")
        self.whole = prose("")
        self.notes = NoteList(shell, _("確かめるところ"))
        self._lay_out(head)
        self._listen()
        first = next(iter(self._workbook.used), self._workbook.sheets[0])
        self.sheet_field.set_value(first.name)
        self.show_workbook()

    @property
    def _workbook(self) -> WorkbookUnderstood:
        return cast("WorkbookUnderstood", self._correcting.looked.workbook)

    @property
    def sheet(self) -> SheetUnderstood:
        """Return the sheet in sight, as it is understood now."""
        return self._workbook.sheet(self.sheet_field.value() or self._workbook.sheets[0].name)

    def _lay_out(self, head: Part) -> None:
        space = current_theme().space
        left = QWidget()
        grid = QVBoxLayout(left)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(space(8))
        which = QHBoxLayout()
        which.setSpacing(space(16))
        which.addWidget(self.sheet_field, 1)
        which.addWidget(self.use_field)
        grid.addLayout(which)
        self.table.setMinimumHeight(current_theme().row_height * 4)
        grid.addWidget(self.table, 1)
        pane = Pane(_("読み取り方"))
        told = _(
            "列の見出しか行の左端を押すと、読み取り方を直せます。キーでは、Enterで行の種類、"
            "Shift+Enterで列の役割を選びます。続けて選んだ行は、まとめて直せます。"
        )
        for each in (note(told), self.kind_field, self.why, self.role_field, self.whole, self.notes):
            pane.column.addWidget(each)
        pane.end()
        self.parts = ImportParts(head, Part(_("シート"), left, 66), Part(_("読み取り方"), pane, 34))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)
        lead_focus(self, self.table)

    def _listen(self) -> None:
        self.sheet_field.edited.connect(self.show_workbook)
        self.use_field.edited.connect(self._use)
        self.table.cell_chosen.connect(self._say_cell)
        self.table.role_asked.connect(self._take_role)
        self.table.kind_asked.connect(self._take_kind)
        self.role_field.edited.connect(self._take_role_chosen)
        self.kind_field.edited.connect(self._take_kind_chosen)
        self.notes.place_wanted.connect(self.go_to)
        self._correcting.understood.connect(self.show_workbook)
        self._correcting.reckoned.connect(self._show_notes)

    # showing

    @Slot()
    def show_workbook(self) -> None:
        """Show the sheet chosen as it is understood now."""
        sheets = self._workbook.sheets
        self.sheet_field.set_options([(each.name, _told_sheet(each)) for each in sheets])
        self.use_field.set_value(self.sheet.is_used)
        self.table.show_sheet(self.sheet)

    @Slot()
    def _show_notes(self) -> None:
        drafted = self._correcting.drafted
        if drafted is not None:
            self.notes.show_notes(drafted.notes)

    @Slot()
    def _say_cell(self) -> None:
        """Say what the row and the column under the cursor were taken for, and why."""
        index, sheet = self.table.currentIndex(), self.table.sheet_model.sheet
        row, column = sheet.rows[index.row()], index.column()
        rows = self.table.chosen_rows
        told = _("{row}行目の種類").format(row=row.number)
        if len(rows) > 1:
            told = _("{first}～{last}行目の種類（{count}行）").format(
                first=rows[0], last=rows[-1], count=len(rows)
            )
        self.kind_field.say_label(told)
        self.role_field.say_label(_("{column}列の役割").format(column=letters_of(column)))
        self.kind_field.set_value(row.kind.value)
        self.role_field.set_value(sheet.roles[column].value)
        self.why.setText(_("理由: {why}").format(why=row.why) if row.why else "")
        self.whole.setText(row.cell(column))

    @Slot(str, int)
    def go_to(self, sheet: str, row: int) -> None:
        """Bring the place of a note into sight."""
        if sheet not in {each.name for each in self._workbook.sheets}:
            return
        self.sheet_field.set_value(sheet)
        self.show_workbook()
        self.parts.turn(CONTENT)
        place = self.table.sheet_model.place_of(row)
        if place >= 0:
            self.table.go_to(place, max(self.table.currentIndex().column(), 0))
        self.table.setFocus()

    # correcting

    @Slot()
    def _use(self) -> None:
        name, is_used = self.sheet.name, bool(self.use_field.value())
        self._correcting.correct(partial(with_sheet, sheet=name, is_used=is_used))

    @Slot()
    def _take_role_chosen(self) -> None:
        value = self.role_field.value()
        if value is None:
            self._say_cell()
            return
        self._take_role(self.table.currentIndex().column(), ColumnRole(value))

    @Slot()
    def _take_kind_chosen(self) -> None:
        value = self.kind_field.value()
        if value is None:
            self._say_cell()
            return
        self._take_kind(RowKind(value))

    @Slot(int, object)
    def _take_role(self, column: int, role: ColumnRole) -> None:
        name = self.sheet.name
        self._correcting.correct(partial(with_role, sheet=name, column=column, role=role))

    @Slot(object)
    def _take_kind(self, kind: RowKind) -> None:
        name, rows = self.sheet.name, self.table.chosen_rows
        for row in rows:
            self._correcting.correct(partial(with_kind, sheet=name, row=row, kind=kind))


def _told_sheet(sheet: SheetUnderstood) -> str:
    """Return a sheet's name with what becomes of it."""
    if not sheet.is_used:
        return _("{name}（使わない: {why}）").format(name=sheet.name, why=sheet.why)
    count = len(sheet.rows_of(RowKind.ITEM))
    return _n("{name}（{count:,}項目）", count).format(name=sheet.name, count=count)
