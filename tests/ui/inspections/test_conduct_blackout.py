"""The brush: what is black never reaches the store unblackened, whichever way one leaves the page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.attachment import Attachment
from oversight.pictures import Box, Stroke
from tests.oversight.planted_pictures import jpeg
from tests.ui.inspections.inspection_site import Settle, Site, press
from tests.ui.inspections.photo_hands import draw, only_pending, pixels
from tests.ui.tab_walk import unreached
from ui.inspections.conduct.blackout_canvas import BREADTHS, BlackoutCanvas, Tool
from ui.inspections.conduct.blackout_view import BlackoutView
from ui.inspections.conduct.mode import ConductMode
from ui.window import Window

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
FACE = (0.25, 0.25, 0.5, 0.75)
"""Where the red face stands, in fractions."""


@pytest.fixture
def brush(mode: ConductMode, settle: Settle, tmp_path: Path) -> BlackoutView:
    """Open the brush on a photo with a red face on white."""
    scene = Image.new("RGB", (800, 400), "white")
    scene.paste("red", (200, 100, 400, 300))
    (tmp_path / "face.jpg").write_bytes(jpeg(scene, quality=95))
    mode.album.offer([tmp_path / "face.jpg"], "ORG-01")
    settle()
    only_pending(mode).blacken_button.click()
    view = mode.roads.blackout
    assert view is not None
    assert view.isVisible()
    return view


def stored(site: Site) -> list[bytes]:
    """Return every attachment in the store, decrypted."""
    with site.desk.reading() as session:
        return [row.content for row in session.query(Attachment)]


def redness(content: bytes) -> int:
    """Return how much redder than green the reddest pixel is."""
    red, green, _blue = pixels(content).split()
    return max(r - g for r, g in zip(red.tobytes(), green.tobytes(), strict=True))


def cover_face(view: BlackoutView) -> None:
    view.tools[Tool.BOX].click()
    draw(view.canvas, (0.2, 0.15), (0.55, 0.85))


def add(mode: ConductMode, settle: Settle) -> None:
    only_pending(mode).add_button.click()
    settle()
    settle()


def by_done(mode: ConductMode) -> None:
    assert mode.roads.blackout is not None
    mode.roads.blackout.done_button.click()


def by_escape(mode: ConductMode) -> None:
    press(mode.window(), Qt.Key.Key_Escape)  # type: ignore[arg-type]


def by_another_item(mode: ConductMode) -> None:
    mode.go_on()
    mode.go_back()


@pytest.mark.parametrize("leave", [by_done, by_escape, by_another_item])
def test_what_is_black_never_reaches_the_store_unblackened(
    mode: ConductMode,
    brush: BlackoutView,
    site: Site,
    settle: Settle,
    leave: Callable[[ConductMode], None],
) -> None:
    cover_face(brush)
    leave(mode)
    assert mode.stage.currentWidget() is mode.stage.item
    assert mode.isVisible()
    card = only_pending(mode)
    assert redness(card.picture.content) > 200, "the face is red while it is not yet added"
    assert card.thumbnail.accessibleName() == "加える前の写真（一部黒塗り）"
    add(mode, settle)
    (photo,) = site.detail(mode.course.detail.id).photos
    assert photo.is_blacked_out
    (kept,) = stored(site)
    assert redness(kept) < 16
    assert pixels(kept).getpixel((300, 200)) == (0, 0, 0)
    assert photo.source_sha256 == card.picture.source_sha256


def test_a_photo_left_as_it_is_is_not_told_to_be_blackened(
    mode: ConductMode, brush: BlackoutView, site: Site, settle: Settle
) -> None:
    cover_face(brush)
    brush.cancel_button.click()
    assert only_pending(mode).areas == ()
    assert only_pending(mode).thumbnail.accessibleName() == "加える前の写真"
    add(mode, settle)
    (photo,) = site.detail(mode.course.detail.id).photos
    assert not photo.is_blacked_out
    (kept,) = stored(site)
    assert redness(kept) > 200


def test_giving_up_keeps_what_was_black_before(mode: ConductMode, brush: BlackoutView) -> None:
    cover_face(brush)
    brush.done_button.click()
    before = only_pending(mode).areas
    only_pending(mode).blacken_button.click()
    assert brush.canvas.blackening.areas == before
    draw(brush.canvas, (0.8, 0.8), (0.9, 0.9))
    brush.cancel_button.click()
    assert only_pending(mode).areas == before


def test_while_a_photo_is_being_saved_it_cannot_be_blackened(
    mode: ConductMode, brush: BlackoutView, settle: Settle
) -> None:
    brush.done_button.click()
    card = only_pending(mode)
    card.caption.set_value("1234 5678 9018")
    card.add_button.click()
    assert not card.blacken_button.isEnabled()
    settle()
    assert card.blacken_button.isEnabled(), "refused: it may be mended"


# drawing


def test_the_brush_has_three_breadths(brush: BlackoutView) -> None:
    for size, breadth in zip(brush.sizes, BREADTHS, strict=True):
        size.click()
        draw(brush.canvas, (0.3, 0.3), (0.4, 0.4), (0.5, 0.3))
        area = brush.canvas.blackening.areas[-1]
        assert isinstance(area, Stroke)
        assert area.breadth == breadth
        assert len(area.points) >= 3
        assert area.points[0] == pytest.approx((0.3, 0.3), abs=0.01)
        assert area.points[-1] == pytest.approx((0.5, 0.3), abs=0.01)
    brush.tools[Tool.BOX].click()
    assert not any(size.isEnabled() for size in brush.sizes)


def test_a_tap_is_a_dot_and_what_leaves_the_photo_ends_at_its_edge(brush: BlackoutView) -> None:
    draw(brush.canvas, (0.5, 0.5))
    assert brush.canvas.blackening.areas == (
        Stroke((pytest.approx((0.5, 0.5), abs=0.01),), BREADTHS[1]),  # type: ignore[arg-type]
    )
    brush.tools[Tool.BOX].click()
    draw(brush.canvas, (0.5, 0.5), (1.0, 1.4))
    area = brush.canvas.blackening.areas[-1]
    assert isinstance(area, Box)
    assert area.bottom == 1.0


def test_a_box_without_breadth_and_another_button_draw_nothing(brush: BlackoutView) -> None:
    brush.tools[Tool.BOX].click()
    draw(brush.canvas, (0.5, 0.5))
    QTest.mouseClick(brush.canvas, Qt.MouseButton.RightButton)
    assert brush.canvas.blackening.areas == ()


def test_a_finger_draws_as_a_mouse_does(brush: BlackoutView, qtbot: QtBot) -> None:
    finger, handle = QTest.createTouchDevice(), brush.window().windowHandle()
    start = brush.canvas.mapTo(brush.window(), brush.canvas.rect().center())
    QTest.touchEvent(handle, finger).press(0, start, handle).commit()
    QTest.touchEvent(handle, finger).move(0, start + QPoint(40, 0), handle).commit()
    QTest.touchEvent(handle, finger).release(0, start + QPoint(40, 0), handle).commit()
    qtbot.waitUntil(lambda: bool(brush.canvas.blackening.areas), timeout=2_000)
    (area,) = brush.canvas.blackening.areas
    assert isinstance(area, Stroke)
    assert area.points[-1][0] > area.points[0][0]


def test_strokes_are_taken_back_and_drawn_again(mode: ConductMode, brush: BlackoutView) -> None:
    assert not brush.undo_button.isEnabled()
    draw(brush.canvas, (0.1, 0.1), (0.2, 0.2))
    draw(brush.canvas, (0.7, 0.7), (0.8, 0.8))
    first, second = brush.canvas.blackening.areas
    brush.undo_button.click()
    assert only_pending(mode).areas == (first,)
    brush.redo_button.click()
    assert only_pending(mode).areas == (first, second)
    window = mode.window()
    press(window, Qt.Key.Key_Z, CTRL)  # type: ignore[arg-type]
    press(window, Qt.Key.Key_Z, CTRL)  # type: ignore[arg-type]
    press(window, Qt.Key.Key_Z, CTRL)  # type: ignore[arg-type]
    assert only_pending(mode).areas == ()
    press(window, Qt.Key.Key_Y, CTRL)  # type: ignore[arg-type]
    assert only_pending(mode).areas == (first,)
    draw(brush.canvas, (0.5, 0.5))
    assert not brush.redo_button.isEnabled(), "what is drawn anew ends what was taken back"
    press(window, Qt.Key.Key_Y, CTRL)  # type: ignore[arg-type]
    assert len(only_pending(mode).areas) == 2


def test_what_is_seen_black_is_what_will_be_black(mode: ConductMode, brush: BlackoutView) -> None:
    cover_face(brush)
    canvas = brush.canvas
    photo, seen = canvas._photo(), canvas.grab().toImage()
    ratio = canvas.devicePixelRatioF()
    for x, y in ((0.3, 0.5), (0.45, 0.5), (0.1, 0.5), (0.8, 0.5)):
        at = QPoint(
            round((photo.x() + x * photo.width()) * ratio), round((photo.y() + y * photo.height()) * ratio)
        )
        assert (seen.pixelColor(at).lightness() < 20) == (0.2 < x < 0.55)
    small = only_pending(mode).thumbnail.pixmap().toImage()
    assert small.pixelColor(small.width() * 3 // 8, small.height() // 2).lightness() < 20


# by keyboard


def test_the_frame_of_the_keys_moves_grows_and_blackens(mode: ConductMode, brush: BlackoutView) -> None:
    canvas = brush.canvas
    assert canvas.hasFocus()
    names = [canvas.accessibleName()]
    start = canvas._frame()
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    QTest.keyClick(canvas, Qt.Key.Key_Up)
    moved = canvas._frame()
    assert (moved.left < start.left, moved.top < start.top) == (True, True)
    names.append(canvas.accessibleName())
    QTest.keyClick(canvas, Qt.Key.Key_Right, SHIFT)
    fine = canvas._frame()
    assert 0 < fine.left - moved.left < start.left - moved.left
    QTest.keyClick(canvas, Qt.Key.Key_Plus)
    grown = canvas._frame()
    assert grown.right - grown.left > fine.right - fine.left
    names.append(canvas.accessibleName())
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    QTest.keyClick(canvas, Qt.Key.Key_Minus)
    small = canvas._frame()
    assert small.right - small.left < fine.right - fine.left
    QTest.keyClick(canvas, Qt.Key.Key_Down)
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        QTest.keyClick(canvas, key)
    frame = canvas._frame()
    assert canvas.blackening.areas == (frame, frame)
    assert only_pending(mode).areas == (frame, frame)
    assert len(set(names)) == 3
    assert "左から" in names[0]


def test_the_frame_is_square_and_stays_within_the_photo(brush: BlackoutView) -> None:
    canvas = brush.canvas
    frame = canvas._frame()
    assert (frame.right - frame.left) * 800 == pytest.approx((frame.bottom - frame.top) * 400)
    for _each in range(60):
        QTest.keyClick(canvas, Qt.Key.Key_Left)
        QTest.keyClick(canvas, Qt.Key.Key_Down)
    corner = canvas._frame()
    assert (corner.left, corner.bottom) == pytest.approx((0.0, 1.0))
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas._frame().left > 0, "no steps were run up beyond the edge"
    for _each in range(60):
        QTest.keyClick(canvas, Qt.Key.Key_Plus)
    whole = canvas._frame()
    assert (whole.left, whole.top, whole.right, whole.bottom) == pytest.approx((0, 0, 1, 1))


def test_a_face_is_blackened_by_keyboard_alone(
    mode: ConductMode, brush: BlackoutView, site: Site, settle: Settle
) -> None:
    canvas = brush.canvas
    for _each in range(6):
        QTest.keyClick(canvas, Qt.Key.Key_Plus)
    for _each in range(20):
        if canvas._frame().left <= FACE[0]:
            break
        QTest.keyClick(canvas, Qt.Key.Key_Left, SHIFT)
    QTest.keyClick(canvas, Qt.Key.Key_Space)
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    add(mode, settle)
    (kept,) = stored(site)
    assert redness(kept) < 16


def test_no_single_key_answers_the_item_behind(mode: ConductMode, brush: BlackoutView) -> None:
    for place in (brush.canvas, brush.tools[Tool.BOX], brush.done_button):
        place.setFocus()
        for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_N, Qt.Key.Key_E, Qt.Key.Key_M):
            press(mode.window(), key)  # type: ignore[arg-type]
    assert mode.course.position == "ORG-01"
    assert mode.stage.item.mark is None
    assert brush.isVisible()


def test_every_control_of_the_brush_is_reached_by_tab_and_named(
    mode: ConductMode, brush: BlackoutView, window: Window
) -> None:
    assert unreached(window) == []
    controls = (*brush.tools.values(), *brush.sizes, brush.undo_button, brush.redo_button, brush.done_button)
    assert all(each.accessibleName() or each.text() for each in controls)
    assert all(each.height() >= 44 for each in controls)


def test_an_empty_canvas_takes_nothing(brush: BlackoutView) -> None:
    canvas = BlackoutCanvas()
    canvas.resize(200, 100)
    QTest.mouseClick(canvas, Qt.MouseButton.LeftButton)
    QTest.keyClick(canvas, Qt.Key.Key_A)
    canvas.grab()
    assert canvas.blackening.areas == ()


def test_the_photo_is_forgotten_when_the_brush_is_laid_down(mode: ConductMode, brush: BlackoutView) -> None:
    brush.done_button.click()
    assert brush.canvas._image.isNull()
    assert mode.stage.photos.pending[0].caption.line.hasFocus()
