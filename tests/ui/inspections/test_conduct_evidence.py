"""Evidence without a camera while conducting: forms saved when complete, sketches saved stroke by stroke."""

from __future__ import annotations

import datetime as dt
from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from oversight.checklist.adopting import adopt
from oversight.checklist.reading import builtin_editions
from oversight.inspections import EvidenceDraft, EvidenceKind, Mark
from oversight.sampling import pick
from tests.factories import make_place
from tests.oversight.inspections.test_evidence import with_required_photos
from tests.ui.inspections.inspection_site import Conduct, Settle, Site, press
from tests.ui.inspections.test_sketch import drag
from tests.ui.tab_walk import unreached
from ui.inspections.conduct.course import CLOSING, FINISH
from ui.inspections.conduct.evidence_form import EvidenceForm
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.conduct.sketch_view import SketchView
from ui.notices import Notice
from ui.widgets.number_field import NumberField
from ui.widgets.text import Tag
from ui.window import Window

K = EvidenceKind
NUMBER = "123456789018"
SEAL = EvidenceDraft(K.SERIAL, subject="ラック2の封印", number="A-00123")


@pytest.fixture
def forbidden(site: Site) -> Site:
    """Let the place be one where cameras are banned, under an edition that owes its photos."""
    site.clock.moment += dt.timedelta(minutes=1)
    with site.desk.store.writing(site.desk.actor, "checklist_edition.adopt") as session:
        adopt(session, site.clock, with_required_photos(builtin_editions()[0]))
    site.place_id = make_place(site.desk, site.contract_id, photography_forbidden=True)
    return site


def form_of(mode: ConductMode) -> EvidenceForm:
    form = mode.evidence.strip.form
    assert form is not None
    return form


def sheet_of(mode: ConductMode) -> SketchView:
    assert mode.evidence.sketch is not None
    return mode.evidence.sketch


def typed(mode: ConductMode, kind: K, **values: object) -> EvidenceForm:
    """Open a form by its button and type into its fields."""
    mode.evidence.strip.kind_buttons[kind].click()
    form = form_of(mode)
    for name, value in values.items():
        form.fields[name].set_value(value)
        form.fields[name].edited.emit()
    return form


def begun(mode: ConductMode, settle: Settle, item_id: str = "DEV-01") -> ConductMode:
    mode.go(item_id)
    settle()
    return mode


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        (K.SERIAL, {"subject": "ラック2の封印", "number": "A-1"}),
        (K.COUNT, {"subject": "入退室記録", "population": 240, "sample_size": 52, "failed": 0}),
        (K.STATEMENT, {"speaker": "髙橋", "speaker_post": "所長", "witness": "山田", "said": "預けている"}),
        (K.DOCUMENT, {"subject": "規程", "pages": "3"}),
    ],
)
def test_a_form_is_saved_as_soon_as_it_is_complete_and_shown_as_saved(
    mode: ConductMode, site: Site, settle: Settle, kind: K, values: dict[str, object]
) -> None:
    begun(mode, settle)
    form = typed(mode, kind, **values)
    assert form.is_waiting
    form.keep()
    settle()
    (row,) = site.detail(mode.course.detail.id).evidences
    assert (row.kind, row.item_id) == (kind, "DEV-01")
    assert {name: getattr(row, name) for name in values} == values
    assert form.saved.isVisible()
    assert mode.evidence.strip.cards == []  # it is being entered
    settle()
    form.done_button.click()
    settle()
    assert mode.evidence.strip.form is None
    assert [card.row.id for card in mode.evidence.strip.cards] == [row.id]
    assert mode.evidence.strip.sketch_button.hasFocus()


def test_enter_finishes_a_form_typed_by_key_alone_and_the_next_pause_changes_the_same_row(
    mode: ConductMode, window: Window, site: Site, settle: Settle
) -> None:
    begun(mode, settle)
    press(window, Qt.Key.Key_V)
    assert mode.evidence.strip.sketch_button.hasFocus()
    press(window, Qt.Key.Key_Tab)
    press(window, Qt.Key.Key_Return)
    form = form_of(mode)
    assert form.fields["subject"].control.hasFocus()
    QTest.keyClicks(form.fields["subject"].control, "rack 2")
    press(window, Qt.Key.Key_Tab)
    QTest.keyClicks(form.fields["number"].control, "A-1")
    form.keep()
    settle()
    QTest.keyClicks(form.fields["number"].control, "2")
    assert not form.saved.isVisible()
    press(window, Qt.Key.Key_Return)
    settle()
    (row,) = site.detail(mode.course.detail.id).evidences
    assert row.number == "A-12"
    assert mode.evidence.strip.form is None


