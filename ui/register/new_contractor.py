"""A contractor or a section that is not registered yet, entered where it is needed."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QWidget

from oversight.change import Change
from oversight.corporate_number import parse_corporate_number, show_corporate_number
from oversight.errors import RefusedError
from oversight.register import ContractorDraft, Remark
from oversight.words import _, _n
from ui.register.deed_dialog import DeedDialog
from ui.shell import Shell
from ui.widgets.fields import TextField

_PAUSE_MS = 400


def wrong_number(text: str) -> str:
    """Return what is wrong with a corporate number as typed, or nothing."""
    try:
        parse_corporate_number(text)
    except RefusedError as error:
        return str(error)
    return ""


class CorporateNumberField(TextField):
    """法人番号: its check digit is checked while one types, and the number is shown in groups."""

    def __init__(self) -> None:
        super().__init__(
            "corporate_number",
            _("法人番号"),
            hint=_("13桁。個人事業の場合は空欄にします。"),
            check=wrong_number,
            width=320,
        )
        self.line.textChanged.connect(self._check_live)

    @Slot()
    def _check_live(self) -> None:
        """Tell at once: right with its groups, wrong once the thirteen digits stand there."""
        text = self.value()
        digits = sum(sign.isdigit() for sign in text)
        problem = wrong_number(text)
        if text and not problem:
            self.say_hint(_("検査数字は合っています: {number}").format(number=grouped(text)))
        elif 0 < digits < 13:
            self.say_hint(_n("あと{count}桁", 13 - digits).format(count=13 - digits))
        else:
            self.say_hint(problem or _("13桁。個人事業の場合は空欄にします。"))


def grouped(text: str) -> str:
    """Return a sound corporate number in groups of four."""
    return show_corporate_number(parse_corporate_number(text))


class NewContractorDialog(DeedDialog):
    """Registers a contractor from where it is needed; says which registered ones are similar."""

    def __init__(self, shell: Shell, parent: QWidget, name: str = "") -> None:
        contractors = shell.office.contractors

        def add(values: Any) -> Change:
            return contractors.add_contractor(ContractorDraft(**values))

        super().__init__(
            shell,
            parent,
            heading=_("新しい委託先"),
            explained=_("代表者や連絡先などは、後から委託先の画面で加えられます。"),
            verb=_("登録して選ぶ"),
            fields=(
                CorporateNumberField(),
                TextField("name", _("名称"), is_required=True),
                TextField("kana", _("商号カナ")),
                TextField("address", _("所在地")),
            ),
            deed=add,
        )
        self.form.fill({"name": name})
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self._review)
        self.form.edited.connect(self._pause.start)

    @Slot()
    def _review(self) -> None:
        draft, contractors = ContractorDraft(**self.form.values()), self.shell.office.contractors
        self.shell.read(lambda: contractors.review_contractor(draft), self._say, owner=self)

    def _say(self, remarks: tuple[Remark, ...]) -> None:
        self.say_remarks([each.sentence for each in remarks if each.field == "name"])


class NewSectionDialog(DeedDialog):
    """Registers a section (所管課) from where it is needed."""

    def __init__(self, shell: Shell, parent: QWidget, name: str = "") -> None:
        people = shell.office.people

        def add(values: Any) -> Change:
            return people.add_department(**values)

        super().__init__(
            shell,
            parent,
            heading=_("新しい所管課"),
            verb=_("登録して選ぶ"),
            fields=(
                TextField("name", _("名称"), is_required=True),
                TextField("kana", _("フリガナ")),
                TextField("bureau", _("局・部")),
                TextField("phone", _("電話")),
            ),
            deed=add,
        )
        self.form.fill({"name": name})
