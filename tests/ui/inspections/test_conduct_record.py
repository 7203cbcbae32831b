"""From the last item to the printed record: people, closing talk, what is missing, the record itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication

from oversight.errors import StoreError
from oversight.inspections import (
    AnswerDraft,
    Conclusion,
    InspectionsService,
    InspectionState,
    Mark,
)
from tests.answering import conforming
from tests.ui.inspections.inspection_site import Conduct, Settle, Site, press, type_text
from ui import paper_out
from ui.inspections.conduct.mode import ConductMode
from ui.looks import Look, Looks
from ui.window import Window

PHONE = AnswerDraft(mark=Mark.NONCONFORMING, finding_text="作業室東側の机3番に私物スマートフォン1台。")


@pytest.fixture
def answered(site: Site, conduct: Conduct) -> ConductMode:
    """Give the mode on an inspection whose items are all answered, one of them 不適 of severity A."""
    inspection_id = site.plan()
    site.office.inspections.start(inspection_id)
    site.answer_all(inspection_id, {"DEV-01": PHONE})
    return conduct(inspection_id)


def write_closing(mode: ConductMode, window: Window) -> None:
    """Fill the closing page by keyboard."""
    mode.go("closing")
    view = mode.stage.closing
    view.attendees.add_button.click()
    type_text("Yamazaki Megumi")
    view.closing_talk.setFocus()
    type_text("oomune ryoukou")
    view.documents.setFocus()
    type_text("meibo")
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Return)
    type_text(" nyuutaishitsu kiroku ")
    view.opinion.setFocus()
    type_text("nashi")
    view.conclusion.buttons[-1].click()


def test_at_twice_the_text_what_finalises_stands_wholly_in_sight(
    site: Site, conduct: Conduct, window: Window, looks: Looks, settle: Settle
) -> None:
    looks.choose(Look("en", "dark", 200))
    window.resize(1366, 768)
    inspection_id = site.plan()
    site.office.inspections.start(inspection_id)
    many = dict.fromkeys(("DEV-01", "PHY-08", "LOG-04"), PHONE)
    site.answer_all(inspection_id, many)
    site.close_talk(inspection_id, Conclusion.SERIOUS)
    mode = conduct(inspection_id)
    mode.go("finish")
    settle()
    finish, button = mode.stage.finish, mode.stage.finish.finalise_button
    assert button.hasFocus()
    assert (
        finish.viewport()
        .rect()
        .contains(button.rect().translated(button.mapTo(finish.viewport(), QPoint(0, 0))))
    )


def test_people_and_words_are_saved_with_the_rest(
    answered: ConductMode, window: Window, site: Site, settle: Settle
) -> None:
    write_closing(answered, window)
    settle()
    detail = site.detail(answered.course.detail.id)
    (person,) = detail.attendees
    assert (person.name, person.organisation) == ("Yamazaki Megumi", detail.contractor)
    assert person.role == "業務責任者"
    assert detail.documents_checked == ("meibo", "nyuutaishitsu kiroku")
    assert (detail.closing_talk, detail.opinion) == ("oomune ryoukou", "nashi")
    assert detail.conclusion is Conclusion.SERIOUS
    assert answered.side.sections.buttons["closing"].entry.figures == "不足なし"


def test_an_attendee_can_be_taken_out_again(
    answered: ConductMode, window: Window, site: Site, settle: Settle
) -> None:
    write_closing(answered, window)
    view = answered.stage.closing
    view.attendees.add()
    assert [line.name.control.accessibleName() for line in view.attendees.lines] == [
        "立会者1 氏名",
        "立会者2 氏名",
    ]
    answered.answering.keep()
    settle()
    assert len(site.detail(answered.course.detail.id).attendees) == 1
    view.attendees.lines[0].remove_button.click()
    answered.answering.keep()
    settle()
    assert site.detail(answered.course.detail.id).attendees == ()


def test_a_number_in_the_closing_talk_is_refused_and_may_be_declared(
    answered: ConductMode, window: Window, site: Site, settle: Settle
) -> None:
    answered.go("closing")
    view = answered.stage.closing
    view.closing_talk.setFocus()
    type_text("1234 5678 9018")
    answered.answering.keep()
    settle()
    assert "個人番号" in view.closing_talk.error
    answered.go("ORG-01")
    answered.close_mode()
    settle()
    assert answered.course.position == "closing"
    view.number_box.reason.set_value("整理番号")
    view.number_box.declare_button.click()
    settle()
    assert view.closing_talk.error == ""
    assert site.detail(answered.course.detail.id).closing_talk == "1234 5678 9018"


def test_a_gap_leads_to_its_item_by_enter_and_by_click(
    site: Site, conduct: Conduct, window: Window, settle: Settle
) -> None:
    inspection_id = site.plan()
    site.office.inspections.start(inspection_id)
    detail = site.detail(inspection_id)
    site.answer_all(
        inspection_id,
        {
            "HUM-02": AnswerDraft(mark=Mark.CONFORMING),
            "DEV-01": AnswerDraft(mark=Mark.NONCONFORMING),
            "END-06": AnswerDraft(),
        },
    )
    mode = conduct(inspection_id)
    mode.go("finish")
    gaps = mode.stage.finish.gaps
    told = [gaps.item(row).text() for row in range(gaps.count())]
    assert len(told) == 7
    assert gaps.hasFocus()
    assert not mode.stage.finish.finalise_button.isVisible()
    press(window, Qt.Key.Key_Return)
    assert mode.course.position == "HUM-02"
    assert QApplication.focusWidget() is mode.stage.item.panel.fields["mismatched"].control
    mode.go("finish")
    gaps.itemClicked.emit(gaps.item(2))
    assert mode.course.position == "DEV-01"
    assert QApplication.focusWidget() is mode.stage.item.panel.finding.finding_text.lines
    for row, focused in (
        (4, mode.stage.closing.conclusion.buttons[0]),
        (6, mode.stage.closing.closing_talk.lines),
    ):
        mode.go("finish")
        gaps.itemActivated.emit(gaps.item(row))
        assert mode.course.position == "closing"
        assert QApplication.focusWidget() is focused
    mode.go("finish")
    gaps.itemActivated.emit(gaps.item(5))
    assert mode.stage.closing.attendees.lines[0].name.line.hasFocus()
    mode.go_to_gap(mode.course.gaps()[5])
    assert len(mode.stage.closing.attendees.lines) == 1
    assert conforming(detail, "HUM-02").values == {"mismatched": 1}


def test_the_record_is_finalised_after_asking_once_and_saved_as_pdf(
    answered: ConductMode,
    window: Window,
    site: Site,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_closing(answered, window)
    answered.go("finish")
    finish = answered.stage.finish
    assert finish.finalise_button.hasFocus()
    press(window, Qt.Key.Key_Return)
    finish.confirm.no_button.click()
    assert finish.finalise_button.isVisible()
    press(window, Qt.Key.Key_Return)
    press(window, Qt.Key.Key_Return)
    settle()
    detail = site.detail(answered.course.detail.id)
    assert detail.state is InspectionState.FINALISED
    assert finish.heading.text() == "記録を確定しました"
    assert not answered.side.sections.isEnabled()
    press(window, Qt.Key.Key_1)
    assert answered.course.position == "finish"
    path = tmp_path / "記録.pdf"
    monkeypatch.setattr(paper_out, "ask_where_to_save", lambda _parent, name: path)
    finish.paper.save_button.click()
    assert finish.paper.progress.isVisible()
    settle()
    assert path.read_bytes().startswith(b"%PDF")
    assert "記録.pdf" in finish.paper.said.text()
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    finish.paper.folder_button.click()
    assert Path(opened[0].toLocalFile()) == tmp_path
    finish.leave_button.click()
    settle()
    assert window.layers.currentWidget() is window.desk


def test_a_record_is_not_finalised_while_something_is_unsaved(
    answered: ConductMode, window: Window, site: Site, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise StoreError("空き容量がありません。")

    site.close_talk(answered.course.detail.id, Conclusion.SERIOUS)
    answered.go("finish")
    monkeypatch.setattr(InspectionsService, "conclude", full)
    write_closing(answered, window)
    answered.go("finish")
    settle()
    finish = answered.stage.finish
    for _turn in range(2):
        finish.finalise_button.click()
        finish.confirm.yes_button.click()
        settle()
        assert "まだ保存されていない" in finish.said.text()
        assert finish.finalise_button.isVisible()
    assert site.detail(answered.course.detail.id).state is InspectionState.IN_PROGRESS


def test_a_failure_to_finalise_is_said_and_can_be_tried_again(
    answered: ConductMode, window: Window, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object, **_named: object) -> None:
        raise StoreError("空き容量がありません。")

    write_closing(answered, window)
    answered.go("finish")
    with monkeypatch.context() as broken:
        broken.setattr(InspectionsService, "finalise", full)
        answered.stage.finish.finalise_button.click()
        answered.stage.finish.confirm.yes_button.click()
        settle()
    assert "空き容量" in answered.stage.finish.said.text()
    answered.stage.finish.finalise_button.click()
    answered.stage.finish.confirm.yes_button.click()
    settle()
    assert answered.is_done


def test_without_nonconformities_the_record_says_there_are_no_findings(
    site: Site, conduct: Conduct, settle: Settle
) -> None:
    inspection_id = site.plan()
    site.office.inspections.start(inspection_id)
    site.answer_all(inspection_id)
    site.close_talk(inspection_id)
    mode = conduct(inspection_id)
    mode.go("finish")
    mode.stage.finish.finalise_button.click()
    mode.stage.finish.confirm.yes_button.click()
    settle()
    shown = [label.text() for label in mode.stage.finish.done.findChildren(type(mode.stage.finish.said))]
    assert "指摘はありません。" in shown


def test_printing_and_failing_papers_say_so(
    answered: ConductMode,
    window: Window,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write_closing(answered, window)
    answered.go("finish")
    answered.stage.finish.finalise_button.click()
    answered.stage.finish.confirm.yes_button.click()
    settle()
    paper = answered.stage.finish.paper
    for is_sent, told in ((True, "プリンターへ送りました。"), (False, "印刷をやめました。")):
        monkeypatch.setattr(paper_out, "print_pdf", lambda _parent, _pdf, is_sent=is_sent: is_sent)
        paper.print_button.click()
        settle()
        assert paper.said.text() == told
    monkeypatch.setattr(paper_out, "ask_where_to_save", lambda _parent, _name: None)
    paper.save_button.click()
    assert not paper.progress.isVisible()
    monkeypatch.setattr(paper_out, "ask_where_to_save", lambda _parent, name: tmp_path / "gone" / name)
    paper.save_button.click()
    settle()
    assert "保存できませんでした" in paper.said.text()
    assert paper.save_button.isEnabled()


def test_a_correction_is_conducted_and_becomes_the_next_version(
    site: Site, conduct: Conduct, settle: Settle
) -> None:
    inspection_id = site.finalised(own={"DEV-01": PHONE})
    site.office.inspections.start_correction(inspection_id, reason="件数の誤り")
    mode = conduct(inspection_id)
    mode.go("finish")
    mode.stage.finish.finalise_button.click()
    mode.stage.finish.confirm.yes_button.click()
    settle()
    records = site.detail(inspection_id).records
    assert [(each.number, each.reason) for each in records] == [(1, ""), (2, "件数の誤り")]
