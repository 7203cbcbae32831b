"""What a person chooses for their eyes; applied at once, on this machine only."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QTimer, Slot

from oversight.words import _
from ui.looks import SIZES, Look, Looks
from ui.widgets.choice_fields import OneOfField
from ui.widgets.form_panel import FormPanel


class LookPanel(FormPanel):
    """Language, theme, text size."""

    def __init__(self, looks: Looks) -> None:
        super().__init__()
        self._looks = looks
        self.language_field = OneOfField(
            "language", _("言語 / Language"), (("ja", "日本語"), ("en", "English"))
        )
        self.theme_field = OneOfField(
            "theme",
            _("明るさ"),
            (("system", _("パソコンの設定に合わせる")), ("light", _("明るい")), ("dark", _("暗い"))),
        )
        self.size_field = OneOfField(
            "text_percent", _("文字の大きさ"), tuple((size, f"{size}%") for size in SIZES)
        )
        self.add_section(_("画面"), _("このパソコンだけの設定です。選ぶとすぐに変わります。"))
        self.add(self.language_field)
        self.add(self.theme_field)
        self.add(self.size_field)
        look = looks.look
        self.fill({"language": look.language, "theme": look.theme, "text_percent": look.text_percent})
        self.edited.connect(self._wait)
        self._pending = QTimer(self, singleShot=True, interval=0)
        self._pending.timeout.connect(self._apply)

    @Slot()
    def _wait(self) -> None:
        """Apply after the click has ended: the desk is built anew."""
        self._pending.start()

    @Slot()
    def _apply(self) -> None:
        look: Look = replace(self._looks.look, **self.values())
        self._looks.choose(look)
