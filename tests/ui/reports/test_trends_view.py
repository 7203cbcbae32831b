"""The trends in the window: both charts, walked by keyboard, told in words, and their paper."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.office import Office
from tests.oversight.papers.reading_pdf import text_of
from tests.ui.inspections.inspection_site import Settle
from tests.ui.reports.test_reports_page import Scene
from tests.ui.test_names import nameless
from ui.reports.page import ReportsPage, Shape
from ui.reports.trends import TrendsView
from ui.shell import Shell

D = dt.date
SPOKEN = Qt.ItemDataRole.AccessibleTextRole


@pytest.fixture
def page(
    office: Office, desk: Desk, clock: FixedClock, shell: Shell, qtbot: QtBot, settle: Settle
) -> ReportsPage:
    scene = Scene(office, desk, clock)
    scene.receive(scene.ids[1], D(2026, 9, 1), D(2026, 10, 20))
    page = ReportsPage(shell)
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    settle()
    page.shapes.choose(Shape.TRENDS)
    settle()
    return page


def figures(view: TrendsView, row: int) -> list[str]:
    model = view.shares.bars
    return [str(model.index(row, column).data()) for column in range(model.columnCount())]


def test_the_charts_show_the_figures_of_the_year(page: ReportsPage, office: Office) -> None:
    trends = office.trends.read_trends(2026)
    assert page.trends.isVisible()
    assert not page.chips.isVisible()
    for row, section in enumerate((trends.whole, *trends.with_due)):
        shown = [share.percent for share in (*section.months, section.year)]
        assert figures(page.trends, row)[:-1] == [
            section.department,
            *("―" if percent is None else str(percent) for percent in shown),
        ]
    ages = page.trends.ages.bars
    assert [str(ages.index(0, column).data()) for column in range(1, 5)] == list(map(str, trends.whole.late))


def test_arrows_walk_the_values_and_each_is_told_in_words(page: ReportsPage) -> None:
    grid = page.trends.shares
    page.trends.setFocus()
    assert grid.hasFocus()
    grid.setCurrentIndex(grid.bars.index(0, 5))
    QTest.keyClick(grid, Qt.Key.Key_Right)
    told = grid.currentIndex().data(SPOKEN)
    assert told == "全体 2026年9月分 期限内 0%（3件中0件）・遅れて提出 1件・未提出 2件"
    assert grid.bars.headerData(6, Qt.Orientation.Horizontal, SPOKEN) == "9月"
    assert not nameless(page.trends)
    grid.grab()


def test_the_models_keep_to_the_rules_of_models(page: ReportsPage) -> None:
    for grid in (page.trends.shares, page.trends.ages):
        QAbstractItemModelTester(grid.bars, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_a_search_narrows_charts_and_paper_alike(
    page: ReportsPage, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    page.search.setText("市民税課")
    page.search.searched.emit("市民税課")
    settle()
    assert [figures(page.trends, row)[0] for row in range(page.trends.shares.bars.rowCount())] == [
        "全体",
        "市民税課",
    ]
    path = tmp_path / "推移.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    assert page.trends.paper is not None
    page.trends.paper.save_button.click()
    settle()
    printed = text_of(path.read_bytes())
    assert "市民税課" in printed
    assert "介護保険課" not in printed


def test_a_year_without_reports_says_so_and_leads_to_what_is_late(page: ReportsPage, settle: Settle) -> None:
    for _year in range(3):
        page.next_button.click()
        settle()
    assert page.trends.no_shares.isVisible()
    assert not page.trends.shares.isVisible()
    page.trends.setFocus()
    assert page.trends.ages.hasFocus()
