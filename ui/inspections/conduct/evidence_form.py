"""A piece of evidence being entered: few fields, saved as soon as they are complete."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from oversight.errors import RefusedError
from oversight.field_words import field_word
from oversight.inspections import EvidenceDraft, EvidenceKind, word_of
from oversight.inspections.evidence import check_evidence
from oversight.personal_number import PersonalNumberError
from oversight.words import _
from ui.inspections.conduct.number_box import NumberBox
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import beside
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, MultiLineField, TextField
from ui.widgets.flow import Flow
from ui.widgets.led_field import led
from ui.widgets.number_field import NumberField
from ui.widgets.text import Tag, note, strong

_PAUSE_MS = 600
Rows = Sequence[tuple[Field, ...]]


class EvidenceForm(QFrame):
    """``given`` carries what is complete, after a pause or on leaving a field; ``closed``: it is done with.

    ``declared`` carries a manager's reason why digits are no Individual Number.
    """

    given = Signal(object)
    closed = Signal()
    declared = Signal(str)

    def __init__(self, draft: EvidenceDraft, *, may_declare: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "card")
        self._base, self._given = draft, draft
        self.is_saved = False
        rows = _ROWS[draft.kind]()
        self.fields = {field.name: led(field) for row in rows for field in row}
        self.saved = Tag(_("保存済み"), Tone.DONE)
        self.hint = note("")
        self.number_box = NumberBox(may_declare=may_declare)
        self.done_button = Button(_("できあがり"), icon="check")
        self.drop_button = Button(_("やめる"), kind=ButtonKind.QUIET, icon="x")
        self._asked = self._is_closing = self._is_refused = False
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self._lay_out(rows)
        self._listen()

    def _lay_out(self, rows: Rows) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(16), space(12), space(16), space(12))
        column.setSpacing(space(12))
        head = QHBoxLayout()
        head.addWidget(strong(word_of(self._base.kind)))
        head.addWidget(self.saved)
        head.addStretch(1)
        column.addLayout(head)
        for row in rows:
            column.addWidget(row[0] if len(row) == 1 else beside(*row))
        column.addWidget(self.hint)
        column.addWidget(self.number_box)
        deeds = Flow()
        deeds.setSpacing(space(12))
        deeds.addWidget(self.done_button)
        deeds.addWidget(self.drop_button)
        column.addLayout(deeds)
        self.saved.hide()
        self.hint.setVisible(bool(self._base.seed))
        if self._base.seed:
            self.hint.setText(_("母数か抽出数を変えると、選んだ番号は外れます。"))

    def _listen(self) -> None:
        for name, field in self.fields.items():
            field.set_value(getattr(self._base, name))
            field.edited.connect(self._wait)
            if isinstance(field, TextField):
                field.line.returnPressed.connect(self.finish)
        self.done_button.clicked.connect(self.finish)
        self.drop_button.clicked.connect(self._drop)
        self.number_box.declared.connect(self.declared)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keep_on_leaving)

    def focus_first(self) -> None:
        """Put the cursor into the first field that is empty, or the first."""
        fields = list(self.fields.values())
        (next((field for field in fields if field.is_empty), fields[0])).setFocus()

    # what is entered

    def draft(self) -> EvidenceDraft:
        """Return it as it stands; numbers picked for another population or size no longer count."""
        values = {name: field.value() for name, field in self.fields.items()}
        entered = replace(self._base, **values)
        before = (self._base.population, self._base.sample_size)
        if self._base.seed and (entered.population, entered.sample_size) != before:
            return replace(entered, seed="", picks=(), rate=None, confidence=None)
        return entered

    @property
    def is_waiting(self) -> bool:
        """Tell whether something is typed that is not yet handed over."""
        return self._pause.isActive()

    @property
    def is_unfinished(self) -> bool:
        """Tell whether something is typed that was never handed over, or was refused."""
        return self._is_refused or self.draft() != self._given

    def unfinished_field(self) -> Field | None:
        """Return the field that keeps what is typed from being saved, and say there why."""
        self.keep()
        if not self.is_unfinished:
            return None
        self._say_wrong()
        return next((each for each in self.fields.values() if each.error), self._first)

    @property
    def _first(self) -> Field:
        return next(iter(self.fields.values()))

    @Slot()
    def _wait(self) -> None:
        self._asked = False
        self.drop_button.setText(_("やめる"))
        self.saved.hide()
        self.is_saved = self._is_closing = False
        self._pause.start()

    @Slot(QWidget, QWidget)
    def _keep_on_leaving(self, _before: QWidget | None, _now: QWidget | None) -> None:
        if self.is_waiting:
            self.keep()

    @Slot()
    def keep(self) -> None:
        """Hand over what is entered, if it is complete and differs from what was handed over."""
        self._pause.stop()
        draft = self.draft()
        if draft != self._given and self._wrong(draft) is None and self._unreadable() is None:
            self._give(draft)

    def _give(self, draft: EvidenceDraft) -> None:
        self._given, self.is_saved, self._is_refused = draft, False, False
        for field in self.fields.values():
            field.show_error("")
        self.number_box.clear()
        self.given.emit(draft)

    def _unreadable(self) -> Field | None:
        return next((each for each in self.fields.values() if not each.is_empty and each.wrong()), None)

    def _wrong(self, draft: EvidenceDraft) -> RefusedError | None:
        try:
            check_evidence(draft)
        except RefusedError as error:
            return error
        return None

    def _say_wrong(self) -> bool:
        """Show at its field what is wrong first; tell whether anything is."""
        unreadable = self._unreadable()
        if unreadable is not None:
            return not unreadable.check()
        error = self._wrong(self.draft())
        if error is not None:
            self.fields.get(error.field, self._first).show_error(str(error))
        return error is not None

    @Slot()
    def finish(self) -> None:
        """Hand over and close, or show what is missing."""
        self.keep()
        if self._say_wrong():
            next(each for each in self.fields.values() if each.error).setFocus()
        elif self.is_saved or self._given == self._base:
            self.closed.emit()
        else:
            self._is_closing = True

    @Slot()
    def _drop(self) -> None:
        """Close; what is typed and not saved asks once."""
        if self.is_unfinished and not self._asked:
            self._asked = True
            self.drop_button.setText(_("書いたものを捨てる"))
            return
        self.closed.emit()

    # what the store says

    def note_saved(self) -> None:
        """Say that what is entered is on the disk."""
        self._is_refused = False
        if self.is_waiting or self.is_unfinished:
            return
        self.is_saved = True
        self.saved.show()
        if self._is_closing:
            self.closed.emit()

    def show_refusal(self, error: RefusedError) -> None:
        """Show a refusal at its field, and the box to declare where it is about an Individual Number."""
        self._is_closing, self._is_refused = False, True
        words = {field_word("evidence", name): name for name in self.fields}
        field = self.fields.get(error.field) or self.fields.get(words.get(error.field, ""))
        (field or self._first).show_error(str(error))
        if isinstance(error, PersonalNumberError):
            self.number_box.say(error, is_said_at_field=True)


def _text(name: str, label: str, placeholder: str = "", *, is_required: bool = False) -> TextField:
    return TextField(name, label, placeholder=placeholder, is_required=is_required)


def _serial_rows() -> Rows:
    subject = _text("subject", _("何に付いた番号か"), _("サーバ室 ラック2の封印"), is_required=True)
    return ((subject, _text("number", _("製造番号・封印番号"), is_required=True)),)


def _count_rows() -> Rows:
    return (
        (_text("subject", _("数えたもの"), _("1か月分の入退室記録"), is_required=True),),
        (
            NumberField("population", _("母数"), low=1, width=160, is_required=True),
            NumberField("sample_size", _("抽出数"), low=1, width=160, is_required=True),
            NumberField("failed", _("不備の数"), width=160),
        ),
    )


def _statement_rows() -> Rows:
    return (
        (
            _text("speaker_post", _("話した人の職")),
            _text("speaker", _("話した人の氏名"), is_required=True),
            _text("witness", _("ほかに聞いた者の氏名"), is_required=True),
        ),
        (MultiLineField("said", _("話したこと"), rows=2, is_required=True),),
    )


def _document_rows() -> Rows:
    return (
        (_text("subject", _("文書の名前"), _("入退室管理規程"), is_required=True),),
        (
            _text("number", _("文書の番号")),
            _text("pages", _("頁"), "12–14"),
            DateField("dated_on", _("文書の日付")),
        ),
    )


def _sketch_rows() -> Rows:
    return ((_text("subject", _("図の題")),),)


_ROWS = {
    EvidenceKind.SERIAL: _serial_rows,
    EvidenceKind.COUNT: _count_rows,
    EvidenceKind.STATEMENT: _statement_rows,
    EvidenceKind.DOCUMENT: _document_rows,
    EvidenceKind.SKETCH: _sketch_rows,
}
