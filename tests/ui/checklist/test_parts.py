"""The parts of the editor by themselves: the tree's model, the condition's aid, lists inside forms, sizes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from oversight.checklist import FaultKind, LintFault
from oversight.checklist.differences import Difference, DifferenceKind, PartKind
from oversight.checklist.editing import HEAD, Place, step, with_part, without
from oversight.checklist.half_written import edition_as_written
from oversight.words import speaking
from tests.oversight.checklist.conftest import both, document_with, field, item
from tests.oversight.checklist.sound_editions import big_edition, sound_edition
from ui.checklist.condition_field import ConditionField
from ui.checklist.difference_list import DifferenceList
from ui.checklist.dry_run import DryRun
from ui.checklist.fault_list import FaultList
from ui.checklist.preview import Preview
from ui.checklist.record_kinds import bases
from ui.checklist.records_field import RecordsField
from ui.checklist.side_by_side import Part, SideBySide
from ui.checklist.tree_model import TreeModel, told
from ui.checklist.written import values_of, with_values
from ui.widgets.choice_fields import ChoiceField

SMALL = document_with(item("A-01"), item("A-02", "${A-01} = 'conforming'"))


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def pick(choice: ChoiceField, place: int) -> None:
    choice.combo.setCurrentIndex(place)
    choice.combo.activated.emit(place)


# the tree


@pytest.mark.parametrize("seed", range(8))
def test_the_model_of_the_tree_is_sound_through_changes(seed: int, qtbot: QtBot) -> None:
    model = TreeModel()
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    document = sound_edition(seed)
    model.show_document(document)
    model.show_document(with_part(document, Place(0), {**document["sections"][0], "title": both("別")}))
    model.show_faults({Place(0, 0): (LintFault(FaultKind.SCHEMA, "x", "y"),)})
    model.show_asked(set())
    model.show_document(without(document, Place(0, 0)))
    model.show_document({})
    assert model.rowCount() == 1


def test_every_place_has_its_index_and_back(qtbot: QtBot) -> None:
    model = TreeModel()
    model.show_document(SMALL)
    for place in (HEAD, Place(0), Place(0, 0), Place(0, 1)):
        assert model.place_of(model.index_of(place)) == place
    assert model.place_of(QModelIndex()) == HEAD
    assert model.data(QModelIndex()) is None
    assert model.index_of(Place(0, 1)).data(int(Qt.ItemDataRole.UserRole) + 99) is None
    assert step(SMALL, Place(0, 1), 1) is None


def test_the_tree_speaks_the_language_in_use(qtbot: QtBot) -> None:
    with speaking("en"):
        assert told({"ja": "題", "en": "Title"}) == "Title"
        assert told({"ja": "題"}) == "題"
    assert told({"ja": "題", "en": "Title"}) == "題"
    assert told({"en": "Title"}) == "（題名なし）"
    assert told(None) == "（題名なし）"


def test_a_thousand_items_are_asked_for_only_as_far_as_they_are_in_sight(qtbot: QtBot) -> None:
    from ui.checklist.tree import ChecklistTree

    tree = ChecklistTree()
    qtbot.addWidget(tree)
    asked: list[Place] = []
    text = tree.tree_model._text

    def noted(place: Place) -> str:
        asked.append(place)
        return text(place)

    tree.tree_model._text = noted  # type: ignore[method-assign]
    tree.resize(300, 400)
    tree.show()
    tree.tree_model.show_document(big_edition())
    tree.grab()
    assert 0 < len(set(asked)) < 100


# what a form holds


def test_values_go_by_their_paths_and_back() -> None:
    part = {"title": {"ja": "題"}, "fields": [{"id": "n"}], "answer": "mark"}
    names = ("title.ja", "title.en", "fields", "clause.ja", "answer.deep")
    values = values_of(part, names)
    assert values == {
        "title.ja": "題",
        "title.en": None,
        "fields": [{"id": "n"}],
        "clause.ja": None,
        "answer.deep": None,
    }
    assert with_values(part, {"title.ja": "", "title.en": "T"}) == {**part, "title": {"en": "T"}}
    assert with_values(part, {"title.ja": ""}) == {"fields": [{"id": "n"}], "answer": "mark"}
    assert with_values(
        {}, {"on": dt.date(2026, 4, 1), "marks": ("a",), "kind": FaultKind.SCHEMA, "no": False}
    ) == {
        "on": "2026-04-01",
        "marks": ["a"],
        "kind": "schema",
        "no": False,
    }


def test_a_source_that_is_not_in_the_table_stays_to_be_seen(qtbot: QtBot) -> None:
    records = bases(lambda: SMALL)
    qtbot.addWidget(records)
    records.set_value([{"source": "P9"}, {"source": "P1"}])
    records.show()
    records.table.choose(0)
    source = records.fields["source"]
    assert source.value() == "P9"
    assert isinstance(source, ChoiceField)
    assert source.combo.currentText() == "P9（出典の表にない）"
    records.table.choose(1)
    assert source.value() == "P1"
    records.set_value([{"source": "I"}, {"source": "P1"}])
    assert records.chosen == 1, "the same list refilled keeps the one chosen"
    records.set_value([{"source": "I"}])
    assert records.chosen is None


def test_a_list_without_anything_chosen_moves_and_drops_nothing(qtbot: QtBot) -> None:
    records: RecordsField = bases(lambda: SMALL)
    qtbot.addWidget(records)
    records.set_value([{"source": "I"}])
    records.move_up()
    records.drop()
    records._take_up()
    assert records.value() == [{"source": "I"}]
    records.add()
    records.set_read_only(True)
    assert records.add_button.isHidden()
    records.table.choose(0)
    records._enter(records.table.rows_model.rows[0])
    records.set_read_only(False)
    records.drop()
    records.table.choose(0)
    records.drop()
    assert records.value() == []


# conditions


@pytest.fixture
def condition(qtbot: QtBot) -> ConditionField:
    made = ConditionField("condition", "尋ねる条件", lambda: SMALL, hint="空でよい")
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_condition_is_told_in_plain_words_or_its_fault(condition: ConditionField) -> None:
    condition.set_value("${A-01} = 'nonconforming'")
    assert condition._hint.text() == "A-01 題名が「不適」"
    condition.set_value("${A-01} =")
    assert "読めません" in condition.error
    condition.show_error("")
    assert "読めません" in condition.error, "the fault of the condition itself stays"
    condition.set_value("")
    assert (condition.error, condition._hint.text()) == ("", "空でよい")


def test_a_condition_is_put_together_by_choosing(condition: ConditionField) -> None:
    edits: list[str] = []
    condition.edited.connect(lambda: edits.append(condition.value()))
    condition._add("and")
    condition.aid_button.click()
    aid = condition.aid
    assert aid is not None
    aid.and_button.click()
    assert aid.name.error
    assert edits == []
    aid.name.set_value("検査方法")
    aid.name.edited.emit()
    aid.and_button.click()
    assert aid.answer.error
    aid.answer.set_value("paper")
    aid.and_button.click()
    assert condition.value() == "${検査方法} = 'paper'"
    aid.name.set_value("人数")
    aid.name.edited.emit()
    assert aid.answer.isHidden()
    aid.way.set_value(aid.way._values[3])
    aid.typed.set_value("5")
    aid.or_button.click()
    assert condition.value() == "${検査方法} = 'paper' or ${人数} >= 5"
    assert edits[-1] == condition.value()
    condition.set_value("${人数} =")
    aid.or_button.click()
    assert condition.value() == "${人数} =", "what cannot be read is left for the person to mend"


def test_a_constraint_is_put_together_of_its_own_value(qtbot: QtBot) -> None:
    made = ConditionField("constraint", "値の決まり", lambda: SMALL, of_value=True)
    qtbot.addWidget(made)
    made.aid_button.click()
    assert made.aid is not None
    made.aid.name.set_value(".")
    made.aid.name.edited.emit()
    made.aid.typed.set_value("5")
    made.aid.and_button.click()
    assert made.value() == ". = '5'"
    assert made.error == ""


def test_what_may_be_spoken_of_is_offered_facts_first(condition: ConditionField) -> None:
    from ui.checklist.names_offered import names_offered

    document = document_with(
        item("A-01", fields=[field("count")]),
        item("A-02", answer="value", fields=[field("what")]),
    )
    document["sections"].append({"id": "ROOM", "title": both("部屋"), "repeats": True, "items": []})
    names = [name for name, _word in names_offered(document)]
    assert names == [*(fact["name"] for fact in document["facts"]), "ROOM", "A-01", "A-01.count", "A-02"]


# beside the form


def test_the_preview_shows_an_item_as_it_is_asked(qtbot: QtBot) -> None:
    preview = Preview()
    qtbot.addWidget(preview)
    choices = [{"value": "k", "label": both("鍵")}]
    asked = item("A-02", "${A-01} = 'conforming'", "A", fields=[field("n", "choice", choices=choices)])
    preview.show_item(SMALL, asked)
    preview.draw()
    shown = said(preview)
    for words in ("A-02", "A 重大", "見るもの", "指針 別添1 2 A（令和7年9月24日現在）", "1つ選ぶ、必須、鍵"):
        assert words in shown
    assert "尋ねるのは: A-01 題名が「適」" in shown
    preview.show_item(SMALL, {"id": "B", "condition": "count(${A-01}) =", "answer": "value"})
    preview.draw()
    assert "根拠がありません。" in said(preview)
    assert "尋ねるのは: count(${A-01}) =" in said(preview)
    preview.show_item(SMALL, None)
    preview.draw()
    assert "点検項目を選ぶと" in said(preview)


def test_a_dry_run_sets_facts_answers_and_values_of_every_kind(qtbot: QtBot) -> None:
    choices = [{"value": "k", "label": both("鍵")}]
    names = ("特定個人情報", "媒体", "人数", "締結日", "A-01", "A-01.how", "A-01.note")
    sources = " and ".join(f"${{{name}}} != ''" for name in names)
    document = document_with(
        item("A-01", fields=[field("how", "choices", choices=choices), field("note", "text")]),
        item("A-02", sources),
    )
    run = DryRun(dt.date(2026, 11, 24))
    qtbot.addWidget(run)
    assert run.facts_and_answers() == ({}, {})
    run._show()
    run.clear()
    run.show_edition(edition_as_written(document))
    given: dict[str, Any] = {
        "特定個人情報": "yes",
        "媒体": ("paper",),
        "人数": 5,
        "締結日": dt.date(2026, 4, 1),
        "A-01": "conforming",
        "A-01.how": ("k",),
        "A-01.note": "x",
    }
    for name, value in given.items():
        run.table.choose(name)
        assert run.field is not None
        run.field.set_value(value)
        run.field.edited.emit()
    facts, answers = run.facts_and_answers()
    assert facts == {name: given[name] for name in ("特定個人情報", "媒体", "人数", "締結日")}
    assert answers["A-01"].mark == "conforming"
    assert answers["A-01"].values == {"how": "k", "note": "x"}
    shown = {row.name: row.shown for row in run.table.rows_model.rows}
    assert (shown["媒体"], shown["A-01.how"], shown["A-01"]) == ("紙", "鍵", "適")
    run.field.set_value("")  # type: ignore[union-attr]
    run.field.edited.emit()  # type: ignore[union-attr]
    assert "A-01.note" not in run.values
    run.show_edition(edition_as_written(document_with(item("A-09"))))
    assert run.holder.isHidden()
    run.field = None
    run._enter(run.table.rows_model.rows[0]) if run.table.rows_model.rows else None
    run._take_up()
    run.say(1, 2, "条件に誤りがあります。")
    assert run.said.text() == "条件に誤りがあります。"


def test_faults_are_listed_and_the_whole_sentence_told(qtbot: QtBot) -> None:
    faults = FaultList()
    qtbot.addWidget(faults)
    assert faults.after(0) == -1
    found = [LintFault(FaultKind.SCHEMA, "A", "文1"), LintFault(FaultKind.SCHEMA, "B", "文2")]
    wanted: list[object] = []
    faults.fault_wanted.connect(wanted.append)
    faults.show_faults(found)
    faults.table.choose(1)
    assert faults.whole.text() == "文2"
    faults.table.clicked.emit(faults.table.currentIndex())
    assert wanted == [found[1]]
    assert (faults.after(1), faults.after(0)) == (0, 1)
    faults.show_faults(())
    assert faults.whole.text() == ""
    faults.table.clicked.emit(QModelIndex())


def test_differences_are_narrowed_by_kind_and_told_whole(qtbot: QtBot) -> None:
    listed = DifferenceList()
    qtbot.addWidget(listed)
    changed = Difference(
        DifferenceKind.CHANGED,
        PartKind.ITEM,
        "A-01",
        "題名",
        "答え方",
        "適・不適・非該当",
        "記入",
        is_retyped=True,
    )
    added = Difference(DifferenceKind.ADDED, PartKind.SECTION, "BBB", "新しい区分")
    listed.show_differences([changed, added])
    assert [chip.text() for chip in listed.chips.chips] == [
        "すべて 2",
        "加わった 1",
        "なくなった 0",
        "移った 0",
        "変わった 1",
    ]
    listed.chips.choose(DifferenceKind.CHANGED)
    assert listed.table.rows_model.shown == [(0, changed)]
    listed.table.choose(0)
    listed.table.clicked.emit(listed.table.currentIndex())
    assert "前の検査の答えとは比べられない" in said(listed.detail)
    listed.chips.choose(DifferenceKind.MOVED)
    assert listed._body.currentWidget() is listed.empty
    assert listed.detail.isHidden()


@pytest.mark.parametrize(
    ("width", "part", "shown"),
    [
        (700, Part.TREE, [Part.TREE]),
        (700, Part.SIDE, [Part.SIDE]),
        (1000, Part.TREE, [Part.TREE, Part.FORM]),
        (1000, Part.SIDE, [Part.TREE, Part.SIDE]),
        (1300, Part.TREE, [Part.TREE, Part.FORM, Part.SIDE]),
    ],
)
def test_as_many_parts_stand_side_by_side_as_there_is_room(
    width: int, part: Part, shown: list[Part], qtbot: QtBot
) -> None:
    widgets = {each: QLabel(each.name) for each in Part}
    beside = SideBySide(*widgets.values())
    qtbot.addWidget(beside)
    beside.resize(width, 400)
    beside.show()
    beside.show_part(part)
    assert [each for each, widget in widgets.items() if widget.isVisible()] == shown
    assert beside.chips.isVisible() is (len(shown) < 3)
    assert beside.minimumSizeHint().width() <= 360
