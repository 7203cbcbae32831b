"""What stands first, and where the inspector contradicts the contractor, in the mode."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt

from oversight.clock import JAPAN
from oversight.inspections import AnswerDraft, Conclusion, Mark
from oversight.report_form.answers import Answer, Answers
from oversight.reports import PaperDraft, ReportKey
from tests.ui.inspections.inspection_site import Conduct, Settle, Site, press, type_text
from tests.ui.test_names import nameless
from ui.inspections.conduct.course import CLOSING, FINISH, FOCUS
from ui.inspections.conduct.mode import ConductMode
from ui.looks import Look, Looks
from ui.window import Window

LAST_YEAR = dt.date(2025, 11, 4)
LOCK = AnswerDraft(mark=Mark.NONCONFORMING, finding_text="誓約書の様式が旧い。")
OCTOBER = Answers(
    {
        "check_storage": Answer("yes"),
        "check_entry": Answer("no"),
        "training": Answer("yes"),
        "workers_changed": Answer("no"),
        "log_anomalies": Answer(2),
    }
)
FIRST = ("HUM-07", "PHY-03", "LOG-02", "HUM-02", "HUM-03", "PHY-08", "LOG-04", "LOG-05", "LOG-06", "LOG-07")


@pytest.fixture
def reported(site: Site) -> Site:
    """Let HUM-07 have failed last year, and October's report say what it does."""
    now = site.clock.moment
    site.clock.moment = dt.datetime(2025, 11, 4, 9, tzinfo=JAPAN)
    site.finalised(LAST_YEAR, own={"HUM-07": LOCK})
    site.clock.moment = now
    key = ReportKey(site.contract_id, dt.date(2026, 10, 1))
    site.office.filings.enter(PaperDraft(key, dt.date(2026, 11, 9), OCTOBER))
    return site


@pytest.fixture
def inspection_id(reported: Site) -> UUID:
    return reported.plan()


@pytest.fixture
def mode(conduct: Conduct, inspection_id: UUID) -> ConductMode:
    return conduct(inspection_id)


def test_what_failed_and_what_was_reported_stands_first(mode: ConductMode) -> None:
    course = mode.course
    assert course.places[: len(FIRST)] == FIRST
    assert course.position == "HUM-07"
    assert sorted(course.places[:-2]) == sorted(course.detail.asked)
    head = mode.stage.item.head
    assert head.place.text() == f"重点項目 1/{len(FIRST)}"
    assert (head.previous_day.text(), head.previous_mark.text()) == ("前回 令和7年11月4日", "不適")
    assert head.previous_text.text() == "前回の指摘: 誓約書の様式が旧い。"
    assert not head.reported.isVisible()


def test_the_section_of_what_stands_first_counts_each_item_once(
    mode: ConductMode, window: Window, settle: Settle
) -> None:
    sections = {row.section_id: row for row in mode.course.sections()}
    assert next(iter(sections)) == FOCUS
    assert sum(row.asked for row in sections.values()) == mode.course.asked_count
    button = mode.side.sections.buttons[FOCUS]
    assert (button.entry.word, button.entry.figures) == ("重点項目", f"0/{len(FIRST)}")
    press(window, Qt.Key.Key_1)
    settle()
    assert mode.course.position == "PHY-03"
    assert button.entry.figures == f"1/{len(FIRST)}"
    assert button.isChecked()
    mode.side.sections.buttons["PHY"].click()
    assert mode.course.position == "PHY-01"
    assert mode.stage.item.head.place.text() == "物理的安全管理 1/12"
    button.click()
    assert mode.course.position == "PHY-03"


def test_the_last_of_what_stands_first_leads_to_the_checklist_and_back(mode: ConductMode) -> None:
    mode.go("LOG-07")
    mode.go_on()
    assert mode.course.position == "ORG-01"
    mode.go_back()
    assert mode.course.position == "LOG-07"


def test_an_item_no_longer_asked_leads_on_from_its_place(mode: ConductMode) -> None:
    course = mode.course
    sub = course.draft_of("SUB-01")
    facts = {**course.detail.facts, "再委託": "no"}
    course.detail = replace(course.detail, facts=facts)
    course.put("SUB-01", replace(sub, mark=Mark.NONCONFORMING), mode.shell.clock.now(), "")
    course.position = "SUB-03"
    course.put("SUB-01", replace(sub, mark=Mark.CONFORMING), mode.shell.clock.now(), "")
    assert "SUB-03" not in course.asked
    assert course.following() == "SUB-06"
    assert course.preceding() == "SUB-01"


def test_the_head_tells_what_the_contractor_reported(mode: ConductMode) -> None:
    head = mode.stage.item.head
    mode.go("PHY-08")
    assert head.reported.text() == "月次報告 2026年10月分: 書類・媒体を施錠して保管している「適」"
    assert not head.points.isVisible()
    mode.go("LOG-02")
    assert not head.reported.isVisible()
    assert head.points.text() == "月次報告の注意点 2026年10月分: ログの点検で異常が2件あります。"
    mode.go("ORG-01")
    assert not head.points.isVisible()


