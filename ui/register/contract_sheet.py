"""Entering a contract: what decides at first, the rest folded; what to look at is told before saving."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QTimer, Slot
from typing_extensions import override

from oversight.register import (
    ContractDraft,
    ContractKind,
    ContractState,
    Medium,
    PeriodDraft,
    PeriodKind,
    word_of,
)
from oversight.words import _
from ui.register.contract_fields import HoursField, ItemsField, PlacesField, SystemsField
from ui.register.picker import Pick, PickerField
from ui.register.sheet import Deed, Sheet
from ui.shell import Shell
from ui.widgets.choice_fields import ChoiceField, MultiChoiceField, YesNoField
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField
from ui.widgets.number_field import NumberField

if TYPE_CHECKING:
    from oversight.people import DepartmentRow
    from oversight.register import ContractDetail, ContractorRow, Remark

_PERIODS = {
    PeriodKind.PREPARATION: ("preparation_from", "preparation_until"),
    PeriodKind.SERVICE: ("service_from", "service_until"),
}
_OWN = frozenset({"periods", *(name for pair in _PERIODS.values() for name in pair)})
_PAUSE_MS = 400
_DAY_WIDTH = 340


class ContractSheet(Sheet):
    """Registers a contract, mends one, or records its amendment (変更契約)."""

    def __init__(
        self, shell: Shell, detail: ContractDetail | None = None, *, is_amendment: bool = False
    ) -> None:
        word = _("変更契約を記録する") if is_amendment else _("契約を保存する")
        super().__init__(shell, self._heading(detail, is_amendment), word)
        self._detail, self._is_amendment = detail, is_amendment
        if is_amendment:
            self.form.add(
                DateField("amended_on", _("変更日"), is_required=True),
                TextField("reason", _("変更の理由"), is_required=True),
            )
        self._add_first_look()
        self._add_terms()
        self._add_handling()
        self._add_office()
        self._review = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._review.timeout.connect(self._look_over)
        self.form.edited.connect(self._review.start)
        self._read_choices()

    def _heading(self, detail: ContractDetail | None, is_amendment: bool) -> str:
        if detail is None:
            return _("契約を登録する")
        words = _("変更契約: {title}") if is_amendment else _("契約を直す: {title}")
        return words.format(title=detail.draft.title)

    def _add_first_look(self) -> None:
        form = self.form
        form.add(TextField("number", _("契約番号"), is_required=True, width=320))
        form.add(TextField("title", _("件名"), is_required=True))
        self.contractor_field = PickerField("contractor_id", _("委託先"), is_required=True)
        form.add(self.contractor_field)
        self.department_field = PickerField("department_id", _("所管課"), is_required=True)
        form.add(self.department_field)
        form.add(
            ChoiceField("kind", _("契約種別"), [(k, word_of(k)) for k in ContractKind], is_required=True),
            ChoiceField("state", _("状態"), [(s, word_of(s)) for s in ContractState], is_required=True),
        )
        form.add(
            DateField("service_from", _("履行期間の始まり"), width=_DAY_WIDTH),
            DateField("service_until", _("履行期間の終わり"), width=_DAY_WIDTH),
        )
        form.add(YesNoField("handles_specific", _("特定個人情報の取扱い"), yes=_("あり"), no=_("なし")))

    def _add_terms(self) -> None:
        part = self.fold(_("準備期間・締結・金額"))
        part.add(
            DateField("preparation_from", _("準備期間の始まり"), width=_DAY_WIDTH),
            DateField("preparation_until", _("準備期間の終わり"), width=_DAY_WIDTH),
        )
        part.add(DateField("signed_on", _("契約締結日")), TextField("title_kana", _("件名フリガナ")))
        part.add(
            NumberField("amount_yen", _("契約金額"), unit=_("円")), TextField("payment_cycle", _("支払周期"))
        )
        part.add(HoursField("hours", _("業務時間"), rows=2, hint=_("例: 月-金 9:00-17:30（1行に1つ）")))

    def _add_handling(self) -> None:
        part = self.fold(_("個人情報・場所・システム"))
        part.add(
            ItemsField("personal_data_items", _("個人情報の項目"), rows=2, hint=_("「、」で区切ります。"))
        )
        part.add(
            NumberField("persons_count", _("本人の数"), unit=_("人")),
            YesNoField("handles_sensitive", _("要配慮個人情報"), yes=_("あり"), no=_("なし")),
        )
        part.add(MultiChoiceField("media", _("媒体"), [(m, word_of(m)) for m in Medium]))
        part.add(PlacesField("places", _("履行場所"), rows=2, hint=_("1行に1か所。名称／所在地（撮影禁止）")))
        part.add(
            SystemsField(
                "systems", _("使用システム"), rows=2, hint=_("1行に1つ。基幹系は名称の後に（基幹系）")
            )
        )
        part.add(YesNoField("subcontract_allowed", _("再委託の可否"), yes=_("可"), no=_("不可")))

    def _add_office(self) -> None:
        part = self.fold(_("担当・評価書・備考"))
        part.add(
            TextField("officer_in_charge", _("主任")),
            TextField("section_chief", _("係長")),
            TextField("section_head", _("課長")),
        )
        part.add(
            TextField("special_terms_edition", _("特記事項の版")),
            TextField("pia_number", _("保護評価書番号")),
        )
        part.add(TextField("file_register_number", _("個人情報ファイル簿番号")))
        part.add(MultiLineField("remarks", _("備考")))

    def _read_choices(self) -> None:
        office = self.shell.office
        self.shell.read(
            lambda: (office.contractors.list_contractors(), office.people.list_departments()),
            self._offer,
            owner=self,
        )

    def _offer(self, answer: tuple[Sequence[ContractorRow], Sequence[DepartmentRow]]) -> None:
        contractors, departments = answer
        self.contractor_field.set_picks(_picks(contractors))
        self.department_field.set_picks([Pick(each.id, each.name, each.kana) for each in departments])
        self.form.fill(self._values())
        self._show_as_written()
        self.form.focus_first()

    def _show_as_written(self) -> None:
        """Show days as they were written (平成32年3月31日), so that saving keeps them so."""
        if self._detail is None:
            return
        draft = self._detail.draft
        written = {"signed_on": draft.signed_as_written}
        for kind, (first, last) in _PERIODS.items():
            period = next((each for each in draft.periods if each.kind is kind), None)
            if period is not None:
                written |= {first: period.starts_as_written, last: period.ends_as_written}
        for name, text in written.items():
            field = self.form.fields[name]
            if text and isinstance(field, DateField):
                field.line.setText(text)
        self.form.fill({})

    def _values(self) -> dict[str, Any]:
        if self._detail is None:
            return {"kind": ContractKind.SINGLE_YEAR, "state": ContractState.DRAFTED}
        draft = self._detail.draft
        values = {name: getattr(draft, name) for name in self.form.fields if hasattr(draft, name)}
        for kind, names in _PERIODS.items():
            period = next((each for each in draft.periods if each.kind is kind), None)
            if period is not None:
                values |= dict(zip(names, (period.starts_on, period.ends_on), strict=True))
        return values

    def draft(self) -> ContractDraft:
        """Return the contract as it stands in the form; days keep how they were typed."""
        values = self.form.values()
        own = {
            name: value
            for name, value in values.items()
            if name not in _OWN and name not in {"amended_on", "reason"}
        }
        for name in ("handles_specific", "handles_sensitive", "subcontract_allowed"):
            own[name] = bool(own[name])
        signed = self.form.fields["signed_on"]
        own["signed_as_written"] = signed.typed if isinstance(signed, DateField) else ""
        base = self._detail.draft if self._detail else ContractDraft("", "", _NOBODY, _NOBODY)
        return replace(base, **own, periods=self._periods(base, values))

    def _periods(self, base: ContractDraft, values: dict[str, Any]) -> tuple[PeriodDraft, ...]:
        others = []
        for kind, (first, last) in _PERIODS.items():
            known = [each for each in base.periods if each.kind is kind]
            starts_on, ends_on = values[first], values[last]
            if starts_on is not None and ends_on is not None:
                own_id = known[0].id if known else None
                others.append(
                    PeriodDraft(kind, starts_on, ends_on, self._typed(first), self._typed(last), own_id)
                )
            others.extend(known[1:])
        return tuple(others)

    def _typed(self, name: str) -> str:
        field = self.form.fields[name]
        return field.typed if isinstance(field, DateField) else ""

    @Slot()
    def _look_over(self) -> None:
        """Tell what to look at, without forbidding; only once the first look is filled in."""
        values = self.form.values()
        if values["contractor_id"] is None or not values["number"]:
            return
        remarks: Sequence[Remark] = self.shell.office.contracts.review_contract(self.draft())
        self.say_remarks([remark.sentence for remark in remarks])

    @override
    def deed(self) -> Deed | None:
        if self._is_half_a_period():
            return None
        draft, detail, contracts = self.draft(), self._detail, self.shell.office.contracts
        if detail is None:
            return lambda: contracts.add_contract(draft)
        if not self._is_amendment:
            return lambda: contracts.change_contract(detail.id, draft, version=detail.version)
        values = self.form.values()
        amended_on: dt.date = values["amended_on"]
        reason: str = values["reason"]
        return lambda: contracts.amend_contract(
            detail.id, draft, amended_on=amended_on, reason=reason, version=detail.version
        )

    def _is_half_a_period(self) -> bool:
        values = self.form.values()
        for pair in _PERIODS.values():
            empty = [name for name in pair if values[name] is None]
            if len(empty) == 1:
                self.form.fields[empty[0]].show_error(_("始まりと終わりの両方を入力してください。"))
                self.form.point_at(empty[0])
                return True
        return False


_NOBODY = UUID(int=0)


def _picks(contractors: Sequence[ContractorRow]) -> list[Pick]:
    """Return contractors to pick from; equal names are told apart by their number."""
    seen: dict[str, int] = {}
    for each in contractors:
        seen[each.name] = seen.get(each.name, 0) + 1
    return [
        Pick(
            each.id,
            each.name if seen[each.name] == 1 else f"{each.name}（{each.corporate_number or each.address}）",
            f"{each.kana}{each.corporate_number}",
        )
        for each in contractors
    ]
