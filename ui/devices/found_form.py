"""A device found inside an area that nobody declared: what, whose visit, where and how; then a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from typing_extensions import override

from oversight.access import Deed, may
from oversight.change import Change
from oversight.clock import at_japan, day_of
from oversight.devices import AreaRow, DeviceClass, DoorPointRow, VisitRow
from oversight.words import _
from ui.deed_form import DeedForm
from ui.point_forms import OpenPoint, finding_of
from ui.shell import Shell
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.fields import MultiLineField

if TYPE_CHECKING:
    from oversight.office import Office


@dataclass(frozen=True)
class FoundChoices:
    """The classes offered, and the visits it may belong to: of those inside, and of today."""

    area: AreaRow
    classes: tuple[DeviceClass, ...]
    visits: tuple[VisitRow, ...]


def read_choices(office: Office, area: AreaRow) -> FoundChoices:
    """Read what a found device may be and whose: those inside first, then the newest of today."""
    today = office.desk.today()
    inside = [row.visit for row in office.visits.inside_now(area.id)]
    of_today = [
        each for each in office.visits.list_visits(area.id, today) if day_of(each.entered_at) == today
    ]
    visits = {each.id: each for each in (*inside, *reversed(of_today))}
    return FoundChoices(area, office.areas.list_classes(), tuple(visits.values()))


class FoundForm(DeedForm):
    """``noted`` follows ``done`` and carries the point that was made."""

    noted = Signal(object)

    def __init__(self, shell: Shell, choices: FoundChoices) -> None:
        self._area_id, self._visits = choices.area.id, shell.office.visits
        self._point: DoorPointRow | None = None
        classes = [(each.id, each.told) for each in choices.classes]
        visits = [(each.id, _told_visit(each)) for each in choices.visits]
        super().__init__(
            shell,
            heading=_("申告のない機器の発見を記録する"),
            verb=_("見つけたことを記録する"),
            explained=_(
                "区域内で申告のない機器を見つけたことを、注意点として残します。続けて指摘にできます。"
            ),
            fields=(
                ChoiceField("class_id", _("機器の種類"), classes, is_required=True),
                ChoiceField("visit_id", _("だれの入室か"), visits, placeholder=_("分からない")),
                MultiLineField("note", _("どこで、どのように見つけたか"), rows=3, is_required=True),
            ),
            deed=self._note,
        )

    def _note(self, values: Mapping[str, Any]) -> Change:
        change = self._visits.note_found_device(
            self._area_id, values["class_id"], values["note"], visit_id=values["visit_id"]
        )
        points = self._visits.list_points(area_id=self._area_id)
        self._point = next(each for each in points if each.id == change.row_id)
        return change

    @override
    def _finish(self, change: Change) -> None:
        super()._finish(change)
        self.noted.emit(self._point)


class FoundWay(QObject):
    """Asks for a found device, then for the finding made of it; ``form_wanted`` carries each form."""

    form_wanted = Signal(object)

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell

    def ask(self, area: AreaRow) -> None:
        """Ask what was found in an area."""
        self._shell.read(partial(read_choices, self._shell.office, area), self._ask, owner=self)

    def _ask(self, choices: FoundChoices) -> None:
        form = FoundForm(self._shell, choices)
        form.noted.connect(self._offer_finding)
        self.form_wanted.emit(form)

    @Slot(object)
    def _offer_finding(self, point: DoorPointRow) -> None:
        office = self._shell.office
        if may(office.actor, Deed.EDIT_FINDING):
            open_point = OpenPoint(office.visits, point.id, point.told, point.version)
            self.form_wanted.emit(finding_of(self._shell, open_point))


def _told_visit(visit: VisitRow) -> str:
    entered = f"{at_japan(visit.entered_at):%H:%M}"
    told = _("第{number}号 {person}").format(number=visit.number, person=visit.person)
    return " ".join(part for part in (told, visit.organisation, entered) if part)
