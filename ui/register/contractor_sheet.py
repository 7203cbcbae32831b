"""Entering a contractor: number, name, kana, address at first; the rest folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from typing_extensions import override

from oversight.register import ContractorDraft, ContractorKind, ContractorState, Remark, word_of
from oversight.words import _
from ui.register.new_contractor import CorporateNumberField
from ui.register.sheet import Deed, Sheet
from ui.shell import Shell
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField

if TYPE_CHECKING:
    from oversight.register import ContractorDetail

_PAUSE_MS = 400
_DAY_WIDTH = 340


class ContractorSheet(Sheet):
    """Registers a contractor or changes one."""

    def __init__(self, shell: Shell, detail: ContractorDetail | None = None) -> None:
        words = _("委託先を直す: {name}").format(name=detail.draft.name) if detail else ""
        super().__init__(shell, words or _("委託先を登録する"), _("委託先を保存する"))
        self._detail = detail
        self._add_first_look()
        self._add_rest()
        self.close_form()
        self._review = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._review.timeout.connect(self._look_over)
        draft = detail.draft if detail else ContractorDraft(name="")
        self.form.fill({name: getattr(draft, name) for name in self.form.fields})
        for part in self.folds:
            part.say_filled()
        self.form.edited.connect(self._review.start)
        self.form.focus_first()

    def _add_first_look(self) -> None:
        self.number_field = CorporateNumberField()
        self.form.add(self.number_field)
        self.form.add(TextField("name", _("名称"), is_required=True))
        self.form.add(TextField("kana", _("商号カナ")))
        self.form.add(TextField("postal_code", _("郵便番号"), width=200), TextField("address", _("所在地")))
        kinds = [(kind, word_of(kind)) for kind in ContractorKind]
        states = [(state, word_of(state)) for state in ContractorState]
        self.form.add(
            ChoiceField("kind", _("種別"), kinds, is_required=True),
            ChoiceField("state", _("状態"), states, is_required=True),
        )

    def _add_rest(self) -> None:
        people = self.fold(_("代表者・連絡先"))
        people.add(
            TextField("representative_title", _("代表者職名")),
            TextField("representative_name", _("代表者氏名")),
        )
        people.add(TextField("phone", _("電話")), TextField("fax", _("FAX")))
        people.add(TextField("contact_department", _("担当部署")), TextField("contact_name", _("担当者")))
        people.add(TextField("email", _("メール")))
        marks = self.fold(_("認証"))
        marks.add(
            TextField("privacy_mark_number", _("プライバシーマーク番号")),
            DateField("privacy_mark_until", _("プライバシーマーク有効期限"), width=_DAY_WIDTH),
        )
        marks.add(
            TextField("iso27001_number", _("ISO/IEC 27001 番号")),
            DateField("iso27001_until", _("ISO/IEC 27001 有効期限"), width=_DAY_WIDTH),
        )
        notes = self.fold(_("事故・備考"))
        notes.add(MultiLineField("past_incidents", _("過去の事故・処分")))
        notes.add(MultiLineField("remarks", _("備考")))

    @Slot()
    def _look_over(self) -> None:
        """Tell what to look at once there is a name: similar names, numbers that cannot be read."""
        if not self.form.fields["name"].value():
            self.say_remarks(())
            return
        draft, own = self._draft(), self._detail.id if self._detail else None
        contractors = self.shell.office.contractors
        self.shell.read(lambda: contractors.review_contractor(draft, apart_from=own), self._say, owner=self)

    def _say(self, remarks: tuple[Remark, ...]) -> None:
        self.say_remarks([each.sentence for each in remarks])

    def _draft(self) -> ContractorDraft:
        values = self.form.values()
        return ContractorDraft(
            **values
            | {
                "kind": values["kind"] or ContractorKind.PRIVATE,
                "state": values["state"] or ContractorState.CANDIDATE,
            }
        )

    @override
    def deed(self) -> Deed:
        draft, detail, contractors = self._draft(), self._detail, self.shell.office.contractors
        if detail is None:
            return lambda: contractors.add_contractor(draft)
        return lambda: contractors.change_contractor(detail.id, draft, version=detail.version)
