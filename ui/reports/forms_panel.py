"""The forms of a month for all who still owe a report, written into a folder; and blank ones to print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFileDialog, QWidget

from oversight.reports import FormKind, ReportKey, show_month
from oversight.words import _, _n, mark
from ui import paper_out
from ui.course_bar import FILES, CourseBar
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import ChoiceField, MultiChoiceField
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.pane import Pane
from ui.widgets.text import note, prose, section

KIND_WORDS = {FormKind.PDF: mark("PDF"), FormKind.WORKBOOK: mark("Excel")}
_FILTERS = {FormKind.PDF: mark("PDF (*.pdf)"), FormKind.WORKBOOK: mark("Excel (*.xlsx)")}


class FormsPanel(Pane):
    """Writes a month's forms; nothing is sent, the city sends the files as it does."""

    def __init__(self, shell: Shell, months: Sequence[dt.date]) -> None:
        super().__init__(_("様式を渡す"))
        self._shell = shell
        self.month_field = ChoiceField(
            "month", _("対象月"), [(month, show_month(month)) for month in months], is_required=True
        )
        self.kinds_field = MultiChoiceField(
            "kinds", _("様式の種類"), [(kind, _(word)) for kind, word in KIND_WORDS.items()], is_required=True
        )
        self.write_button = Button(_("フォルダーに書き出す"), kind=ButtonKind.PRIMARY, icon="folder-open")
        self.blank_buttons = {
            kind: Button(_("白紙の様式（{kind}）").format(kind=_(word)), icon="file-text")
            for kind, word in KIND_WORDS.items()
        }
        self.course_bar = CourseBar(_("様式を書き出しています"), counted=FILES)
        self.month_field.set_value(months[-1] if months else None)
        self.kinds_field.set_value(tuple(FormKind))
        self._lay_out()
        self.write_button.clicked.connect(self.write)
        self.blank_buttons[FormKind.PDF].clicked.connect(self._write_blank_pdf)
        self.blank_buttons[FormKind.WORKBOOK].clicked.connect(self._write_blank_book)
        lead_focus(self, self.month_field)

    def _lay_out(self) -> None:
        told = _(
            "その月の報告をまだ出していない契約（差し戻したものを含む）ごとに、名簿や場所を記入した様式を作ります。"
        )
        for widget in (prose(told), self.month_field, self.kinds_field, self.write_button, self.course_bar):
            self.column.addWidget(widget)
        self.column.addWidget(section(_("白紙の様式")))
        self.column.addWidget(note(_("契約番号と対象月は、委託先が書きます。")))
        blanks = Flow()
        for button in self.blank_buttons.values():
            blanks.addWidget(button)
        self.column.addLayout(blanks)
        self.end()

    @Slot()
    def write(self) -> None:
        """Ask for a folder and write the forms of the month into it."""
        if not (self.month_field.check() and self.kinds_field.check()):
            return
        name = QFileDialog.getExistingDirectory(self, _("様式を置くフォルダー"))
        if not name:
            return
        folder, month, kinds = Path(name), self.month_field.value(), self.kinds_field.value()
        filings, course = self._shell.office.filings, self.course_bar.start()
        self.write_button.setEnabled(False)

        def work() -> int:
            keys = filings.list_to_send(month)
            for file_name, content in filings.make_forms(keys, kinds=kinds, course=course):
                paper_out.write_out(folder / file_name, content)
            return len(keys)

        self._shell.read(work, self._say_written, self._fail, owner=self)

    def _say_written(self, count: int) -> None:
        self._end()
        told = (
            _n("{count:,}件の契約の様式を書き出しました。", count)
            if count
            else _("様式を渡す契約はありません。")
        )
        self._shell.notices.tell(told.format(count=count))

    def _fail(self, error: Exception) -> None:
        self._end()
        self._shell.notices.show_error(error)

    def _end(self) -> None:
        self.course_bar.end()
        self.write_button.setEnabled(True)

    @Slot()
    def _write_blank_pdf(self) -> None:
        save_form(self._shell, self, FormKind.PDF, None, _("取扱状況報告書"))

    @Slot()
    def _write_blank_book(self) -> None:
        save_form(self._shell, self, FormKind.WORKBOOK, None, _("取扱状況報告書"))


def save_form(shell: Shell, parent: QWidget, kind: FormKind, key: ReportKey | None, stem: str) -> None:
    """Ask for a file and write one form into it: of a month, or a blank one."""
    name, _kind = QFileDialog.getSaveFileName(
        parent, _("様式を保存する"), str(Path.home() / f"{stem}.{kind.value}"), _(_FILTERS[kind])
    )
    if not name:
        return
    path, filings = Path(name), shell.office.filings

    def work() -> None:
        paper_out.write_out(path, filings.make_form(key, kind))

    told = _("様式を保存しました: {name}").format(name=path.name)
    shell.read(work, lambda _nothing: shell.notices.tell(told), owner=parent, what=_("様式を作っています"))
