"""The roster of a contract: one line a worker, entered fast by keyboard or pasted; leavers struck off."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import Slot
from typing_extensions import override

from oversight.calendar import show_dotted
from oversight.change import Change
from oversight.register import (
    Employment,
    SubcontractNode,
    WorkerDraft,
    WorkerRow,
    WorkerState,
    word_of,
)
from oversight.words import _, _n, mark
from ui.register.deed_dialog import DeedDialog, reason_field
from ui.register.lines_sheet import LinesSheet
from ui.register.roster_many import ManyWorkersDialog
from ui.register.sheet import Deed
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.columns import Column
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField

if TYPE_CHECKING:
    from oversight.register import ContractDetail

COLUMNS: tuple[Column[WorkerRow], ...] = (
    Column(mark("氏名"), lambda r: r.draft.name, sort_key=lambda r: r.draft.kana or r.draft.name, stretch=1),
    Column(mark("実所属"), lambda r: r.draft.employer, stretch=2),
    Column(
        mark("誓約書"),
        lambda r: show_dotted(r.draft.oath_on),
        sort_key=lambda r: r.draft.oath_on,
        figures=True,
        spare=3,
    ),
    Column(
        mark("研修"),
        lambda r: show_dotted(r.draft.trained_on),
        sort_key=lambda r: r.draft.trained_on,
        figures=True,
        spare=2,
    ),
    Column(mark("状態"), lambda r: word_of(r.draft.state), spare=1),
    Column(
        mark("注意"),
        lambda r: _("{count}件").format(count=len(r.attention)) if r.attention else "",
        phrase=lambda r: " ".join(r.attention),
        tone=lambda r: Tone.ATTENTION if r.attention else None,
        is_tag=True,
    ),
)


class RosterSheet(LinesSheet[WorkerRow]):
    """従事者名簿."""

    def __init__(self, shell: Shell, detail: ContractDetail) -> None:
        heading = _("従事者名簿　{title}").format(title=detail.draft.title)
        super().__init__(shell, heading, COLUMNS, _n("従事者", 2), _("従事者を加える"))
        self._contract = detail
        self.many_button = Button(_("まとめて加える"), icon="users")
        self.many_button.clicked.connect(self.add_many)
        self.foot.insertWidget(2, self.many_button)
        self.strike_button = Button(_("離任として抹消する"), icon="user-minus")
        self.strike_button.clicked.connect(self.strike)
        self.withdraw_button = Button(_("登録の誤りとして取り下げる"), icon="trash", kind=ButtonKind.DANGER)
        self.withdraw_button.clicked.connect(self.withdraw)
        self.add_deed(self.strike_button)
        self.add_deed(self.withdraw_button)
        self.tier_field = ChoiceField("subcontract_id", _("再委託の段"), (), placeholder=_("受託者"))
        self._add_fields()
        self._enter(None)
        tiers = shell.office.subcontracts
        shell.read(lambda: tiers.list_tree(detail.id), self._offer, owner=self)
        self.refresh()

    def _add_fields(self) -> None:
        form = self.form
        form.add(TextField("name", _("氏名"), is_required=True))
        form.add(TextField("kana", _("フリガナ")))
        form.add(TextField("employer", _("実所属（雇用主）")))
        form.add(
            ChoiceField("employment", _("雇用形態"), [(e, word_of(e)) for e in Employment], is_required=True),
            ChoiceField("state", _("状態"), [(s, word_of(s)) for s in WorkerState], is_required=True),
        )
        form.add(DateField("oath_on", _("誓約書の日付")))
        form.add(DateField("trained_on", _("研修受講日")))
        form.add(DateField("starts_on", _("開始日")))
        part = self.fold(_("役割・システムID・入室許可証"))
        part.add(self.tier_field)
        part.add(TextField("role", _("役割")))
        part.add(TextField("scope", _("作業範囲")))
        part.add(TextField("system_account", _("システムID")))
        part.add(TextField("entry_card_number", _("入室許可証番号")))
        part.add(DateField("entry_card_until", _("入室許可証の期限")))
        part.add(DateField("ends_on", _("終了日")))
        part.add(DateField("returned_on", _("返却日")))
        part.add(MultiLineField("remarks", _("備考"), rows=2))

    def _offer(self, tiers: Sequence[SubcontractNode]) -> None:
        self.tier_field.set_options([(node.id, f"{'　' * node.depth}{node.contractor}") for node in tiers])
        if self.row is not None and not self.form.is_changed:
            self.show_line(self.row)

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

    @override
    def may_do(self, button: Button, row: WorkerRow) -> bool:
        return button is self.withdraw_button or row.draft.state is not WorkerState.STRUCK

    @override
    def deed(self) -> Deed:
        row, workers = self.row, self.shell.office.workers
        draft = WorkerDraft(self._contract.id, **self.form.values())
        if row is None:
            return lambda: workers.add_workers([draft])
        return lambda: workers.change_worker(row.id, draft, version=row.version)

    # deeds

    @Slot()
    def add_many(self) -> None:
        """Add several workers at once: one line each, typed or pasted from a workbook."""
        self.open_dialog(ManyWorkersDialog(self.shell, self, self._contract))

    @Slot()
    def strike(self) -> None:
        """Strike the worker off; the return of card and account is told with it."""
        row, workers = self.row, self.shell.office.workers
        if row is None:
            return

        def strike(values: Mapping[str, Any]) -> Change:
            return workers.strike_worker(row.id, version=row.version, **values)

        ends_on = DateField("ends_on", _("終了日"), is_required=True)
        ends_on.set_value(row.draft.ends_on or self.shell.clock.today())
        returned_on = DateField(
            "returned_on", _("返却日"), hint=_("入室許可証・システムIDがまだ戻らないときは空欄にします。")
        )
        returned_on.set_value(row.draft.returned_on)
        self.open_dialog(
            DeedDialog(
                self.shell,
                self,
                heading=_("{name}　離任").format(name=row.draft.name),
                explained=_("名簿に残り、抹消と示されます。"),
                verb=_("離任として抹消する"),
                fields=(ends_on, returned_on),
                deed=strike,
            )
        )

    @Slot()
    def withdraw(self) -> None:
        """Withdraw a worker entered by mistake."""
        row, workers = self.row, self.shell.office.workers
        if row is None:
            return

        def withdraw(values: Mapping[str, Any]) -> Change:
            return workers.withdraw_worker(row.id, version=row.version, **values)

        self.open_dialog(
            DeedDialog(
                self.shell,
                self,
                heading=_("{name}　取下げ").format(name=row.draft.name),
                explained=_("一覧から除きます。離れた人は、取り下げずに抹消します。"),
                verb=_("取り下げる"),
                fields=(reason_field(_("取り下げる理由")),),
                deed=withdraw,
                is_dangerous=True,
            )
        )
