from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from oversight.words import use_language
from ui.looks import Look, Looks
from ui.theme import Tone, current_theme
from ui.widgets.buttons import BigButton, IconButton
from ui.widgets.cards import Card
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.days import day_typed, moment_in_full, moment_short, saved_at
from ui.widgets.detail_split import DetailSplit
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow
from ui.widgets.focus_ring import FocusRing
from ui.widgets.search_field import SearchField
from ui.widgets.text import ElidedLabel, Tag, key_cap, note, prose

MOMENT = dt.datetime(2026, 11, 24, 4, 42, 7, tzinfo=dt.UTC)
SECTIONS = (ChipSpec("own", "自分の課"), ChipSpec("all", "すべての課"), ChipSpec("my", "特定個人情報のみ"))


def colours_of(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(0, image.width(), 2) for y in range(image.height())}


# text


def test_markup_in_a_record_is_shown_as_it_stands(qtbot: QtBot) -> None:
    label = prose("<b>甲</b> & 乙\n二行目　空き")
    qtbot.addWidget(label)
    assert label.text() == "<b>甲</b> & 乙\n二行目　空き"
    assert label.accessibleName() == label.text()
    tall = label.heightForWidth(400)
    label.setText("一行")
    assert label.heightForWidth(400) < tall
    label.say("")
    assert label.text() == ""


def test_a_narrow_note_wraps(qtbot: QtBot) -> None:
    label = note("操作がないとき。画面のロックとスリープのときは、すぐにかかります。")
    qtbot.addWidget(label)
    assert label.heightForWidth(120) > label.heightForWidth(900) * 2


def test_a_tag_changes_word_and_tone_together(qtbot: QtBot) -> None:
    tag = Tag("期限内", Tone.DONE)
    qtbot.addWidget(tag)
    tag.say("期限超過 3日", Tone.DANGER)
    tag.show()
    assert tag.text() == "期限超過 3日"
    assert current_theme().colours["danger_ground"] in colours_of(tag)


def test_a_long_line_is_elided_but_whole_for_readers(qtbot: QtBot) -> None:
    label = ElidedLabel("/home/oversight/" + "x" * 200, "note")
    qtbot.addWidget(label)
    label.resize(100, 30)
    label.show()
    label.grab()
    assert label.toolTip() == label.text()
    assert label.minimumSizeHint().width() <= 0 or label.width() == 100


def test_a_key_is_drawn_as_a_key(qtbot: QtBot) -> None:
    cap = key_cap("Ctrl+L")
    qtbot.addWidget(cap)
    assert cap.property("role") == "key"


# days


def test_moments_stand_on_japans_clock() -> None:
    assert moment_in_full(MOMENT) == "令和8年11月24日(火) 13:42"
    assert moment_short(MOMENT) == "2026-11-24 13:42:07"
    assert saved_at(MOMENT) == "保存済み 13:42:07"


def test_a_day_in_a_field_is_written_in_the_language_in_use() -> None:
    assert day_typed(dt.date(2026, 11, 24)) == "令和8年11月24日"
    use_language("en")
    assert day_typed(dt.date(2026, 11, 24)) == "2026-11-24"


# buttons and cards


def test_a_big_button_shows_word_and_key_and_its_tone_when_pressed(qtbot: QtBot) -> None:
    button = BigButton("不適", key="2", tone=Tone.DANGER)
    qtbot.addWidget(button)
    button.resize(300, 84)
    button.show()
    plain = colours_of(button)
    button.click()
    assert button.isChecked()
    assert current_theme().colours["danger_ground"] in colours_of(button) - plain
    assert button.sizeHint().height() >= 80
    button.setEnabled(False)
    button.grab()


def test_a_big_button_may_have_no_key(qtbot: QtBot) -> None:
    button = BigButton("適")
    qtbot.addWidget(button)
    button.resize(300, 84)
    assert current_theme().colours["text"] in colours_of(button)


def test_an_icon_button_has_a_name(qtbot: QtBot) -> None:
    button = IconButton("x", "閉じる")
    qtbot.addWidget(button)
    assert (button.accessibleName(), button.toolTip()) == ("閉じる", "閉じる")
    assert button.sizeHint().height() >= 44


def test_a_card_says_its_number_and_keeps_its_heading_whole(qtbot: QtBot) -> None:
    card = Card("是正期限を過ぎた指摘", tone=Tone.DANGER)
    qtbot.addWidget(card)
    card.grab()
    assert card.accessibleName() == "是正期限を過ぎた指摘"
    card.show_count(1234, "最長 42日")
    assert card.accessibleName() == "是正期限を過ぎた指摘 1,234件 最長 42日"
    assert card.minimumSizeHint().width() > 10 * current_theme().text_px("note")
    card.resize(card.sizeHint())
    assert current_theme().colours["danger_sign"] in colours_of(card)
    card.show_count(0, tone=Tone.NEUTRAL)
    assert current_theme().colours["danger_sign"] not in colours_of(card)


