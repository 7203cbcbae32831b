from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from oversight.errors import OversightError, RefusedError
from oversight.words import use_language
from ui.looks import Look, Looks
from ui.theme import current_theme
from ui.widgets.choice_fields import (
    ChoiceField,
    MultiChoiceField,
    OneOfField,
    YesNoField,
    beside,
)
from ui.widgets.date_field import CalendarPopup, DateField
from ui.widgets.fields import Field, MultiLineField, SecretField, TextField
from ui.widgets.form_panel import FormPanel
from ui.widgets.number_field import NumberField

KINDS = ((1, "単年"), (2, "長期継続"), (3, "債務負担"))


def shown(qtbot: QtBot, field: Field) -> Field:
    qtbot.addWidget(field)
    field.resize(500, 200)
    field.show()
    qtbot.waitExposed(field)
    return field


def typed(field: TextField, text: str) -> None:
    """Type as a person does; ``insert`` takes signs no key carries."""
    field.line.selectAll()
    field.line.insert(text)
    field.line.textEdited.emit(text)


def compose(line: QWidget, preedit: str, commit: str = "") -> None:
    """Let an input method compose, or put in what was composed."""
    event = QInputMethodEvent(preedit, [])
    event.setCommitString(commit)
    QApplication.sendEvent(line, event)


def test_a_text_field_gives_what_was_typed_without_outer_blanks(qtbot: QtBot) -> None:
    field = TextField("name", "名称", is_required=True, hint="登記のとおり", placeholder="例", width=200)
    shown(qtbot, field)
    with qtbot.waitSignal(field.edited):
        QTest.keyClicks(field.line, " abc ")
    assert field.value() == "abc"
    assert field.line.accessibleName() == "名称 必須"
    assert field.line.accessibleDescription() == "登記のとおり"
    field.set_value(None)
    assert field.is_empty


def test_a_missing_value_is_said_and_the_saying_goes_when_typing_begins(qtbot: QtBot) -> None:
    field = TextField("name", "名称", is_required=True, hint="登記のとおり")
    shown(qtbot, field)
    assert not field.check()
    assert field.error == "名称を入力してください。"
    assert field.line.property("wrong") is True
    assert field.line.accessibleDescription() == "名称を入力してください。 登記のとおり"
    QTest.keyClicks(field.line, "a")
    assert field.error == ""
    assert field.check()


def test_a_field_may_have_a_check_of_its_own(qtbot: QtBot) -> None:
    field = TextField("code", "番号", check=lambda value: "" if value.isdigit() else "数字だけです。")
    shown(qtbot, field)
    assert field.check()
    field.set_value("x")
    assert not field.check()
    assert field.error == "数字だけです。"


def test_composing_is_known_and_what_is_composed_arrives(qtbot: QtBot) -> None:
    field = TextField("name", "名称")
    shown(qtbot, field)
    compose(field.line, "さっぽ")
    composing = (field.line.is_composing, field.value())
    compose(field.line, "", "札幌")
    assert composing == (True, "")
    assert (field.line.is_composing, field.value()) == (False, "札幌")


def test_a_read_only_field_takes_nothing(qtbot: QtBot) -> None:
    text, lines, choice = TextField("a", "甲"), MultiLineField("b", "乙"), ChoiceField("c", "丙", KINDS)
    for field in (text, lines, choice):
        shown(qtbot, field)
        field.set_read_only(True)
    QTest.keyClicks(text.line, "x")
    QTest.keyClicks(lines.lines, "x")
    assert (text.value(), lines.value()) == ("", "")
    assert not choice.combo.isEnabled()


def test_several_lines_leave_on_tab_and_tell_only_the_users_changes(qtbot: QtBot) -> None:
    field = MultiLineField("note", "備考", rows=4, placeholder="例")
    shown(qtbot, field)
    with qtbot.assertNotEmitted(field.edited):
        field.set_value("一\n二")
    with qtbot.waitSignal(field.edited):
        field.lines.insertPlainText("三")
    assert field.value() == "三一\n二"
    before = field.lines.height()
    QTest.keyClick(field.lines, Qt.Key.Key_Tab)
    assert "\t" not in field.lines.toPlainText()
    Looks(QApplication.instance(), Look("ja", "light", 200))  # type: ignore[arg-type]
    qtbot.waitUntil(lambda: field.lines.height() > before)


