"""A field that finds one of many by any spelling: 高橋 finds 髙橋, ｻｯﾎﾟﾛ finds サッポロ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Slot
from PySide6.QtWidgets import QCompleter
from typing_extensions import override

from oversight.japanese import fold
from oversight.words import _
from ui.widgets.fields import TextField

MOST_SHOWN = 30


@dataclass(frozen=True)
class Pick:
    """One of many: its value, its word, and what else it is found by."""

    value: Any
    word: str
    found_by: str = ""


class PickerField(TextField):
    """One of many, by typing a part of it; ``value`` is None until the text is one of the words."""

    def __init__(self, name: str, label: str, picks: Sequence[Pick] = (), **options: Any) -> None:
        super().__init__(name, label, placeholder=_("名称や番号の一部を入力"), **options)
        self._shown = QStringListModel(self)
        self._completer = QCompleter(self._shown, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.line.setCompleter(self._completer)
        self.line.textEdited.connect(self._narrow)
        self._completer.activated.connect(self._note_edit)
        self.set_picks(picks)

    def set_picks(self, picks: Sequence[Pick]) -> None:
        """Offer others; the word in the field stays."""
        self._by_word = {pick.word: pick.value for pick in picks}
        self._folded = [(fold(f"{pick.word}{pick.found_by}"), pick.word) for pick in picks]
        self._narrow(self.line.text())

    @Slot(str)
    def _narrow(self, text: str) -> None:
        wanted = fold(text)
        found = [word for folded, word in self._folded if wanted in folded]
        self._shown.setStringList(found[:MOST_SHOWN])

    @override
    def value(self) -> Any:
        text = self.line.text().strip()
        if text in self._by_word:
            return self._by_word[text]
        wanted = fold(text)
        found = {word for folded, word in self._folded if wanted and wanted in folded}
        return self._by_word[found.pop()] if len(found) == 1 else None

    @property
    def typed(self) -> str:
        """Return the text as typed."""
        return self.line.text().strip()

    @override
    def set_value(self, value: Any) -> None:
        words = [word for word, each in self._by_word.items() if each == value and value is not None]
        self.line.setText(words[0] if words else "")

    @override
    def wrong(self) -> str:
        if self.typed and self.value() is None:
            return _("一覧にありません。一部を入力して、一覧から選んでください。")
        return super().wrong()
