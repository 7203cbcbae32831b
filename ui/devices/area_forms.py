"""The forms of areas: registered, changed, taken out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Slot

from oversight.devices import AreaDraft, AreaLevel, AreaRow, PlaceChoice
from oversight.inspections import word_of
from oversight.japanese import listed
from oversight.words import _
from ui.deed_form import DeedForm
from ui.shell import Shell
from ui.widgets.choice_fields import ChoiceField, OneOfField, YesNoField
from ui.widgets.fields import Field, MultiLineField, TextField
from ui.widgets.number_field import NumberField
from ui.widgets.time_field import TimeField

_MOST_PERSONS = 999


class NewAreaForm(DeedForm):
    """Registers an area; the systems of the place's contract are offered once a place is chosen."""

    def __init__(self, shell: Shell, places: tuple[PlaceChoice, ...]) -> None:
        options = [(place.id, place.told) for place in places]
        self._place = ChoiceField("place_id", _("履行場所"), options, is_required=True)
        self._known = {place.id: place.systems for place in places}
        fields = _fields()
        self._systems = fields["systems"]
        areas = shell.office.areas
        super().__init__(
            shell,
            heading=_("取扱区域を登録する"),
            verb=_("区域を登録する"),
            explained=_(
                "個人情報を取り扱う部屋などを、履行場所ごとに登録します。"
                "入口の決まりは、区分とシステムで決まります。"
            ),
            fields=(self._place, *fields.values()),
            deed=lambda values: areas.add_area(_draft(values)),
        )
        fields["level"].set_value(AreaLevel.HANDLING)
        self._place.edited.connect(self._offer_systems)

    @Slot()
    def _offer_systems(self) -> None:
        if not self._systems.value():
            self._systems.set_value(_("、").join(self._known.get(self._place.value(), ())))


def area_form(shell: Shell, row: AreaRow) -> DeedForm:
    """Return the form that changes an area."""
    areas, fields = shell.office.areas, _fields()
    for name, field in fields.items():
        value = getattr(row.draft, name)
        field.set_value(_("、").join(value) if name == "systems" else value)
    return DeedForm(
        shell,
        heading=_("取扱区域を直す"),
        verb=_("区域を保存する"),
        explained=_("すでに記録した入室には、そのときの決まりが残ります。"),
        fields=tuple(fields.values()),
        deed=lambda values: areas.change_area(
            row.id, _draft({**values, "place_id": row.draft.place_id}), version=row.version
        ),
    )


def withdrawal_form(shell: Shell, row: AreaRow) -> DeedForm:
    """Return the form that takes an area out of the register."""
    areas = shell.office.areas
    return DeedForm(
        shell,
        heading=_("取扱区域を外す"),
        verb=_("外す"),
        explained=_("この区域での入室を、これからは記録できなくなります。これまでの入退室記録は残ります。"),
        fields=(MultiLineField("reason", _("外す理由"), is_required=True),),
        deed=lambda values: areas.withdraw_area(row.id, reason=values["reason"], version=row.version),
        is_dangerous=True,
    )


def _fields() -> dict[str, Field]:
    levels = [(level, word_of(level)) for level in AreaLevel]
    fields: tuple[Field, ...] = (
        TextField("name", _("区域の名称"), is_required=True, hint=_("例: 2階 作業室")),
        OneOfField("level", _("区域の区分"), levels, is_required=True),
        TextField("systems", _("ここで使うシステム"), hint=_("「、」で区切ります。")),
        YesNoField(
            "uses_core",
            _("基幹系システムを使う"),
            hint=_("契約の基幹系システムを上に書いたときは、使うものとして扱います。"),
        ),
        NumberField("max_persons", _("入室の上限"), low=1, high=_MOST_PERSONS, unit=_("人")),
        TimeField("closes_at", _("閉室時刻"), hint=_("書かないときは、契約の業務時間の終わりです。")),
        MultiLineField("remarks", _("備考"), rows=2),
    )
    return {field.name: field for field in fields}


def _draft(values: Mapping[str, Any]) -> AreaDraft:
    return AreaDraft(
        **{
            **values,
            "systems": listed(values["systems"]),
            "uses_core": bool(values["uses_core"]),
        }
    )
