"""A condition: the expression, what is wrong with it or what it says, and an aid that writes comparisons."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout
from typing_extensions import override

from oversight.checklist.condition_telling import (
    Comparison,
    answers_of,
    comparisons_of,
    joined,
    read_condition,
    written_comparison,
)
from oversight.checklist.half_written import edition_around
from oversight.checklist.logic import find_referred
from oversight.errors import OversightError
from oversight.words import _, mark
from ui.checklist.names_offered import names_offered
from ui.theme import current_theme
from ui.widgets.buttons import Button, ToggleButton
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.fields import MultiLineField, TextField
from ui.widgets.flow import Flow

Document = Mapping[str, Any]

_WAYS = {
    Comparison.EQUAL: mark("である"),
    Comparison.UNEQUAL: mark("でない"),
    Comparison.SELECTED: mark("がある"),
    Comparison.AT_LEAST: mark("以上"),
    Comparison.AT_MOST: mark("以下"),
    Comparison.MORE: mark("より大きい"),
    Comparison.LESS: mark("より小さい"),
}


class ConditionField(MultiLineField):
    """``document`` gives what the names of the condition are looked up in."""

    def __init__(
        self, name: str, label: str, document: Callable[[], Document], *, of_value: bool = False, **rest: Any
    ) -> None:
        super().__init__(name, label, rows=2, **rest)
        self._document, self._of_value = document, of_value
        self._plain_hint = str(rest.get("hint", ""))
        self.aid_button = ToggleButton(_("条件を組み立てる"))
        self.aid_button.setAccessibleName(_("{label}を組み立てる").format(label=label))
        self.aid: ConditionAid | None = None
        row = Flow()
        row.addWidget(self.aid_button)
        self.column.addLayout(row)
        self.aid_button.toggled.connect(self._show_aid)
        self.edited.connect(self.tell)

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(value)
        self.tell()

    @override
    def show_error(self, sentence: str) -> None:
        """Show a sentence; taking it away shows again what is wrong with the condition itself."""
        super().show_error(sentence or self._written().fault)

    def _written(self) -> Any:
        source = self.value()
        return read_condition(edition_around(self._document(), source), source, of_value=self._of_value)

    @Slot()
    def tell(self) -> None:
        """Tell what is wrong with the condition, or what it says."""
        written = self._written()
        super().show_error(written.fault)
        self.say_hint(written.told or self._plain_hint)

    @override
    def set_read_only(self, is_read_only: bool) -> None:
        super().set_read_only(is_read_only)
        self.aid_button.setHidden(is_read_only)

    @Slot(bool)
    def _show_aid(self, is_shown: bool) -> None:
        if self.aid is None:
            self.aid = ConditionAid(self._document, of_value=self._of_value)
            self.aid.and_button.clicked.connect(self._add_and)
            self.aid.or_button.clicked.connect(self._add_or)
            self.column.addWidget(self.aid)
        self.aid.setVisible(is_shown)
        if is_shown:
            self.aid.offer()
            self.aid.name.setFocus()

    @Slot()
    def _add_and(self) -> None:
        self._add("and")

    @Slot()
    def _add_or(self) -> None:
        self._add("or")

    def _add(self, word: str) -> None:
        written = self.aid.written() if self.aid is not None else ""
        if not written:
            return
        try:
            self.set_value(joined(self.value(), written, word))
        except OversightError:
            return  # what stands there cannot be read: the fault is told beneath it
        self._note_edit()


class ConditionAid(QFrame):
    """Chooses a name, how it is compared, and with what."""

    def __init__(self, document: Callable[[], Document], *, of_value: bool) -> None:
        super().__init__()
        self._document, self._of_value = document, of_value
        self.setProperty("piece", "card")
        self.name = ChoiceField("name", _("何が"), ())
        self.way = ChoiceField("way", _("どうである"), ())
        self.answer = ChoiceField("answer", _("答え"), ())
        self.typed = TextField("typed", _("値"))
        self.and_button = Button(_("条件に加える（かつ）"), icon="plus")
        self.or_button = Button(_("条件に加える（または）"), icon="plus")
        column = QVBoxLayout(self)
        space = current_theme().space
        column.setContentsMargins(space(12), space(12), space(12), space(12))
        column.setSpacing(space(8))
        for field in (self.name, self.way, self.answer, self.typed):
            column.addWidget(field)
        deeds = Flow()
        deeds.addWidget(self.and_button)
        deeds.addWidget(self.or_button)
        column.addLayout(deeds)
        self.name.edited.connect(self._fit)

    def offer(self) -> None:
        """Offer the names there are now."""
        own = [(".", _("この値"))] if self._of_value else []
        self.name.set_options([*own, *names_offered(self._document())])
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """Offer the comparisons and answers that fit the name."""
        name = self.name.value()
        referred = None if name in (None, ".") else find_referred(_around(self._document(), name), name)
        ways = tuple(Comparison) if name == "." else comparisons_of(referred)
        self.way.set_options([(way, _(_WAYS[way])) for way in ways])
        if self.way.value() is None and ways:
            self.way.set_value(ways[0])
        answers = answers_of(referred)
        self.answer.set_options(list(answers.items()))
        self.answer.setVisible(bool(answers))
        self.typed.setVisible(not answers)

    def written(self) -> str:
        """Return the comparison as an expression; nothing, and say what is missing, while it is not whole."""
        name, way = self.name.value(), self.way.value()
        for field in (self.name, self.way):
            field.show_error("" if field.value() is not None else _("選んでください。"))
        if name is None or way is None:
            return ""
        chosen = self.answer.value() if not self.answer.isHidden() else self.typed.value()
        if chosen is None:
            self.answer.show_error(_("選んでください。"))
            return ""
        written = written_comparison(str(name), way, str(chosen))
        return written.replace("${.}", ".")


def _around(document: Document, name: str) -> Any:
    return edition_around(document, f"${{{name}}}")