@pytest.mark.parametrize(
    ("item_id", "agrees", "contradicts", "told"),
    [
        (
            "PHY-08",
            Qt.Key.Key_1,
            Qt.Key.Key_2,
            "書類・媒体を施錠して保管している「適」ですが、検査では「不適」です。",
        ),
        (
            "PHY-03",
            Qt.Key.Key_2,
            Qt.Key.Key_1,
            "取扱区域への入退室を記録している「不適」ですが、検査では「適」です。",
        ),
    ],
)
def test_a_contradiction_is_said_at_once_and_taken_back_with_the_mark(
    mode: ConductMode,
    window: Window,
    settle: Settle,
    item_id: str,
    agrees: Qt.Key,
    contradicts: Qt.Key,
    told: str,
) -> None:
    mode.side.goes_on.set_checked(False)
    mode.go(item_id)
    box = mode.stage.item.contradiction
    assert not box.isVisible()
    press(window, contradicts)
    assert box.isVisible()
    assert box.said.text() == f"月次報告（2026年10月分）では{told}"
    settle()
    mode._rest()
    press(window, agrees)
    assert not box.isVisible()
    mode._rest()
    press(window, contradicts)
    mode.go("ORG-01")
    assert not box.isVisible()
    mode.go(item_id)
    assert box.isVisible()


def test_the_last_step_lists_contradictions_and_leads_to_them(
    mode: ConductMode, window: Window, settle: Settle
) -> None:
    finish = mode.stage.finish
    mode.go(FINISH)
    assert not finish.contradictions.isVisible()
    mode.go("PHY-08")
    press(window, Qt.Key.Key_2)
    type_text("unlocked")
    mode.go(FINISH)
    settle()
    assert finish.contradicted.isVisible()
    (row,) = (finish.contradictions.item(at) for at in range(finish.contradictions.count()))
    assert row.text().startswith("PHY-08　月次報告（2026年10月分）では")
    finish.contradictions.setFocus()
    press(window, Qt.Key.Key_Return)
    assert mode.course.position == "PHY-08"


def test_a_contradiction_does_not_stand_in_the_way_of_the_record(
    reported: Site, conduct: Conduct, inspection_id: UUID, settle: Settle
) -> None:
    service = reported.office.inspections
    service.start(inspection_id)
    unlocked = AnswerDraft(mark=Mark.NONCONFORMING, finding_text="鍵のない棚に申請書の束。")
    reported.answer_all(inspection_id, {"PHY-08": unlocked})
    reported.close_talk(inspection_id, Conclusion.NEEDS_IMPROVEMENT)
    mode = conduct(inspection_id)
    mode.go(FINISH)
    finish = mode.stage.finish
    assert finish.finalise_button.isVisible()
    assert finish.contradictions.count() == 2  # PHY-03 was reported as failing and found conforming
    finish.finalise_button.click()
    finish.confirm.yes_button.click()
    settle()
    assert mode.is_done
    assert not finish.contradictions.isVisible()


def test_undecided_points_are_shown_from_the_start_and_before_the_closing_talk(mode: ConductMode) -> None:
    button, closing = mode.side.points_button, mode.stage.closing
    assert button.isVisible()
    assert button.text() == "月次報告の注意点 2件"
    button.click()
    assert mode.course.position == CLOSING
    assert closing.points.text().splitlines() == [
        "2026年10月分　ログの点検で異常が2件あります。",
        "2026年10月分　自己点検「取扱区域への入退室を記録している」が不適です。",
    ]


def test_without_points_nothing_is_said_of_them(site: Site, conduct: Conduct) -> None:
    mode = conduct(site.plan())
    assert not mode.side.points_button.isVisible()
    mode.go(CLOSING)
    assert not mode.stage.closing.points_head.isVisible()
    assert FOCUS not in mode.side.sections.buttons


def test_it_opens_again_where_one_stood(
    mode: ConductMode, conduct: Conduct, inspection_id: UUID, settle: Settle
) -> None:
    mode.go("LOG-04")
    mode.close_mode()
    settle()
    assert conduct(inspection_id).course.position == "LOG-04"


@pytest.mark.parametrize("place", ["PHY-08", CLOSING, FINISH])
def test_all_of_it_has_a_name(mode: ConductMode, window: Window, settle: Settle, place: str) -> None:
    mode.go("PHY-08")
    press(window, Qt.Key.Key_2)
    type_text("unlocked")
    mode.go(place)
    settle()
    assert nameless(mode) == []


@pytest.mark.parametrize("language", ["ja", "en"])
def test_at_twice_the_text_nothing_of_it_is_cut(
    reported: Site,
    conduct: Conduct,
    inspection_id: UUID,
    window: Window,
    looks: Looks,
    settle: Settle,
    language: str,
) -> None:
    looks.choose(Look(language, "dark", 200))
    window.resize(1366, 768)
    mode = conduct(inspection_id)
    mode.go("PHY-08")
    mode.stage.item.give(Mark.NONCONFORMING)
    settle()
    box, view = mode.stage.item.contradiction, mode.stage.item
    assert box.isVisible()
    assert box.width() <= view.viewport().width()
    assert box.said.height() >= box.said.heightForWidth(box.said.width())
    button = mode.side.points_button
    assert button.width() >= button.sizeHint().width()
    assert button.height() >= 44