def test_a_card_with_nothing_to_do_is_one_quiet_line(qtbot: QtBot) -> None:
    card = Card("今週が期限の報告", tone=Tone.DANGER)
    qtbot.addWidget(card)
    card.show_count(3, "11/30(月)まで")
    tall = card.sizeHint().height()
    card.show_count(0, "11/30(月)まで", Tone.NEUTRAL)
    assert card.accessibleName() == "今週が期限の報告 0件 11/30(月)まで"
    assert card.sizeHint().height() < tall // 2
    card.resize(card.sizeHint())
    words = QFontMetrics(current_theme().font("note"))
    assert card.width() >= words.horizontalAdvance("今週が期限の報告 0件　11/30(月)まで")


# chips


def test_one_chip_is_pressed_at_a_time(qtbot: QtBot) -> None:
    row = ChipRow(SECTIONS, name="範囲", one=True)
    qtbot.addWidget(row)
    first = row.only
    with qtbot.waitSignal(row.chosen_changed) as chosen:
        row.chips[1].click()
    assert chosen.args == [frozenset({"all"})]
    assert (first, row.only) == ("own", "all")


def test_several_chips_may_be_pressed(qtbot: QtBot) -> None:
    row = ChipRow(SECTIONS, name="範囲")
    qtbot.addWidget(row)
    assert row.only is None
    row.chips[0].click()
    row.chips[2].click()
    assert row.chosen == {"own", "my"}
    with qtbot.waitSignal(row.chosen_changed) as chosen:
        row.chips[0].click()
    assert chosen.args == [frozenset({"my"})]


def test_choosing_chips_tells_once(qtbot: QtBot) -> None:
    row = ChipRow(SECTIONS, name="範囲")
    qtbot.addWidget(row)
    told: list[object] = []
    row.chosen_changed.connect(told.append)
    row.choose("own", "all")
    assert told == [frozenset({"own", "all"})]


def test_a_chip_can_say_its_count(qtbot: QtBot) -> None:
    row = ChipRow(SECTIONS, name="範囲")
    qtbot.addWidget(row)
    row.say_count("all", "すべての課 2,412")
    assert [chip.text() for chip in row.chips][1] == "すべての課 2,412"


