"""Home: what must I do today? Each number opens exactly its rows (docs/window.md#home)."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.calendar import show_day
from oversight.change import Change, Subject
from oversight.words import _, _n, mark
from ui.home.ages import AgesTable
from ui.home.card_group import CardGroup, chain
from ui.home.cards import CARDS, GROUPS
from ui.home.todo import COLUMNS, Todo, todos
from ui.page import Page
from ui.rooms import OpenRows, Room
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.beside import Beside
from ui.widgets.cards import Card
from ui.widgets.empty_state import EmptyState
from ui.widgets.row_table import RowTable
from ui.widgets.text import section

if TYPE_CHECKING:
    from oversight.home import HomeView

_ROWS_IN_SIGHT = 6
_TODO_WIDTH = 520
_RECOUNT_MS = 800
"""Answers of an inspection are saved one by one: what follows one another closely is counted once."""
_CONCERNED = (
    Subject.CONTRACT,
    Subject.INSPECTION,
    Subject.FINDING,
    Subject.IMPORT,
    Subject.REPORT,
    Subject.DEVICE,
    Subject.SETTINGS,
)


class HomePage(Page):
    """Cards with numbers, and the list of what is to be done."""

    key: ClassVar[Room] = Room.HOME
    title: ClassVar[str] = mark("今日")
    icon: ClassVar[str] = "home"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._view: HomeView | None = None
        self.groups = [CardGroup(spec) for spec in GROUPS]
        self.cards = [card for group in self.groups for card in group.cards]
        self.table: RowTable[Todo] = RowTable(COLUMNS, name=_("今日動くべきもの"), key=lambda row: row.id)
        self.table.row_opened.connect(self._open_todo)
        self.ages = AgesTable()
        self.ages.opened.connect(self._open_ages)
        self._ages_part = QWidget()
        self._ages_part.hide()
        self._recount = QTimer(self, interval=_RECOUNT_MS, singleShot=True)
        self._recount.timeout.connect(self._count_again)
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
        ages = QVBoxLayout(self._ages_part)
        ages.setContentsMargins(0, 0, 0, 0)
        ages.addWidget(section(_("課ごとの月次報告 期限超過")))
        ages.addWidget(self.ages)
        ages.addStretch(1)
        for group in self.groups:
            column.addWidget(group)
        for card in self.cards:
            card.clicked.connect(self._open_card)
        column.addWidget(self._two_parts(), 1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(holder)
        return area

    def _two_parts(self) -> QWidget:
        """Set what is to be done beside what is late in each section; beneath it where there is no room."""
        self._list.setMinimumHeight(current_theme().row_height * _ROWS_IN_SIGHT)
        todo = QWidget()
        column = QVBoxLayout(todo)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section(_("今日動くべきもの")))
        column.addWidget(self._list, 1)
        return Beside(todo, self._ages_part, least=current_theme().width(_TODO_WIDTH))

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
    def on_change_unseen(self, change: Change) -> None:
        if change.touches(*_CONCERNED):
            self._recount.start()

    @Slot()
    def _count_again(self) -> None:
        """Keep the counts beside the rooms right while another page is in sight."""
        self.shell.read(self.office.home.view, self._show_badges, owner=self)

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
        for card, spec in zip(self.cards, CARDS, strict=True):
            rows = spec.rows(view)
            card.show_count(len(rows), spec.said(view), spec.tone if rows else Tone.NEUTRAL)
        for group in self.groups:
            group.arrange()
        chain(self.groups)
        self.ages.show_sections(view.reports.sections)
        self._ages_part.setVisible(bool(view.reports.sections))
        self._show_badges(view)
        self._read_list(view)

    def _show_badges(self, view: HomeView) -> None:
        self.shell.set_badge(Room.REPORTS, len(view.reports.overdue))
        self.shell.set_badge(Room.FINDINGS, len(view.findings_overdue))
        self.shell.set_badge(Room.INSPECTIONS, len(view.past_plan))

    def _read_list(self, view: HomeView) -> None:
        inspections, findings = self.office.inspections, self.office.findings

        def work() -> tuple[Todo, ...]:
            rows = inspections.list_inspections(), findings.list_findings(standing_only=True)
            return todos(view, *rows)

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

    @Slot(object, str)
    def _open_ages(self, keys: frozenset[Hashable], said: str) -> None:
        self.shell.open(Room.REPORTS, OpenRows(keys, said))

    @Slot(object)
    def _open_todo(self, row: Todo) -> None:
        self.shell.open(row.room, row.request)
