"""Making a vault: the city, its section, the first person, the passphrase, and a warning."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QHBoxLayout

from oversight.errors import RefusedError
from oversight.words import _
from ui.background import Background
from ui.passphrase_pair import PassphrasePair
from ui.vault import door
from ui.vault.panel import DoorPanel
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import beside
from ui.widgets.error_box import ErrorBox
from ui.widgets.fields import Field, TextField
from ui.widgets.text import prose, section

if TYPE_CHECKING:
    from oversight.clock import Clock


class CreatePage(DoorPanel):
    """``opened`` carries the ``door.Entry`` of the new vault; ``back_wanted`` goes back to unlocking."""

    opened = Signal(object)
    back_wanted = Signal()

    def __init__(self, background: Background, clock: Clock, parent_folder: Path | None = None) -> None:
        super().__init__(_("新しい保管庫を作る"))
        self._background, self._clock = background, clock
        folder = (parent_folder or Path.home()) / "Oversight"
        self.folder_field = TextField("folder", _("置き場所"), is_required=True)
        self.folder_field.set_value(str(folder))
        self.city_field = TextField("city", _("市区町村"), is_required=True, placeholder=_("例: 札幌市"))
        self.section_field = TextField("section", _("所管課"), is_required=True)
        self.name_field = TextField("name", _("あなたの氏名"), is_required=True)
        self.post_field = TextField("post", _("職"), placeholder=_("例: 係長"))
        self.user_field = TextField("user_id", _("利用者ID"), is_required=True)
        self.passphrases = PassphrasePair(background, self.user_field.value)
        self.choose_button = Button(_("選ぶ"), kind=ButtonKind.QUIET, icon="folder-open")
        self.errors = ErrorBox()
        self.create_button = Button(_("保管庫を作る"), kind=ButtonKind.PRIMARY, icon="shield-lock")
        self.back_button = Button(_("戻る"), icon="arrow-left")
        self._lay_out()
        self.choose_button.clicked.connect(self.choose_folder)
        self.create_button.clicked.connect(self.make_vault)
        self.back_button.clicked.connect(self.back_wanted)

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.addWidget(self.folder_field, 1)
        self.choose_button.setAccessibleName(_("置き場所のフォルダーを選ぶ"))
        place.addWidget(self.choose_button)
        self.column.addLayout(place)
        self.column.addWidget(beside(self.city_field, self.section_field))
        self.column.addWidget(beside(self.name_field, self.post_field))
        self.column.addWidget(self.user_field)
        self.column.addWidget(self.passphrases)
        warned = _(
            "パスフレーズを忘れると、誰にも記録を開けません。作ったあとに、回復用紙を印刷し、鍵のかかる書庫などに保管してください。"
        )
        self.column.addWidget(section(_("忘れると開けません")))
        self.column.addWidget(prose(warned))
        self.column.addWidget(self.errors)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back_button)
        buttons.addStretch(1)
        buttons.addWidget(self.create_button)
        self.column.addLayout(buttons)

    @property
    def _fields(self) -> tuple[Field, ...]:
        return (
            self.folder_field,
            self.city_field,
            self.section_field,
            self.name_field,
            self.post_field,
            self.user_field,
        )

    @Slot()
    def choose_folder(self) -> None:
        """Let the user point at the place for the new folder."""
        chosen = QFileDialog.getExistingDirectory(self, _("置き場所のフォルダーを選ぶ"), str(Path.home()))
        if chosen:
            self.folder_field.set_value(str(Path(chosen) / "Oversight"))

    @Slot()
    def make_vault(self) -> None:
        """Make the vault."""
        self.errors.clear()
        wrong = [field for field in self._fields if not field.check()]
        if wrong:
            wrong[0].setFocus()
            self.reveal(wrong[0])
            return
        if not self.passphrases.check():
            return
        new = door.NewOffice(
            folder=Path(self.folder_field.value()),
            city=self.city_field.value(),
            section=self.section_field.value(),
            name=self.name_field.value(),
            post=self.post_field.value(),
            user_id=self.user_field.value(),
            passphrase=self.passphrases.value(),
        )
        self.busy(True)
        self._background.run(
            lambda: door.create(new, self._clock),
            self._enter,
            self._fail,
            owner=self,
            what=_("保管庫を作っています"),
        )

    def _enter(self, entry: door.Entry) -> None:
        self.busy(False)
        self.passphrases.wipe()
        self.opened.emit(entry)

    def _fail(self, error: Exception) -> None:
        self.busy(False)
        if isinstance(error, RefusedError) and error.field in ("passphrase", "user_id"):
            field = self.user_field if error.field == "user_id" else self.passphrases.first
            field.show_error(str(error))
            field.setFocus()
            self.reveal(field)
            return
        self.errors.say_error(error, self.create_button)
        self.reveal(self.errors)
