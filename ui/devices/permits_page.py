"""Who may bring which device where, until when; what waits for a decision and what runs out soon."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtCore import Slot
from typing_extensions import override

from oversight.access import Deed, may
from oversight.change import Subject
from oversight.devices import AreaRow, PermitRow, PermitStanding
from oversight.permit_list import write_permits
from oversight.words import _, mark_n
from ui.actions import ADD, EXPORT, action_button, bind
from ui.devices.permit_forms import AskForm, permit_form
from ui.devices.permit_pane import PermitPane, Wish
from ui.devices.permit_rows import COLUMNS, PermitView, holds_words
from ui.exporting import save_list
from ui.list_page import ListPage, View
from ui.paper_row import PaperRow
from ui.rooms import AddRecord, Room
from ui.shell import Shell
from ui.widgets.buttons import ButtonKind, MenuButton

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper


class PermitsPage(ListPage[PermitRow]):
    """The list of permits with its detail pane."""

    key: ClassVar[Room] = Room.PERMITS
    title: ClassVar[str] = mark_n("持込許可")
    icon: ClassVar[str] = "device-mobile-check"
    concerned: ClassVar[tuple[Subject, ...]] = (
        Subject.DEVICE,
        Subject.WORKER,
        Subject.CONTRACT,
        Subject.CONTRACTOR,
        Subject.SETTINGS,
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            columns=COLUMNS,
            key=lambda row: row.id,
            views=PermitView,
            name=_("持込許可の一覧"),
            search=_("番号・持ち込む者・機器・区域で絞る"),
        )
        self._adding: AddRecord | None = None
        self.ask_button = action_button(ADD, self.ask, kind=ButtonKind.PRIMARY, word=_("許可を申請する"))
        self.more_button = MenuButton(_("書き出す"), icon=EXPORT.icon)
        self.register_action = self.more_button.offer(_("持込許可台帳（PDF）"), self._offer_register)
        self.export_action = self.more_button.offer(_("持込許可台帳（Excel・CSV）"), self.export)
        if EXPORT.shortcut is not None:
            bind(EXPORT.shortcut, self.more_button, self.export)
        for button in (self.ask_button, self.more_button):
            self.add_button(button)
        self.ask_button.setVisible(may(shell.office.actor, Deed.ASK_PERMIT))

    @override
    def on_open(self, request: object) -> None:
        if isinstance(request, AddRecord):
            self._adding = request
        else:
            super().on_open(request)

    @override
    def on_show(self) -> None:
        super().on_show()
        if self._adding is not None:
            area_id, self._adding = self._adding.under, None
            self._ask_for(area_id)

    @override
    def read_rows(self) -> None:
        self.shell.read(
            self.office.permits.list_permits,
            self.show_rows,
            owner=self,
            what=_("持込許可を読んでいます"),
        )

    @override
    def help_text(self) -> str:
        return _(
            "取扱区域へ持ち込む機器の申請と許可を並べています。申請できるのは、区域の規則で許可が要るとされた機器だけです。"
            "許可・不許可は、申請を受けた職員とは別の管理職が決めます。期間は年度の末日までで、従事者が名簿から抜けると、"
            "その人の許可も一緒に終わります。期限まで30日以内の許可は「期限が近い」に出ます。"
        )

    @override
    def lets_through(self, view: View, row: PermitRow) -> bool:
        return isinstance(view, PermitView) and view.lets_through(row)

    @override
    def holds_words(self, row: PermitRow, text: str) -> bool:
        return holds_words(row, text)

    @override
    def told_count(self, shown: int, of: int) -> str:
        waiting = sum(row.standing is PermitStanding.WAITING for row in self._rows)
        told = _("{shown:,}件を表示（全{of:,}件）　許可待ち {waiting:,}件")
        return told.format(shown=shown, of=of, waiting=waiting)

    @override
    def told_empty(self, of: int) -> tuple[str, str]:
        if not of:
            return _("持込許可はまだありません。"), _(
                "委託先などから機器の持込みの申し出があったら、「許可を申請する」から登録してください。"
            )
        return _("この条件に当たる持込許可はありません。"), _("「すべて」を選ぶと全部が出ます。")

    @override
    @Slot()
    def show_chosen(self) -> None:
        permit = self.chosen_row
        if permit is None:
            self.close_detail()
            return
        pane = PermitPane(self.shell, permit)
        pane.wished.connect(self._do_wish)
        self.show_detail(_("持込許可 {number}").format(number=permit.number), pane)

    @property
    def pane(self) -> PermitPane | None:
        """Return the pane in sight, or None while a form stands there."""
        return self._detail if isinstance(self._detail, PermitPane) else None

    # deeds

    @Slot(object)
    def _do_wish(self, wish: Wish) -> None:
        permit = self.chosen_row
        if permit is not None:
            self.show_form(permit_form(self.shell, wish, permit))

    @Slot()
    def ask(self) -> None:
        """Ask in the pane for what a request needs."""
        self._ask_for(None)

    def _ask_for(self, area_id: UUID | None) -> None:
        areas = self.office.areas

        def show(rows: tuple[AreaRow, ...]) -> None:
            if not rows:
                self.shell.notices.tell(
                    _("取扱区域がまだ登録されていません。"),
                    _("区域を登録すると、その区域への持込許可を申請できます。"),
                )
                return
            self.shown = None
            form = AskForm(self.shell, rows, area_id)
            form.done.connect(self._show_asked)
            self.show_form(form)

        self.shell.read(areas.list_areas, show, owner=self)

    @Slot()
    def _show_asked(self) -> None:
        """Let the request just made be the row shown; the form's own way back follows."""
        if isinstance(self._asking, AskForm):
            self.shown = self._asking.asked_id

    @Slot()
    def export(self) -> None:
        """Write the register of the permits shown as a workbook, or as CSV."""
        rows = tuple(self.table.rows_model.shown)

        def content(is_csv: bool) -> bytes:
            return write_permits(rows, is_csv=is_csv)

        save_list(self.shell, _("持込許可台帳"), len(rows), content, owner=self.table)

    @Slot()
    def _offer_register(self) -> None:
        """Offer the register of the permits shown as a paper."""
        ids, heading = frozenset(row.id for row in self.table.rows_model.shown), _("持込許可台帳")
        name = f"{heading}_{self.shell.clock.today():%Y%m%d}.pdf"

        def make(office: Office) -> Paper:
            return office.permits.print_register(ids)

        self.close_detail()
        paper = PaperRow(self.shell, heading, name, make)
        self.show_detail(heading, paper)
        paper.save_button.setFocus()