def test_a_passphrase_is_hidden_until_shown_and_keeps_its_blanks(qtbot: QtBot) -> None:
    field = SecretField("passphrase", "パスフレーズ")
    shown(qtbot, field)
    typed(field, " ゆき ふる ")
    assert field.value() == " ゆき ふる "
    assert field.line.echoMode() is QLineEdit.EchoMode.Password
    assert field.toggle.accessibleName() == "パスフレーズを表示"
    field.toggle.click()
    assert field.line.echoMode() is QLineEdit.EchoMode.Normal
    assert field.toggle.text() == "隠す"
    field.wipe()
    assert field.value() == ""
    assert field.line.echoMode() is QLineEdit.EchoMode.Password
    field.line.undo()
    assert field.value() == ""


@pytest.mark.parametrize(
    ("text", "value"), [("１２００", 1200), ("1,200", 1200), ("1 200", 1200), ("", None), ("十二", None)]
)
def test_a_number_is_read_in_any_width(qtbot: QtBot, text: str, value: int | None) -> None:
    field = NumberField("persons", "従事者数", unit="人")
    shown(qtbot, field)
    typed(field, text)
    assert field.value() == value
    assert field.label == "従事者数（人）"


def test_a_number_outside_its_bounds_is_said(qtbot: QtBot) -> None:
    field = NumberField("minutes", "分", low=1, high=6000, is_required=True)
    shown(qtbot, field)
    assert not field.check()
    typed(field, "x")
    assert not field.check()
    assert field.error == "数字で入力してください。"
    typed(field, "6001")
    assert not field.check()
    assert field.error == "1から6,000までの数にしてください。"
    typed(field, "6000")
    assert field.check()
    field.set_value(None)
    assert field.is_empty


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None)
@given(value=st.integers(0, 10**12))
def test_a_number_shown_reads_back(qtbot: QtBot, value: int) -> None:
    field = NumberField("n", "数")
    qtbot.addWidget(field)
    field.set_value(value)
    assert field.value() == value
    assert field.wrong() == ""


@pytest.mark.parametrize("text", ["令和6年4月1日", "R6.4.1", "２０２４/４/１", "2024-04-01"])
def test_a_day_is_typed_as_the_office_writes_it(qtbot: QtBot, text: str) -> None:
    field = DateField("starts_on", "始期")
    shown(qtbot, field)
    typed(field, text)
    assert field.value() == dt.date(2024, 4, 1)
    assert field.understood == "令和6年4月1日(月)"
    assert field.check()


def test_a_day_out_of_its_era_is_kept_as_written_and_warned_of(qtbot: QtBot) -> None:
    field = DateField("ends_on", "終期")
    shown(qtbot, field)
    typed(field, "平成32年3月31日")
    assert field.value() == dt.date(2020, 3, 31)
    assert field.typed == "平成32年3月31日"
    assert "令和2年3月31日" in field.understood
    assert len(field.understood.splitlines()) > 1


def test_a_weekday_that_does_not_match_is_warned_of(qtbot: QtBot) -> None:
    field = DateField("on", "日")
    shown(qtbot, field)
    typed(field, "令和8年11月24日(月)")
    assert field.value() == dt.date(2026, 11, 24)
    assert len(field.understood.splitlines()) > 1


def test_what_is_no_day_is_said_on_checking(qtbot: QtBot) -> None:
    field = DateField("on", "日", is_required=True)
    shown(qtbot, field)
    assert not field.check()
    typed(field, "来週")
    assert field.value() is None
    assert not field.is_empty
    assert not field.check()
    assert field.error


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80, deadline=None)
@given(day=st.dates(dt.date(1926, 12, 25), dt.date(2100, 1, 1)), language=st.sampled_from(("ja", "en")))
def test_a_day_shown_reads_back(qtbot: QtBot, day: dt.date, language: str) -> None:
    use_language(language)
    field = DateField("on", "日")
    qtbot.addWidget(field)
    field.set_value(day)
    assert field.value() == day
    field.set_value(None)
    assert field.value() is None


