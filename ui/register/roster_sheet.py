"""The roster of a contract: one line a worker, entered fast by keyboard; leavers struck off."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Slot
from typing_extensions import override

from oversight.register import Employment, WorkerDraft, WorkerRow, WorkerState, word_of
from oversight.words import _, mark
from ui.register.lines_sheet import LinesSheet
from ui.register.sheet import Deed
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.buttons import Button
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.columns import Column
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField

if TYPE_CHECKING:
    from oversight.register import ContractDetail


def _day(day: Any) -> str:
    return "" if day is None else f"{day:%Y/%m/%d}"


COLUMNS: tuple[Column[WorkerRow], ...] = (
    Column(mark("氏名"), lambda r: r.draft.name, stretch=1),
    Column(mark("実所属"), lambda r: r.draft.employer, stretch=1),
    Column(mark("誓約書"), lambda r: _day(r.draft.oath_on), figures=True),
    Column(mark("研修"), lambda r: _day(r.draft.trained_on), figures=True),
    Column(mark("状態"), lambda r: word_of(r.draft.state)),
    Column(
        mark("注意"),
        lambda r: _("{count}件").format(count=len(r.attention)) if r.attention else "",
        tone=lambda r: Tone.ATTENTION if r.attention else None,
        is_tag=True,
    ),
)


class RosterSheet(LinesSheet[WorkerRow]):
    """従事者名簿."""

    def __init__(self, shell: Shell, detail: ContractDetail) -> None:
        heading = _("従事者名簿　{title}").format(title=detail.draft.title)
        super().__init__(shell, heading, COLUMNS, _("従事者"), _("従事者を加える"))
        self._contract = detail
        self.strike_button = Button(_("離任として抹消する"), icon="user-minus")
        self.strike_button.clicked.connect(self.strike)
        self.foot.insertWidget(2, self.strike_button)
        self._add_fields()
        self.refresh()

    def _add_fields(self) -> None:
        form = self.form
        form.add(TextField("name", _("氏名"), is_required=True))
        form.add(TextField("kana", _("フリガナ")))
        form.add(TextField("employer", _("実所属（雇用主）")))
        form.add(
            ChoiceField("employment", _("雇用形態"), [(e, word_of(e)) for e in Employment], is_required=True)
        )
        form.add(ChoiceField("state", _("状態"), [(s, word_of(s)) for s in WorkerState], is_required=True))
        form.add(DateField("oath_on", _("誓約書の日付")))
        form.add(DateField("trained_on", _("研修受講日")))
        form.add(DateField("starts_on", _("開始日")))
        form.add(DateField("ends_on", _("終了日")))
        form.add(TextField("role", _("役割")))
        form.add(TextField("system_account", _("システムID")))
        form.add(TextField("entry_card_number", _("入室許可証番号")))
        form.add(DateField("entry_card_until", _("入室許可証の期限")))
        form.add(DateField("returned_on", _("返却日")))
        form.add(MultiLineField("remarks", _("備考"), rows=2))

    @override
    def key_of(self, row: WorkerRow) -> UUID:
        return row.id

    @override
    def read_rows(self) -> Sequence[WorkerRow]:
        return self.shell.office.workers.list_workers(self._contract.id)

    @override
    def show_line(self, row: WorkerRow | None) -> None:
        draft = row.draft if row else WorkerDraft(self._contract.id, "", employer=self._contract.contractor)
        self.form.fill({name: getattr(draft, name) for name in self.form.fields})
        self.strike_button.setEnabled(row is not None and draft.state is not WorkerState.STRUCK)

    def _draft(self) -> WorkerDraft:
        scope = self.row.draft.scope if self.row else ""
        tier = self.row.draft.subcontract_id if self.row else None
        return WorkerDraft(self._contract.id, scope=scope, subcontract_id=tier, **self.form.values())

    @override
    def deed(self) -> Deed:
        draft, row, workers = self._draft(), self.row, self.shell.office.workers
        if row is None:
            return lambda: workers.add_workers([draft])
        return lambda: workers.change_worker(row.id, draft, version=row.version)

    @Slot()
    def strike(self) -> None:
        """Strike the worker off as of the end day typed; the return of card and account is told with it."""
        row, workers = self.row, self.shell.office.workers
        values = self.form.values()
        ends_on, returned_on = values["ends_on"], values["returned_on"]
        if row is None:
            return
        if ends_on is None:
            self.form.fields["ends_on"].show_error(_("終了日を入力してください。"))
            self.form.point_at("ends_on")
            return
        self.do(lambda: workers.strike_worker(row.id, ends_on=ends_on, returned_on=returned_on))
