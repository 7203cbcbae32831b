"""Signing on the spot: left what is signed, right who signs, and there one person's form."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.inspections.signature_rows import SignerRow
from oversight.words import _
from ui.deed_form import DeedForm
from ui.inspections.signing import forms
from ui.inspections.signing.pages import RecordPages
from ui.inspections.signing.signers import Signers, Way
from ui.inspections.signing.standing import Standing, read_standing
from ui.inspections.signing.what import WhatIsSigned
from ui.paper_row import PaperRow
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.days import saved_at
from ui.widgets.ink_pad import PAD, InkField
from ui.widgets.lead_focus import lead_focus
from ui.widgets.stacks import put_in
from ui.widgets.text import Tag, section

_LEAST_LEFT = 260
_FORMS = {
    Way.DRAW: forms.drawn_form,
    Way.TYPE: forms.typed_form,
    Way.DECLINE: forms.decline_form,
    Way.KEY: forms.key_form,
    Way.VOID: forms.void_form,
}


class SigningPage(QWidget):
    """Covers the window. A signature is saved when it is given; one half drawn is never lost unsaid."""

    def __init__(self, shell: Shell, standing: Standing, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self.standing = shell, standing
        self.form: DeedForm | None = None
        self._warned = self._lost = self._was_hidden = False
        self._window: QWidget | None = None
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("検査記録への署名"))
        self.leave_button = Button(_("検査の一覧へ戻る"), kind=ButtonKind.QUIET, icon="arrow-left")
        self.said = Tag("")
        self.layers, self.right = QStackedWidget(), QStackedWidget()
        self.left = QStackedWidget()
        self.pages: RecordPages | None = None
        self._lay_out()
        self.leave_button.clicked.connect(self.leave)
        self._show_standing(standing)

    # building

    def _lay_out(self) -> None:
        space = current_theme().space
        head = QHBoxLayout()
        head.setSpacing(space(16))
        sheet = self.standing.sheet
        title = _("検査記録への署名　{number} 第{version}版").format(
            number=sheet.number, version=sheet.version
        )
        head.addWidget(section(title), 1)
        head.addWidget(self.said)
        head.addWidget(self.leave_button)
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space(32))
        self.left.setMinimumWidth(_LEAST_LEFT)
        self.right.setMinimumWidth(PAD.width() + 60)
        row.addWidget(self.left, 1)
        row.addWidget(self.right, 1)
        self.layers.addWidget(body)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(32), space(16), space(32), space(16))
        column.setSpacing(space(12))
        column.addLayout(head)
        column.addWidget(self.layers, 1)
        self.said.hide()

    def _show_standing(self, standing: Standing) -> None:
        """Show a version as it stands now, with the cursor where one goes on."""
        self.standing = standing
        self.what, self.signers = WhatIsSigned(standing), Signers(standing)
        self.what.whole_button.clicked.connect(self.show_pages)
        self.signers.wanted.connect(self.begin)
        self.paper = self._paper(standing)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(12))
        column.addWidget(self.signers, 1)
        column.addWidget(self.paper)
        put_in(self.left, self.what)
        put_in(self.right, holder)
        self._rest()

    def _paper(self, standing: Standing) -> PaperRow:
        sheet, record_id = standing.sheet, standing.sheet.record_id
        name = _("実地検査記録_{number}_第{version}版.pdf").format(number=sheet.number, version=sheet.version)
        return PaperRow(
            self._shell, _("検査記録"), name, lambda office: office.inspections.print_record(record_id)
        )

    def _rest(self) -> None:
        """Put the cursor where one goes on."""
        first = self.signers.first or self.paper.save_button
        lead_focus(self, first)
        first.setFocus()

    def say(self, text: str, tone: Tone = Tone.DONE) -> None:
        """Say something quietly beside the title."""
        self.said.say(text, tone)
        self.said.setVisible(bool(text))

    # one person signs

    @Slot(object, object)
    def begin(self, way: Way, signer: SignerRow) -> None:
        """Show the form by which somebody signs, declines, or has a signature voided."""
        form = _FORMS[way](self._shell, self.standing.sheet, signer)
        self._show_form(form)

    def _show_form(self, form: DeedForm) -> None:
        self.form, self._warned = form, False
        form.done.connect(self._given)
        form.declined.connect(self._back)
        form.form.edited.connect(self._forget_warning)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section(form.heading))
        column.addWidget(form, 1)
        put_in(self.right, holder)
        self.say("")
        form.setFocus()

    @Slot()
    def _given(self) -> None:
        self.form = None
        self.say(saved_at(self._shell.clock.now()))
        self.reread()

    @Slot()
    def _back(self) -> None:
        """Go back to those who sign; what was in the form is given up."""
        self.form = None
        self.say("")
        self._show_standing(self.standing)

    @Slot()
    def reread(self) -> None:
        """Read anew how the version stands."""
        shell, record_id = self._shell, self.standing.sheet.record_id
        shell.read(lambda: read_standing(shell.office, record_id), self._show_standing, owner=self)

    # the whole record

    @Slot()
    def show_pages(self) -> None:
        """Show the whole record, page by page; a form under way stays as it is."""
        office, record_id = self._shell.office, self.standing.sheet.record_id
        self.pages = RecordPages()
        self.pages.closed.connect(self.close_pages)
        self.layers.addWidget(self.pages)
        self.layers.setCurrentWidget(self.pages)
        self.pages.back_button.setFocus()
        self._shell.read(
            lambda: office.inspections.print_record(record_id).pdf, self.pages.show_paper, owner=self.pages
        )

    @Slot()
    def close_pages(self) -> None:
        """Go back from the pages."""
        if self.pages is not None:
            pages, self.pages = self.pages, None
            self.layers.removeWidget(pages)
            pages.deleteLater()
            self.what.whole_button.setFocus()

    # leaving

    @property
    def has_ink(self) -> bool:
        """Tell whether a signature is half drawn."""
        form = self.form
        fields = form.form.fields.values() if form is not None else ()
        return any(isinstance(field, InkField) and field.pad.has_ink for field in fields)

    @Slot()
    def _forget_warning(self) -> None:
        self._warned = False

    def _holds_back(self) -> bool:
        """Say once that a signature is half drawn; the second wish to leave counts."""
        if not self.has_ink or self._warned:
            return False
        self._warned = True
        self.say(_("書きかけの署名があります。もう一度で捨てます。"), Tone.ATTENTION)
        return True

    @Slot()
    def leave(self) -> None:
        """Go back to the list; what is signed is saved already."""
        if not self._holds_back():
            self.form = None
            self._shell.uncover()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave pages, a form, then the page on Escape."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.pages is not None:
            self.close_pages()
        elif self.form is None:
            self.leave()
        elif not self._holds_back():
            self._back()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hold the window's closing once while a signature is half drawn."""
        if event.type() == QEvent.Type.Close and watched is self._window and self._holds_back():
            event.ignore()
            return True
        return False

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Come into sight, also after unlocking: say what the lock took away, and read anew."""
        super().showEvent(event)
        window = self.window()
        if self._window is not window:
            self._window = window
            window.installEventFilter(self)
        if event.spontaneous() or not self._was_hidden:
            return
        if self._lost:
            told = _("錠がかかったため、書きかけの署名は消しました。もう一度書いてください。")
            self.say(told, Tone.ATTENTION)
        self._was_hidden = self._lost = False
        self.reread()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep nothing of a form behind the lock: neither a passphrase nor a half-drawn signature."""
        super().hideEvent(event)
        if event.spontaneous():
            return
        self._was_hidden, self._lost = True, self.has_ink
        if self.form is not None:
            self.form = None
            put_in(self.right, QWidget())
