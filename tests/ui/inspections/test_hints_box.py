"""Hints in the pane: for the reviewer's eye, each opening its items; nothing for who conducted it."""

from __future__ import annotations

import datetime as dt

from pytestqt.qtbot import QtBot

from models.base import new_id
from oversight.access import Actor, Role
from oversight.inspections import Hint, HintKind, InspectionDetail
from tests.ui.inspections.inspection_site import Settle, Site
from tests.ui.test_names import nameless
from ui.inspections.hints_box import HintRow, HintsBox
from ui.inspections.pane import InspectionPane, Shown
from ui.shell import Shell

REVIEWER = Actor(new_id(), "髙橋 課長", "課長", frozenset({Role.MANAGER}))


def sit(shell: Shell, site: Site) -> None:
    """Sit another person at the window than the one who conducted."""
    shell.office.desk = site.desk.of_person(REVIEWER)


def unfolded(row: HintRow) -> bool:
    return row.is_open


def pane_on(
    shell: Shell, detail: InspectionDetail, qtbot: QtBot, settle: Settle
) -> tuple[InspectionPane, HintsBox]:
    pane = InspectionPane(
        shell, Shown(detail, 0, shell.office.approvals.get_approvals(detail.id)), dt.date(2026, 11, 24)
    )
    qtbot.addWidget(pane)
    pane.resize(520, 700)
    pane.show()
    settle()
    box = pane.findChild(HintsBox)
    assert box is not None
    return pane, box


def test_a_reviewer_sees_the_hints_and_opens_the_items_they_speak_of(
    shell: Shell, site: Site, qtbot: QtBot, settle: Settle
) -> None:
    detail = site.detail(site.finalised())
    sit(shell, site)
    _pane, box = pane_on(shell, detail, qtbot, settle)
    assert box.isVisible()
    kinds = [row.hint.kind for row in box.rows]
    assert HintKind.QUICK in kinds  # all was answered at one moment
    row = box.rows[kinds.index(HintKind.QUICK)]
    assert not unfolded(row)
    assert row.button.text() == f"{len(row.hint.items)}項目を見る"
    row.button.click()
    assert unfolded(row)
    assert row.items is not None
    texts = [label.text() for label in row.items.findChildren(type(row.told))]
    assert any(text.startswith(f"{row.hint.items[0]}　") for text in texts)
    assert nameless(box) == []
    row.button.click()
    assert not unfolded(row)
    row.button.click()
    assert unfolded(row)


def test_who_conducted_it_sees_none(shell: Shell, site: Site, qtbot: QtBot, settle: Settle) -> None:
    _pane, box = pane_on(shell, site.detail(site.finalised()), qtbot, settle)
    assert not box.isVisible()
    assert box.rows == []


def test_a_plan_has_no_hints(shell: Shell, site: Site, qtbot: QtBot, settle: Settle) -> None:
    detail = site.detail(site.plan())
    sit(shell, site)
    _pane, box = pane_on(shell, detail, qtbot, settle)
    assert not box.isVisible()


def test_an_inspection_without_hints_says_nothing(
    shell: Shell, site: Site, qtbot: QtBot, settle: Settle
) -> None:
    inspection_id = site.plan()
    site.office.inspections.start(inspection_id)
    detail = site.detail(inspection_id)
    sit(shell, site)
    _pane, box = pane_on(shell, detail, qtbot, settle)
    assert not box.isVisible()


def test_a_hint_of_no_item_and_items_that_are_gone_are_told_all_the_same(
    site: Site, qtbot: QtBot, settle: Settle
) -> None:
    detail = site.detail(site.plan())
    bare = HintRow(Hint(HintKind.CLOCK_MOVED, "時計"), detail)
    qtbot.addWidget(bare)
    bare.show()
    assert not bare.button.isVisible()
    gone = HintRow(Hint(HintKind.NO_SAMPLE, "抽出", ("ORG-01", "GONE-01")), detail)
    qtbot.addWidget(gone)
    gone.show()
    gone.turn()
    assert unfolded(gone)
