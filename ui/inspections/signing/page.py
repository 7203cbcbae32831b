"""Signing on the spot: left what is signed, right who signs, and there one person's form."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.inspections.signature_rows import SignerRow
from oversight.words import _
from ui.covering_page import CoveringPage
from ui.deed_form import DeedForm
from ui.inspections.signing import forms
from ui.inspections.signing.pages import RecordPages
from ui.inspections.signing.signers import Signers, Way
from ui.inspections.signing.standing import Standing, read_standing
from ui.inspections.signing.what import WhatIsSigned
from ui.paper_row import PaperRow
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.ink_pad import PAD
from ui.widgets.lead_focus import lead_focus
from ui.widgets.stacks import put_in

_LEAST_LEFT = 260
_FORMS = {
    Way.DRAW: forms.drawn_form,
    Way.TYPE: forms.typed_form,
    Way.DECLINE: forms.decline_form,
    Way.KEY: forms.key_form,
    Way.VOID: forms.void_form,
}


class SigningPage(CoveringPage):
    """Left what is signed, right who signs. A signature is saved when it is given."""

    def __init__(self, shell: Shell, standing: Standing, parent: QWidget | None = None) -> None:
        super().__init__(shell, name=_("検査記録への署名"), back=_("検査の一覧へ戻る"), parent=parent)
        self.standing = standing
        self.layers = QStackedWidget()
        self.pages: RecordPages | None = None
        sheet = standing.sheet
        title = _("検査記録への署名　{number} 第{version}版").format(
            number=sheet.number, version=sheet.version
        )
        self.left.setMinimumWidth(_LEAST_LEFT)
        self.right.setMinimumWidth(PAD.width() + 60)
        self.layers.addWidget(self._beside(1, 1))
        self._lay_out(title, self.layers)
        self._show_standing(standing)

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

    # one person signs

    @Slot(object, object)
    def begin(self, way: Way, signer: SignerRow) -> None:
        """Show the form by which somebody signs, declines, or has a signature voided."""
        self._show_form(_FORMS[way](self._shell, self.standing.sheet, signer))

    @override
    def _go_on(self, form: DeedForm, *, is_done: bool) -> None:
        """Go back to those who sign; what was in a form given up is gone."""
        if is_done:
            self.reread()
        else:
            self._show_standing(self.standing)

    @override
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

    @override
    def _escape(self) -> None:
        """Leave the pages first."""
        if self.pages is not None:
            self.close_pages()
        else:
            super()._escape()
