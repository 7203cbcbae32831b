"""Tab reaches every control of an inspection: the plan, its pane, the items, the people, the record."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from oversight.inspections import EvidenceKind, Mark
from tests.ui.inspections.inspection_site import Settle, Site
from tests.ui.inspections.test_conduct_photos import photo
from tests.ui.tab_walk import WindowsShown, told, unreached, walked
from ui.inspections.conduct import album
from ui.inspections.conduct.course import CLOSING, FINISH
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.page import InspectionsPage
from ui.rooms import OpenRecord
from ui.window import Window

KEYS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
@pytest.mark.parametrize("place", ["ORG-01", "ORG-04", CLOSING, FINISH])
def test_tab_reaches_every_control_of_a_place(
    mode: ConductMode, window: Window, settle: Settle, place: str, key: Qt.Key
) -> None:
    with WindowsShown() as shown:
        mode.go(place)
        settle()
    assert shown == []
    assert unreached(window, key) == []


def test_tab_reaches_what_a_nonconformity_asks_for(mode: ConductMode, window: Window, settle: Settle) -> None:
    mode.stage.item.give(Mark.NONCONFORMING)
    settle()
    assert unreached(window) == []


def test_tab_goes_from_the_sections_through_the_answers_to_the_way_on(
    mode: ConductMode, window: Window
) -> None:
    mode.foot.next_button.setFocus()
    order = [told(widget).partition(" ")[2] for widget in walked(window)]
    names = [order[0], order[1].partition(" ")[0], *order[2:4]]
    assert names == ["次へ →", "組織的安全管理", "「適」のあと次へ進む", "適 1"]
    assert order[-1] == "中断して閉じる Esc"


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_tab_reaches_every_control_of_a_plan_and_of_the_form_to_make_one(
    site: Site, window: Window, settle: Settle, key: Qt.Key
) -> None:
    inspection_id = site.plan()
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, InspectionsPage)
    page.on_open(OpenRecord(inspection_id))
    page.on_show()
    settle()
    page.setFocus()
    assert unreached(window, key) == []
    with WindowsShown() as shown:
        page.plan_button.click()
        settle()
    assert shown == []
    assert unreached(window, key) == []


def test_tab_goes_as_one_reads_also_to_what_came_later(
    mode: ConductMode, window: Window, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mode.go("DEV-01")
    monkeypatch.setattr(album, "ask_for_pictures", lambda _parent: [photo(tmp_path / "a.jpg")])
    mode.roads.pick_files()
    settle()
    mode.stage.photos.pending[0].add_button.click()
    settle()
    mode.go("HUM-02")  # its sample counts are made now
    mode.stage.item.give(Mark.NONCONFORMING)
    settle()
    assert_read_in_order(mode, window)
    mode.go("DEV-01")
    mode.stage.item.give(Mark.NOT_APPLICABLE)
    settle()
    assert_read_in_order(mode, window)


def assert_read_in_order(mode: ConductMode, window: Window) -> None:
    """Hold the walk through the item against where its controls stand, line by line."""
    mode.foot.next_button.setFocus()
    holder = mode.stage.item.widget()
    assert holder is not None
    walk = [each for each in walked(window) if holder.isAncestorOf(each)]
    tops = [each.mapTo(holder, each.rect().center()) for each in walk]
    lines = [(point.y() // LINE, point.x()) for point in tops]
    assert lines == sorted(lines), [told(each) for each in walk]
    assert walk[-1] is not walk[0]


LINE = 40


def test_tab_goes_on_from_evidence_added_just_now(mode: ConductMode, window: Window, settle: Settle) -> None:
    strip = mode.stage.item.evidence
    strip.kind_buttons[EvidenceKind.DOCUMENT].setFocus()
    strip.kind_buttons[EvidenceKind.DOCUMENT].click()
    settle()
    assert strip.form is not None
    strip.form.fields["subject"].set_value("入退室管理規程")
    strip.form.fields["pages"].set_value("12")
    strip.form.finish()
    settle()
    assert strip.cards
    assert unreached(window) == []
    mode.evidence.begin_sketch()
    settle()
    sketch = mode.evidence.sketch
    assert sketch is not None
    sketch.canvas.setFocus()
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Right, Qt.Key.Key_Return):
        QTest.keyClick(sketch.canvas, key)
    sketch.finish_button.click()
    settle()
    settle()
    assert len(strip.cards) == 2
    assert unreached(window) == []
    assert_read_in_order(mode, window)
