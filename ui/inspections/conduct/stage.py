"""The right side of the mode: an item, the closing page or the record, whichever one stands at."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from oversight.access import Deed, may
from oversight.findings import corrective_due
from oversight.sampling import rules_of
from oversight.settings import OfficeSettings
from oversight.words import _, mark
from ui.inspections.conduct.closing_view import ClosingView
from ui.inspections.conduct.course import CLOSING, FINISH, Course
from ui.inspections.conduct.finding_fields import Due
from ui.inspections.conduct.finish_view import FinishView
from ui.inspections.conduct.item_view import ItemView
from ui.inspections.conduct.photo_strip import PhotoStrip
from ui.shell import Shell

_STEP_WORDS = {CLOSING: mark("立会・講評"), FINISH: mark("記録の確定")}


class Stage(QStackedWidget):
    """Holds one of three views; each is built once."""

    def __init__(self, shell: Shell, course: Course, settings: OfficeSettings) -> None:
        super().__init__()
        detail = course.detail
        self._settings = settings
        may_declare = may(shell.office.actor, Deed.DECLARE_NOT_INDIVIDUAL_NUMBER)
        self.photos = PhotoStrip(is_forbidden=detail.photography_forbidden)
        self.item = ItemView(detail.edition, self.photos, may_declare=may_declare)
        self.item.panel.judge = course.relevance_with
        self.item.panel.rules = rules_of(settings.sampling_rates, settings.sampling_confidences)
        self.closing = ClosingView(
            organisation=detail.subcontractor or detail.contractor, may_declare=may_declare
        )
        self.finish = FinishView(shell, detail)
        names = (_("点検項目"), *(_(word) for word in _STEP_WORDS.values()))
        for view, name in zip((self.item, self.closing, self.finish), names, strict=True):
            view.setAccessibleName(name)
            self.addWidget(view)
        self.closing.show_detail(detail)

    def show_place(self, course: Course) -> None:
        """Show where one stands."""
        if course.position == CLOSING:
            self.setCurrentWidget(self.closing)
        elif course.position == FINISH:
            self.finish.show_course(course)
            self.setCurrentWidget(self.finish)
        else:
            self._show_item(course)
            self.setCurrentWidget(self.item)
        self._announce(course)

    def _show_item(self, course: Course) -> None:
        item, section = course.item, course.section()
        if item is None or section is None:
            return
        detail = course.detail
        number, count = course.place_in_section()
        place = _("{section} {number}/{count}").format(
            section=section.title.spoken(), number=number, count=count
        )
        found_on, rules = detail.conducted_on or detail.planned_on, self._settings
        due = Due(corrective_due(item.severity, found_on, rules), rules.corrective_days[item.severity.value])
        self.item.show_item(
            item,
            place,
            course.draft_of(item.id),
            detail.previous.get(item.id),
            due,
        )
        reported = detail.reported
        self.item.show_reported(item.id, reported.statements.get(item.id, ()), reported.points_of(item.id))

    def _announce(self, course: Course) -> None:
        """Tell readers aloud what is now asked."""
        item = course.item
        said = f"{item.id} {item.title.spoken()}" if item is not None else _(_STEP_WORDS[course.position])
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))

    def holds(self, widget: QWidget | None) -> bool:
        """Tell whether a widget stands in here."""
        return widget is not None and self.isAncestorOf(widget)
