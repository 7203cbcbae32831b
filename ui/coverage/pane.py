"""One year of a contract beside the list: how it is covered and why, its places, its points, its deeds."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oversight.access import Actor, Deed, may
from oversight.calendar import show_day
from oversight.coverage import Cover, CoverDetail, PlaceSeen, YearInspection, tell_covering, tell_risk
from oversight.inspections import word_of
from oversight.words import _
from ui.coverage.rows import told_ahead, told_cover, told_points, told_seen
from ui.theme import Tone
from ui.tones import COVER_TONES
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.facts import Fact, Facts
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.text import Tag, note, section


class CoverPane(Pane):
    """The signals tell which deed was asked for."""

    plan_wanted = Signal()
    inspection_wanted = Signal()
    waiver_wanted = Signal()
    waiver_end_wanted = Signal()
    contract_wanted = Signal()

    def __init__(self, detail: CoverDetail, actor: Actor, parent: QWidget | None = None) -> None:
        super().__init__(_("契約の年の内容"), parent)
        self.detail = detail
        self.plan_button = Button(_("検査を計画する"), kind=ButtonKind.PRIMARY, icon="plus")
        self.inspection_button = Button(_("検査を開く"), icon="clipboard-check")
        self.waiver_button = Button(_("免除する"))
        self.waiver_end_button = Button(_("免除を取り消す"))
        self.contract_button = Button(_("契約を開く"), icon="file-text")
        self.column.addLayout(self._tags())
        self.column.addLayout(self._deeds(actor))
        self.column.addWidget(Facts(_facts(detail)))
        self._add_places(detail.places)
        self._add_inspections(detail.inspections)
        self.end()

    @property
    def inspection_id(self) -> UUID | None:
        """Return the inspection that covers the year, or the one planned for it, or None."""
        row = self.detail.row
        if row.covering.visit is not None:
            return row.covering.visit.inspection_id
        return row.coming.inspection_id if row.coming is not None else None

    def _tags(self) -> Flow:
        row, flow = self.detail.row, Flow()
        flow.addWidget(Tag(told_cover(row), COVER_TONES[row.covering.cover]))
        if row.coming is not None:
            flow.addWidget(Tag(told_ahead(row), Tone.INFO))
        flow.addWidget(Tag(told_points(self.detail.risk)))
        return flow

    def _deeds(self, actor: Actor) -> Flow:
        row, flow = self.detail.row, Flow()
        lacks, may_waive = row.covering.cover.is_lacking, may(actor, Deed.WAIVE_INSPECTION)
        may_plan = lacks and row.coming is None and may(actor, Deed.PLAN_INSPECTION)
        is_waived = row.covering.cover is Cover.WAIVED
        for button, is_shown, signal in (
            (self.plan_button, may_plan, self.plan_wanted),
            (self.inspection_button, self.inspection_id is not None, self.inspection_wanted),
            (self.waiver_button, lacks and may_waive, self.waiver_wanted),
            (self.waiver_end_button, is_waived and may_waive, self.waiver_end_wanted),
            (self.contract_button, True, self.contract_wanted),
        ):
            flow.addWidget(button)
            button.setHidden(not is_shown)
            button.clicked.connect(signal)
        return flow

    def _add_places(self, places: tuple[PlaceSeen, ...]) -> None:
        self.column.addWidget(section(_("場所ごとの最後の確認")))
        if not places:
            self.column.addWidget(note(_("履行場所が登録されていません。")))
        self.column.addWidget(Facts([(place.name, _told_place(place)) for place in places]))

    def _add_inspections(self, inspections: tuple[YearInspection, ...]) -> None:
        self.column.addWidget(section(_("この年の検査")))
        if not inspections:
            self.column.addWidget(note(_("まだありません。")))
        self.column.addWidget(Facts([(each.number, _told_inspection(each)) for each in inspections]))


def _facts(detail: CoverDetail) -> tuple[Fact, ...]:
    row, head = detail.row, detail.row.contract
    due = show_day(row.year.due_on, weekday=True)
    if row.year.due_on < row.year.ends_on:
        due = _("{day}（履行期間の終わり）").format(day=due)
    return (
        (_("年"), row.year.word),
        (_("検査の期限"), due),
        (_("理由・根拠"), tell_covering(row.covering)),
        (_("優先度"), f"{told_points(detail.risk)}　{tell_risk(detail.risk)}"),
        (_("前の実地"), told_seen(row)),
        (_("契約"), f"{head.number} {head.title}"),
        (_("委託先"), head.contractor),
        (_("所管課"), head.department),
    )


def _told_place(place: PlaceSeen) -> str:
    told = (
        _("{day} 実地（{number}）").format(day=show_day(place.seen_on), number=place.seen_in)
        if place.seen_on
        else _("実地に見たことがありません。")
    )
    if place.otherwise_on and (place.seen_on is None or place.otherwise_on > place.seen_on):
        told += "\n" + _("{day} 遠隔・書面").format(day=show_day(place.otherwise_on))
    return f"{place.address}\n{told}".strip()


def _told_inspection(each: YearInspection) -> str:
    return f"{show_day(each.day, weekday=True)}　{word_of(each.method)}　{word_of(each.state)}"
