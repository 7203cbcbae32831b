"""An office with a contract, and what tests of the inspections do there; keys pressed where the focus is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.inspections import (
    AnswerDraft,
    AttendeeDraft,
    Conclusion,
    InspectionDetail,
    InspectorDraft,
    PlanDraft,
)
from oversight.office import Office
from tests.answering import answer_all
from ui.inspections.conduct.mode import ConductMode
from ui.window import Window

DAY = dt.date(2026, 11, 24)
VALUES: dict[str, str | int] = {"number": 1, "date": "2026-11-20", "text": "所長 山﨑"}
Conduct = Callable[[UUID], ConductMode]
Settle = Callable[[], None]


@dataclass
class Site:
    """A contract with a place, in an office, and what tests do there through the services."""

    office: Office
    desk: Desk
    clock: FixedClock
    contract_id: UUID
    place_id: UUID

    def plan(self, on: dt.date = DAY) -> UUID:
        lead = InspectorDraft("福井 太郎", "係長", self.office.actor.staff_id, is_lead=True)
        draft = PlanDraft(self.contract_id, on, place_id=self.place_id, inspectors=(lead,))
        planned = self.office.inspections.plan_inspection(draft).row_id
        assert planned is not None
        return planned

    def detail(self, inspection_id: UUID) -> InspectionDetail:
        return self.office.inspections.get_inspection(inspection_id)

    def answer_all(self, inspection_id: UUID, own: dict[str, AnswerDraft] | None = None) -> None:
        answer_all(self.office.inspections, inspection_id, own)

    def close_talk(self, inspection_id: UUID, conclusion: Conclusion = Conclusion.NO_PROBLEM) -> None:
        people = [AttendeeDraft("山﨑 恵", "所長", "髙﨑事務サービス", "業務責任者")]
        self.office.inspections.put_attendees(inspection_id, people)
        self.office.inspections.conclude(
            inspection_id, conclusion=conclusion, closing_talk="おおむね良好である。"
        )

    def finalised(self, on: dt.date = DAY, own: dict[str, AnswerDraft] | None = None) -> UUID:
        now, self.clock.moment = self.clock.moment, dt.datetime(on.year, on.month, on.day, 9, tzinfo=JAPAN)
        inspection_id = self.plan(on)
        self.office.inspections.start(inspection_id)
        self.answer_all(inspection_id, own)
        self.close_talk(inspection_id, Conclusion.SERIOUS if own else Conclusion.NO_PROBLEM)
        self.office.inspections.finalise(inspection_id)
        self.clock.moment = now
        return inspection_id


def press(
    window: Window, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press a key where the focus is."""
    target = QApplication.focusWidget() or window
    QTest.keyClick(target, key, modifier)


def type_text(text: str) -> None:
    """Type a text where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None
    QTest.keyClicks(target, text)