def test_what_is_missing_is_said_at_its_field_when_one_finishes(mode: ConductMode, settle: Settle) -> None:
    begun(mode, settle)
    form = typed(mode, K.SERIAL, subject="ラック2")
    form.done_button.click()
    assert form.fields["number"].error
    assert form.fields["number"].control.hasFocus()
    form = typed_anew = form_of(mode)
    typed_anew.fields["number"].set_value("1")
    counted = EvidenceForm(EvidenceDraft(K.COUNT), may_declare=False)
    population = counted.fields["population"]
    assert isinstance(population, NumberField)
    population.line.setText("十件")
    counted.finish()
    assert counted.fields["population"].error
    counted.deleteLater()
    assert form is mode.evidence.strip.form


def test_a_form_half_typed_holds_back_going_on_once_and_leaving(
    mode: ConductMode, settle: Settle, site: Site
) -> None:
    told: list[Notice] = []
    mode.shell.notices.raised.connect(told.append)
    begun(mode, settle)
    typed(mode, K.SERIAL, subject="ラック2")
    mode.go("DEV-02")
    assert mode.course.position == "DEV-01"
    mode.close_mode()
    settle()
    assert "証拠" in told[-1].sentence
    mode.evidence.begin(K.COUNT)
    assert "number" in form_of(mode).fields
    mode.evidence.begin_sketch()
    settle()
    assert mode.evidence.sketch is None
    mode.go("DEV-02")
    settle()
    assert (mode.course.position, mode.evidence.strip.form) == ("DEV-02", None)
    assert site.detail(mode.course.detail.id).evidences == ()


def test_dropping_what_is_typed_asks_once(mode: ConductMode, settle: Settle) -> None:
    begun(mode, settle)
    form = typed(mode, K.SERIAL, subject="ラック2")
    form.drop_button.click()
    assert form.drop_button.text() == "書いたものを捨てる"
    form.drop_button.click()
    assert mode.evidence.strip.form is None
    typed(mode, K.SERIAL).drop_button.click()
    assert mode.evidence.strip.form is None


def test_an_individual_number_is_refused_at_its_field_and_may_be_declared(
    mode: ConductMode, settle: Settle, site: Site
) -> None:
    begun(mode, settle)
    form = typed(mode, K.SERIAL, subject="端末", number=NUMBER)
    form.finish()
    settle()
    assert form is mode.evidence.strip.form
    assert form.fields["number"].error
    assert form.number_box.isVisible()
    assert mode.saver.refusal
    mode.go("DEV-02")  # what was refused stays in sight, once
    settle()
    assert mode.course.position == "DEV-01"
    assert form is mode.evidence.strip.form
    assert form.fields["number"].control.hasFocus()
    mode.go("DEV-02")
    settle()
    assert mode._what_is_open()
    assert mode.course.position == "DEV-01"
    assert site.detail(mode.course.detail.id).evidences == ()


def test_a_manager_declares_a_number_that_only_looks_like_one(
    mode: ConductMode, settle: Settle, site: Site
) -> None:
    begun(mode, settle)
    form = typed(mode, K.SERIAL, subject="端末", number=NUMBER)
    form.keep()
    settle()
    form.number_box.reason.set_value("製造番号")
    form.number_box.declare_button.click()
    settle()
    (row,) = site.detail(mode.course.detail.id).evidences
    assert row.number == NUMBER
    assert form.saved.isVisible()


def added(site: Site, mode: ConductMode, draft: EvidenceDraft, settle: Settle, picture: bytes = b"") -> UUID:
    inspection_id = mode.course.detail.id
    change = site.office.inspections.add_evidence(inspection_id, "DEV-01", draft, picture=picture)
    mode.evidence._read_again()
    settle()
    assert change.row_id is not None
    return change.row_id