def test_a_day_is_picked_from_the_calendar(qtbot: QtBot) -> None:
    field = DateField("on", "日")
    shown(qtbot, field)
    typed(field, "R8.11.24")
    field.pick_button.click()
    popup = field.findChild(CalendarPopup)
    assert isinstance(popup, CalendarPopup)
    assert popup.calendar.selectedDate() == QDate(2026, 11, 24)
    assert all(button.accessibleName() for button in popup.calendar.findChildren(QToolButton))
    with qtbot.waitSignal(field.edited):
        popup.calendar.clicked.emit(QDate(2026, 12, 1))
    assert field.value() == dt.date(2026, 12, 1)
    qtbot.waitUntil(lambda: field.findChild(CalendarPopup) is None)


def test_the_calendar_opens_without_a_day_too(qtbot: QtBot) -> None:
    field = DateField("on", "日")
    shown(qtbot, field)
    field.pick_button.click()
    popup = field.findChild(CalendarPopup)
    assert isinstance(popup, CalendarPopup)
    popup.close()


def test_one_of_some_is_chosen(qtbot: QtBot) -> None:
    field = ChoiceField("kind", "種別", KINDS, is_required=True)
    shown(qtbot, field)
    assert field.value() is None
    assert not field.check()
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(field.combo, Qt.Key.Key_Down)
        field.combo.activated.emit(1)
    assert field.value() == 1
    field.set_value(3)
    assert field.value() == 3
    field.set_value("unknown")
    assert field.value() is None


def test_a_choice_survives_new_options_that_hold_it(qtbot: QtBot) -> None:
    field = ChoiceField("kind", "種別", KINDS)
    shown(qtbot, field)
    field.set_value(2)
    field.set_options(KINDS[1:])
    assert field.value() == 2
    field.set_options(KINDS[:1])
    assert field.value() is None


