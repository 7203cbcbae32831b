"""The year's plan and the notices that have not gone out, numbered and written into a folder in one go."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog

from oversight.calendar import show_fiscal_year
from oversight.change import Change, Subject
from oversight.coverage import DayEntry
from oversight.coverage.notices import NoticeGiven, Numbering, write_papers
from oversight.words import _, _n
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.date_field import DateField
from ui.widgets.fields import TextField
from ui.widgets.form_panel import FormPanel
from ui.widgets.lead_focus import lead_focus
from ui.widgets.number_field import NumberField
from ui.widgets.pane import Pane
from ui.widgets.text import prose

_HIGHEST = 99_999


class NoticesPanel(Pane):
    """``done`` follows the papers written."""

    done = Signal()

    def __init__(self, shell: Shell, entries: Sequence[DayEntry], year: int) -> None:
        super().__init__(_("計画と通知"))
        self._shell, self.entries, self._year = shell, tuple(entries), year
        self.form = FormPanel()
        hint = _("{n} の所に番号が入ります。例: 札保介第{n}号")
        self.form.add(TextField("pattern", _("文書番号の形"), hint=hint, is_required=bool(entries)))
        self.form.add(
            NumberField("first", _("はじめの番号"), low=1, high=_HIGHEST, is_required=bool(entries))
        )
        self.form.add(DateField("notice_on", _("通知日"), is_required=bool(entries)))
        self.form.fill({"pattern": "", "first": 1, "notice_on": shell.clock.today()})
        self.write_button = Button(_("フォルダーに書き出す"), kind=ButtonKind.PRIMARY, icon="folder-open")
        self._lay_out()
        self.write_button.clicked.connect(self.write)
        lead_focus(self, self.form if entries else self.write_button)

    def _lay_out(self) -> None:
        count = len(self.entries)
        told = _n(
            "年間計画の一覧と、まだ通知していない{count}件の実施通知書をPDFで書き出します。"
            "通知書には予定日の早い順に番号が付き、通知済として残ります。",
            count,
        )
        if not count:
            told = _("まだ通知していない検査はありません。年間計画の一覧だけを書き出します。")
        self.column.addWidget(prose(told.format(count=count)))
        self.column.addWidget(self.form)
        self.form.setHidden(not count)
        self.column.addWidget(self.write_button)
        self.end()

    @Slot()
    def write(self) -> None:
        """Ask for a folder, number the notices and write all papers into it."""
        if self.entries and not self.form.check():
            return
        name = QFileDialog.getExistingDirectory(self, _("計画と通知を置くフォルダー"))
        if not name:
            return
        folder, values, plan = Path(name), self.form.values(), self._shell.office.year_plan
        entries, year = self.entries, self._year
        plan_name = _("検査年間計画_{year}").format(year=show_fiscal_year(year))
        self.write_button.setEnabled(False)

        def work() -> Change:
            given: tuple[NoticeGiven, ...] = ()
            if entries:
                numbering = Numbering(values["pattern"], values["first"])
                given = plan.give_notices(entries, numbering, values["notice_on"])
            write_papers(folder, [(plan_name, plan.print_plan(year)), *plan.print_notices(given)])
            return Change.of(Subject.INSPECTION)

        self._shell.do(work, self._say_written, self._fail, owner=self, what=_("通知を作っています"))

    def _say_written(self, _change: Change) -> None:
        count = len(self.entries)
        told = _n("年間計画と{count}件の通知を書き出しました。", count).format(count=count)
        self._shell.notices.tell(told)
        self.done.emit()

    def _fail(self, error: Exception) -> None:
        self.write_button.setEnabled(True)
        if not self.form.show_refusal(error):
            self._shell.notices.show_error(error)
