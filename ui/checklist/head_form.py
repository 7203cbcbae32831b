"""The form of what belongs to no section: title, when a record is complete, facts, sources, retired items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal, Slot
from typing_extensions import override

from oversight.checklist.condition_telling import MARK_WORDS
from oversight.words import _, mark
from ui.checklist.part_form import Part, PartForm
from ui.checklist.record_kinds import both_lines, facts, sources
from ui.checklist.tree_model import told
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.choice_fields import MultiChoiceField, YesNoField
from ui.widgets.columns import Column
from ui.widgets.flow import Flow
from ui.widgets.row_table import RowTable
from ui.widgets.text import note, section

Retired = Mapping[str, Any]


class HeadForm(PartForm):
    """``return_wanted`` carries the id of a retired item to be taken back."""

    return_wanted = Signal(str)

    def __init__(self, document: Callable[[], Mapping[str, Any]], today: dt.date) -> None:
        super().__init__()
        for line in both_lines("title", _("点検表の題名"), is_required=True):
            self.add(line)
        self.add(facts(document))
        self.add(sources(today))
        self.add_section(_("記録がそろったとみなす決まり"))
        for name, label in _RULES:
            self.add(YesNoField(f"rules.{name}", _(label), is_required=True))
        marks = [(each.value, _(word)) for each, word in MARK_WORDS.items()]
        self.add(MultiChoiceField("rules.values_owed_on", _("必須の欄が要る答え"), marks))
        self.add(MultiChoiceField("rules.samples_owed_on", _("母数と抽出数が要る答え"), marks))
        self._lay_retired()

    def _lay_retired(self) -> None:
        self.retired_heading = section(_("廃止した点検項目"))
        self.retired_note = note(_("廃止した番号は、ほかの問いには使えません。"))
        self.retired: RowTable[Retired] = RowTable(
            (
                Column(mark("番号"), lambda one: str(one.get("id", ""))),
                Column(mark("題名"), lambda one: told(one.get("title")), stretch=2),
                Column(mark("廃止の理由"), lambda one: str(one.get("reason", "")), stretch=2),
            ),
            name=_("廃止した点検項目"),
            key=lambda one: str(one.get("id", "")),
        )
        self.return_button = Button(_("廃止を取り消す"), icon="arrow-back-up")
        self.return_button.setEnabled(False)
        self._parts = (self.retired_heading, self.retired_note, self.retired, self.return_button)
        for widget in self._parts[:3]:
            self.add_widget(widget)
        row = Flow()
        row.addWidget(self.return_button)
        self.column.addLayout(row)
        self.retired.row_chosen.connect(self._follow)
        self.return_button.clicked.connect(self._ask_return)
        self._returnable: Collection[str] = ()
        self._is_read_only = False

    def show_head(self, document: Part, returnable: Collection[str]) -> None:
        """Fill the form; ``returnable`` are the retired items whose content is still known."""
        self.show_part(document)
        self._returnable = returnable
        retired: Sequence[Retired] = document.get("retired", ())
        self.retired.replace_rows(list(retired))
        rows = min(max(len(retired), 1), 6) + 1
        self.retired.setFixedHeight(rows * current_theme().row_height + 4)
        for widget in self._parts:
            widget.setVisible(bool(retired))
        self.return_button.setVisible(bool(retired) and not self._is_read_only)

    @override
    def set_read_only(self, is_read_only: bool) -> None:
        """Let the head be read but not changed."""
        super().set_read_only(is_read_only)
        self._is_read_only = is_read_only

    @Slot(object)
    def _follow(self, one: Retired | None) -> None:
        self.return_button.setEnabled(one is not None and one.get("id") in self._returnable)

    @Slot()
    def _ask_return(self) -> None:
        if self.retired.chosen is not None:
            self.return_wanted.emit(str(self.retired.chosen.get("id", "")))


_RULES = (
    ("finding_on_nonconforming", mark("不適には指摘の内容が要る")),
    ("reason_on_not_applicable", mark("非該当には理由が要る")),
    ("severity_a_forbids_no_problem", mark("重大性Aの不適があれば「問題なし」にできない")),
)
