"""Which checklist an inspection takes: asked where more than one is in use, and only while it is planned."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from typing_extensions import override

from oversight.words import _
from ui.widgets.choice_fields import ChoiceField

if TYPE_CHECKING:
    from oversight.checklist.rows import EditionLine


class ChecklistField(ChoiceField):
    """``value`` is the identifier of an edition; None stands for the usual one."""

    def __init__(self, checklists: Sequence[EditionLine], *, is_planned: bool) -> None:
        usual = next((line for line in checklists if line.is_usual), None)
        others = [line for line in checklists if not line.is_usual]
        placeholder = _("ふだん使う点検表: {title}").format(title=_told(usual)) if usual is not None else ""
        self.is_offered = len(checklists) > 1 and not is_planned
        super().__init__(
            "edition_id",
            _("点検表"),
            [(line.id, _told(line)) for line in others],
            placeholder=placeholder,
            hint=_("検査は、始めたときの版のまま残ります。"),
        )

    @override
    def value(self) -> Any:
        return super().value() if self.is_offered else None


def _told(line: EditionLine) -> str:
    return _("{title} 第{number}版").format(title=line.title, number=line.number)
