"""Asks why an item, or a section with its items, is retired."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.words import _
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.fields import MultiLineField
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.text import prose


class RetireForm(QWidget):
    """``agreed`` carries the reason, ``declined`` follows the way back."""

    agreed = Signal(str)
    declined = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.said = prose("")
        self.reason = MultiLineField("reason", _("廃止の理由"), is_required=True)
        self.do_button = Button(_("廃止する"), kind=ButtonKind.PRIMARY, icon="trash")
        self.back_button = Button(_("やめる"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(12))
        column.addWidget(self.said)
        column.addWidget(self.reason)
        deeds = Flow()
        deeds.addWidget(self.do_button)
        deeds.addWidget(self.back_button)
        column.addLayout(deeds)
        column.addStretch(1)
        lead_focus(self, self.reason)
        self.do_button.clicked.connect(self._agree)
        self.back_button.clicked.connect(self.declined)

    def begin(self, told: str) -> None:
        """Ask anew."""
        self.said.setText(
            _("{what}を廃止します。番号と題名は「廃止した点検項目」に残り、あとで取り消せます。").format(
                what=told
            )
        )
        self.reason.set_value("")
        self.reason.show_error("")

    @Slot()
    def _agree(self) -> None:
        if self.reason.check():
            self.agreed.emit(self.reason.value())
        else:
            self.reason.setFocus()