def test_evidence_is_changed_and_taken_out_from_its_card_with_a_reason(
    mode: ConductMode, settle: Settle, site: Site
) -> None:
    begun(mode, settle)
    added(site, mode, SEAL, settle)
    strip = mode.evidence.strip
    (card,) = strip.cards
    card.change_button.click()
    form = form_of(mode)
    form.fields["number"].set_value("B-2")
    form.finish()
    settle()
    settle()
    (card,) = strip.cards
    assert card.row.number == "B-2"
    QApplication.processEvents()  # a card just made comes into sight with its layout
    card.remove_button.click()
    assert card.reason.isVisible()
    card.keep_button.click()
    assert not card.reason.isVisible()
    card.remove_button.click()
    card.remove_button.click()
    assert card.reason.error
    card.reason.set_value(NUMBER)
    card.remove_button.click()
    settle()
    assert card.reason.error
    card.reason.set_value("別の機器")
    card.remove_button.click()
    settle()
    settle()
    assert strip.cards == []
    assert site.detail(mode.course.detail.id).evidences == ()


def test_a_long_statement_wraps_and_all_controls_are_reached_by_tab(
    mode: ConductMode, window: Window, settle: Settle, site: Site
) -> None:
    begun(mode, settle)
    said = EvidenceDraft(K.STATEMENT, said="預けている。" * 60, speaker="髙橋" * 30, witness="山田" * 30)
    added(site, mode, said, settle)
    (card,) = mode.evidence.strip.cards
    QTest.qWait(50)
    assert card.words.height() >= card.words.heightForWidth(card.words.width())
    assert card.width() <= mode.stage.item.viewport().width()
    card.remove_button.click()
    mode.evidence.begin(K.STATEMENT)
    settle()
    QTest.qWait(50)
    mode.foot.next_button.setFocus()
    assert unreached(window) == []


# sketches


def test_every_stroke_is_on_the_disk_when_drawn_and_a_sketch_left_is_gone_on_with(
    mode: ConductMode, window: Window, settle: Settle, site: Site
) -> None:
    begun(mode, settle)
    mode.foot.next_button.setFocus()
    press(window, Qt.Key.Key_S)
    settle()
    view, inspection_id = sheet_of(mode), mode.course.detail.id
    assert mode.stage.currentWidget() is view
    assert mode.foot.isHidden()
    for count in (1, 2):
        drag(view.canvas, (100, 100 * count), (500, 100 * count))
        settle()
        (draft,) = site.detail(inspection_id).sketch_drafts
        assert len(draft.drawing.marks) == count
    press(window, Qt.Key.Key_1)  # belongs to nobody while one draws
    assert mode.course.mark_of("DEV-01") is None
    press(window, Qt.Key.Key_Escape)
    settle()
    settle()
    assert mode.stage.currentWidget() is mode.stage.item
    assert not mode.foot.isHidden()
    assert [gap.field_id for gap in mode.course.gaps() if gap.item_id == "DEV-01"] == ["", "evidence"]
    (card,) = mode.evidence.strip.draft_cards
    card.resume_button.click()
    settle()
    assert len(sheet_of(mode).drawing.marks) == 2
    sheet_of(mode).title.set_value("作業室")
    sheet_of(mode).finish_button.click()
    settle()
    settle()
    detail = site.detail(inspection_id)
    (row,) = detail.evidences
    assert (row.kind, row.subject, detail.sketch_drafts) == (K.SKETCH, "作業室", ())
    (shown,) = mode.evidence.strip.cards
    settle()
    assert shown.thumbnail is not None
    assert not shown.thumbnail.pixmap().isNull()
    press(window, Qt.Key.Key_1)
    assert mode.course.mark_of("DEV-01") is Mark.CONFORMING


def test_a_sketch_is_opened_again_and_changed(mode: ConductMode, settle: Settle, site: Site) -> None:
    begun(mode, settle)
    mode.evidence.begin_sketch()
    settle()
    drag(sheet_of(mode).canvas, (100, 100), (500, 100))
    sheet_of(mode).finish()
    settle()
    settle()
    (before,) = site.detail(mode.course.detail.id).evidences
    mode.evidence.strip.cards[0].change_button.click()
    settle()
    drag(sheet_of(mode).canvas, (100, 300), (500, 300))
    settle()
    assert site.detail(mode.course.detail.id).sketch_drafts[0].evidence_id == before.id
    sheet_of(mode).finish()
    settle()
    settle()
    (after,) = site.detail(mode.course.detail.id).evidences
    assert (after.id, after.sha256 != before.sha256) == (before.id, True)


