"""The form of one section: its id, its title, whether it is filled several times."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import Signal, Slot
from typing_extensions import override

from oversight.words import _
from ui.checklist.condition_field import ConditionField
from ui.checklist.part_form import Part, PartForm
from ui.checklist.record_kinds import both_lines
from ui.widgets.choice_fields import YesNoField
from ui.widgets.fields import Field, TextField


class SectionForm(PartForm):
    """``id_wanted`` carries another id."""

    id_wanted = Signal(str)

    def __init__(self, document: Callable[[], Mapping[str, Any]]) -> None:
        super().__init__()
        self.own_id = TextField("id", _("区分の記号"), is_required=True)
        self.add(self.own_id)
        for line in both_lines("title", _("区分の題名"), is_required=True):
            self.add(line)
        self.repeats = YesNoField(
            "repeats",
            _("部屋や人ごとに繰り返す"),
            yes=_("繰り返す"),
            no=_("1回だけ"),
            hint=_("繰り返す区分は、検査のときに必要な数だけ加えられます。"),
        )
        self.add(self.repeats)
        hint = _("空けておくと、検査員が加えます。例: ${ORG-01.count}")
        self.count = ConditionField("repeat_count", _("繰り返す回数の式"), document, hint=hint)
        self.add(self.count)
        self.own_id.line.editingFinished.connect(self._ask_id)

    @override
    def written_fields(self) -> Mapping[str, Field]:
        return {name: field for name, field in self.fields.items() if name != "id"}

    def show_section(self, part: Part, *, is_published: bool) -> None:
        """Fill the form with a section; a published id stays."""
        self.own_id.set_value(part.get("id"))
        self.own_id.line.setReadOnly(is_published)
        self.own_id.say_hint(_("公開した版にある記号は変えられません。") if is_published else "")
        self.show_part({"repeats": False, **part})
        self._fit()

    @override
    def part_now(self) -> dict[str, Any]:
        self._fit()
        part = super().part_now()
        if part.get("repeats"):
            return part
        return {key: value for key, value in part.items() if key not in ("repeats", "repeat_count")}

    def _fit(self) -> None:
        self.count.setVisible(bool(self.repeats.value()))

    @Slot()
    def _ask_id(self) -> None:
        wanted = self.own_id.value()
        if wanted != self.part.get("id") and not self.own_id.line.isReadOnly():
            self.id_wanted.emit(wanted)
