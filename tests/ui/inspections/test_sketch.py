"""The sheet one draws on: each way to point, the keys, steps back, the eraser, and how it looks."""

from __future__ import annotations

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.base import new_id
from oversight.inspections.drawing import Drawing, DrawnMark, MarkKind
from ui.inspections.conduct.sketch_canvas import SketchCanvas, Tool
from ui.inspections.conduct.sketch_history import SketchHistory
from ui.inspections.conduct.sketch_painting import is_hit, picture_of, sheet_for
from ui.inspections.conduct.sketch_view import SketchView

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
LINE = DrawnMark(MarkKind.LINE, ((100, 100), (700, 100)))


@pytest.fixture
def canvas(qtbot: QtBot) -> SketchCanvas:
    canvas = SketchCanvas(Drawing(), None)
    qtbot.addWidget(canvas)
    canvas.resize(800, 600)
    canvas.show()
    canvas.activateWindow()
    QTest.qWaitForWindowActive(canvas)
    canvas.setFocus()
    return canvas


def drag(canvas: SketchCanvas, *points: tuple[int, int], button: Qt.MouseButton = LEFT) -> None:
    """Draw with the mouse, from place to place of the sheet."""
    places = [canvas.on_widget(*point).toPoint() for point in points]
    QTest.mousePress(canvas, button, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(canvas, place)
    QTest.mouseRelease(canvas, button, pos=places[-1])


def pen(canvas: SketchCanvas, kind: QEvent.Type, at: tuple[int, int], *, is_rubber: bool = False) -> None:
    pointer = QPointingDevice.PointerType.Eraser if is_rubber else QPointingDevice.PointerType.Pen
    device = QPointingDevice(
        "pen", 1, QPointingDevice.DeviceType.Stylus, pointer,
        QPointingDevice.Capability.Position, 1, 1,
    )  # fmt: skip
    place = canvas.on_widget(*at)
    buttons = Qt.MouseButton.NoButton if kind is QEvent.Type.TabletRelease else LEFT
    event = QTabletEvent(kind, device, place, place, 0.5, 0, 0, 0, 0, 0, NONE, LEFT, buttons)
    QApplication.sendEvent(canvas, event)


def kinds(canvas: SketchCanvas) -> list[MarkKind]:
    return [each.kind for each in canvas.drawing.marks]


def test_the_mouse_draws_a_line_in_units_of_the_sheet(canvas: SketchCanvas) -> None:
    told: list[int] = []
    canvas.changed.connect(lambda: told.append(len(canvas.drawing.marks)))
    drag(canvas, (100, 200), (300, 200), (300, 201), (500, 400))
    (mark,) = canvas.drawing.marks
    assert (mark.kind, mark.points[0], mark.points[-1]) == (MarkKind.LINE, (100, 200), (500, 400))
    assert told == [1]
    drag(canvas, (100, 200), (300, 300), button=Qt.MouseButton.RightButton)
    assert len(canvas.drawing.marks) == 1


def test_a_pen_draws_and_its_other_end_erases(canvas: SketchCanvas) -> None:
    pen(canvas, QEvent.Type.TabletPress, (100, 100))
    pen(canvas, QEvent.Type.TabletMove, (400, 100))
    pen(canvas, QEvent.Type.TabletRelease, (400, 100))
    assert kinds(canvas) == [MarkKind.LINE]
    pen(canvas, QEvent.Type.TabletPress, (200, 100), is_rubber=True)
    pen(canvas, QEvent.Type.TabletRelease, (200, 100), is_rubber=True)
    assert kinds(canvas) == []
    assert canvas.tool is Tool.PEN


def test_a_finger_draws_and_a_palm_beside_the_pen_does_not(canvas: SketchCanvas) -> None:
    device = QTest.createTouchDevice()
    places = [canvas.on_widget(*at).toPoint() for at in ((100, 100), (500, 300))]
    QTest.touchEvent(canvas, device).press(0, places[0], canvas).commit()
    QTest.touchEvent(canvas, device).move(0, places[1], canvas).commit()
    QTest.touchEvent(canvas, device).release(0, places[1], canvas).commit()
    assert kinds(canvas) == [MarkKind.LINE]
    pen(canvas, QEvent.Type.TabletPress, (900, 900))
    QTest.touchEvent(canvas, device).press(1, places[0], canvas).commit()
    QTest.touchEvent(canvas, device).release(1, places[0], canvas).commit()
    pen(canvas, QEvent.Type.TabletRelease, (900, 900))
    assert [mark.points[0] for mark in canvas.drawing.marks][1:] == [(900, 900)]


def test_a_touch_the_system_takes_away_leaves_nothing(canvas: SketchCanvas) -> None:
    canvas._press(canvas.on_widget(100, 100))
    canvas._give_up()
    canvas._lift()
    assert canvas.drawing.marks == ()


def test_an_arrow_has_its_two_ends_and_a_press_alone_makes_none(canvas: SketchCanvas) -> None:
    canvas.choose_tool(Tool.ARROW)
    drag(canvas, (100, 100), (300, 300), (600, 200))
    drag(canvas, (700, 700))
    (mark,) = canvas.drawing.marks
    assert (mark.kind, mark.points) == (MarkKind.ARROW, ((100, 100), (600, 200)))


def test_words_and_numbers_are_put_where_one_presses(canvas: SketchCanvas) -> None:
    asked: list[bool] = []
    canvas.words_wanted.connect(lambda: asked.append(True))
    canvas.choose_tool(Tool.TEXT)
    drag(canvas, (100, 100))
    assert (asked, canvas.drawing.marks) == ([True], ())
    canvas.words = "机3番"
    drag(canvas, (100, 100))
    canvas.choose_tool(Tool.NUMBER)
    drag(canvas, (300, 300))
    canvas.words = ""
    drag(canvas, (500, 500))
    assert canvas.drawing.labels == ("1 机3番", "2", "机3番")


def test_the_eraser_takes_what_it_passes_and_one_step_back_brings_it_all_again(canvas: SketchCanvas) -> None:
    drag(canvas, (100, 100), (700, 100))
    drag(canvas, (100, 300), (700, 300))
    drag(canvas, (100, 900), (700, 900))
    canvas.choose_tool(Tool.ERASER)
    drag(canvas, (400, 50), (400, 100), (400, 200), (400, 300))
    assert [mark.points[0][1] for mark in canvas.drawing.marks] == [900]
    QTest.keyClick(canvas, Qt.Key.Key_Z, CTRL)
    assert len(canvas.drawing.marks) == 3
    QTest.keyClick(canvas, Qt.Key.Key_Y, CTRL)
    QTest.keyClick(canvas, Qt.Key.Key_Y, CTRL)
    assert len(canvas.drawing.marks) == 1


def test_all_can_be_drawn_by_key(canvas: SketchCanvas) -> None:
    wanted: list[Tool] = []
    canvas.tool_wanted.connect(wanted.append)
    canvas.tool_wanted.connect(canvas.choose_tool)
    QTest.keyClick(canvas, Qt.Key.Key_A)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    QTest.keyClick(canvas, Qt.Key.Key_Right, CTRL)
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    QTest.keyClick(canvas, Qt.Key.Key_Up, SHIFT)
    canvas.repaint()
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    (arrow,) = canvas.drawing.marks
    assert (arrow.kind, arrow.points) == (MarkKind.ARROW, ((800, 600), (900, 616)))
    QTest.keyClick(canvas, Qt.Key.Key_B)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert kinds(canvas) == [MarkKind.ARROW, MarkKind.NUMBER]
    QTest.keyClick(canvas, Qt.Key.Key_X)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert kinds(canvas) == []
    for _press in range(30):
        QTest.keyClick(canvas, Qt.Key.Key_Left, CTRL)
    QTest.keyClick(canvas, Qt.Key.Key_P)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert canvas.drawing.marks[0].points == ((0, 616), (20, 616))
    assert wanted == [Tool.ARROW, Tool.NUMBER, Tool.ERASER, Tool.PEN]
    QTest.keyClick(canvas, Qt.Key.Key_Q)


def test_undo_and_redo_at_their_ends_change_nothing(canvas: SketchCanvas) -> None:
    canvas.undo()
    canvas.redo()
    assert canvas.drawing == Drawing()


@given(st.lists(st.sampled_from(["add", "undo", "redo", "erase"]), max_size=30))
def test_history_goes_back_and_forth_as_a_list_of_drawings_does(steps: list[str]) -> None:
    history = SketchHistory(Drawing())
    states, at = [Drawing()], 0
    for number, step in enumerate(steps):
        if step == "add":
            history.add(DrawnMark(MarkKind.LINE, ((number, number),)))
        elif step == "erase":
            history.erase(frozenset({0}))
        if step in ("add", "erase") and history.drawing != states[at]:
            states = [*states[: at + 1], history.drawing]
            at += 1
        elif step == "undo":
            assert history.undo() is (at > 0)
            at = max(at - 1, 0)
        elif step == "redo":
            assert history.redo() is (at < len(states) - 1)
            at = min(at + 1, len(states) - 1)
        assert history.drawing == states[at]
        assert (history.can_undo, history.can_redo) == (at > 0, at < len(states) - 1)


@pytest.mark.parametrize(
    ("mark", "at", "is_in"),
    [
        (LINE, (400, 110), True),
        (LINE, (400, 140), False),
        (LINE, (730, 100), False),
        (DrawnMark(MarkKind.LINE, ((50, 50),)), (55, 55), True),
        (DrawnMark(MarkKind.TEXT, ((100, 100),), text="出入口"), (150, 100), True),
        (DrawnMark(MarkKind.TEXT, ((100, 100),), text="出入口"), (150, 300), False),
        (DrawnMark(MarkKind.NUMBER, ((100, 100),), number=1), (90, 90), True),
        (DrawnMark(MarkKind.NUMBER, ((100, 100),), number=1), (300, 90), False),
    ],
)
def test_the_eraser_hits_what_it_touches(
    dressed: object, mark: DrawnMark, at: tuple[int, int], is_in: bool
) -> None:
    assert is_hit(mark, *at, 10) is is_in


def test_the_picture_is_the_same_each_time_on_white_with_the_plan_beneath(dressed: object) -> None:
    plan = QImage(200, 100, QImage.Format.Format_RGB32)
    plan.fill(Qt.GlobalColor.blue)
    width, height = sheet_for(plan)
    assert (width, height) == (1600, 800)
    assert sheet_for(None) == sheet_for(QImage()) == (1600, 1200)
    marks = (
        LINE,
        DrawnMark(MarkKind.ARROW, ((10, 10), (90, 90))),
        DrawnMark(MarkKind.LINE, ((5, 5),)),
        DrawnMark(MarkKind.NUMBER, ((300, 300),), text="机3番", number=1),
        DrawnMark(MarkKind.TEXT, ((500, 500),), text="出入口"),
    )
    drawing = Drawing(width, height, new_id(), marks)
    png = picture_of(drawing, plan)
    assert png == picture_of(drawing, plan)
    with Image.open(BytesIO(png)) as image:
        assert (image.format, image.size) == ("PNG", (1600, 800))
        assert image.getpixel((1500, 700)) == (0, 0, 255)
        red = image.getpixel((400, 100))
        assert isinstance(red, tuple)
        assert red[0] > 100 > red[2]
    with Image.open(BytesIO(picture_of(Drawing(marks=marks), None))) as image:
        assert image.getpixel((1500, 700)) == (255, 255, 255)


@pytest.fixture
def view(qtbot: QtBot) -> SketchView:
    plan = QImage(200, 100, QImage.Format.Format_RGB32)
    plan.fill(Qt.GlobalColor.white)
    plan_id = new_id()
    view = SketchView(Drawing(1600, 800, plan_id), plan, plan_id, "見取図")
    qtbot.addWidget(view)
    view.resize(1000, 700)
    view.show()
    view.activateWindow()
    QTest.qWaitForWindowActive(view)
    return view


def test_plan_or_blank_is_chosen_while_nothing_is_drawn(view: SketchView) -> None:
    assert view.base_button.text() == "白紙に描く"
    view.base_button.click()
    assert (view.drawing.plan_id, view.drawing.height) == (None, 1200)
    assert view.base_button.text() == "平面図に描く"
    view.base_button.click()
    assert view.drawing.plan_id is not None
    drag(view.canvas, (100, 100), (300, 300))
    assert view.base_button.isHidden()
    view.undo_button.click()
    assert not view.base_button.isHidden()
    assert view.redo_button.isEnabled()


def test_tools_and_widths_are_pressed(view: SketchView) -> None:
    for tool, button in view.tools.items():
        button.click()
        assert view.canvas.tool is tool
    for width, button in view.widths.items():
        button.click()
        assert view.canvas.line_width == width
    view.tools[Tool.TEXT].click()
    assert view.words.line.hasFocus()


def test_words_typed_are_put_after_enter_and_an_individual_number_is_not(view: SketchView) -> None:
    view.choose_tool(Tool.TEXT)
    QTest.keyClicks(view.words.line, "desk 3")
    QTest.keyClick(view.words.line, Qt.Key.Key_Return)
    assert view.canvas.hasFocus()
    QTest.keyClick(view.canvas, Qt.Key.Key_Return)
    assert view.drawing.labels == ("desk 3",)
    view.words.set_value("")
    QTest.keyClicks(view.words.line, "123456789018")
    assert view.words.error
    assert view.canvas.words == ""


def test_a_title_is_part_of_the_sketch_and_no_step_back_takes_it_away(view: SketchView) -> None:
    changes: list[str] = []
    view.changed.connect(lambda: changes.append(view.drawing.title))
    drag(view.canvas, (100, 100), (300, 300))
    view.title.setFocus()
    QTest.keyClicks(view.title.line, "room")
    view.canvas.setFocus()
    view.canvas.undo()
    assert view.drawing.title == "room"
    assert changes == ["", "room", "room"]
    view.title.set_value("123456789018")
    assert view.drawing.title == ""
    finished: list[bool] = []
    view.finished.connect(lambda: finished.append(True))
    view.canvas.redo()
    view.finish()
    assert finished == []
    assert view.title.error


def test_an_empty_sheet_is_not_taken_and_escape_goes_back_step_by_step(view: SketchView) -> None:
    finished: list[bool] = []
    left: list[bool] = []
    view.finished.connect(lambda: finished.append(True))
    view.left.connect(lambda: left.append(True))
    view.finish_button.click()
    assert (finished, view.wrong.isVisible()) == ([], True)
    drag(view.canvas, (100, 100), (300, 300))
    assert not view.wrong.isVisible()
    view.finish_button.click()
    assert finished == [True]
    view.words.setFocus()
    QTest.keyClick(view.words.line, Qt.Key.Key_Escape)
    assert view.canvas.hasFocus()
    assert left == []
    QTest.keyClick(view.canvas, Qt.Key.Key_Escape)
    assert left == [True]
    QTest.keyClick(view.canvas, Qt.Key.Key_F7)
