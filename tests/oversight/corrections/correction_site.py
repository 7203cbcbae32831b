"""A contract inspected with two findings, and what tests do about them through the services."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from oversight.clock import JAPAN, FixedClock
from oversight.corrections import CorrectionLettersService, FindingChasingService
from oversight.desk import Desk
from oversight.findings import FindingRow, FindingsService
from oversight.inspections import AnswerDraft, InspectionsService, Mark
from tests.factories import adopt_editions, make_contract, make_contractor, make_place
from tests.oversight.inspections.test_inspections import finalised, planned

TODAY = dt.date(2026, 11, 24)
PHONE = AnswerDraft(
    mark=Mark.NONCONFORMING,
    finding_text="作業室東側の机3番に私物スマートフォン1台。",
    measure="持込禁止の周知と入室時の確認",
)
RULES = AnswerDraft(mark=Mark.NONCONFORMING, finding_text="取扱規程が定められていない。")


@dataclass
class Corrections:
    """The desk and its services; ``phone`` (A) and ``rules`` are the findings."""

    desk: Desk
    clock: FixedClock
    contract_id: UUID
    inspection_id: UUID
    place_id: UUID | None = None

    @property
    def findings(self) -> FindingsService:
        return FindingsService(self.desk)

    @property
    def letters(self) -> CorrectionLettersService:
        return CorrectionLettersService(self.desk)

    @property
    def chasing(self) -> FindingChasingService:
        return FindingChasingService(self.desk)

    def row(self, item_id: str = "DEV-01") -> FindingRow:
        rows = self.findings.list_findings()
        return next(row for row in reversed(rows) if row.item_id == item_id)

    @property
    def phone(self) -> FindingRow:
        return self.row()

    @property
    def rules(self) -> FindingRow:
        return self.row("ORG-01")

    def stand_at(self, day: dt.date) -> None:
        self.clock.moment = dt.datetime(day.year, day.month, day.day, 9, tzinfo=JAPAN)

    def inspect(self, on: dt.date, **own: AnswerDraft) -> UUID:
        inspections = InspectionsService(self.desk)
        self.stand_at(on)
        inspection_id = planned(inspections, self.contract_id, on, place_id=self.place_id)
        finalised(inspections, inspection_id, **own)
        return inspection_id


def make_corrections(desk: Desk, clock: FixedClock, *, on: dt.date = TODAY) -> Corrections:
    """Register a contract with its representative, and inspect it with two findings."""
    adopt_editions(desk)
    contractor_id = make_contractor(
        desk,
        "株式会社髙﨑事務サービス",
        representative_title="代表取締役",
        representative_name="髙﨑 一郎",
        email="info@takasaki.example",
    )
    contract_id = make_contract(
        desk, contractor_id=contractor_id, core_system="介護保険", handles_specific=True
    )
    place_id = make_place(desk, contract_id)
    site = Corrections(desk, clock, contract_id, contract_id, place_id)
    site.inspection_id = site.inspect(on, DEV_01=PHONE, ORG_01=RULES)
    return site


PLAN = {
    "cause": "入室時の確認が決められていなかった。",
    "measures": "預け箱を置き、入室時に確かめる。",
    "plan_until": "2026/11/28",
    "submitted_by": "総務部長 佐藤花子",
}
REPORT = {
    "done": "預け箱を置き、入室簿に確認欄を設けた。",
    "corrected_on": "令和8年11月27日",
    "evidence": "写真1枚、入室簿の写し",
}