def test_a_sketch_begun_is_given_up_at_the_second_press(
    mode: ConductMode, settle: Settle, site: Site
) -> None:
    begun(mode, settle)
    mode.evidence.begin_sketch()
    settle()
    drag(sheet_of(mode).canvas, (100, 100), (500, 100))
    mode.go("DEV-02")  # what is drawn stays with its item
    settle()
    settle()
    assert mode.evidence.strip.draft_cards == []
    mode.go("DEV-01")
    (card,) = mode.evidence.strip.draft_cards
    card.drop_button.click()
    card.drop_button.click()
    settle()
    settle()
    assert mode.evidence.strip.draft_cards == []
    assert site.detail(mode.course.detail.id).sketch_drafts == ()


def plan(colour: str = "white") -> bytes:
    out = BytesIO()
    Image.new("RGB", (400, 200), colour).save(out, "PNG")
    return out.getvalue()


def test_the_sheet_is_the_plan_of_the_place_where_there_is_one(
    site: Site, conduct: Conduct, settle: Settle
) -> None:
    site.office.contracts.put_floor_plan(site.place_id, content=plan(), file_name="2階.png")
    mode = begun(conduct(site.plan()), settle)
    mode.evidence.begin_sketch()
    settle()
    drawing = sheet_of(mode).drawing
    assert (drawing.plan_id, drawing.width, drawing.height) == (
        mode.course.detail.floor_plan_id, 1600, 800,
    )  # fmt: skip
    mode.evidence.begin_sketch()  # one sheet at a time
    settle()
    assert sheet_of(mode).drawing is not None
    mode.evidence.leave_sketch()
    mode.evidence.leave_sketch()
    settle()
    assert mode.evidence.strip.draft_cards == []


def test_a_plan_that_cannot_be_read_leaves_a_blank_sheet(
    site: Site, conduct: Conduct, settle: Settle
) -> None:
    site.office.contracts.put_floor_plan(
        site.place_id, content=b"\x89PNG\r\n\x1a\n damaged", file_name="2階.png"
    )
    mode = begun(conduct(site.plan()), settle)
    mode.evidence.begin_sketch()
    settle()
    assert sheet_of(mode).drawing.plan_id is None


def test_who_goes_on_before_the_plan_is_read_gets_no_sheet(mode: ConductMode, settle: Settle) -> None:
    begun(mode, settle)
    mode.evidence.begin_sketch()
    mode.go("DEV-02")
    settle()
    assert mode.evidence.sketch is None


def test_nothing_is_added_where_no_item_stands(mode: ConductMode, settle: Settle) -> None:
    mode.go(CLOSING)
    settle()
    mode._go_to_evidence()
    mode.evidence.begin(K.SERIAL)
    mode.evidence.begin_sketch()
    settle()
    assert (mode.evidence.strip.form, mode.evidence.sketch) == (None, None)


def test_a_refusal_nobody_can_mend_here_is_said(mode: ConductMode, settle: Settle) -> None:
    told: list[Notice] = []
    mode.shell.notices.raised.connect(told.append)
    begun(mode, settle)
    mode.evidence._keeper.withdraw(mode.course.detail.id, "存在しない")
    settle()
    assert mode.saver.refusal or mode.saver.failure or told
    count = len(told)
    mode.evidence._keeper.put(mode.evidence._keeper.begin("DEV-01"), EvidenceDraft(K.SERIAL))
    settle()
    assert len(told) == count + 1


def test_the_lock_keeps_what_is_complete(mode: ConductMode, site: Site, settle: Settle) -> None:
    begun(mode, settle)
    typed(mode, K.SERIAL, subject="ラック2", number="A-1")
    mode.hide()
    settle()
    assert len(site.detail(mode.course.detail.id).evidences) == 1


# samples


