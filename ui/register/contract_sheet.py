"""Entering a contract: what decides at first, the rest folded; what to look at is told before saving."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QTimer, Slot
from typing_extensions import override

from oversight.errors import RefusedError
from oversight.register import (
    ContractDraft,
    ContractKind,
    ContractState,
    FieldChange,
    InspectionCycle,
    PeriodDraft,
    PeriodKind,
)
from oversight.reports import OwedDifference, tell_differences
from oversight.words import _, _n
from ui.register import report_terms
from ui.register.contract_form import (
    FLAGS,
    PERIODS,
    add_first_look,
    add_handling,
    add_office,
    add_terms,
)
from ui.register.picker import Pick, PickerField
from ui.register.picks import (
    Choices,
    add_contractors,
    add_sections,
    contractor_picks,
    read_choices,
    section_picks,
)
from ui.register.report_terms import add_report_terms
from ui.register.sheet import Deed, Sheet
from ui.shell import Shell
from ui.widgets.date_field import DateField
from ui.widgets.days import day_typed
from ui.widgets.fields import TextField

if TYPE_CHECKING:
    from oversight.register import ContractDetail

_NOT_THE_DRAFTS = frozenset(
    {
        "periods",
        "more_periods",
        "amended_on",
        "reason",
        *report_terms.NAMES,
        *(name for pair in PERIODS.values() for name in pair),
    }
)
_PAUSE_MS = 400
_NOBODY = UUID(int=0)


class ContractSheet(Sheet):
    """Registers a contract, mends one, or records its amendment (変更契約)."""

    def __init__(
        self, shell: Shell, detail: ContractDetail | None = None, *, is_amendment: bool = False
    ) -> None:
        self._save_word = _("変更契約を記録する") if is_amendment else _("契約を保存する")
        super().__init__(shell, _heading(detail, is_amendment), self._save_word)
        self._detail, self._is_amendment = detail, is_amendment
        self._remarks: list[str] = []
        self._owed: list[str] = []
        if is_amendment:
            self.form.add(
                DateField("amended_on", _("変更日"), is_required=True),
                TextField("reason", _("変更の内容・理由"), is_required=True),
            )
        self.contractor_field = PickerField("contractor_id", _("委託先"), is_required=True)
        self.department_field = PickerField("department_id", _("所管課"), is_required=True)
        add_contractors(shell, self.contractor_field)
        add_sections(shell, self.department_field)
        add_first_look(self.form, self.contractor_field, self.department_field)
        add_terms(self.fold(_("準備期間・締結・金額・業務時間")))
        add_handling(self.fold(_("個人情報・場所・システム")))
        add_report_terms(self.fold(_("月次報告の期日")))
        add_office(self.fold(_("担当・評価書・備考")))
        self.close_form()
        self._review = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._review.timeout.connect(self._look_over)
        self.form.edited.connect(self._review.start)
        self._fill()
        office = shell.office
        shell.read(lambda: read_choices(office), self._offer, owner=self)

    # filling

    def _fill(self) -> None:
        """Fill the form at once: what is typed from here on counts as typed."""
        if self._detail is not None:
            draft = self._detail.draft
            self.contractor_field.set_picks([Pick(draft.contractor_id, self._detail.contractor)])
            self.department_field.set_picks([Pick(draft.department_id, self._detail.department)])
        self.form.fill(self._values())
        self._show_as_written()
        for part in self.folds:
            part.say_filled()
        self.form.focus_first()

    def _offer(self, choices: Choices) -> None:
        contractors, sections = choices
        self.contractor_field.set_picks(contractor_picks(contractors))
        self.department_field.set_picks(section_picks(sections))

    def _show_as_written(self) -> None:
        """Show days as they were written (平成32年3月31日), so that saving keeps them so."""
        if self._detail is None:
            return
        draft = self._detail.draft
        written = {"signed_on": draft.signed_as_written}
        for kind, (first, last) in PERIODS.items():
            period = next((each for each in draft.periods if each.kind is kind), None)
            if period is not None:
                written |= {first: period.starts_as_written, last: period.ends_as_written}
        for name, text in written.items():
            if text:
                self._day(name).line.setText(text)
        self.form.fill({})

    def _day(self, name: str) -> DateField:
        field = self.form.fields[name]
        assert isinstance(field, DateField)  # noqa: S101 - for the type checker
        return field

    def _values(self) -> dict[str, Any]:
        if self._detail is None:
            fresh = {
                "kind": ContractKind.SINGLE_YEAR,
                "state": ContractState.DRAFTED,
                "inspection_cycle": InspectionCycle.FISCAL_YEAR,
            }
            return fresh | report_terms.report_values({})
        draft = self._detail.draft
        values = {name: getattr(draft, name) for name in self.form.fields if hasattr(draft, name)}
        for kind, names in PERIODS.items():
            period = next((each for each in draft.periods if each.kind is kind), None)
            if period is not None:
                values |= dict(zip(names, (period.starts_on, period.ends_on), strict=True))
        values["more_periods"] = further_periods(draft.periods)
        return values | report_terms.report_values(draft.report_due_rule)

    # the draft

    def draft(self) -> ContractDraft:
        """Return the contract as it stands in the form; days keep how they were typed."""
        values = self.form.values()
        own = {name: value for name, value in values.items() if name not in _NOT_THE_DRAFTS}
        for name in FLAGS:
            own[name] = bool(own[name])
        own["contractor_id"] = own["contractor_id"] or _NOBODY
        own["department_id"] = own["department_id"] or _NOBODY
        own["kind"] = own["kind"] or ContractKind.SINGLE_YEAR
        own["state"] = own["state"] or ContractState.DRAFTED
        own["inspection_cycle"] = own["inspection_cycle"] or InspectionCycle.FISCAL_YEAR
        base = self._detail.draft if self._detail else ContractDraft("", "", _NOBODY, _NOBODY)
        own["signed_as_written"] = self._written("signed_on", base.signed_on, base.signed_as_written)
        own["report_due_rule"] = report_terms.report_document(values, base.report_due_rule)
        return replace(base, **own, periods=self._periods(base, values))

    def _periods(self, base: ContractDraft, values: dict[str, Any]) -> tuple[PeriodDraft, ...]:
        periods = []
        for kind, (first, last) in PERIODS.items():
            known = [each for each in base.periods if each.kind is kind]
            starts_on, ends_on = values[first], values[last]
            if starts_on is not None and ends_on is not None:
                old = known[0] if known else PeriodDraft(kind, starts_on, ends_on)
                is_new = not known
                starts = self._written(first, None if is_new else old.starts_on, old.starts_as_written)
                ends = self._written(last, None if is_new else old.ends_on, old.ends_as_written)
                periods.append(PeriodDraft(kind, starts_on, ends_on, starts, ends, old.id))
        return (*periods, *values["more_periods"])

    def _written(self, name: str, day: dt.date | None, written: str) -> str:
        """Return how a day is written now; a day left alone keeps how it was written, be it not at all."""
        typed = self._day(name).typed
        is_alone = not written and day is not None and typed == day_typed(day)
        return "" if is_alone else typed

    # before saving

    @Slot()
    def _look_over(self) -> None:
        """Tell what to look at, and what an amendment would change; nothing is forbidden here."""
        draft, contracts = self.draft(), self.shell.office.contracts
        if draft.number and draft.contractor_id != _NOBODY:
            self._remarks = [remark.sentence for remark in contracts.review_contract(draft)]
            self.say_remarks([*self._remarks, *self._owed])
        if self._detail is not None:
            contract_id, reports = self._detail.id, self.shell.office.reports
            self.shell.read(lambda: reports.preview_contract(contract_id, draft), self._say_owed, owner=self)
        if self._is_amendment and self._detail is not None:
            before = self._detail.draft
            self.shell.read(lambda: contracts.list_changes(before, draft), self._show_changes, owner=self)

    def _say_owed(self, differences: tuple[OwedDifference, ...]) -> None:
        """Say what saving would change of the monthly reports owed."""
        self._owed = [told] if (told := tell_differences(differences)) else []
        self.say_remarks([*self._remarks, *self._owed])

    def _show_changes(self, changes: tuple[FieldChange, ...]) -> None:
        seen = [each for each in changes if each.before != each.after]
        self.side.show_changes(seen)
        count = _n("{word}（{count}項目）", len(seen)).format(word=self._save_word, count=len(seen))
        self.save_button.setText(count if seen else self._save_word)

    @override
    def deed(self) -> Deed | None:
        if self._is_misdated():
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

    def _is_misdated(self) -> bool:
        """Show at its field a period without one end, or one that ends before it begins."""
        for pair in PERIODS.values():
            days = [self._day(name).value() for name in pair]
            if days.count(None) == 1:
                self._refuse_day(pair[days.index(None)], _("始まりと終わりの両方を入力してください。"))
                return True
            if days[0] is not None and days[1] is not None and days[1] < days[0]:
                self._refuse_day(pair[1], _("終わりが始まりより前です。日付を見直してください。"))
                return True
        return False

    def _refuse_day(self, name: str, sentence: str) -> None:
        self.form.fields[name].show_error(sentence)
        self.form.point_at(name)

    @override
    def show_refusal(self, error: Exception) -> bool:
        """Show a refusal of the periods at the field that mends it."""
        if isinstance(error, RefusedError) and error.field == "periods":
            is_missing = self._day("service_from").value() is None
            self._refuse_day("service_from" if is_missing else "preparation_until", str(error))
            return True
        return super().show_refusal(error)


def further_periods(periods: Iterable[PeriodDraft]) -> tuple[PeriodDraft, ...]:
    """Return the periods beside the first of each kind."""
    seen: set[PeriodKind] = set()
    further = []
    for period in periods:
        if period.kind in seen:
            further.append(period)
        seen.add(period.kind)
    return tuple(further)


def _heading(detail: ContractDetail | None, is_amendment: bool) -> str:
    if detail is None:
        return _("契約を登録する")
    words = _("変更契約: {title}") if is_amendment else _("契約を直す: {title}")
    return words.format(title=detail.draft.title)
