"""How a version is signed, in a few lines, with the way to sign it."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.access import Deed, may
from oversight.inspections.signature_rows import Soundness
from oversight.words import _
from ui.inspections.signing.opening import open_signing
from ui.inspections.signing.standing import (
    Standing,
    read_standing,
    told_missing,
    told_signature,
    told_signer,
    told_state,
)
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.text import Tag, prose


class SigningOffer(QWidget):
    """Reads by itself; ``shown`` follows. ``in_full`` tells each signer, else only how many are missing."""

    shown = Signal()

    def __init__(
        self,
        shell: Shell,
        record_id: UUID,
        *,
        in_full: bool = False,
        is_first: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shell, self._record_id, self._in_full = shell, record_id, in_full
        kind = ButtonKind.PRIMARY if is_first else ButtonKind.LINE
        self.button = Button(_("署名へ進む"), kind=kind, icon="pencil")
        self.told = prose("")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(8))
        self._column.addWidget(self.told)
        self._column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.setVisible(may(shell.office.actor, Deed.SIGN_RECORD))
        self.button.clicked.connect(self.open)
        shell.read(lambda: read_standing(shell.office, record_id), self._show, self._fail, owner=self)

    def _show(self, standing: Standing) -> None:
        self.told.say(told_missing(standing))
        if not standing.sheet.missing:
            self.button.setText(_("署名を見る"))
        if not standing.check.is_unchanged:
            self._column.insertWidget(0, Tag(standing.check.sentence, Tone.DANGER))
        for signer in standing.sheet.signers:
            check = standing.check_of(signer)
            if check is not None and (self._in_full or check.soundness is not Soundness.SOUND):
                state, _tone = told_state(standing, signer)
                told = f"{told_signer(signer)}　{state}\n{told_signature(standing, signer)}"
                self._column.insertWidget(self._column.count() - 1, prose(told))
        self.shown.emit()

    def _fail(self, error: Exception) -> None:
        self.told.say(str(error))
        self.button.hide()

    @Slot()
    def open(self) -> None:
        """Open the page of signatures."""
        open_signing(self._shell, self._record_id, owner=self)
