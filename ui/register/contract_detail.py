"""All of a contract beside the table: what decides first, then its parts, each with its deeds."""

from __future__ import annotations

from collections.abc import Collection
from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.access import Deed, may
from oversight.calendar import show_day
from oversight.inspections import word_of as word_of_inspection
from oversight.register import SubjectCheck, WorkerState, word_of
from oversight.words import _, _n, mark
from ui.register.contract_fields import told_place, told_system
from ui.register.facts_view import Column, FactsView, Part
from ui.register.hours import lines_of_hours
from ui.register.side_notes import change_lines
from ui.register.whole_contract import (
    WholeContract,
    attention_of,
    tags_of,
    told_inspection,
    told_periods,
    told_signing,
)
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.buttons import Button, ButtonKind, NameButton

if TYPE_CHECKING:
    from ui.register.facts_view import Build

_MOST_ATTENTION = 4
_MOST_WORKERS = 20
_SUBJECT_SIGNS = {
    SubjectCheck.PRESENT: mark("定めあり"),
    SubjectCheck.MISSING: mark("定めなし"),
    SubjectCheck.UNCHECKED: mark("未確認"),
}


class Wish(Enum):
    """What may be asked of the pane: its verb and icon."""

    EDIT = (mark("契約を直す"), "pencil")
    AMEND = (mark("変更契約を記録する"), "file-text")
    PLAN = (mark("検査を計画する"), "clipboard-check")
    SUBJECTS = (mark("10事項を確認する"), "list-check")
    TIERS = (mark("再委託を扱う"), "sitemap")
    FLOOR_PLANS = (mark("平面図を扱う"), "map-pin")
    ROSTER = (mark("名簿を扱う"), "users")
    WITHDRAW = (mark("登録の誤りとして取り下げる"), "trash")

    @property
    def word(self) -> str:
        """Return the verb in the language in use."""
        return _(self.value[0])

    @property
    def icon(self) -> str:
        """Return the icon's name."""
        return self.value[1]


