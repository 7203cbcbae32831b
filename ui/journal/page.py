"""The journal, newest first, and the button that walks its chain."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from oversight.change import Change
from oversight.errors import StoppedError
from oversight.words import _, _n, mark
from ui.actions import VERIFY, action_button
from ui.background import Errand
from ui.journal.detail import EntryDetail, told_change
from ui.journal.differences import DifferencesDetail
from ui.journal.walk_row import WalkRow
from ui.page import Page
from ui.rooms import Room
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.buttons import Button
from ui.widgets.columns import Column, folded
from ui.widgets.days import moment_short
from ui.widgets.lead_focus import lead_focus
from ui.widgets.row_table import RowTable
from ui.widgets.search_field import SearchField

if TYPE_CHECKING:
    from oversight.journal import Entry, Verdict

PAGE_SIZE = 500


def _changes(entry: Entry) -> str:
    parts = (
        f"{each.word}: {each.old}→{each.new}" if each.old else f"{each.word}: {each.new}"
        for each in entry.changes
        if not each.is_reference
    )
    return _("、").join(parts)


COLUMNS: tuple[Column[Entry], ...] = (
    Column(mark("番号"), lambda e: f"{e.sequence:,}", sort_key=lambda e: e.sequence, figures=True),
    Column(mark("日時"), lambda e: moment_short(e.at), sort_key=lambda e: e.at, figures=True),
    Column(mark("職員"), lambda e: e.actor),
    Column(mark("操作"), lambda e: e.deed),
    Column(mark("記録"), told_change),
    Column(mark("変更前→変更後"), _changes, width=260, stretch=3),
    Column(mark("理由"), lambda e: e.reason, width=120, stretch=1),
)


class JournalPage(Page):
    """The list of entries, five hundred at a time."""

    key: ClassVar[Room] = Room.JOURNAL
    title: ClassVar[str] = mark("記録簿")
    icon: ClassVar[str] = "book-2"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._entries: tuple[Entry, ...] = ()
        self._total = 0
        self.table: RowTable[Entry] = RowTable(COLUMNS, name=_("記録簿"), key=lambda e: e.sequence)
        self.search = SearchField(_("操作・職員・内容で絞る"))
        self.verify_button = action_button(VERIFY, self.verify)
        self.more_button = Button(_("さらに前を読む"), icon="history")
        self.walk_row = WalkRow()
        self._walk: Errand | None = None
        self._lay_out()
        self.search.searched.connect(self._narrow)
        self.table.row_chosen.connect(self._show_entry)
        self.more_button.clicked.connect(self._read_more)
        self.walk_row.stop_button.clicked.connect(self.stop)

    def _lay_out(self) -> None:
        self.add_filter(self.search)
        self.add_button(self.verify_button)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.walk_row)
        column.addWidget(self.table, 1)
        column.addWidget(self.more_button)
        self.set_body(holder, with_detail=True)
        lead_focus(self, self.table)

    @override
    def on_show(self) -> None:
        journal = self.office.journal
        self.shell.read(
            lambda: (journal.list_entries(limit=PAGE_SIZE), journal.count()),
            self._show_first,
            owner=self,
            what=_("記録簿を読んでいます"),
        )

    @override
    def on_change(self, change: Change) -> None:
        self.on_show()

    @override
    def find_field(self) -> QWidget:
        return self.search

    @override
    def help_text(self) -> str:
        return _(
            "誰が、いつ、何を、なぜ変えたかを新しい順に並べています。書き換えも削除もできません。"
            "各行は前の行の指紋を含むので、「記録簿を検証する」で、途中の改変・欠落・順序の入れ替わりが分かります。"
            "あわせて、今ある記録が記録簿の言うとおりかも確かめます。"
        )

    def _show_first(self, answer: tuple[tuple[Entry, ...], int]) -> None:
        self._entries, self._total = answer
        self._show()

    @Slot()
    def _read_more(self) -> None:
        oldest = self._entries[-1].sequence if self._entries else None
        journal = self.office.journal
        self.shell.read(
            lambda: journal.list_entries(before=oldest, limit=PAGE_SIZE), self._show_more, owner=self
        )

    def _show_more(self, older: tuple[Entry, ...]) -> None:
        self._entries = (*self._entries, *older)
        self._show()

    def _show(self) -> None:
        self.table.replace_rows(self._entries)
        self.more_button.setVisible(len(self._entries) < self._total)
        self.say(
            _("全{total:,}件のうち、新しい{count:,}件").format(total=self._total, count=len(self._entries))
        )

    @Slot(str)
    def _narrow(self, text: str) -> None:
        wanted = folded(text)
        if not wanted:
            self.table.narrow(None)
            return
        self.table.narrow(
            lambda e: wanted in folded(" ".join((e.actor, e.deed, e.subject, _changes(e), e.reason)))
        )

    @Slot(object)
    def _show_entry(self, entry: Entry | None) -> None:
        if entry is None:
            self.close_detail()
        else:
            self.show_detail(_("第{number:,}件").format(number=entry.sequence), EntryDetail(entry))

    @Slot()
    def verify(self) -> None:
        """Walk the whole chain and say what was found."""
        self.verify_button.setEnabled(False)
        journal = self.office.journal
        # aside: a long journal takes its time, and nobody should wait for it to read or to save
        self._walk = self.shell.background.run_long(
            lambda tell: journal.verify(progress=tell),
            self._say_verdict,
            self._verify_failed,
            told=self.walk_row.tell,
            owner=self,
            what=_("記録簿を確かめています"),
        )

    @Slot()
    def stop(self) -> None:
        """Stop walking the chain."""
        if self._walk is not None:
            self.shell.background.stop(self._walk)

    def _walk_ended(self) -> None:
        self._walk = None
        self.walk_row.hide()
        self.verify_button.setEnabled(True)

    def _say_verdict(self, verdict: Verdict) -> None:
        self._walk_ended()
        self.shell.journal_verified.emit(verdict)
        if verdict.differing:
            self._show_differences(verdict)
            return
        if verdict.is_sound:
            self.shell.notices.tell(
                _("記録簿は第{count:,}件まで健全です。").format(count=verdict.entries),
                _("改変・欠落・入れ替わりはなく、今の記録とも合っています。"),
            )
            return
        self.shell.notices.tell(
            _("記録簿の第{count:,}件に異常があります。").format(count=verdict.fault_at or verdict.entries),
            _(
                "保管庫のフォルダーを写し取ってから、個人情報の担当に知らせてください。記録は消さないでください。"
            ),
            Tone.DANGER,
        )

    def _show_differences(self, verdict: Verdict) -> None:
        """Name the rows that are not what the journal says, and say whom to tell."""
        title = _n("合わない記録 {count:,}件", verdict.differing).format(count=verdict.differing)
        self.show_detail(title, DifferencesDetail(verdict))
        self.shell.notices.tell(
            _n("記録簿と合わない記録が{count:,}件あります。", verdict.differing).format(
                count=verdict.differing
            ),
            _(
                "この製品を通らずに記録が変えられています。"
                "保管庫のフォルダーを写し取ってから、個人情報の担当に知らせてください。"
            ),
            Tone.DANGER,
        )

    def _verify_failed(self, error: Exception) -> None:
        self._walk_ended()
        if isinstance(error, StoppedError):
            self.shell.notices.tell(_("記録簿の検証を途中で止めました。"), _("まだ何も分かっていません。"))
            return
        self.shell.notices.show_error(error)
