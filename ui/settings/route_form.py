"""The steps of one route of approval as a form: post, who may decide, who may for another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oversight.access import ROLE_WORDS, Role
from oversight.approvals import RouteStep, checked_route
from oversight.errors import RefusedError
from oversight.people import StaffRow
from oversight.words import _
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import MultiChoiceField, YesNoField
from ui.widgets.fields import Field, TextField
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel

_NAMES = ("post", "roles", "staff", "allows_proxy", "proxies")
_DECIDING = tuple(role for role in Role if role is not Role.AUDITOR)


class RouteForm(FormPanel):
    """One section for each step, in order, then the rule for all sections of the city.

    ``unwanted`` carries the place of a step to be taken out.
    """

    unwanted = Signal(int)

    def __init__(
        self,
        steps: Sequence[RouteStep],
        staff: Sequence[StaffRow],
        *,
        may_edit: bool,
        lets_inspector_end: bool,
    ) -> None:
        super().__init__()
        self.steps = tuple(steps)
        self._staff: list[tuple[UUID, str]] = [(row.id, f"{row.post} {row.name}".strip()) for row in staff]
        self.remove_buttons: list[Button] = []
        for at, step in enumerate(self.steps):
            self._add_step(at, step, may_edit=may_edit)
        self._add_rule(may_edit=may_edit, lets_inspector_end=lets_inspector_end)
        self.fill({})

    def _add_rule(self, *, may_edit: bool, lets_inspector_end: bool) -> None:
        told = _("検査をした職員が最後の決裁をすること")
        self.ends = YesNoField("ends", told, yes=_("認める"), no=_("認めない"))
        self.ends.set_value(lets_inspector_end)
        self.ends.set_read_only(not may_edit)
        self.add_section(_("すべての課に共通の決まり"))
        self.add(self.ends)

    def _add_step(self, at: int, step: RouteStep, *, may_edit: bool) -> None:
        heading = _("{number} {title}").format(number=at + 1, title=step.post or _("新しい段階"))
        self.add_section(heading)
        for field in self._step_fields(at, step):
            self.add(field)
        for name in _NAMES:
            self.fields[f"{at}.{name}"].set_value(getattr(step, name))
            self.fields[f"{at}.{name}"].set_read_only(not may_edit)
        if may_edit:
            self._add_removal(at, heading)

    def _step_fields(self, at: int, step: RouteStep) -> Iterator[Field]:
        roles = [(role, _(ROLE_WORDS[role])) for role in _DECIDING]
        yield TextField(f"{at}.post", _("職（係長、課長など）"), is_required=True)
        yield MultiChoiceField(f"{at}.roles", _("決裁できる権限"), roles)
        yield MultiChoiceField(
            f"{at}.staff",
            _("決裁する職員"),
            self._offered(step.staff),
            hint=_("選ぶと、選んだ職員だけが決裁します。選ばなければ、上の権限を持つ職員です。"),
        )
        yield YesNoField(f"{at}.allows_proxy", _("代決"), yes=_("認める"), no=_("認めない"))
        yield MultiChoiceField(
            f"{at}.proxies",
            _("代決できる職員"),
            self._offered(step.proxies),
            hint=_("選ばなければ、上の権限を持つ職員が代決できます。"),
        )

    def _offered(self, chosen: Sequence[UUID]) -> list[tuple[UUID, str]]:
        """Return who may be chosen: colleagues who hold a key, and whoever is chosen already."""
        known = {staff_id for staff_id, _word in self._staff}
        gone = [(staff_id, _("（今は鍵のない職員）")) for staff_id in chosen if staff_id not in known]
        return [*self._staff, *gone]

    def _add_removal(self, at: int, heading: str) -> None:
        button = Button(_("この段階を外す"), kind=ButtonKind.QUIET, icon="trash")
        button.setAccessibleName(_("「{heading}」を外す").format(heading=heading))
        button.clicked.connect(partial(self.unwanted.emit, at))
        self.remove_buttons.append(button)
        row = QWidget()
        flow = Flow(row)
        flow.addWidget(button)
        self.add_widget(row)

    def typed(self) -> tuple[RouteStep, ...]:
        """Return the steps as typed."""
        values = self.values()
        return tuple(self._typed(at, values) for at in range(len(self.steps)))

    @staticmethod
    def _typed(at: int, values: dict[str, Any]) -> RouteStep:
        own = {name: values[f"{at}.{name}"] for name in _NAMES}
        return RouteStep(**{**own, "allows_proxy": bool(own["allows_proxy"])})

    def show_at(self, error: RefusedError) -> bool:
        """Show a refusal at the field of the first step it is about; tell whether there is one."""
        for at in range(len(self.steps)):
            try:
                checked_route(self.typed()[: at + 1])
            except RefusedError as found:
                if found.field == error.field:
                    name = f"{at}.{error.field}"
                    self.fields[name].show_error(str(error))
                    self.point_at(name)
                    return True
        return False
