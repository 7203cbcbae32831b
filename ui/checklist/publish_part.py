"""Publishing a draft: what changed and why, what differs, and that it can never be changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from oversight.change import Change
from oversight.words import _
from ui.checklist.difference_list import DifferenceList
from ui.checklist.keeper import Kept
from ui.deed_form import Deed, DeedForm
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.choice_fields import YesNoField
from ui.widgets.fields import MultiLineField
from ui.widgets.text import section


class PublishPart(QWidget):
    """The form, and beside it the differences; ``place_wanted`` carries the id of one gone to."""

    place_wanted = Signal(str)

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self.published_id: UUID | None = None
        self.differences = DifferenceList()
        self._beside = QWidget()
        column = QVBoxLayout(self._beside)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section(_("元の版との違い")))
        column.addWidget(self.differences, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(current_theme().space(32))
        self.differences.place_wanted.connect(self.place_wanted)

    def hold(self, stack: QStackedWidget) -> None:
        """Take the place in which the form is shown."""
        self._row.addWidget(stack, 45)
        self._row.addWidget(self._beside, 55)

    def form_for(self, kept: Kept, *, has_base: bool) -> DeedForm:
        """Return the form that publishes the draft as it is kept."""
        self._beside.setVisible(has_base)
        checklists, revision = self._shell.office.checklists, kept.revision

        def deed(values: Mapping[str, Any]) -> Change:
            change = checklists.publish(
                kept.draft_id, revision=revision, change_note=values["change_note"], use=bool(values["use"])
            )
            self.published_id = change.row_id
            return change

        return publish_form(self._shell, deed)


def publish_form(shell: Shell, deed: Deed) -> DeedForm:
    """Return the form: the reason, and whether new inspections take the edition."""
    hint = _("点検表の一覧と記録簿に残ります。")
    note = MultiLineField("change_note", _("何を、なぜ変えたか"), is_required=True, hint=hint)
    yes, no = _("今から使う"), _("まだ使わない")
    use = YesNoField("use", _("新しい検査に使う"), yes=yes, no=no, is_required=True)
    form = DeedForm(
        shell,
        heading=_("点検表を公開する"),
        verb=_("公開する"),
        explained=_(
            "公開した版は、だれも二度と変えられません。これまでの検査の記録は、そのときの版のまま残ります。"
            "公開した後の手直しは、新しい案を作って行います。"
        ),
        fields=(note, use),
        deed=deed,
    )
    form.form.fill({"use": True})
    return form
