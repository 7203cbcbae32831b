"""The routes of approval (決裁): for each section, or for all, who decides in which order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from oversight.approvals import DEFAULT_ROUTE, EVERY, MOST_STEPS, RouteStep
from oversight.change import Change
from oversight.errors import RefusedError
from oversight.people import StaffRow
from oversight.words import _
from ui.settings.route_form import RouteForm
from ui.settings.saving import StepsPanel, may_change
from ui.shell import Shell
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.text import note

if TYPE_CHECKING:
    from oversight.office import Office

Steps = tuple[RouteStep, ...]


@dataclass(frozen=True)
class Stored:
    """What is in the store: routes by section, who may be named, the sections' names, the one rule."""

    routes: Mapping[str, Steps] = field(default_factory=lambda: {EVERY: DEFAULT_ROUTE})
    staff: tuple[StaffRow, ...] = ()
    sections: tuple[tuple[str, str], ...] = ()
    lets_inspector_end: bool = False


def read_stored(office: Office) -> Stored:
    """Read all that the panel shows; not on the window's thread."""
    staff = tuple(row for row in office.people.list_staff() if row.may_sign_in and row.left_on is None)
    sections = tuple((row.id.hex, row.name) for row in office.people.list_departments())
    ends = office.settings.read().inspector_may_approve_last
    return Stored(office.approvals.read_routes(), staff, sections, ends)


class RoutesPanel(StepsPanel[RouteForm]):
    """Shows one section's route at a time; only what is saved counts."""

    def __init__(self, shell: Shell) -> None:
        form = RouteForm((), (), may_edit=may_change(shell), lets_inspector_end=False)
        super().__init__(shell, form, save=_("決裁の段階を保存する"), put_back=_("はじめの段階に戻す"))
        self._stored = Stored()
        self._working: dict[str, Steps] = dict(self._stored.routes)
        self._section, self._ends = EVERY, False
        self.section = ChoiceField("section", _("所管課"), (), placeholder=_("すべての課（定めのない課）"))
        self._told = note("")
        told = _(
            "確定した検査記録を、だれがどの順に決裁するかです。課ごとに決められます。"
            "変えた段階は、その後に起案したものから使い、回っている記録と済んだ記録には及びません。"
        )
        self._lay_out(note(told), self.section, self._told)
        self.section.edited.connect(self.turn)
        self.save_button.clicked.connect(self.save)
        self.add_button.clicked.connect(self.add_step)
        self.default_button.clicked.connect(self.put_back)

    def read(self) -> None:
        """Read the routes; what is being typed is not written over."""
        office = self._shell.office
        self._shell.read(lambda: read_stored(office), self._show_stored, owner=self)

    def _show_stored(self, stored: Stored) -> None:
        if self.is_changed:
            return
        self._stored = stored
        self._working = dict(stored.routes)
        self.section.set_options(stored.sections)
        self._section = self.section.value() or EVERY
        self._ends = stored.lets_inspector_end
        self._show(self._working.get(self._section, self._working[EVERY]))

    def _show(self, steps: Steps) -> None:
        form = RouteForm(steps, self._stored.staff, may_edit=self._may_edit, lets_inspector_end=self._ends)
        form.unwanted.connect(self.remove_step)
        self._put_in(form)
        self._told.setText(self._told_section())
        self._told.setVisible(self._section != EVERY)
        self.add_button.setEnabled(len(steps) < MOST_STEPS)

    def _told_section(self) -> str:
        if self._section in self._working:
            return _("この課の段階です。")
        return _("この課の定めはありません。変えて保存すると、この課だけの段階になります。")

    @property
    def is_changed(self) -> bool:
        """Tell whether something is typed that is not saved."""
        ends = bool(self.form.ends.value()) if self.form.steps else self._ends
        return ends != self._stored.lets_inspector_end or self._all_typed() != dict(self._stored.routes)

    def _all_typed(self) -> dict[str, Steps]:
        """Return all routes as typed; a section that says what all others do has none of its own."""
        if not self.form.steps:
            return dict(self._working)
        routes, typed = dict(self._working), self.form.typed()
        if self._section in routes or typed != routes[EVERY]:
            routes[self._section] = typed
        return routes

    @Slot()
    def turn(self) -> None:
        """Show the route of another section; what was typed for the one before is kept until saved."""
        self._working, self._ends = self._all_typed(), bool(self.form.ends.value())
        self._section = self.section.value() or EVERY
        self._show(self._working.get(self._section, self._working[EVERY]))

    @Slot()
    def add_step(self) -> None:
        """Add a step after the last; it waits for its post."""
        typed, self._ends = self.form.typed(), bool(self.form.ends.value())
        self._show((*typed, RouteStep("")))
        self.form.point_at(f"{len(typed)}.post")

    @Slot(int)
    def remove_step(self, at: int) -> None:
        """Take a step out; it is back if nothing is saved. The last one stays."""
        typed, self._ends = self.form.typed(), bool(self.form.ends.value())
        if len(typed) == 1:
            self._shell.notices.tell(_("段階は1つ以上要ります。"))
            return
        self._show((*typed[:at], *typed[at + 1 :]))
        self.add_button.setFocus()

    @Slot()
    def put_back(self) -> None:
        """Show the house's own route, for a section that of all others; saving makes it count."""
        self._ends = bool(self.form.ends.value())
        if self._section == EVERY:
            self._show(DEFAULT_ROUTE)
            return
        self._working.pop(self._section, None)
        self._show(self._working[EVERY])

    @Slot()
    def save(self) -> None:
        """Write all routes if records can be sent on them."""
        if not self.form.check():
            return
        routes, ends = self._all_typed(), bool(self.form.ends.value())
        approvals = self._shell.office.approvals

        def finish(_change: Change) -> None:
            self._finish(routes, ends)

        self._shell.do(
            lambda: approvals.change_routes(routes, inspector_may_approve_last=ends),
            finish,
            self._fail,
            owner=self,
        )

    def _finish(self, routes: dict[str, Steps], ends: bool) -> None:
        stored = self._stored
        self._stored = Stored(routes, stored.staff, stored.sections, ends)
        self._working, self._ends = dict(routes), ends
        self._show(self._working.get(self._section, self._working[EVERY]))
        self._shell.notices.tell(_("決裁の段階を保存しました。"))

    def _fail(self, error: Exception) -> None:
        if not (isinstance(error, RefusedError) and self.form.show_at(error)):
            self._shell.notices.show_error(error)