class ContractPane(QWidget):
    """``wished`` carries a ``Wish``; ``part_opened`` a part's name and whether it is open now.

    ``inspection_wanted`` carries the identifier of an inspection, ``contractor_wanted`` the contractor's.
    """

    wished = Signal(object)
    part_opened = Signal(str, bool)
    inspection_wanted = Signal(object)
    contractor_wanted = Signal(object)

    def __init__(self, shell: Shell, whole: WholeContract, open_parts: Collection[str] = ()) -> None:
        super().__init__()
        self.whole = whole
        actor = shell.office.actor
        self._may_edit = may(actor, Deed.EDIT_REGISTER)
        self._may_plan = may(actor, Deed.PLAN_INSPECTION)
        self.view = FactsView()
        self.view.setAccessibleName(_("契約の内容"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)
        self._show_first(self.view.facts)
        self._add_parts()
        for name, part in self.view.parts.items():
            part.open(name in open_parts)
            part.opened.connect(self.part_opened)

    def _button(self, wish: Wish, kind: ButtonKind = ButtonKind.LINE) -> Button:
        button = Button(wish.word, icon=wish.icon, kind=kind)
        button.setProperty("wish", wish.name)
        button.clicked.connect(self._tell_wish)
        return button

    @Slot()
    def _tell_wish(self) -> None:
        self.wished.emit(Wish[str(self.sender().property("wish"))])

    # what decides

    def _show_first(self, column: Column) -> None:
        whole = self.whole
        column.add_tags(*tags_of(whole))
        self._show_contractor(column)
        word, tone = told_inspection(whole.row)
        column.add_facts(
            (_("契約番号"), whole.detail.draft.number),
            (_("所管課"), whole.detail.department),
            *told_periods(whole),
        )
        column.add_tags((_("今年度の検査: {told}").format(told=word), tone))
        attention = attention_of(whole)
        for sentence in attention[:_MOST_ATTENTION]:
            column.add_warning(sentence)
        if len(attention) > _MOST_ATTENTION:
            more = _("ほか{count}件。下の各部を開くと出ます。")
            column.add_note(more.format(count=len(attention) - _MOST_ATTENTION))
        buttons = [self._button(wish) for wish in (Wish.EDIT, Wish.AMEND) if self._may_edit]
        buttons += [self._button(Wish.PLAN)] if self._may_plan else []
        column.add_buttons(*buttons)

    def _show_contractor(self, column: Column) -> None:
        name = self.whole.detail.contractor
        button = NameButton(name, spoken=_("委託先 {name} を開く").format(name=name))
        button.clicked.connect(self._tell_contractor)
        column.add(button)

    @Slot()
    def _tell_contractor(self) -> None:
        self.contractor_wanted.emit(self.whole.detail.draft.contractor_id)

    # the parts

    def _add_parts(self) -> None:
        whole, detail = self.whole, self.whole.detail
        draft = detail.draft
        present = sum(each.result is SubjectCheck.PRESENT for each in detail.subjects)
        active = sum(each.draft.state is not WorkerState.STRUCK for each in whole.workers)
        self._add("terms", _("契約の内容"), word_of(draft.kind), self._show_terms)
        items = _n("{count}項目", len(draft.personal_data_items)).format(count=len(draft.personal_data_items))
        self._add("handling", _("個人情報の取扱い"), items, self._show_handling)
        places = _n("{count}か所", len(draft.places)).format(count=len(draft.places))
        self._add("places", _("場所と業務時間"), places, self._show_places)
        ten = f"{present} / {len(detail.subjects)}"
        self._add("subjects", _("契約に定める10事項"), ten, self._show_subjects)
        tiers = _n("{count}者", len(whole.tiers)).format(count=len(whole.tiers))
        self._add("tiers", _n("再委託", 2), tiers, self._show_tiers, any(n.attention for n in whole.tiers))
        workers = _n("{count}人", active).format(count=active)
        self._add(
            "roster",
            _n("従事者", 2),
            workers,
            self._show_roster,
            any(each.attention for each in whole.workers),
        )
        inspections = _("{count}件").format(count=len(whole.inspections))
        self._add("inspections", _n("実地検査", 2), inspections, self._show_inspections)
        amendments = _n("{count}回", len(detail.amendments)).format(count=len(detail.amendments))
        self._add("amendments", _n("変更契約", 2), amendments, self._show_amendments)

    def _add(self, name: str, heading: str, summary: str, build: Build, is_attention: bool = False) -> None:
        told = _("{summary}・注意あり").format(summary=summary) if is_attention else summary
        self.view.add_part(Part(name, heading, told, build, Tone.ATTENTION if is_attention else None))

    def _show_terms(self, column: Column) -> None:
        detail, draft = self.whole.detail, self.whole.detail.draft
        amount = "" if draft.amount_yen is None else _("{amount:,}円").format(amount=draft.amount_yen)
        officers = (draft.officer_in_charge, draft.section_chief, draft.section_head)
        column.add_facts(
            (_("契約締結日"), told_signing(self.whole)),
            (_("契約金額"), f"{amount} {draft.payment_cycle}".strip()),
            (_("検査周期"), word_of(draft.inspection_cycle)),
            (_("検査の要る年"), _("・").join(year.word for year in detail.inspection_years)),
            (_("担当"), _("・").join(filter(None, officers))),
            (_("特記事項の版"), draft.special_terms_edition),
            (_("保護評価書"), draft.pia_number),
            (_("ファイル簿"), draft.file_register_number),
            (_("備考"), draft.remarks),
        )
        if self._may_edit:
            column.add_buttons(self._button(Wish.WITHDRAW, ButtonKind.QUIET))

    def _show_handling(self, column: Column) -> None:
        draft = self.whole.detail.draft
        persons = (
            ""
            if draft.persons_count is None
            else _n("{count:,}人", draft.persons_count).format(count=draft.persons_count)
        )
        column.add_facts(
            (_("特定個人情報"), _("あり") if draft.handles_specific else _("なし")),
            (_("要配慮"), _("あり") if draft.handles_sensitive else _("なし")),
            (_("項目"), _("、").join(draft.personal_data_items)),
            (_("本人の数"), persons),
            (_("媒体"), _("・").join(word_of(medium) for medium in draft.media)),
            (_("使用システム"), "\n".join(told_system(system) for system in draft.systems)),
            (_("再委託の可否"), _("可") if draft.subcontract_allowed else _("不可")),
        )

    def _show_places(self, column: Column) -> None:
        draft = self.whole.detail.draft
        column.add_facts(
            (_("履行場所"), "\n".join(told_place(place) for place in draft.places)),
            (_("業務時間"), "\n".join(lines_of_hours(draft.hours))),
        )
        if draft.places:
            self._add_deed(column, Wish.FLOOR_PLANS)

    def _show_subjects(self, column: Column) -> None:
        for each in self.whole.detail.subjects:
            told = f"{word_of(each.subject)}: {_(_SUBJECT_SIGNS[each.result])}　{each.article}".strip()
            if each.result is SubjectCheck.MISSING:
                column.add_warning(told)
            else:
                column.add_note(told)
        self._add_deed(column, Wish.SUBJECTS)

    def _show_tiers(self, column: Column) -> None:
        for node in self.whole.tiers:
            permitted = show_day(node.permitted_on)
            column.add_text(f"└ {node.contractor}　{word_of(node.state)}", node.depth - 1)
            if permitted:
                told = _("{day} 許諾　{by}").format(day=permitted, by=node.permitted_by)
                column.add_note(told, node.depth)
            for sentence in node.attention:
                column.add_warning(sentence, node.depth)
        if not self.whole.tiers:
            column.add_note(_("再委託はありません。"))
        self._add_deed(column, Wish.TIERS)

    def _show_roster(self, column: Column) -> None:
        ordered = sorted(self.whole.workers, key=lambda row: not row.attention)
        for row in ordered[:_MOST_WORKERS]:
            column.add_note(f"{row.draft.name}　{row.draft.employer}　{word_of(row.draft.state)}")
            for sentence in row.attention:
                column.add_warning(sentence, 1)
        if len(ordered) > _MOST_WORKERS:
            column.add_note(_("ほか{count}人").format(count=len(ordered) - _MOST_WORKERS))
        if not ordered:
            column.add_note(_("従事者はまだ届け出られていません。"))
        self._add_deed(column, Wish.ROSTER)

    def _show_inspections(self, column: Column) -> None:
        for row in self.whole.inspections:
            day = show_day(row.conducted_on or row.planned_on, weekday=True)
            result = word_of_inspection(row.conclusion or row.state)
            button = Button(f"{row.number}　{day}　{result}", kind=ButtonKind.LINK)
            button.setProperty("inspection", row.id.hex)
            button.clicked.connect(self._tell_inspection)
            column.add(button)
        if not self.whole.inspections:
            column.add_note(_("実地検査はまだありません。"))

    @Slot()
    def _tell_inspection(self) -> None:
        self.inspection_wanted.emit(UUID(str(self.sender().property("inspection"))))

    def _show_amendments(self, column: Column) -> None:
        for each in self.whole.detail.amendments:
            told = _("第{number}回　{day}　{reason}")
            day = show_day(each.amended_on)
            column.add_text(told.format(number=each.number, day=day, reason=each.reason))
            for change in self.whole.changes.get(each.number, ()):
                for line in change_lines(change):
                    column.add(line)
        if not self.whole.detail.amendments:
            column.add_note(_("変更契約はありません。"))

    def _add_deed(self, column: Column, wish: Wish) -> None:
        if self._may_edit:
            column.add_buttons(self._button(wish))
