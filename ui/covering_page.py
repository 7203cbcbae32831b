"""A page that covers the window: a head, two parts, one form at a time, of which no lock keeps anything."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.words import _
from ui.deed_form import DeedForm
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.days import saved_at
from ui.widgets.flow import Flow
from ui.widgets.ink_pad import InkPad
from ui.widgets.stacks import put_in
from ui.widgets.text import Tag, Wrapping, section


class CoveringPage(QWidget):
    """Base of pages with a form. A signature half drawn is never lost unsaid.

    A page lays itself out by ``_lay_out``, reads anew in ``reread``, and goes on after a form in
    ``_go_on``.
    """

    def __init__(self, shell: Shell, *, name: str, back: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.form: DeedForm | None = None
        self._warned = self._lost = self._was_hidden = False
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(name)
        self.leave_button = Button(back, kind=ButtonKind.QUIET, icon="arrow-left")
        self.said = Tag("")
        self.left, self.right = QStackedWidget(), QStackedWidget()
        self.leave_button.clicked.connect(self.leave)

    def _lay_out(self, title: str, body: QWidget, *deeds: QWidget) -> None:
        """Put the head, with the buttons of what one may do at any time, above what fills the page."""
        space = current_theme().space
        head = Flow(is_centred=True)
        head.setSpacing(space(16))
        head.addWidget(Wrapping(title, "section"))
        head.addWidget(self.said)
        ways = QWidget()
        row = Flow(ways)
        for each in (*deeds, self.leave_button):
            row.addWidget(each)
        head.addWidget(ways)
        head.push_right(ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(32), space(16), space(32), space(16))
        column.setSpacing(space(12))
        column.addLayout(head)
        column.addWidget(body, 1)
        self.said.hide()

    def _beside(self, left: int, right: int) -> QWidget:
        """Return both parts beside each other, by their shares of the width."""
        body = QWidget()
        row = QHBoxLayout(body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().space(32))
        row.addWidget(self.left, left)
        row.addWidget(self.right, right)
        return body

    def say(self, text: str, tone: Tone = Tone.DONE) -> None:
        """Say something quietly beside the title."""
        self.said.say(text, tone)
        self.said.setVisible(bool(text))

    # one form

    def _show_form(self, form: DeedForm) -> None:
        self.form, self._warned = form, False
        form.done.connect(self._done)
        form.declined.connect(self._give_up)
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
    def _done(self) -> None:
        self._end_form(saved_at(self._shell.clock.now()), is_done=True)

    @Slot()
    def _give_up(self) -> None:
        self._end_form("", is_done=False)

    def _end_form(self, said: str, *, is_done: bool) -> None:
        form, self.form = self.form, None
        self.say(said)
        if form is not None:
            self._go_on(form, is_done=is_done)

    def _go_on(self, form: DeedForm, *, is_done: bool) -> None:
        """Go on after a form that was done or given up."""
        raise NotImplementedError

    @Slot()
    def reread(self) -> None:
        """Read anew what the page shows."""
        raise NotImplementedError

    # leaving

    @property
    def has_ink(self) -> bool:
        """Tell whether a signature is half drawn."""
        form = self.form
        return form is not None and any(pad.has_ink for pad in form.findChildren(InkPad))

    @Slot()
    def _forget_warning(self) -> None:
        self._warned = False

    def holds_back(self) -> bool:
        """Say once that a signature is half drawn; the second wish to leave or to close the window counts."""
        if not self.has_ink or self._warned:
            return False
        self._warned = True
        self.say(_("書きかけの署名があります。もう一度で捨てます。"), Tone.ATTENTION)
        return True

    @Slot()
    def leave(self) -> None:
        """Go back to the list."""
        if not self.holds_back():
            self._end()

    def _end(self) -> None:
        self.form = None
        self._shell.uncover()

    def _escape(self) -> None:
        """Leave a form, then the page."""
        if self.form is None:
            self.leave()
        elif not self.holds_back():
            self._give_up()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back one step on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self._escape()
        else:
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Come into sight, also after unlocking: say what the lock took away, and read anew."""
        super().showEvent(event)
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
