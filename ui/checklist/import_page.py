"""A file of a checklist before it is taken in: title, base, what was understood of it; then the draft."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from oversight.change import Change
from oversight.checklist import Edition
from oversight.checklist.rows import EditionLine
from oversight.checklist.taking_in import KIND_WORDS, Drafted, FileKind, FileLooked
from oversight.errors import RefusedError
from oversight.words import _, _n
from ui.checklist.correcting import Correcting
from ui.checklist.import_parts import HEAD, Part
from ui.checklist.taken_panel import TakenPanel
from ui.checklist.workbook_panel import WorkbookPanel
from ui.covering_page import CoveringPage
from ui.deed_form import DeedForm
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import ChoiceField, beside
from ui.widgets.error_box import ErrorBox
from ui.widgets.fields import TextField
from ui.widgets.lead_focus import lead_focus
from ui.widgets.text import sub


class ImportPage(CoveringPage):
    """``drafted`` carries the id of the draft that was made; nothing is written before."""

    drafted = Signal(object)

    def __init__(
        self,
        shell: Shell,
        looked: FileLooked,
        lines: Sequence[EditionLine],
        base: UUID | None = None,
        parent: QWidget | None = None,
    ) -> None:
        name = _("取り込みの確かめ")
        super().__init__(shell, name=name, back=_("やめて一覧へ戻る"), parent=parent)
        self.correcting = Correcting(shell, looked, self)
        self._make_fields(lines)
        self.make_button = Button(_("案を作る"), kind=ButtonKind.PRIMARY, icon="check")
        self.error = ErrorBox()
        self.counted = sub("")
        panel = WorkbookPanel if looked.kind is FileKind.WORKBOOK else TakenPanel
        self.panel = panel(shell, self.correcting, Part(_("題名と元の版"), self._head()))
        self._lay_page(looked)
        self._listen()
        self.title_field.set_value(looked.title)
        self.base_field.set_value(base)
        self._read_base()

    def _make_fields(self, lines: Sequence[EditionLine]) -> None:
        self.title_field = TextField("title", _("題名"), is_required=True)
        options = [
            (line.id, _("{title} 第{number}版").format(title=line.title, number=line.number))
            for line in lines
        ]
        self.base_field = ChoiceField(
            "based_on",
            _("元にする版"),
            options,
            placeholder=_("なし（新しい点検表にする）"),
            hint=_("選ぶと、その点検表の次の版になります。同じ問いの番号・英語・条件を引き継ぎます。"),
        )

    def _head(self) -> QWidget:
        head = QWidget()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(beside(self.title_field, self.base_field))
        column.addStretch(1)
        return head

    def _lay_page(self, looked: FileLooked) -> None:
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        for each in (self.error, self.counted, self.panel):
            column.addWidget(each, 1 if each is self.panel else 0)
        self._lay_out(_("取り込みの確かめ　{name}").format(name=looked.file_name), body, self.make_button)
        lead_focus(self, self.panel)

    def _listen(self) -> None:
        self.make_button.clicked.connect(self.make)
        self.base_field.edited.connect(self._read_base)
        self.title_field.edited.connect(self._forget_warning)
        self.correcting.understood.connect(self._forget_warning)
        self.correcting.reckoned.connect(self._say_count)

    # what it would become

    @Slot()
    def _read_base(self) -> None:
        """Hold the file against the edition chosen."""
        edition_id: UUID | None = self.base_field.value()
        if edition_id is None:
            self.correcting.take_base(None)
            return
        checklists = self._shell.office.checklists

        def take(edition: Edition) -> None:
            if self.base_field.value() == edition_id:
                self.correcting.take_base(edition)

        self._shell.read(lambda: checklists.read_edition(edition_id), take, owner=self)

    @Slot()
    def _say_count(self) -> None:
        refusal = self.correcting.refusal
        self.make_button.setEnabled(refusal is None)
        self.counted.setText(_told(self.correcting))
        if refusal is not None:
            self.error.say_error(refusal, self.make_button)
        else:
            self.error.clear()

    # the deed

    @Slot()
    def make(self) -> None:
        """Make the draft as shown."""
        if not self.title_field.check():
            self._point_at_title()
            return
        self.make_button.setEnabled(False)
        checklists, looked = self._shell.office.checklists, self.correcting.looked
        title, base = self.title_field.value(), self.base_field.value()
        self._shell.do(
            lambda: checklists.take_in(looked, title=title, based_on_id=base),
            self._made,
            self._refused,
            owner=self,
            what=_("案を作っています"),
        )

    def _made(self, change: Change) -> None:
        self._end()
        self.drafted.emit(change.row_id)

    def _refused(self, error: Exception) -> None:
        self.make_button.setEnabled(True)
        if isinstance(error, RefusedError) and error.field == "title":
            self.title_field.show_error(error.sentence)
            self._point_at_title()
            return
        self.error.say_error(error, self.make_button)

    def _point_at_title(self) -> None:
        self.panel.parts.turn(HEAD)
        self.title_field.setFocus()

    # leaving

    @override
    def holds_back(self) -> bool:
        """Say once that corrections would be lost."""
        if not self.correcting.is_changed or self._warned:
            return False
        self._warned = True
        self.say(_("直した読み取り方があります。もう一度で捨てます。"), Tone.ATTENTION)
        return True

    @override
    def _go_on(self, form: DeedForm, *, is_done: bool) -> None:
        """Nothing is asked here."""

    @override
    def reread(self) -> None:
        """Nothing was written: what is shown stays as it is."""


def _told(correcting: Correcting) -> str:
    """Return what the file is and how much was recognised, in a line."""
    return "　".join(filter(None, _told_parts(correcting.looked, correcting.drafted)))


def _told_parts(looked: FileLooked, drafted: Drafted | None) -> Iterator[str]:
    yield _(KIND_WORDS[looked.kind])
    if looked.form is not None:
        yield _("、").join(looked.form.languages)
    if looked.workbook is not None:
        sheets = looked.workbook.sheets
        yield _("使うシート {used}/{all}").format(used=len(looked.workbook.used), all=len(sheets))
    if drafted is None:
        return
    edition, notes = drafted.edition, len(drafted.notes)
    sections, items = len(edition.sections), len(edition.items)
    yield _n("区分 {count:,}", sections).format(count=sections)
    yield _n("点検項目 {count:,}", items).format(count=items)
    yield _n("確かめるところ {count:,}件", notes).format(count=notes)
