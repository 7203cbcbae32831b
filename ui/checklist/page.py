"""The checklists: editions and drafts in one list, the deeds on the one chosen beside it."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from typing_extensions import override

from oversight.change import Change, Subject
from oversight.checklist.rows import DraftDetail
from oversight.words import _, mark_n
from ui.actions import IMPORT, action_button
from ui.checklist.compare_page import open_comparison
from ui.checklist.editor import open_editor
from ui.checklist.export_panel import ExportPanel
from ui.checklist.import_part import ImportPart
from ui.checklist.pane import ChecklistPane, ShownChecklist, Wish, read_checklist
from ui.checklist.rows import COLUMNS, ChecklistRow, ChecklistView, holds_words, read_rows
from ui.checklist.side_part import Side
from ui.list_page import ListPage, View
from ui.notices import Question
from ui.rooms import OpenRecord, Room
from ui.shell import Shell
from ui.shortcuts import Scope, Shortcut


class ChecklistsPage(ListPage[ChecklistRow]):
    """The list with its pane; files come in by a button or are dropped, and go out from the pane."""

    key: ClassVar[Room] = Room.CHECKLISTS
    title: ClassVar[str] = mark_n("点検表")
    icon: ClassVar[str] = "list-check"
    concerned: ClassVar[tuple[Subject, ...]] = (Subject.CHECKLIST, Subject.INSPECTION)

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            columns=COLUMNS,
            key=lambda row: row.id,
            views=ChecklistView,
            name=_("点検表の一覧"),
            search=_("題名・職員・変更の説明で絞る"),
        )
        self.chips.choose(ChecklistView.ALL)
        self.importing = ImportPart(self)
        self.import_button = action_button(IMPORT, self.importing.choose, word=_("取り込む…"))
        self.add_button(self.import_button)
        self.import_button.setVisible(self.office.checklists.may_change())
        self.table.row_opened.connect(self.open_whole)
        self.importing.drafted.connect(self._open_made)

    @override
    def read_rows(self) -> None:
        office = self.office
        self.shell.read(lambda: read_rows(office), self.show_rows, owner=self, what=_("点検表を読んでいます"))

    @override
    def help_text(self) -> str:
        keys = "\n".join(f"{key.shown}　{key.word}" for key in Shortcut if key.scope is Scope.CHECKLIST)
        told = _(
            "点検表の版と、次の版の案です。公開した版は変わりません。変えるときは、版を写して案を作り、案を直して公開します。"
            "検査は、始めたときの版のまま残ります。"
        )
        return "\n\n".join((told, _("案を開いた画面のキー"), keys))

    @override
    def lets_through(self, view: View, row: ChecklistRow) -> bool:
        return isinstance(view, ChecklistView) and view.lets_through(row)

    @override
    def holds_words(self, row: ChecklistRow, text: str) -> bool:
        return holds_words(row, text)

    @override
    def told_count(self, shown: int, of: int) -> str:
        return _("{shown:,}件を表示（全{of:,}件）").format(shown=shown, of=of)

    @override
    def told_empty(self, of: int) -> tuple[str, str]:
        if not of:
            return _("点検表がまだありません。"), _("金庫を開き直すと、はじめの版が入ります。")
        return _("この条件に当たる点検表はありません。"), _("「すべて」を選ぶと全部が出ます。")

    @override
    @Slot()
    def show_chosen(self) -> None:
        row, office = self.chosen_row, self.office
        if row is None:
            self.close_detail()
            return
        self.shell.read(lambda: read_checklist(office, row), self._show_pane, owner=self)

    def _show_pane(self, shown: ShownChecklist) -> None:
        if shown.row.id != self.shown or self.is_asking:
            return
        may_change = self.office.checklists.may_change()
        pane = ChecklistPane(shown, may_change=may_change)
        pane.wished.connect(self._do_wish)
        self.show_detail(shown.row.told, pane)

    @property
    def pane(self) -> ChecklistPane | None:
        """Return the pane in sight."""
        return self._detail if isinstance(self._detail, ChecklistPane) else None

    # deeds

    @Slot(object)
    def open_whole(self, row: ChecklistRow) -> None:
        """Open a draft to be changed, an edition to be read."""
        open_editor(self.shell, row, owner=self)

    @Slot(object)
    def _do_wish(self, wish: Wish) -> None:
        row = self.chosen_row
        if row is None:
            return
        deeds = {
            Wish.OPEN: self.open_whole,
            Wish.COPY: self._copy,
            Wish.DROP: self._ask_to_drop,
            Wish.COMPARE: self._compare,
            Wish.EXPORT: self._show_export,
        }
        if wish in deeds:
            deeds[wish](row)
        else:
            self._set_use(wish, row)

    @Slot(object)
    def _open_made(self, draft_id: UUID) -> None:
        """Open the draft that was made of a file."""
        checklists = self.office.checklists

        def done(detail: DraftDetail) -> None:
            self.shell.notices.tell(_("案を作りました。公開するまで、検査には使われません。"))
            side = Side.TAKEN_IN if detail.notes else Side.PREVIEW
            open_editor(self.shell, ChecklistRow(draft=detail.line), owner=self, side=side)

        self.shell.read(lambda: checklists.read_draft(draft_id), done, owner=self)

    @Slot(object)
    def _show_export(self, row: ChecklistRow) -> None:
        panel = ExportPanel(self.shell, row)
        panel.left.connect(self.show_chosen)
        self.show_detail(_("{title} の書き出し").format(title=row.told), panel)
        panel.setFocus()

    def _copy(self, row: ChecklistRow) -> None:
        checklists = self.office.checklists

        def done(change: Change) -> None:
            if change.row_id is not None:
                self.shell.notices.tell(_("案を作りました。公開するまで、検査には使われません。"))
                self.shell.open(Room.CHECKLISTS, OpenRecord(change.row_id))

        self.shell.do(lambda: checklists.copy_edition(row.id), done, owner=self, what=_("写しています"))

    def _ask_to_drop(self, row: ChecklistRow) -> None:
        checklists = self.office.checklists

        def drop() -> None:
            self.close_detail()
            self.shell.do(lambda: checklists.drop_draft(row.id), owner=self)

        self.shell.notices.ask(
            Question(
                _("案を捨てます"),
                _("「{title}」の案は元に戻せません。公開した版は残ります。").format(title=row.title),
                _("案を捨てる"),
                is_dangerous=True,
            ),
            drop,
            parent=self,
        )

    def _compare(self, row: ChecklistRow) -> None:
        if row.draft is not None:
            open_editor(self.shell, row, owner=self, side=Side.DIFFERENCES)
        else:
            open_comparison(self.shell, row, self._rows, owner=self)

    def _set_use(self, wish: Wish, row: ChecklistRow) -> None:
        checklists = self.office.checklists
        deeds = {
            Wish.PUT_IN_USE: checklists.put_in_use,
            Wish.TAKE_OUT: checklists.take_out_of_use,
            Wish.MAKE_USUAL: checklists.make_usual,
        }
        self.shell.do(lambda: deeds[wish](row.id), owner=self)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file of this machine."""
        if self.importing.takes(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Look into the file dropped."""
        self.importing.take(event.mimeData())
