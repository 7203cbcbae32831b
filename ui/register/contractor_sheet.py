"""Entering a contractor: number, name, kana, address at first; the rest folded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from typing_extensions import override

from oversight.corporate_number import parse_corporate_number, show_corporate_number
from oversight.errors import RefusedError
from oversight.register import ContractorDraft, ContractorKind, ContractorState, word_of
from oversight.words import _
from ui.register.sheet import Deed, Sheet
from ui.shell import Shell
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, TextField

if TYPE_CHECKING:
    from oversight.register import ContractorDetail


def _wrong_number(text: str) -> str:
    try:
        parse_corporate_number(text)
    except RefusedError as error:
        return str(error)
    return ""


class ContractorSheet(Sheet):
    """Registers a contractor or changes one."""

    def __init__(self, shell: Shell, detail: ContractorDetail | None = None) -> None:
        heading = _("委託先を変える") if detail else _("委託先を登録する")
        super().__init__(shell, heading, _("委託先を保存する"))
        self._detail = detail
        self.number_field = TextField(
            "corporate_number",
            _("法人番号"),
            hint=_("13桁。個人事業の場合は空欄にします。"),
            check=_wrong_number,
            width=320,
        )
        self._add_first_look()
        self._add_rest()
        draft = detail.draft if detail else ContractorDraft(name="")
        self.form.fill({name: getattr(draft, name) for name in self.form.fields})
        self.number_field.edited.connect(self._show_number)
        self.form.fields["name"].edited.connect(self._look_for_similar)
        self.form.focus_first()

    def _add_first_look(self) -> None:
        self.form.add(TextField("name", _("名称"), is_required=True))
        self.form.add(TextField("kana", _("商号カナ")))
        self.form.add(self.number_field)
        kinds = [(kind, word_of(kind)) for kind in ContractorKind]
        states = [(state, word_of(state)) for state in ContractorState]
        self.form.add(
            ChoiceField("kind", _("種別"), kinds, is_required=True),
            ChoiceField("state", _("状態"), states, is_required=True),
        )
        self.form.add(TextField("postal_code", _("郵便番号"), width=200))
        self.form.add(TextField("address", _("所在地")))

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
            DateField("privacy_mark_until", _("プライバシーマーク有効期限")),
        )
        marks.add(
            TextField("iso27001_number", _("ISO/IEC 27001 番号")),
            DateField("iso27001_until", _("ISO/IEC 27001 有効期限")),
        )
        notes = self.fold(_("事故・備考"))
        notes.add(MultiLineField("past_incidents", _("過去の事故・処分")))
        notes.add(MultiLineField("remarks", _("備考")))

    @Slot()
    def _show_number(self) -> None:
        text = self.number_field.value()
        if text and not _wrong_number(text):
            self.number_field.say_hint(show_corporate_number(parse_corporate_number(text)))

    @Slot()
    def _look_for_similar(self) -> None:
        draft, own = self._draft(), self._detail.id if self._detail else None
        contractors = self.shell.office.contractors
        self.shell.read(
            lambda: contractors.list_similar(draft, apart_from=own), self._say_similar, owner=self
        )

    def _say_similar(self, names: tuple[str, ...]) -> None:
        sentence = _("同じ名称の委託先「{name}」が登録されています。")
        self.say_remarks([sentence.format(name=name) for name in names])

    def _draft(self) -> ContractorDraft:
        return ContractorDraft(**self.form.values())

    @override
    def deed(self) -> Deed:
        draft, detail, contractors = self._draft(), self._detail, self.shell.office.contractors
        if detail is None:
            return lambda: contractors.add_contractor(draft)
        return lambda: contractors.change_contractor(detail.id, draft, version=detail.version)
