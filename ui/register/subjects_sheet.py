"""Checking the contract's text for the ten subjects it must hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from oversight.change import Change
from oversight.register import SubjectCheck, word_of
from oversight.words import _
from ui.register.sheet import Deed, Sheet
from ui.shell import Shell
from ui.widgets.choice_fields import OneOfField
from ui.widgets.fields import TextField
from ui.widgets.text import note

if TYPE_CHECKING:
    from oversight.register import ContractDetail


class SubjectsSheet(Sheet):
    """Ten rows: 定めあり, 定めなし, 未確認, and the article that holds it."""

    def __init__(self, shell: Shell, detail: ContractDetail) -> None:
        super().__init__(shell, _("契約に定める10事項"), _("確認を保存する"))
        self._detail = detail
        self.form.add_widget(
            note(
                _(
                    "特定個人情報の適正な取扱いに関するガイドライン（行政機関等編）4-2-(1)②"
                    "（2025-09-24時点）が契約に定めるよう求める事項です。"
                )
            )
        )
        results = [(each, word_of(each)) for each in SubjectCheck]
        for each in detail.subjects:
            self.form.add(
                OneOfField(each.subject.value, word_of(each.subject), results),
                TextField(f"{each.subject.value}_article", _("契約書の条"), width=320),
            )
        self.close_form()
        values: dict[str, object] = {each.subject.value: each.result for each in detail.subjects}
        values |= {f"{each.subject.value}_article": each.article for each in detail.subjects}
        self.form.fill(values)
        self.form.focus_first()

    @override
    def deed(self) -> Deed:
        values, contracts, detail = self.form.values(), self.shell.office.contracts, self._detail
        changed = [
            (each.subject, values[each.subject.value], values[f"{each.subject.value}_article"])
            for each in detail.subjects
            if (values[each.subject.value], values[f"{each.subject.value}_article"])
            != (each.result, each.article)
        ]

        def check() -> Change:
            change = Change()
            for subject, result, article in changed:
                change = contracts.check_subject(detail.id, subject, result, article=article)
            return change

        return check
