"""Holding what was keyed in against the paper: a section at a time, big and plain, by another person."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from oversight.checklist import Section
from oversight.inspections import InspectionDetail
from oversight.words import _, _n
from ui.covering_page import CoveringPage
from ui.deed_form import DeedForm
from ui.inspections.transcribing.checked_rows import CheckedRows
from ui.inspections.transcribing.forms import check_form
from ui.inspections.transcribing.sides import Sides
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.stacks import put_in
from ui.widgets.text import note, prose, section

_SIDE_BY_SIDE = 900
"""Rows and buttons stand side by side where the page is so wide, in pixels at 100 %."""


class CheckingPage(CoveringPage):
    """Left a section's rows, right how far it is. ``keying_wanted`` carries what differs, by item."""

    keying_wanted = Signal(object)

    def __init__(self, shell: Shell, detail: InspectionDetail, parent: QWidget | None = None) -> None:
        super().__init__(shell, name=_("紙との照合"), back=_("検査の一覧へ戻る"), parent=parent)
        self.detail = detail
        self.differences: dict[str, str] = {}
        self.agreed: set[str] = set()
        self.key_button = Button(_("転記へ戻る"), icon="pencil")
        self.key_button.clicked.connect(self.go_to_keying)
        self.right.setMinimumWidth(current_theme().width(300))
        title = _("紙との照合　{number}").format(number=detail.number)
        self.body = Sides(self.left, self.right, (3, 1), room=_SIDE_BY_SIDE, gap=16, beneath=(1, 0))
        self._lay_out(title, self.body, self.key_button)
        self._show_section(self.sections[0])

    @property
    def sections(self) -> tuple[Section, ...]:
        """Return the sections in which something is asked."""
        asked = set(self.detail.asked)
        return tuple(each for each in self.detail.edition.sections if any(i.id in asked for i in each.items))

    # a section

    def _show_section(self, shown: Section) -> None:
        self.rows = CheckedRows(self.detail, shown, self.differences)
        self.rows.different.connect(self._note_difference)
        put_in(self.left, self.rows)
        self._show_standing(shown)

    def _show_standing(self, shown: Section) -> None:
        """Show on the right how far the check is, and what one may say of the section."""
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(12))
        place = self.sections.index(shown) + 1
        column.addWidget(section(_("区分 {place} / {of}").format(place=place, of=len(self.sections))))
        column.addWidget(prose(self._told()))
        deeds = Flow()
        self.agree_button = Button(_("この区分は紙と合っている"), kind=ButtonKind.PRIMARY, icon="check")
        self.agree_button.clicked.connect(self.agree)
        deeds.addWidget(self.agree_button)
        self.all_button = Button(_("すべて紙と合っている"), icon="list-check")
        self.all_button.clicked.connect(self.agree_to_all)
        deeds.addWidget(self.all_button)
        self.back_button = Button(_("前の区分へ"), kind=ButtonKind.QUIET, icon="chevron-left")
        self.back_button.clicked.connect(self.go_back)
        self.back_button.setEnabled(place > 1)
        deeds.addWidget(self.back_button)
        column.addLayout(deeds)
        hint = note(_("違う行は「違う」を押し、紙ではどうなっているかを書きます。"))
        column.addWidget(hint)
        hint.setVisible(self.body.is_wide)
        self.body.turned.connect(hint.setVisible)
        column.addStretch(1)
        put_in(self.right, holder)
        lead_focus(self, self.agree_button)
        self.agree_button.setFocus()

    def _told(self) -> str:
        agreed = _("照合した区分 {count} / {of}").format(count=len(self.agreed), of=len(self.sections))
        if not self.differences:
            return agreed
        count = len(self.differences)
        return "\n".join((agreed, _n("紙と違う行 {count}件", count).format(count=count)))

    @property
    def _shown(self) -> Section:
        return self.rows.section

    @Slot()
    def agree(self) -> None:
        """Note that the section agrees with the paper, but for what differs; go on to the next."""
        self._take_differences()
        self.agreed.add(self._shown.id)
        following = next((each for each in self.sections if each.id not in self.agreed), None)
        if following is not None:
            self._show_section(following)
        else:
            self._finish()

    @Slot()
    def agree_to_all(self) -> None:
        """Note that all sections agree with the paper, but for what differs."""
        self._take_differences()
        self.agreed = {each.id for each in self.sections}
        self._finish()

    @Slot()
    def go_back(self) -> None:
        """Go back to the section before."""
        self._take_differences()
        place = self.sections.index(self._shown)
        self._show_section(self.sections[max(place - 1, 0)])

    @Slot()
    def _note_difference(self) -> None:
        self._take_differences()

    def _take_differences(self) -> None:
        own = {item.id for item in self._shown.items}
        kept = {key: told for key, told in self.differences.items() if key not in own}
        self.differences = {**kept, **self.rows.differences()}

    # the end

    def _finish(self) -> None:
        """Ask for the passphrase; where something differs, it goes back to who keyed it in."""
        if self.differences:
            self._show_standing(self._shown)
            count = len(self.differences)
            told = _n("紙と違う行が{count}件あります。「転記へ戻る」で直します。", count)
            self.say(told.format(count=count), Tone.ATTENTION)
            self.key_button.setFocus()
        else:
            self._show_form(check_form(self._shell, self.detail))

    @override
    def _go_on(self, form: DeedForm, *, is_done: bool) -> None:
        if is_done:
            self._shell.notices.tell(_("照合を記録しました。"))
            self._end()
        else:
            self._show_standing(self._shown)

    @Slot()
    def go_to_keying(self) -> None:
        """Go back to keying in, with what differs."""
        self._take_differences()
        self.keying_wanted.emit(dict(self.differences))

    @override
    @Slot()
    def reread(self) -> None:
        """Read anew what was keyed in; what changed is held against the paper again."""
        office, inspection_id = self._shell.office, self.detail.id
        self._shell.read(
            lambda: office.inspections.get_inspection(inspection_id), self._show_anew, owner=self
        )

    def _show_anew(self, detail: InspectionDetail) -> None:
        if detail.answers != self.detail.answers:
            self.agreed.clear()
        self.detail = detail
        self._show_section(next((e for e in self.sections if e.id not in self.agreed), self.sections[0]))