def test_the_wheel_does_not_change_a_choice(qtbot: QtBot) -> None:
    field = ChoiceField("kind", "種別", KINDS)
    shown(qtbot, field)
    field.set_value(1)
    at = QPointF(5, 5)
    wheel = QWheelEvent(
        at,
        at,
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(field.combo, wheel)
    assert field.value() == 1


def test_several_of_some_are_chosen_in_the_order_offered(qtbot: QtBot) -> None:
    field = MultiChoiceField("kinds", "種別", KINDS, is_required=True)
    shown(qtbot, field)
    assert not field.check()
    field.buttons[2].click()
    field.buttons[0].click()
    assert field.value() == (1, 3)
    assert field.check()
    field.set_value(frozenset({2}))
    assert field.value() == (2,)
    field.set_value(None)
    assert field.is_empty
    assert field.buttons[0].accessibleName() == "種別 単年"


def test_yes_and_no_and_neither(qtbot: QtBot) -> None:
    field = YesNoField("specific", "特定個人情報", is_required=True)
    shown(qtbot, field)
    assert field.value() is None
    assert not field.check()
    with qtbot.waitSignal(field.edited):
        field.buttons[1].click()
    assert field.value() is False
    assert field.check(), "no is an answer"
    field.set_value(True)
    assert field.value() is True
    field.set_value(None)
    assert field.value() is None


def test_choices_without_options_are_empty(qtbot: QtBot) -> None:
    for field in (MultiChoiceField("a", "甲", ()), OneOfField("b", "乙", ())):
        shown(qtbot, field)
        assert field.is_empty


def test_short_fields_stand_under_each_other_in_large_text(qtbot: QtBot, looks: Looks) -> None:
    holder = beside(TextField("a", "甲"), TextField("b", "乙"))
    qtbot.addWidget(holder)
    wide = holder.sizeHint()
    looks.choose(Look("ja", "light", 200))
    tall = beside(TextField("a", "甲"), TextField("b", "乙"))
    qtbot.addWidget(tall)
    assert tall.sizeHint().height() > wide.height() * 2


# forms


@pytest.fixture
def form(qtbot: QtBot) -> FormPanel:
    form = FormPanel()
    qtbot.addWidget(form)
    form.add_section("委託先", "登記のとおりに")
    form.add(TextField("name", "名称", is_required=True))
    form.add(NumberField("persons", "従事者数"), YesNoField("specific", "特定個人情報"))
    form.add(MultiLineField("note", "備考", rows=12))
    form.add(TextField("phone", "電話", is_required=True))
    form.add_widget(QPushButton("x"))
    form.resize(500, 200)
    form.show()
    form.activateWindow()
    qtbot.waitExposed(form)
    return form


def test_a_form_gives_all_values_by_name(form: FormPanel) -> None:
    form.fill({"name": "甲社", "persons": 3, "nothing of that name": 1})
    assert form.values() == {"name": "甲社", "persons": 3, "specific": None, "note": "", "phone": ""}


def test_a_form_knows_whether_it_was_changed(form: FormPanel, qtbot: QtBot) -> None:
    form.fill({"name": "甲社"})
    assert not form.is_changed
    line: Any = form.fields["name"].control
    with qtbot.waitSignal(form.edited):
        QTest.keyClicks(line, "x")
    assert form.is_changed


def test_the_first_wrong_field_takes_the_focus_and_comes_into_sight(form: FormPanel, qtbot: QtBot) -> None:
    form.fill({"name": "甲社"})
    assert not form.check()
    phone = form.fields["phone"]
    qtbot.waitUntil(phone.control.hasFocus)
    qtbot.waitUntil(lambda: form.verticalScrollBar().value() > 0)
    assert form.fields["name"].error == ""
    assert phone.error


def test_a_hidden_field_is_not_checked(form: FormPanel) -> None:
    form.fill({"name": "甲社"})
    form.fields["phone"].hide()
    assert form.check()


def test_a_refusal_stands_at_its_field(form: FormPanel, qtbot: QtBot) -> None:
    assert form.show_refusal(RefusedError("その電話は使えません。", "確かめてください。", field="phone"))
    assert form.fields["phone"].error == "その電話は使えません。 確かめてください。"
    form.clear_errors()
    assert form.fields["phone"].error == ""


@pytest.mark.parametrize("error", [RefusedError("x", field="elsewhere"), OversightError("x"), ValueError()])
def test_a_refusal_of_something_else_is_left_to_others(form: FormPanel, error: Exception) -> None:
    assert not form.show_refusal(error)


def test_the_first_field_takes_the_focus(form: FormPanel, qtbot: QtBot) -> None:
    form.fields["name"].hide()
    form.focus_first()
    qtbot.waitUntil(form.fields["persons"].control.hasFocus)


def test_an_empty_form_has_nothing_to_focus(qtbot: QtBot) -> None:
    form = FormPanel()
    qtbot.addWidget(form)
    form.focus_first()
    assert form.check()


def test_a_control_is_as_high_as_the_theme_asks(form: FormPanel) -> None:
    assert form.fields["name"].control.height() >= current_theme().control_height


def test_a_number_with_figures_after_the_point_is_taken_where_it_is_asked(qtbot: QtBot) -> None:
    field = NumberField("celsius", "室温", unit="℃", decimals=1, low=-20, high=45.5)
    shown(qtbot, field)
    typed(field, "２３．５")
    assert field.value() == 23.5
    assert field.check()
    for text, why in (
        ("23.55", "小数点より下は1桁までにしてください。"),
        ("46", "-20から45.5までの数にしてください。"),
        ("23,5", "コンマは3桁ごとの区切りに使います。小数点は「.」で入力してください。"),
    ):
        typed(field, text)
        assert not field.check()
        assert field.error == why
    field.set_value(-4.5)
    assert field.line.text() == "-4.5"


def test_a_whole_number_takes_no_half(qtbot: QtBot) -> None:
    field = NumberField("n", "数")
    shown(qtbot, field)
    typed(field, "0.5")
    assert field.value() is None
    assert not field.check()
    assert field.error == "小数のない数（整数）で入力してください。"


def test_a_long_name_in_a_choice_is_shortened_and_widens_nothing(qtbot: QtBot) -> None:
    long = "株式会社髙﨑事務サービス 札幌支店 介護認定事務センター 2階 作業室"
    field = ChoiceField("place", "場所", [(1, long), (2, "書庫")])
    qtbot.addWidget(field)
    field.resize(260, 120)
    field.show()
    field.set_value(1)
    field.combo.grab()
    assert field.combo.width() <= 260
    assert field.combo.toolTip() == long
    field.set_value(2)
    field.combo.grab()
    assert field.combo.toolTip() == ""
