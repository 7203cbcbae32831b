"""The fields of a contract: what decides at first, the rest folded (docs/records.md#contracts)."""

from __future__ import annotations

from oversight.register import ContractKind, ContractState, InspectionCycle, Medium, PeriodKind, word_of
from oversight.words import _
from ui.register.contract_fields import HoursField, ItemsField, PlacesField, SystemsField
from ui.register.folded import Folded
from ui.register.periods_field import PeriodsField
from ui.register.picker import PickerField
from ui.widgets.choice_fields import ChoiceField, MultiChoiceField, YesNoField
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField
from ui.widgets.form_panel import FormPanel
from ui.widgets.number_field import NumberField

PERIODS = {
    PeriodKind.PREPARATION: ("preparation_from", "preparation_until"),
    PeriodKind.SERVICE: ("service_from", "service_until"),
}
FLAGS = ("handles_specific", "handles_sensitive", "subcontract_allowed")
_DAY_WIDTH = 340


def add_first_look(form: FormPanel, contractor: PickerField, section: PickerField) -> None:
    """Add what decides: number, title, contractor, section, kind, state, service, 特定個人情報."""
    form.add(TextField("number", _("契約番号"), is_required=True, width=320))
    form.add(TextField("title", _("件名"), is_required=True))
    form.add(contractor)
    form.add(section)
    form.add(
        ChoiceField("kind", _("契約種別"), [(k, word_of(k)) for k in ContractKind], is_required=True),
        ChoiceField("state", _("状態"), [(s, word_of(s)) for s in ContractState], is_required=True),
    )
    form.add(
        DateField("service_from", _("履行期間の始まり"), width=_DAY_WIDTH),
        DateField("service_until", _("履行期間の終わり"), width=_DAY_WIDTH),
    )
    form.add(YesNoField("handles_specific", _("特定個人情報の取扱い"), yes=_("あり"), no=_("なし")))


def add_terms(part: Folded) -> None:
    """Add preparation, signing, money and hours."""
    part.add(
        DateField("preparation_from", _("準備期間の始まり"), width=_DAY_WIDTH),
        DateField("preparation_until", _("準備期間の終わり"), width=_DAY_WIDTH),
    )
    part.add(
        DateField("signed_on", _("契約締結日"), width=_DAY_WIDTH), TextField("title_kana", _("件名フリガナ"))
    )
    part.add(
        NumberField("amount_yen", _("契約金額"), unit=_("円")), TextField("payment_cycle", _("支払周期"))
    )
    part.add(
        PeriodsField(
            "more_periods",
            _("ほかの期間"),
            rows=2,
            hint=_("期間が分かれるとき。1行に1つ。例: 履行 R6.10.1～R7.3.31、準備 R6.4.1～R6.5.31"),
        )
    )
    part.add(HoursField("hours", _("業務時間"), rows=2, hint=_("例: 月-金 9:00-17:30（1行に1つ）")))


def add_handling(part: Folded) -> None:
    """Add what is handled, where, and with which systems."""
    part.add(
        ItemsField(
            "personal_data_items",
            _("個人情報の項目"),
            rows=2,
            hint=_("「、」で区切ります。"),
            has_chips=True,
        )
    )
    part.add(
        NumberField("persons_count", _("本人の数"), unit=_("人")),
        YesNoField("handles_sensitive", _("要配慮個人情報"), yes=_("あり"), no=_("なし")),
    )
    part.add(MultiChoiceField("media", _("媒体"), [(m, word_of(m)) for m in Medium]))
    part.add(
        PlacesField(
            "places",
            _("履行場所"),
            rows=2,
            hint=_("1行に1か所。名称／所在地／取扱区域。撮影禁止のときは行末に（撮影禁止）"),
        )
    )
    part.add(SystemsField("systems", _("使用システム"), rows=2, hint=_("1行に1つ。基幹系は行末に（基幹系）")))
    part.add(YesNoField("subcontract_allowed", _("再委託の可否"), yes=_("可"), no=_("不可")))


def add_office(part: Folded) -> None:
    """Add who is in charge, the numbers of related papers, remarks."""
    part.add(
        TextField("officer_in_charge", _("主任")),
        TextField("section_chief", _("係長")),
        TextField("section_head", _("課長")),
    )
    part.add(
        ChoiceField(
            "inspection_cycle",
            _("検査周期"),
            [(cycle, word_of(cycle)) for cycle in InspectionCycle],
            is_required=True,
        )
    )
    part.add(
        TextField("special_terms_edition", _("特記事項の版")),
        TextField("pia_number", _("保護評価書番号")),
    )
    part.add(TextField("file_register_number", _("個人情報ファイル簿番号")))
    part.add(MultiLineField("remarks", _("備考")))
