"""The forms of the deeds on a permit: asked for, granted, denied, ended or taken back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox
from typing_extensions import override

from oversight.calendar import show_period
from oversight.change import Change
from oversight.devices import MEASURES, AreaRow, PermitDraft, PermitOffer, PermitRow
from oversight.words import _
from ui.deed_form import DeedForm
from ui.devices.permit_pane import Wish
from ui.devices.permit_rows import told_device
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.choice_fields import ChoiceField, MultiChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, MultiLineField, TextField

_WORKER, _STAFF, _OTHER = "worker", "staff", "other"
_NARROW, _BESIDE, _WIDEST = 12, 40, 640
Person = tuple[str, UUID | None]
"""Whom a permit is made out to, as the choice holds it."""


class AskForm(DeedForm):
    """Asks for a permit: the area says which classes need one, and whose roster it is."""

    def __init__(self, shell: Shell, areas: Sequence[AreaRow], area_id: UUID | None = None) -> None:
        self._permits = shell.office.permits
        self.asked_id: UUID | None = None
        told = [(row.id, f"{row.draft.name}　{row.place}　{row.contractor}") for row in areas]
        self.area = ChoiceField("area_id", _("区域"), told, is_required=True)
        self.device_class = ChoiceField("device_class", _("機器の種類"), (), is_required=True)
        self.person = ChoiceField("worker_id", _("持ち込む者"), (), is_required=True)
        self.holder = TextField("holder", _("氏名"), is_required=True)
        self.organisation = TextField("organisation", _("所属"))
        for field in (self.area, self.person):
            _keep_narrow(field)
        self._fill_days(shell)
        super().__init__(
            shell,
            heading=_("持込許可を申請する"),
            verb=_("申請する"),
            explained=_(
                "規則で「許可があれば持込可」とされた機器だけ申請できます。期間は年度をまたげません。"
                "申請を受けた本人は許可を決められません。"
            ),
            fields=self._fields(),
            deed=self._ask,
        )
        self._show_person()
        self.area.edited.connect(self._read_offer)
        self.person.edited.connect(self._show_person)
        self.area.set_value(area_id)
        self._read_offer()

    def _fill_days(self, shell: Shell) -> None:
        self.starts_on = DateField("starts_on", _("開始日"), is_required=True)
        self.ends_on = DateField("ends_on", _("終了日"), is_required=True)
        self.starts_on.set_value(shell.clock.today())

    def _fields(self) -> tuple[Field, ...]:
        return (
            self.area,
            self.device_class,
            self.person,
            self.holder,
            self.organisation,
            TextField("device", _("機器（機種・型番）"), is_required=True),
            TextField("serial", _("識別番号（製造番号・管理番号）"), is_required=True),
            MultiLineField("purpose", _("目的"), rows=2, is_required=True),
            self.starts_on,
            self.ends_on,
            MultiChoiceField(
                "measures",
                _("安全の措置"),
                [(each, _(each)) for each in MEASURES],
                hint=_("1つ以上を選びます。ここにない措置は「ほかの措置」に書きます。"),
            ),
            TextField("more_measures", _("ほかの措置")),
            MultiLineField("conditions", _("条件"), rows=2),
            TextField("checked_out_how", _("持出時の確認の方法")),
        )

    def _ask(self, values: Mapping[str, Any]) -> Change:
        written = dict(values)
        kind, person_id = written.pop("worker_id")
        more = written.pop("more_measures")
        written["measures"] = (*written["measures"], more)
        if kind != _OTHER:
            written["holder"] = written["organisation"] = ""
        written["worker_id"] = person_id if kind == _WORKER else None
        written["staff_id"] = person_id if kind == _STAFF else None
        return self._permits.ask(PermitDraft(**written))

    @override
    def _finish(self, change: Change) -> None:
        self.asked_id = change.row_id
        super()._finish(change)

    @Slot()
    def _read_offer(self) -> None:
        area_id = self.area.value()
        if area_id is None:
            self._say_classes(_("先に区域を選んでください。"))
            return
        self._shell.read(lambda: self._permits.get_offer(area_id), self._take_offer, owner=self)

    def _take_offer(self, offer: PermitOffer) -> None:
        if offer.area.id != self.area.value():
            return  # another area was chosen meanwhile
        self.device_class.set_options([(each.id, each.told) for each in offer.classes])
        self._say_classes(
            _("この区域で許可の要る種類だけが並びます。")
            if offer.classes
            else _("この区域には、許可があれば持ち込める機器がありません。")
        )
        self.person.set_options(_people(offer))
        _show_whole(self.person)
        self.area.say_hint(f"{offer.area.told}\n{offer.area.contract}　{offer.area.contractor}")
        if self.ends_on.is_empty:
            self.ends_on.set_value(offer.until)

    def _say_classes(self, told: str) -> None:
        self.device_class.say_hint(told)

    @Slot()
    def _show_person(self) -> None:
        """Ask for name and employer of one who is on no list."""
        is_other = self.person.value() == (_OTHER, None)
        self.holder.setVisible(is_other)
        self.organisation.setVisible(is_other)


def _keep_narrow(field: ChoiceField) -> None:
    """Let a choice of long names be as wide as the pane, not as its longest name."""
    field.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    field.combo.setMinimumContentsLength(_NARROW)
    _show_whole(field)


def _show_whole(field: ChoiceField) -> None:
    """Let the list that a choice drops down be wide enough for its longest name."""
    listing, theme = field.combo.view(), current_theme()
    wanted = listing.sizeHintForColumn(0) + theme.space(_BESIDE)
    listing.setMinimumWidth(min(wanted, theme.width(_WIDEST)))


def _people(offer: PermitOffer) -> list[tuple[Person, str]]:
    return [
        *(((_WORKER, each.id), each.told) for each in offer.workers),
        ((_OTHER, None), _("名簿にない者（氏名を書く）")),
        *(((_STAFF, each.id), _("市職員　{who}").format(who=each.told)) for each in offer.staff),
    ]


def permit_form(shell: Shell, wish: Wish, permit: PermitRow) -> DeedForm:
    """Return the form of a decision."""
    return _FORMS[wish](shell, permit)


def _grant(shell: Shell, permit: PermitRow) -> DeedForm:
    service, permit_id, version = shell.office.permits, permit.id, permit.version
    conditions = MultiLineField("conditions", _("条件"), rows=3)
    how = TextField("checked_out_how", _("持出時の確認の方法"))
    conditions.set_value(permit.draft.conditions)
    how.set_value(permit.draft.checked_out_how)
    return DeedForm(
        shell,
        heading=_("持込みを許可する"),
        verb=_("持込みを許可する"),
        explained=_("{what}\nあなたが今日、許可したことを残します。許可証は、そのあと印刷できます。").format(
            what=_told(permit)
        ),
        fields=(conditions, how),
        deed=lambda values: service.grant(permit_id, version=version, **values),
    )


def _deny(shell: Shell, permit: PermitRow) -> DeedForm:
    service, permit_id, version = shell.office.permits, permit.id, permit.version
    return DeedForm(
        shell,
        heading=_("申請を不許可にする"),
        verb=_("不許可にする"),
        explained=_("{what}\n番号は残り、台帳に理由とともに載ります。").format(what=_told(permit)),
        fields=(MultiLineField("reason", _("不許可の理由"), is_required=True),),
        deed=lambda values: service.deny(permit_id, version=version, **values),
    )


def _end(shell: Shell, permit: PermitRow) -> DeedForm:
    told = _("{what}\n今日から持ち込めなくなります。元には戻せません。許可証は返してもらってください。")
    return _ending(
        shell, permit, heading=_("持込許可を終える"), verb=_("許可を終える"), explained=told, danger=True
    )


def _take_back(shell: Shell, permit: PermitRow) -> DeedForm:
    told = _("{what}\n番号は残り、台帳に理由とともに載ります。")
    return _ending(shell, permit, heading=_("申請を取り下げる"), verb=_("申請を取り下げる"), explained=told)


def _ending(
    shell: Shell, permit: PermitRow, *, heading: str, verb: str, explained: str, danger: bool = False
) -> DeedForm:
    service, permit_id, version = shell.office.permits, permit.id, permit.version
    return DeedForm(
        shell,
        heading=heading,
        verb=verb,
        explained=explained.format(what=_told(permit)),
        fields=(MultiLineField("reason", _("理由"), is_required=True),),
        deed=lambda values: service.end(permit_id, version=version, **values),
        is_dangerous=danger,
    )


def _told(permit: PermitRow) -> str:
    """Return what a decision is about: number, who, what, where, until when, what for, how protected."""
    draft = permit.draft
    return "\n".join(
        (
            f"{permit.number}　{draft.holder}",
            f"{told_device(permit)}　{draft.serial}",
            permit.told_area,
            show_period(draft.starts_on, draft.ends_on),
            f"{draft.purpose}　{_('・').join(map(_, draft.measures))}",
        )
    )


_FORMS: dict[Wish, Callable[[Shell, PermitRow], DeedForm]] = {
    Wish.GRANT: _grant,
    Wish.DENY: _deny,
    Wish.TAKE_BACK: _take_back,
    Wish.END: _end,
}
