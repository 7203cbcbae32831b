"""What a vault just made offers first: the recovery sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal

from oversight.words import _
from ui.background import Background
from ui.notices import Notices
from ui.recovery_sheet import RecoverySheet
from ui.vault.panel import DoorPanel
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.lead_focus import lead_focus
from ui.widgets.text import prose

if TYPE_CHECKING:
    from oversight.office import Office


class RecoveryOffer(DoorPanel):
    """Shown once, when a vault has just been made; ``done`` goes on to the first page."""

    done = Signal()

    def __init__(self, office: Office, background: Background, notices: Notices) -> None:
        super().__init__(_("保管庫ができました"), _("使い始める前に、回復用紙を作ってください。"))
        self.sheet = RecoverySheet(office, background, notices)
        self.go_button = Button(_("使い始める"), kind=ButtonKind.PRIMARY, icon="arrow-right")
        self.column.addWidget(self.sheet)
        self.column.addWidget(prose(_("あとで作るときは、設定の画面から作れます。"), "sub"))
        self.column.addWidget(self.go_button, 0, Qt.AlignmentFlag.AlignRight)
        self.go_button.clicked.connect(self.done)
        lead_focus(self, self.sheet.print_button)