def test_a_sample_is_chosen_taken_and_kept_with_its_seed(
    mode: ConductMode, site: Site, settle: Settle
) -> None:
    begun(mode, settle, "PHY-03")
    mode.stage.item.give(Mark.CONFORMING)
    extra = mode.stage.item.panel._extra
    assert extra is not None
    sampling = extra.sampling
    assert sampling is not None
    sampling.open_button.click()
    assert extra.fields["population"].error
    population = extra.fields["population"]
    assert isinstance(population, NumberField)
    population.line.setText("x")
    sampling.open_button.click()
    assert sampling.box.isHidden()
    extra.fields["population"].set_value(240)
    sampling.open_button.click()
    assert sampling.sample is not None
    first = sampling.sample
    assert (first.population, first.size, first.rate) == (240, 52, 5)
    sampling.again_button.click()
    assert sampling.sample.seed != first.seed
    sampling.seed.set_value(NUMBER)
    sampling.seed.edited.emit()
    assert not sampling.take_button.isEnabled()
    sampling._take()
    sampling.seed.set_value("a1b2c3d4")
    sampling.seed.edited.emit()
    extra.fields["population"].set_value(100)
    extra.fields["population"].edited.emit()
    assert sampling.sample is not None
    size = sampling.sample.size
    assert "100件のうち5%" in sampling.finding.text()
    sampling.take_button.click()
    settle()
    detail = site.detail(mode.course.detail.id)
    (row,) = detail.evidences
    assert (row.seed, row.picks, row.sample_size) == ("a1b2c3d4", pick("a1b2c3d4", 100, size), size)
    draft = detail.answers["PHY-03"].draft if "PHY-03" in detail.answers else mode.stage.item.draft()
    assert (mode.stage.item.draft().population, mode.stage.item.draft().sample_size) == (100, size)
    assert draft is not None
    settle()
    sampling.open_button.click()
    sampling.again_button.click()
    sampling.take_button.click()
    settle()
    (again,) = site.detail(mode.course.detail.id).evidences
    assert (again.id, again.seed != row.seed) == (row.id, True)
    sampling.open_button.click()
    sampling.close_button.click()
    assert sampling.box.isHidden()


def test_changing_the_size_of_a_sample_lets_its_numbers_go(
    mode: ConductMode, site: Site, settle: Settle
) -> None:
    begun(mode, settle)
    drawn = EvidenceDraft(
        K.COUNT, subject="記録", population=10, sample_size=2, seed="a", picks=(1, 2), rate=5, confidence=95
    )
    added(site, mode, drawn, settle)
    mode.evidence.strip.cards[0].change_button.click()
    form = form_of(mode)
    assert form.hint.isVisible()
    form.fields["failed"].set_value(0)
    assert form.draft().seed == "a"
    form.fields["sample_size"].set_value(3)
    form.finish()
    settle()
    (row,) = site.detail(mode.course.detail.id).evidences
    assert (row.seed, row.picks, row.sample_size, row.failed) == ("", (), 3, 0)


# where cameras are banned


def test_where_cameras_are_banned_evidence_is_asked_for_and_a_gap_leads_to_it(
    forbidden: Site, conduct: Conduct, settle: Settle
) -> None:
    mode = begun(conduct(forbidden.plan()), settle)
    strip = mode.evidence.strip
    assert "区域内の様子" in strip.asked.text()
    mode.stage.item.give(Mark.CONFORMING)
    settle()
    assert mode.course.position == "DEV-01"  # something is missing
    mode.go(FINISH)
    (gap,) = [each for each in mode.course.gaps() if each.item_id == "DEV-01"]
    mode.go_to_gap(gap)
    assert strip.sketch_button.hasFocus()
    form = typed(mode, K.SERIAL, subject="ラック", number="A-1")
    form.finish()
    settle()
    settle()
    assert mode.course.is_complete("DEV-01")
    assert strip.asked.isHidden()
    assert mode.course.evidenced_count == 1
    mode.go(FINISH)
    assert "証拠あり 1項目" in [tag.text() for tag in mode.stage.finish.marks.findChildren(Tag)]


def test_a_gap_of_a_sketch_leads_to_the_evidence(mode: ConductMode, settle: Settle) -> None:
    begun(mode, settle)
    mode.evidence.begin_sketch()
    settle()
    drag(sheet_of(mode).canvas, (100, 100), (500, 100))
    mode.go(FINISH)
    settle()
    settle()
    gap = next(each for each in mode.course.gaps() if each.field_id == "evidence")
    mode.go_to_gap(gap)
    assert mode.evidence.strip.sketch_button.hasFocus()