def test_chips_that_do_not_fit_go_to_the_next_line_and_stay_whole(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    filters = Flow()
    column.addLayout(filters)
    column.addStretch(1)
    row = ChipRow([ChipSpec(number, f"特定個人情報 {number}") for number in range(6)], name="範囲")
    filters.addWidget(row)
    page.resize(1200, 400)
    page.show()
    assert len({chip.y() for chip in row.chips}) == 1
    page.resize(360, 400)
    qtbot.waitUntil(lambda: len({chip.y() for chip in row.chips}) > 1)
    assert all(chip.width() >= chip.sizeHint().width() for chip in row.chips)
    assert row.height() >= row.chips[-1].geometry().bottom()


# search


def test_searching_waits_for_a_pause_and_tells_each_text_once(qtbot: QtBot) -> None:
    field = SearchField("委託先を探す")
    qtbot.addWidget(field)
    field.show()
    told: list[str] = []
    field.searched.connect(told.append)
    QTest.keyClicks(field, "abc")
    assert told == []
    qtbot.waitUntil(lambda: told == ["abc"])
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == ["abc"]
    QTest.keyClicks(field, "d")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert told == ["abc", "abcd"]
    QTest.keyClick(field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: told[-1] == "")
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.sizeHint().width() > field.fontMetrics().horizontalAdvance("委託先を探す")


# flow


def test_a_flow_breaks_lines_and_grows(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    labels = [QLabel("従事者" * 6) for _ in range(6)]
    for label in labels:
        flow.addWidget(label)
    labels[5].hide()
    assert flow.count() == 6
    assert flow.heightForWidth(200) > flow.heightForWidth(2000)
    holder.resize(300, 400)
    holder.show()
    assert labels[4].y() > labels[0].y()
    assert flow.itemAt(99) is None
    assert flow.takeAt(99) is None
    assert flow.takeAt(0) is not None
    assert flow.expandingDirections() == Qt.Orientation(0)
    assert flow.sizeHint().height() > 0


def test_an_even_flow_of_nothing_takes_no_room(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder, is_even=True)
    assert flow.heightForWidth(700) == 0


@pytest.mark.parametrize(("width", "lines"), [(2000, 1), (700, 2), (240, 5)])
def test_an_even_flow_fills_its_lines(qtbot: QtBot, width: int, lines: int) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = Flow(holder, is_even=True)
    cards = [Card("今年度 未実施の実地検査") for _ in range(5)]
    for card in cards:
        card.show_count(8)
        flow.addWidget(card)
    holder.resize(width, 900)
    holder.show()
    assert len({card.y() for card in cards}) == lines
    assert len({card.width() for card in cards}) == 1
    assert max(card.geometry().right() for card in cards) <= width


# detail


@pytest.fixture
def split(qtbot: QtBot) -> DetailSplit:
    split = DetailSplit(TextField("list", "一覧"))
    qtbot.addWidget(split)
    split.resize(1200, 400)
    split.show()
    split.activateWindow()
    qtbot.waitExposed(split)
    return split


def test_a_detail_stands_beside_its_list(split: DetailSplit) -> None:
    detail = TextField("d", "内容")
    split.show_detail("第4件", detail)
    assert split.detail is detail
    assert split.listing.isVisible()
    assert detail.isVisible()


def test_where_there_is_no_room_the_detail_stands_alone(split: DetailSplit, qtbot: QtBot) -> None:
    split.show_detail("第4件", TextField("d", "内容"))
    split.resize(500, 400)
    qtbot.waitUntil(lambda: not split.listing.isVisible())
    split.resize(1200, 400)
    qtbot.waitUntil(split.listing.isVisible)
    split.resize(500, 400)
    split.close_detail()
    assert split.listing.isVisible()


def test_large_text_counts_as_little_room(split: DetailSplit, looks: Looks, qtbot: QtBot) -> None:
    split.show_detail("第4件", TextField("d", "内容"))
    looks.choose(Look("ja", "light", 200))
    qtbot.waitUntil(lambda: not split.listing.isVisible())


def test_another_detail_frees_the_one_before(split: DetailSplit, qtbot: QtBot) -> None:
    first = TextField("d", "内容")
    gone: list[bool] = []
    first.destroyed.connect(lambda: gone.append(True))
    split.show_detail("一", first)
    del first
    split.show_detail("二", TextField("e", "内容"))
    qtbot.waitUntil(lambda: gone == [True])


def test_escape_closes_the_detail_and_gives_the_focus_back(split: DetailSplit, qtbot: QtBot) -> None:
    detail = TextField("d", "内容")
    split.show_detail("一", detail)
    detail.line.setFocus()
    qtbot.waitUntil(detail.line.hasFocus)
    with qtbot.waitSignal(split.detail_closed):
        QTest.keyClick(detail.line, Qt.Key.Key_Escape)
    assert split.detail is None
    focused = QApplication.focusWidget()
    assert focused is not None
    assert split.listing.isAncestorOf(focused)
    with qtbot.assertNotEmitted(split.detail_closed):
        QTest.keyClick(split, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(split.detail_closed):
        QTest.keyClick(split, Qt.Key.Key_F9)


# empty state


def test_an_empty_list_says_what_to_do_next(qtbot: QtBot) -> None:
    empty = EmptyState("契約がまだありません。", "登録するか、取り込んでください。", verb="契約を登録する")
    qtbot.addWidget(empty)
    assert empty.button is not None
    empty.say("条件に合う契約がありません。")
    texts = [label.text() for label in empty.findChildren(QLabel)]
    assert texts == ["条件に合う契約がありません。", ""]
    bare = EmptyState("なし")
    qtbot.addWidget(bare)
    assert bare.button is None


# the focus ring


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    room = QWidget()
    qtbot.addWidget(room)
    column = QVBoxLayout(room)
    column.setContentsMargins(40, 40, 40, 40)
    column.addWidget(TextField("a", "甲"))
    column.addWidget(TextField("b", "乙"))
    room.resize(400, 300)
    room.show()
    room.activateWindow()
    qtbot.waitExposed(room)
    return room


def test_the_ring_follows_the_focus(room: QWidget, qtbot: QtBot) -> None:
    ring = FocusRing(room)
    first, second = room.findChildren(TextField)
    first.line.setFocus()
    qtbot.waitUntil(ring.isVisible)
    at = QRect(first.line.mapTo(room, QPoint(0, 0)), first.line.size())
    assert ring.geometry() == at.adjusted(-6, -6, 6, 6)
    second.line.setFocus()
    qtbot.waitUntil(lambda: ring.y() > at.y() + 20)
    before = ring.y()
    room.resize(400, 500)
    qtbot.waitUntil(lambda: ring.y() != before)
    image = room.grab().toImage()
    edge = ring.geometry()
    assert image.pixelColor(edge.center().x(), edge.top() + 1) == QColor("black")
    assert image.pixelColor(edge.center().x(), edge.top() + 4) == QColor(current_theme().colours["focus"])


def test_the_ring_goes_with_its_control(room: QWidget, qtbot: QtBot) -> None:
    ring = FocusRing(room)
    first, second = room.findChildren(TextField)
    first.line.setFocus()
    qtbot.waitUntil(ring.isVisible)
    first.deleteLater()
    second.line.setFocus()
    qtbot.waitUntil(lambda: ring.isVisible() and ring._widget is second.line)
    second.line.clearFocus()
    qtbot.waitUntil(ring.isHidden)


def test_the_ring_stays_inside_what_scrolls(qtbot: QtBot) -> None:
    area, inner = QScrollArea(), QWidget()
    qtbot.addWidget(area)
    column = QVBoxLayout(inner)
    for number in range(20):
        column.addWidget(TextField(str(number), "甲"))
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.resize(300, 200)
    area.show()
    area.activateWindow()
    ring = FocusRing(area)
    qtbot.waitExposed(area)
    field = inner.findChildren(TextField)[1]
    field.line.setFocus()
    qtbot.waitUntil(ring.isVisible)
    area.verticalScrollBar().setValue(field.y() + 40)
    qtbot.waitUntil(lambda: ring.geometry().top() >= 0 and ring.height() < 56)
