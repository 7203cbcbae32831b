"""A paper is printed, keyed in by keyboard, held against by another person, and told in the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QTextEdit
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Deed, Role
from oversight.checklist import Bilingual, ExtraField, FieldKind, Need, edition_from_document
from oversight.checklist.adopting import adopt
from oversight.checklist.edition import AnswerKind
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.errors import RefusedError, StoreError
from oversight.inspections import (
    AnswerDraft,
    InspectionState,
    InspectorDraft,
    Mark,
    PlanDraft,
    TranscriptionState,
    conducting,
)
from oversight.office import Office, open_office
from oversight.papers import count_pages
from tests.oversight.checklist.conftest import both, document_with, field, item
from tests.oversight.inspections.signed_site import add_colleague
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.ui.conftest import PASSPHRASE, USER_ID
from tests.ui.inspections.inspection_site import DAY, Settle, Site, press
from tests.ui.tab_walk import unreached
from tests.ui.test_names import nameless
from ui.inspections.page import InspectionsPage
from ui.inspections.pane import InspectionPane, Wish
from ui.inspections.transcribing.checking_page import CheckingPage
from ui.inspections.transcribing.opening import open_checking, open_transcribing
from ui.inspections.transcribing.page import TranscribingPage, View
from ui.inspections.transcribing.row_editor import RowEditor
from ui.inspections.transcribing.sheet import Standing
from ui.inspections.transcription_part import TranscriptionPart
from ui.rooms import OpenRecord, Room
from ui.shell import Shell
from ui.window import Window

OTHER = "手稲の山に初雪が降りる頃に"
Key = Qt.Key


@pytest.fixture
def office(vault: Path, clock: FixedClock) -> Iterator[Office]:
    office = open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock)
    yield office
    office.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    return office.desk


@pytest.fixture
def checker(office: Office) -> Actor:
    """Give a colleague who holds a key of their own."""
    other = add_colleague(office.desk, "舘 花子", "主査", Role.INSPECTOR)
    assert other.staff_id is not None
    office.people.give_key(other.staff_id, user_id="tachi", passphrase=OTHER)
    return other


def write(text: str) -> None:
    """Write a text where the focus is, as an input method hands it over; figures and letters key by key."""
    target = QApplication.focusWidget()
    assert target is not None
    if text.isascii():
        QTest.keyClicks(target, text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(target, event)


def begun(site: Site, inspection_id: UUID | None = None) -> UUID:
    inspection_id = inspection_id or site.plan(dt.date(2026, 11, 20))
    site.office.inspections.begin_transcription(
        inspection_id, paper_on=dt.date(2026, 11, 20), filled_in_by="山田 花子"
    )
    return inspection_id


def opened(shell: Shell, window: Window, settle: Settle, inspection_id: UUID) -> TranscribingPage:
    open_transcribing(shell, inspection_id, owner=shell)
    settle()
    page = window.layers.currentWidget()
    assert isinstance(page, TranscribingPage)
    return page


@pytest.fixture
def page(site: Site, window: Window, shell: Shell, settle: Settle) -> TranscribingPage:
    return opened(shell, window, settle, begun(site))


def valued(item_id: str, kind: str, **more: Any) -> dict[str, Any]:
    return item(item_id, answer="value", fields=[field("value", kind, **more)])


@pytest.fixture
def odd(site: Site) -> UUID:
    """Give an inspection whose checklist asks for values and choices."""
    choices = [{"value": "y", "label": both("ある")}, {"value": "n", "label": both("ない")}]
    document = document_with(
        valued("rooms", "number", maximum=9),
        valued("lock", "choice", choices=choices),
        valued("media", "choices", choices=choices),
        valued("day", "date"),
        item("AAA-02", fields=[field("count", sample_of=both("入室の記録"), unit=both("件"))]),
        item("AAA-03", fields=[field("door", "photo"), field("name", "text")]),
    )
    with site.desk.writing(Deed.EDIT_CHECKLIST, "checklist.adopt") as session:
        edition_id = adopt(session, site.clock, edition_from_document(document))
    site.office.checklists.put_in_use(edition_id)
    lead = InspectorDraft("福井 太郎", "係長", site.office.actor.staff_id, is_lead=True)
    planned = site.office.inspections.plan_inspection(
        PlanDraft(site.contract_id, DAY, inspectors=(lead,), edition_id=edition_id)
    )
    assert planned.row_id is not None
    return begun(site, planned.row_id)


def answer_of(site: Site, page: TranscribingPage, item_id: str) -> AnswerDraft:
    return site.detail(page.sheet.detail.id).answers[item_id].draft


def key_row_in(window: Window, page: TranscribingPage) -> None:
    """Key one row in as 適, with what it owes, until the cursor stands on the next."""
    here = page.current
    press(window, Key.Key_1)
    tries = 0
    while page.current == here and tries < 8:
        focused = QApplication.focusWidget()
        tries += 1
        if isinstance(focused, QLineEdit) and not focused.text():
            place = next(n for n, f in page.editor.fields.items() if f.control is focused)  # type: ignore[union-attr]
            kind = page.sheet.item(here).find_field(place)
            write("R8.11.19" if kind is not None and kind.kind.value == "date" else "7")
        press(window, Key.Key_Return)


# keying in


def test_one_key_marks_a_row_and_goes_on(
    page: TranscribingPage, site: Site, window: Window, settle: Settle
) -> None:
    first, second = page.sheet.order[:2]
    assert page.current == first
    press(window, Key.Key_1)
    settle()
    assert page.current == second
    assert answer_of(site, page, first).mark is Mark.CONFORMING
    row = next(each for each in page.table.rows_model.rows if each.item_id == first)
    assert (row.answer, row.standing) == ("適", Standing.SAVED)
    assert page.said.text() == "保存済"


def test_what_does_not_conform_is_told_before_one_goes_on(
    page: TranscribingPage, site: Site, window: Window, settle: Settle
) -> None:
    first, second = page.sheet.order[:2]
    press(window, Key.Key_2)
    assert isinstance(QApplication.focusWidget(), QTextEdit)
    write("規程が古い。")
    press(window, Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    write("R5版のまま。")
    press(window, Key.Key_Return)
    settle()
    assert page.current == second
    draft = answer_of(site, page, first)
    assert (draft.mark, draft.finding_text) == (Mark.NONCONFORMING, "規程が古い。\nR5版のまま。")


def test_a_reason_moves_with_the_mark_that_was_meant(
    page: TranscribingPage, site: Site, window: Window, settle: Settle
) -> None:
    first = page.current
    press(window, Key.Key_2)
    write("部署が1つ")
    page.table.setFocus()
    press(window, Key.Key_3)
    settle()
    draft = answer_of(site, page, first)
    assert (draft.mark, draft.reason, draft.finding_text) == (Mark.NOT_APPLICABLE, "部署が1つ", "")


def test_a_figure_typed_into_a_text_is_no_mark(page: TranscribingPage, window: Window) -> None:
    first = page.current
    press(window, Key.Key_2)
    write("123")
    assert page.current == first
    assert page.editor is not None
    assert page.editor.draft().finding_text == "123"


def test_a_number_owed_is_asked_for_and_one_that_cannot_be_read_holds(
    page: TranscribingPage, site: Site, window: Window, settle: Settle
) -> None:
    page.table.choose("ORG-03")
    page.table.setFocus()
    press(window, Key.Key_1)
    write("多い")
    press(window, Key.Key_Return)
    press(window, Key.Key_Return)
    assert page.current == "ORG-03"
    assert page.editor is not None
    assert page.editor.fields["handlers"].error == "数字で入力してください。"
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    focused.clear()
    write("12")
    press(window, Key.Key_Return)
    press(window, Key.Key_Return)
    settle()
    assert answer_of(site, page, "ORG-03").values == {"handlers": 12}
    assert page.current == "ORG-04"


def test_what_is_typed_is_saved_without_a_key(
    page: TranscribingPage, site: Site, window: Window, settle: Settle, qtbot: QtBot
) -> None:
    first = page.current
    press(window, Key.Key_Return)
    write("覚え書き")
    qtbot.waitUntil(lambda: first in page.sheet.waiting or first in page.sheet.detail.answers)
    settle()
    assert answer_of(site, page, first).note == "覚え書き"


def test_one_comes_back_to_the_row_one_left(
    page: TranscribingPage, site: Site, shell: Shell, window: Window, settle: Settle
) -> None:
    for _row in range(2):
        press(window, Key.Key_1)
    left = page.current
    press(window, Key.Key_Escape)
    settle()
    assert isinstance(window.layers.currentWidget(), TranscribingPage) is False
    assert opened(shell, window, settle, page.sheet.detail.id).current == left


def test_the_rows_left_alone_are_shown_and_walked(
    page: TranscribingPage, window: Window, settle: Settle
) -> None:
    order = page.sheet.order
    press(window, Key.Key_1)
    page.chips.choose(View.LEFT)
    assert order[0] not in [row.item_id for row in page.table.rows_model.shown]
    page.table.setFocus()
    press(window, Key.Key_2)
    write("指摘")
    press(window, Key.Key_Return)
    assert page.current == order[2]
    assert order[1] not in [row.item_id for row in page.table.rows_model.shown]
    page.chips.choose(View.ALL)
    page.table.choose(order[-1])
    page.table.setFocus()
    press(window, Key.Key_N)
    assert page.current == order[2]
    settle()


def test_a_refusal_shows_at_its_row_and_is_put_right(
    page: TranscribingPage, site: Site, window: Window, settle: Settle
) -> None:
    first = page.current
    press(window, Key.Key_2)
    write("番号 123456789018 が見えた")
    press(window, Key.Key_Return)
    settle()
    assert (
        next(each for each in page.table.rows_model.rows if each.item_id == first).standing
        is Standing.REFUSED
    )
    assert first in page.said.text()
    assert "123456789018" not in page.said.text()
    page.table.choose(first)
    assert page.editor is not None
    assert page.editor.fields["text"].error
    press(window, Key.Key_Escape)
    settle()
    assert "保存できていない行があります" in page.said.text()
    page.table.setFocus()
    press(window, Key.Key_Return)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QTextEdit)
    focused.selectAll()
    write("番号が見えた")
    press(window, Key.Key_Return)
    settle()
    assert answer_of(site, page, first).finding_text == "番号が見えた"


def test_a_refused_row_may_be_given_up(page: TranscribingPage, window: Window, settle: Settle) -> None:
    press(window, Key.Key_2)
    write("123456789018")
    press(window, Key.Key_Escape)
    settle()
    press(window, Key.Key_Escape)
    settle()
    assert window.layers.currentWidget() is not page


def test_the_last_row_says_so(page: TranscribingPage, window: Window, settle: Settle) -> None:
    page.table.choose(page.sheet.order[-1])
    page.table.setFocus()
    press(window, Key.Key_3)
    write("理由")
    press(window, Key.Key_Return)
    assert page.said.text() == "最後の行です。まだの行があります。"
    settle()


def test_values_and_choices_are_typed_and_chosen_in_their_row(
    odd: UUID, site: Site, shell: Shell, window: Window, settle: Settle
) -> None:
    page = opened(shell, window, settle, odd)
    assert page.current == "rooms"
    press(window, Key.Key_1)  # no mark: the figure wanted is typed in the field
    write("3")
    press(window, Key.Key_Return)
    assert page.current == "lock"
    press(window, Key.Key_Down)
    press(window, Key.Key_Return)
    assert page.current == "media"
    press(window, Key.Key_Space)
    press(window, Key.Key_Tab)
    press(window, Key.Key_Space)
    press(window, Key.Key_Return)
    assert page.current == "day"
    write("R8.11.20")
    press(window, Key.Key_Return)
    assert page.current == "AAA-02"
    press(window, Key.Key_1)
    for number in ("30", "10", "2"):
        write(number)
        press(window, Key.Key_Return)
    press(window, Key.Key_Return)
    assert page.current == "AAA-03"
    assert page.editor is not None
    assert "photo" not in page.editor.fields
    settle()
    values = {key: dict(saved.draft.values) for key, saved in site.detail(odd).answers.items()}
    assert values == {
        "rooms": {"value": 3},
        "lock": {"value": "y"},
        "media": {"value": "y n"},
        "day": {"value": "2026-11-20"},
        "AAA-02": {"count": 2},
    }
    told = {row.item_id: (row.answer, row.noted) for row in page.sheet.rows()}
    assert told["lock"][0] == "ある"
    assert told["media"][0] == "ある、ない"
    assert "母数: 30" in told["AAA-02"][1]
    again = opened(shell, window, settle, odd)
    for item_id in ("media", "day", "AAA-02"):
        again.table.choose(item_id)
        assert again.editor is not None
        assert again.editor.draft() == again.sheet.draft_of(item_id)


def test_what_stands_on_the_paper_is_put_right(
    page: TranscribingPage, site: Site, window: Window, settle: Settle
) -> None:
    page.paper_button.click()
    assert page.form is not None
    page.form.form.fields["filled_in_by"].set_value("山田 次郎")
    page.form.do_button.click()
    settle()
    settle()
    row = site.detail(page.sheet.detail.id).transcription
    assert row is not None
    assert row.filled_in_by == "山田 次郎"
    page.paper_button.click()
    assert page.form is not None
    page.form.back_button.click()
    assert page.editor is not None


def test_the_lock_keeps_what_was_typed(
    page: TranscribingPage, site: Site, window: Window, settle: Settle
) -> None:
    first = page.current
    press(window, Key.Key_2)
    write("指摘の途中")
    page.hide()
    settle()
    assert answer_of(site, page, first).finding_text == "指摘の途中"
    page.show()
    settle()
    assert page.current == first


def test_a_mark_is_given_by_mouse_too(page: TranscribingPage, site: Site, settle: Settle) -> None:
    first = page.current
    assert page.editor is not None
    assert page.editor.mark_field is not None
    page.editor.mark_field.buttons[2].click()
    assert page.current == first
    settle()
    assert answer_of(site, page, first).mark is Mark.NOT_APPLICABLE


def test_no_key_marks_a_row_while_a_form_is_open(
    page: TranscribingPage, window: Window, settle: Settle
) -> None:
    page.paper_button.click()
    assert page.form is not None
    page.form.back_button.setFocus()
    press(window, Key.Key_1)
    assert page.sheet.done == 0
    page.table.choose_none()
    page.form.back_button.click()
    assert page.editor is None
    press(window, Key.Key_1)
    press(window, Key.Key_N)
    assert page.current == page.sheet.order[0]
    settle()


def test_where_nothing_is_left_one_stays(site: Site, shell: Shell, window: Window, settle: Settle) -> None:
    inspection_id = begun(site)
    site.answer_all(inspection_id)
    page = opened(shell, window, settle, inspection_id)
    here = page.current
    press(window, Key.Key_N)
    assert page.current == here
    with pytest.raises(KeyError):
        page.sheet.item("none")


def test_what_could_not_be_saved_is_tried_again(
    page: TranscribingPage,
    site: Site,
    window: Window,
    settle: Settle,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first = page.current

    def fail(*_given: object) -> None:
        raise StoreError("空き容量がありません。", "不要なファイルを消してください。")

    with monkeypatch.context() as patched:
        patched.setattr(conducting, "save_answer", fail)
        press(window, Key.Key_1)
        settle()
        assert "保存できていません" in page.said.text()
        assert not page.saver.is_saved
    qtbot.waitUntil(lambda: page.saver.is_saved, timeout=10_000)
    assert answer_of(site, page, first).mark is Mark.CONFORMING


def test_a_row_answered_by_a_photo_takes_no_keys(page: TranscribingPage) -> None:
    photo = ExtraField("door", FieldKind.PHOTO, Bilingual("入口"), Need.REQUIRED)
    shown = replace(page.sheet.item("ORG-01"), fields=(photo,), answer=AnswerKind.VALUE)
    editor = RowEditor(shown, AnswerDraft())
    editor.take_mark(Mark.CONFORMING)
    assert editor.draft() == AnswerDraft()
    assert not editor.go_to()
    assert not editor.show_refusal(RefusedError("違う"))
    editor.deleteLater()


@pytest.mark.parametrize("width", [1366, 700])
def test_tab_reaches_everything_and_all_of_it_has_a_name(
    page: TranscribingPage, window: Window, width: int
) -> None:
    window.resize(width, 768)
    press(window, Key.Key_1)
    page.table.choose("ORG-03")
    assert unreached(page) == []
    assert nameless(page) == []


# the whole way


def chosen_pane(window: Window, shell: Shell, settle: Settle, inspection_id: UUID) -> InspectionPane:
    shell.open(Room.INSPECTIONS, OpenRecord(inspection_id))
    settle()
    inspections = window.findChild(InspectionsPage)
    assert inspections is not None
    inspections._read_detail(inspection_id)
    settle()
    pane = inspections._detail
    assert isinstance(pane, InspectionPane)
    return pane


def check_all(page: CheckingPage, settle: Settle) -> None:
    page.all_button.click()
    assert page.form is not None
    settle()
    fields = page.form.form.fields
    fields["user_id"].set_value("tachi")
    fields["passphrase"].set_value(OTHER)
    page.form.do_button.click()
    settle()
    settle()


def test_a_paper_goes_from_the_printer_to_the_record(
    site: Site, checker: Actor, window: Window, shell: Shell, settle: Settle
) -> None:
    inspection_id = site.plan(dt.date(2026, 11, 20))
    pane = chosen_pane(window, shell, settle, inspection_id)
    pane.blank.roomy_button.click()
    assert count_pages(pane.blank._make(site.office).pdf) > count_pages(
        site.office.inspections.print_blank(inspection_id).pdf
    )
    pane.buttons[Wish.TRANSCRIBE].click()
    settle()
    inspections = window.findChild(InspectionsPage)
    assert inspections is not None
    form: Any = inspections._detail
    assert form.form.fields["paper_on"].value() == dt.date(2026, 11, 20)
    form.form.fields["filled_in_by"].set_value("山田 花子")
    form.do_button.click()
    settle()
    settle()
    page: Any = window.layers.currentWidget()
    assert isinstance(page, TranscribingPage)
    for _row in range(93):
        if page.sheet.done < len(page.sheet.order):
            key_row_in(window, page)
    settle()
    assert page.sheet.done == len(page.sheet.order)
    assert page.said.text() in ("最後の行です。すべて転記しました。", "保存済")
    page.check_button.click()
    settle()
    check: Any = window.layers.currentWidget()
    assert isinstance(check, CheckingPage)
    check_all(check, settle)
    row = site.detail(inspection_id).transcription
    assert row is not None
    assert (row.state, row.checked_by) == (TranscriptionState.CHECKED, "主査 舘 花子")
    finish(site, inspection_id)
    detail = site.detail(inspection_id)
    assert detail.state is InspectionState.FINALISED
    printed = solid(text_of(site.office.inspections.print_record(detail.records[-1].id).pdf))
    assert "紙の点検表（令和8年11月20日、記入者山田花子）から転記した。" in printed
    assert "照合者主査舘花子" in printed


def finish(site: Site, inspection_id: UUID) -> None:
    site.close_talk(inspection_id)
    left = site.office.inspections.list_gaps(inspection_id)
    assert left == (), left
    site.office.inspections.finalise(inspection_id)


def test_the_pane_shows_where_the_paper_stands(
    site: Site, checker: Actor, window: Window, shell: Shell, settle: Settle
) -> None:
    service, inspection_id = site.office.inspections, begun(site)

    def told() -> tuple[str, bool]:
        pane = chosen_pane(window, shell, settle, inspection_id)
        part = pane.findChild(TranscriptionPart)
        assert part is not None
        return part.state.text(), Wish.CHECK_PAPER in pane.buttons

    assert told() == ("転記中", False)
    site.answer_all(inspection_id)
    assert told() == ("照合待ち", True)
    row = site.detail(inspection_id).transcription
    assert row is not None
    service.check_transcription(inspection_id, checker, seen_hash=row.answers_hash)
    assert told() == ("照合済", False)
    service.save_answer(inspection_id, "ORG-01", AnswerDraft(mark=Mark.NOT_APPLICABLE, reason="変更"))
    assert told() == ("照合のあと変更", True)
    pane = chosen_pane(window, shell, settle, inspection_id)
    pane.buttons[Wish.CHECK_PAPER].click()
    settle()
    assert isinstance(window.layers.currentWidget(), CheckingPage)


def test_going_on_with_a_paper_opens_it_at_once(
    site: Site, window: Window, shell: Shell, settle: Settle
) -> None:
    pane = chosen_pane(window, shell, settle, begun(site))
    pane.buttons[Wish.TRANSCRIBE].click()
    settle()
    assert isinstance(window.layers.currentWidget(), TranscribingPage)


def test_parts_are_asked_for_where_a_section_repeats(
    site: Site, window: Window, shell: Shell, settle: Settle
) -> None:
    pane = chosen_pane(window, shell, settle, site.plan())
    assert pane.blank.parts.isHidden()
    pane.blank.parts.line.setText("2")
    pane.blank.parts.edited.emit()
    assert pane.blank._parts == 2


# checking


@pytest.fixture
def checking(site: Site, checker: Actor, window: Window, shell: Shell, settle: Settle) -> CheckingPage:
    inspection_id = begun(site)
    site.answer_all(inspection_id, {"ORG-01": AnswerDraft(mark=Mark.NONCONFORMING, finding_text="古い")})
    open_checking(shell, inspection_id, owner=shell)
    settle()
    page = window.layers.currentWidget()
    assert isinstance(page, CheckingPage)
    return page


def state_of(site: Site, page: CheckingPage) -> TranscriptionState:
    row = site.detail(page.detail.id).transcription
    assert row is not None
    return row.state


def test_each_section_is_held_against_the_paper_by_keyboard(
    checking: CheckingPage, site: Site, window: Window, settle: Settle
) -> None:
    for _section in checking.sections:
        assert checking.form is None
        press(window, Key.Key_Space)
    assert checking.form is not None
    settle()
    fields = checking.form.form.fields
    fields["user_id"].set_value("tachi")
    fields["passphrase"].setFocus()
    write(OTHER)
    checking.form.submit()
    settle()
    settle()
    assert state_of(site, checking) is TranscriptionState.CHECKED


def test_a_wrong_passphrase_keeps_nothing(checking: CheckingPage, site: Site, settle: Settle) -> None:
    checking.all_button.click()
    assert checking.form is not None
    settle()
    fields = checking.form.form.fields
    fields["user_id"].set_value("tachi")
    fields["passphrase"].set_value("wrong")
    checking.form.submit()
    settle()
    assert fields["passphrase"].error
    assert state_of(site, checking) is TranscriptionState.TO_CHECK


def test_who_keyed_in_is_refused_at_their_name(checking: CheckingPage, site: Site, settle: Settle) -> None:
    checking.all_button.click()
    assert checking.form is not None
    settle()
    fields = checking.form.form.fields
    fields["user_id"].set_value(USER_ID)
    fields["passphrase"].set_value(PASSPHRASE)
    checking.form.submit()
    settle()
    assert "転記した人は、自分で照合できません" in fields["user_id"].error
    checking.form.back_button.click()
    assert state_of(site, checking) is TranscriptionState.TO_CHECK


def test_a_difference_reopens_its_row(
    checking: CheckingPage, site: Site, window: Window, settle: Settle
) -> None:
    row = checking.rows.rows[1]
    row.different_button.click()
    write("紙では非該当")
    checking.agree()
    checking.go_back()
    assert checking.rows.rows[1].paper_field.value() == "紙では非該当"
    checking.rows.rows[2].different_button.click()
    checking.all_button.click()
    assert checking.form is None
    assert checking.said.text() == "紙と違う行が2件あります。「転記へ戻る」で直します。"
    checking.key_button.click()
    settle()
    page = window.layers.currentWidget()
    assert isinstance(page, TranscribingPage)
    assert page.current == row.item_id
    assert {each.item_id for each in page.sheet.rows() if each.standing is Standing.DIFFERENT} == {
        row.item_id,
        page.sheet.order[2],
    }
    press(window, Key.Key_3)
    write("対象がない")
    press(window, Key.Key_Return)
    settle()
    assert row.item_id not in page.sheet.differences
    assert answer_of(site, page, row.item_id).mark is Mark.NOT_APPLICABLE


def test_a_difference_taken_back_is_none(checking: CheckingPage) -> None:
    row = checking.rows.rows[0]
    row.different_button.click()
    assert checking.differences == {row.item_id: "紙と違う"}
    row.different_button.click()
    assert checking.differences == {}


def test_the_lock_takes_nothing_from_a_check(checking: CheckingPage, settle: Settle) -> None:
    checking.agree()
    checking.hide()
    checking.show()
    settle()
    assert checking.agreed == {checking.sections[0].id}
    assert checking.rows.section is not checking.sections[0]


def test_what_changed_behind_the_lock_is_checked_from_the_beginning(
    checking: CheckingPage, site: Site, window: Window, settle: Settle
) -> None:
    checking.agree()
    checking.hide()
    site.office.inspections.save_answer(
        checking.detail.id, "ORG-02", AnswerDraft(mark=Mark.NOT_APPLICABLE, reason="変更")
    )
    checking.show()
    settle()
    assert checking.agreed == set()


def test_all_of_the_check_is_reached_and_named(checking: CheckingPage, window: Window) -> None:
    checking.rows.rows[0].different_button.click()
    checking.agree_button.setFocus()
    assert unreached(checking) == []
    assert nameless(checking) == []
    assert checking.rows.findChildren(QPushButton)
