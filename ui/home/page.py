"""Home: what must I do today? Each number opens exactly its rows (docs/window.md#home)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar
from uuid import UUID

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.calendar import show_day
from oversight.change import Change, Subject
from oversight.words import _, _n, mark
from ui.home.todo import COLUMNS, Todo, todos
from ui.page import Page
from ui.rooms import OpenRecord, OpenRows, Room
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.cards import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.flow import Flow
from ui.widgets.row_table import RowTable
from ui.widgets.text import section

if TYPE_CHECKING:
    from oversight.home import HomeView

_ROWS_IN_SIGHT = 6
_CONCERNED = (Subject.CONTRACT, Subject.INSPECTION, Subject.FINDING, Subject.IMPORT)


@dataclass(frozen=True)
class CardSpec:
    """A number: its heading, tone, the rows behind it and the room that shows them."""

    heading: str
    tone: Tone
    room: Room
    rows: Callable[[HomeView], frozenset[UUID]]


CARDS = (
    CardSpec(mark("今年度 未実施の実地検査"), Tone.ATTENTION, Room.CONTRACTS, lambda v: v.not_inspected),
    CardSpec(mark("今週の検査"), Tone.INFO, Room.INSPECTIONS, lambda v: v.planned_this_week),
    CardSpec(mark("検査中"), Tone.INFO, Room.INSPECTIONS, lambda v: v.in_progress),
    CardSpec(mark("予定日を過ぎた検査"), Tone.ATTENTION, Room.INSPECTIONS, lambda v: v.past_plan),
    CardSpec(mark("是正期限を過ぎた指摘"), Tone.DANGER, Room.FINDINGS, lambda v: v.findings_overdue),
)


class HomePage(Page):
    """Cards with numbers, and the list of what is to be done."""

    key: ClassVar[Room] = Room.HOME
    title: ClassVar[str] = mark("今日")
    icon: ClassVar[str] = "home"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._view: HomeView | None = None
        self.cards: list[Card] = []
        self.table: RowTable[Todo] = RowTable(COLUMNS, name=_("今日動くべきもの"), key=lambda row: row.id)
        self.table.row_opened.connect(self._open_todo)
        self._empty = EmptyState(
            _("今日動くべきものはありません。"), _("検査を計画すると、その週にここに出ます。")
        )
        self._list = QStackedWidget()
        self._list.addWidget(self.table)
        self._list.addWidget(self._empty)
        self.set_body(self._body())

    def _body(self) -> QScrollArea:
        holder = QWidget()
        holder.setProperty("surface", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, current_theme().space(6), 0, 0)
        column.setSpacing(current_theme().space(12))
        cards = QWidget()
        flow = Flow(cards, is_even=True)
        flow.setSpacing(current_theme().space(16))
        for spec in CARDS:
            card = Card(_(spec.heading), tone=Tone.NEUTRAL)
            card.clicked.connect(self._open_card)
            self.cards.append(card)
            flow.addWidget(card)
        column.addWidget(cards)
        column.addWidget(section(_("今日動くべきもの")))
        self._list.setMinimumHeight(current_theme().row_height * _ROWS_IN_SIGHT)
        column.addWidget(self._list, 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        return area

    @override
    def on_show(self) -> None:
        self.shell.read(
            self.office.home.view, self._show_numbers, owner=self, what=_("今日の件数を数えています")
        )

    @override
    def on_change(self, change: Change) -> None:
        if change.touches(*_CONCERNED):
            self.on_show()

    @override
    def help_text(self) -> str:
        return _(
            "今日あなたが動くべきものを数えています。数を押すと、その数に入っている契約・検査・指摘だけが一覧で開きます。"
            "下の一覧は急ぐ順です。行を選んでEnterを押すと、その記録が開きます。"
        )

    def _show_numbers(self, view: HomeView) -> None:
        self._view = view
        today = show_day(view.today, weekday=True)
        self.say_title(_("今日　{day}").format(day=today))
        notes = (
            _("実施 {count:,}").format(count=len(view.inspected)),
            "",
            "",
            "",
            _n("最長 {days}日", view.longest_overdue_days).format(days=view.longest_overdue_days)
            if view.findings_overdue
            else "",
        )
        for card, spec, said in zip(self.cards, CARDS, notes, strict=True):
            rows = spec.rows(view)
            card.show_count(len(rows), said, spec.tone if rows else Tone.NEUTRAL)
        self.shell.set_badge(Room.FINDINGS, len(view.findings_overdue))
        self.shell.set_badge(Room.INSPECTIONS, len(view.past_plan))
        self._read_list(view)

    def _read_list(self, view: HomeView) -> None:
        inspections, findings = self.office.inspections, self.office.findings

        def work() -> tuple[Todo, ...]:
            return todos(view, inspections.list_inspections(), findings.list_findings(standing_only=True))

        self.shell.read(work, self._show_list, owner=self, what=_("今日動くべきものを読んでいます"))

    def _show_list(self, rows: tuple[Todo, ...]) -> None:
        if self._view is None:
            return
        self.say(
            _n("{contracts:,}契約のうち、今日あなたが動くべきもの {count:,}件", self._view.contracts).format(
                contracts=self._view.contracts, count=len(rows)
            )
        )
        self.table.replace_rows(rows)
        if self._view.contracts:
            self._empty.say(
                _("今日動くべきものはありません。"), _("検査を計画すると、その週にここに出ます。")
            )
        else:
            self._empty.say(
                _("契約がまだ登録されていません。"),
                _("委託先と委託契約を登録するか、表計算のファイルから取り込んでください。"),
            )
        self._list.setCurrentWidget(self.table if rows else self._empty)

    @Slot()
    def _open_card(self) -> None:
        card = self.sender()
        if self._view is None or not isinstance(card, Card):
            return
        spec = CARDS[self.cards.index(card)]
        self.shell.open(spec.room, OpenRows(spec.rows(self._view), _(spec.heading)))

    @Slot(object)
    def _open_todo(self, row: Todo) -> None:
        self.shell.open(row.room, OpenRecord(row.id))
