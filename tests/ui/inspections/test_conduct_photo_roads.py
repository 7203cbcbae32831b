"""Every road by which a photo comes, and that each is closed where the room forbids photography."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLineEdit, QTextEdit
from pytestqt.qtbot import QtBot

from oversight.clock import FixedClock
from oversight.errors import RefusedError
from oversight.inspections import Mark, PlanDraft
from tests.factories import make_place
from tests.oversight.planted_pictures import CANARY, jpeg, photographed
from tests.ui.inspections.camera_fake import FakeMultimedia
from tests.ui.inspections.inspection_site import DAY, Conduct, Settle, Site, press, type_text
from tests.ui.inspections.photo_hands import drop, held, image, only_pending, photo_file
from ui.inspections.conduct import album, camera, pictures
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.conduct.photo_strip import IN_SIGHT
from ui.notices import Notice
from ui.window import Window

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def told(mode: ConductMode) -> list[Notice]:
    """Collect what is said."""
    said: list[Notice] = []
    mode.shell.notices.raised.connect(said.append)
    return said


@pytest.fixture(autouse=True)
def _own_clipboard() -> Iterator[None]:
    QGuiApplication.clipboard().clear()
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture
def media(monkeypatch: pytest.MonkeyPatch) -> FakeMultimedia:
    """Give the laptop a camera."""
    fake = FakeMultimedia()
    monkeypatch.setattr(camera, "multimedia", lambda: fake)
    return fake


def copied(data: QMimeData) -> None:
    QGuiApplication.clipboard().setMimeData(data)


def stored(site: Site, mode: ConductMode) -> list[bytes]:
    photos = site.detail(mode.course.detail.id).photos
    return [site.office.attachments.read_content(photo.attachment_id) for photo in photos]


# the list of roads


def test_the_roads_are_listed_named_and_in_reach_of_the_keys(mode: ConductMode, window: Window) -> None:
    button = mode.stage.photos.add_button
    assert button.accessibleName() == "写真を加える E"
    press(window, Qt.Key.Key_E)
    assert button.roads.isVisible()
    words = [action.text() for action in button.roads.actions()]
    assert words == ["ファイルから選ぶ…", "フォルダーの写真をまとめて…", "貼り付ける\tCtrl+V"]
    active = button.roads.activeAction()
    assert active is not None
    assert active.text() == words[0]
    QTest.keyClick(button.roads, Qt.Key.Key_Escape)
    assert not button.roads.isVisible()


def test_a_click_on_the_button_lists_the_roads(mode: ConductMode) -> None:
    button = mode.stage.photos.add_button
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    assert button.roads.isVisible()
    button.roads.close()


# from a folder


def test_a_folder_gives_all_its_pictures_in_their_order(
    mode: ConductMode, site: Site, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("b.JPG", "a.jpeg", "c.jpg"):
        photo_file(tmp_path / name)
    (tmp_path / "list.txt").write_text("no picture", encoding="utf-8")
    (tmp_path / "._a.jpeg").write_bytes(b"another system's notes")
    (tmp_path / "inner.jpg").mkdir()
    monkeypatch.setattr(album, "ask_for_folder", lambda _parent: [tmp_path])
    press(mode.window(), Qt.Key.Key_E)  # type: ignore[arg-type]
    roads = mode.stage.photos.add_button.roads
    QTest.keyClick(roads, Qt.Key.Key_Down)
    QTest.keyClick(roads, Qt.Key.Key_Return)
    settle()
    cards = mode.stage.photos.pending
    assert [card.picture.file_name for card in cards] == ["a.jpeg", "b.JPG", "c.jpg"]
    assert mode.stage.photos.together.isVisible()
    mode.stage.photos.together.add_button.click()
    settle()
    settle()
    assert len(stored(site, mode)) == 3
    assert mode.stage.photos.pending == []
    assert not mode.stage.photos.together.isVisible()
    assert all(CANARY.encode() not in content for content in stored(site, mode))


def test_all_photos_are_dropped_at_the_second_press(
    mode: ConductMode, settle: Settle, tmp_path: Path
) -> None:
    mode.album.offer([photo_file(tmp_path / "a.jpg"), photo_file(tmp_path / "b.jpg")], "ORG-01")
    settle()
    together = mode.stage.photos.together
    together.drop_button.click()
    assert len(mode.stage.photos.pending) == 2
    assert "本当に" in together.drop_button.text()
    together.drop_button.click()
    assert mode.stage.photos.pending == []
    assert not together.isVisible()


def test_of_many_photos_some_are_looked_at_before_the_next_come(
    mode: ConductMode, site: Site, settle: Settle, tmp_path: Path
) -> None:
    for number in range(IN_SIGHT + 3):
        (tmp_path / f"{number}.jpg").write_bytes(jpeg(photographed(64 + number, 48)))
    mode.album.offer([tmp_path], "ORG-01")
    settle()
    strip = mode.stage.photos
    assert [card.picture.file_name for card in strip.pending] == [f"{n}.jpg" for n in range(IN_SIGHT)]
    assert strip.together.more.text() == "このあと3枚あります"
    strip.pending[0].drop_button.click()
    assert strip.pending[-1].picture.file_name == f"{IN_SIGHT}.jpg"
    assert strip.together.more.text() == "このあと2枚あります"
    strip.together.add_button.click()
    settle()
    settle()
    assert len(stored(site, mode)) == IN_SIGHT
    assert len(strip.pending) == 2
    assert not strip.together.more.isVisible()
    assert strip.item_with_pending() == "ORG-01"
    kept = strip.cards[:]
    strip.together.add_button.click()
    settle()
    settle()
    assert len(stored(site, mode)) == IN_SIGHT + 2
    assert strip.cards[: len(kept)] == kept, "what stands already is not made anew"


def test_dropping_all_drops_also_those_that_wait(mode: ConductMode, settle: Settle, tmp_path: Path) -> None:
    path = photo_file(tmp_path / "a.jpg")
    mode.album.offer([path] * (IN_SIGHT + 3), "ORG-01")
    settle()
    mode.stage.photos.together.drop_button.click()
    mode.stage.photos.together.drop_button.click()
    assert mode.stage.photos.pending == []
    assert mode.stage.photos.item_with_pending() == ""


def test_an_empty_folder_and_too_many_photos_are_told(
    mode: ConductMode, settle: Settle, tmp_path: Path, told: list[Notice], monkeypatch: pytest.MonkeyPatch
) -> None:
    mode.album.offer([tmp_path], "ORG-01")
    settle()
    assert told[-1].sentence == "フォルダーに写真がありません。"
    monkeypatch.setattr(pictures, "MOST_AT_ONCE", 1)
    photo_file(tmp_path / "a.jpg")
    photo_file(tmp_path / "b.jpg")
    mode.album.offer([tmp_path], "ORG-01")
    settle()
    assert told[-1].sentence == "写真が多すぎます（一度に1枚まで）。"
    assert mode.stage.photos.pending == []


def test_a_folder_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="読めませんでした"):
        pictures.pictures_in(tmp_path / "gone")


def test_of_several_that_cannot_come_it_is_said_how_many_and_why(
    mode: ConductMode, settle: Settle, tmp_path: Path, told: list[Notice]
) -> None:
    for name in ("a.heic", "b.heic"):
        (tmp_path / name).write_bytes(b"\0\0\0\x18ftypheic" + bytes(20))
    photo_file(tmp_path / "c.jpg")
    mode.album.offer([tmp_path], "ORG-01")
    settle()
    assert told[-1].sentence == "2枚は加えられません。HEIC形式の写真は読めません。"
    assert "互換性優先" in told[-1].remedy
    assert only_pending(mode).picture.file_name == "c.jpg"


def test_reading_tells_how_far_it_is_and_can_be_stopped(
    mode: ConductMode, qtbot: QtBot, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = photo_file(tmp_path / "a.jpg")
    go_on, really = threading.Event(), pictures.read_picture

    def slowly(path: Path) -> pictures.Picture:
        go_on.wait(0.15)
        return really(path)

    monkeypatch.setattr(pictures, "read_picture", slowly)
    row = mode.stage.photos.reading
    mode.album.offer([path] * 60, "ORG-01")
    qtbot.waitUntil(row.isVisible, timeout=5_000)
    assert row.told.text().endswith("/60")
    assert row.bar.maximum() == 60
    row.stop_button.click()
    go_on.set()
    settle()
    assert not row.isVisible()
    assert mode.stage.photos.pending == []


def test_who_is_busy_with_photos_goes_on_from_one_to_the_next(
    mode: ConductMode, settle: Settle, tmp_path: Path
) -> None:
    mode.album.offer([photo_file(tmp_path / "a.jpg"), photo_file(tmp_path / "b.jpg")], "ORG-01")
    settle()
    first, second = mode.stage.photos.pending
    assert first.caption.line.hasFocus()
    first.add_button.setFocus()
    first.add_button.click()
    settle()
    assert second.caption.line.hasFocus()
    QTest.keyClick(second.caption.line, Qt.Key.Key_Return)
    settle()
    assert mode.stage.photos.add_button.hasFocus()


# dropped


def test_files_and_folders_are_dropped_anywhere_onto_the_mode(
    mode: ConductMode, settle: Settle, tmp_path: Path
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    photo_file(folder / "b.jpg")
    data = held([photo_file(tmp_path / "a.jpg"), folder])
    assert drop(mode, data)
    settle()
    assert [card.picture.file_name for card in mode.stage.photos.pending] == ["a.jpg", "b.jpg"]


def test_a_picture_without_a_file_can_be_dropped_but_no_text(mode: ConductMode, settle: Settle) -> None:
    text = QMimeData()
    text.setText("写真")
    assert not drop(mode, text)
    data = QMimeData()
    data.setImageData(image())
    assert drop(mode, data)
    settle()
    assert only_pending(mode).picture.taken_at is None


def test_no_text_takes_a_dropped_file_for_its_path(mode: ConductMode, settle: Settle, tmp_path: Path) -> None:
    mode.stage.item.give(Mark.NONCONFORMING)
    mode.album.offer([photo_file(tmp_path / "a.jpg")], "ORG-01")
    settle()
    texts = [*mode.findChildren(QLineEdit), *mode.findChildren(QTextEdit)]
    assert only_pending(mode).caption.line in texts
    assert [text for text in texts if text.acceptDrops()] == []
    lines = mode.stage.item.panel.finding.finding_text.lines
    assert drop(lines.viewport(), held([tmp_path / "a.jpg"]))
    settle()
    assert lines.toPlainText() == ""
    assert len(mode.stage.photos.pending) == 2


def test_on_a_page_without_an_item_a_drop_is_answered(
    mode: ConductMode, settle: Settle, tmp_path: Path, told: list[Notice]
) -> None:
    mode.go("closing")
    assert drop(mode, held([photo_file(tmp_path / "a.jpg")]))
    settle()
    assert told[-1].sentence == "写真は点検項目に加えます。"
    assert mode.stage.photos.pending == []


# pasted


def test_a_picture_is_pasted_by_key_and_by_the_list(
    mode: ConductMode, site: Site, window: Window, settle: Settle
) -> None:
    QGuiApplication.clipboard().setImage(image())
    press(window, Qt.Key.Key_V, CTRL)
    settle()
    card = only_pending(mode)
    assert card.picture.taken_at is None
    card.add_button.click()
    settle()
    mode.stage.photos.add_button.roads.actions()[2].trigger()
    settle()
    only_pending(mode).add_button.click()
    settle()
    (photo, _again) = site.detail(mode.course.detail.id).photos
    assert photo.file_name == "貼り付けた写真"
    assert len(photo.source_sha256) == 64
    assert photo.taken_at is None


def test_copied_files_are_pasted_as_photos(
    mode: ConductMode, window: Window, settle: Settle, tmp_path: Path
) -> None:
    copied(held([photo_file(tmp_path / "a.jpg")]))
    press(window, Qt.Key.Key_V, CTRL)
    settle()
    assert only_pending(mode).picture.file_name == "a.jpg"


def test_a_picture_pasted_over_a_text_is_a_photo_and_a_text_stays_a_text(
    mode: ConductMode, window: Window, settle: Settle
) -> None:
    mode.stage.item.panel.note.setFocus()
    type_text("desk")
    QGuiApplication.clipboard().setImage(image())
    press(window, Qt.Key.Key_V, CTRL)
    settle()
    assert len(mode.stage.photos.pending) == 1
    caption = only_pending(mode).caption.line
    caption.setFocus()
    QGuiApplication.clipboard().setImage(image("blue"))
    press(window, Qt.Key.Key_V, CTRL)
    settle()
    assert len(mode.stage.photos.pending) == 2, "also over the caption of the first"
    caption.setFocus()
    caption.clear()
    both = QMimeData()
    both.setImageData(image())
    both.setText("引き出し")
    copied(both)
    press(window, Qt.Key.Key_V, CTRL)
    settle()
    assert caption.text() == "引き出し"
    assert len(mode.stage.photos.pending) == 2


def test_pasting_nothing_is_told(mode: ConductMode, window: Window, told: list[Notice]) -> None:
    QGuiApplication.clipboard().setText("写真")
    press(window, Qt.Key.Key_V, CTRL)
    assert told[-1].sentence == "貼り付ける写真がありません。"


def test_a_large_picture_from_the_clipboard_is_made_small() -> None:
    large = image().scaled(5000, 3000)
    picture = pictures.picture_of_image(large, "a")
    assert pictures.image_of(picture.content).width() == 2400


# the camera


def test_the_camera_is_offered_only_where_it_can_be_used(
    mode: ConductMode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtMultimedia", None)  # an import of it now fails
    assert camera.multimedia() is None
    assert len(mode.stage.photos.add_button.roads.actions()) == 3


def test_a_photo_is_taken_with_the_camera(
    media: FakeMultimedia, mode: ConductMode, site: Site, clock: FixedClock, settle: Settle
) -> None:
    mode.stage.photos.add_button.roads.actions()[3].trigger()
    page = mode.roads.camera
    assert page is not None
    assert page.isVisible()
    assert media.cameras[0].is_on
    assert media.cameras[0].format is media.formats[1], "the finest that is not finer than what is kept"
    assert not page.take_button.isEnabled()
    media.show(image("green"))
    assert page.take_button.hasFocus()
    press(mode.window(), Qt.Key.Key_1)  # type: ignore[arg-type]
    assert mode.stage.item.mark is None, "no key answers the item behind"
    page.take_button.click()
    assert mode.stage.currentWidget() is mode.stage.item
    assert [each.is_on for each in media.cameras] == [False]
    settle()
    only_pending(mode).add_button.click()
    settle()
    (photo,) = site.detail(mode.course.detail.id).photos
    assert (photo.file_name, photo.taken_at) == ("カメラの写真", clock.now())


def leave_by_escape(mode: ConductMode) -> None:
    press(mode.window(), Qt.Key.Key_Escape)  # type: ignore[arg-type]


def leave_by_its_button(mode: ConductMode) -> None:
    assert mode.roads.camera is not None
    mode.roads.camera.leave_button.click()


def leave_for_the_next_item(mode: ConductMode) -> None:
    mode.go_on()


def leave_by_locking(mode: ConductMode) -> None:
    mode.hide()


@pytest.mark.parametrize(
    "leave", [leave_by_escape, leave_by_its_button, leave_for_the_next_item, leave_by_locking]
)
def test_the_camera_sees_nothing_once_it_is_out_of_sight(
    media: FakeMultimedia, mode: ConductMode, leave: Callable[[ConductMode], None]
) -> None:
    mode.roads.open_camera()
    media.show(image())
    leave(mode)
    assert not media.cameras[0].is_on
    assert mode.roads.camera is not None
    assert mode.roads.camera.finder.image.isNull()
    media.show(image())
    assert mode.roads.camera.finder.image.isNull()


def test_a_laptop_without_a_camera_says_so(media: FakeMultimedia, mode: ConductMode) -> None:
    media.is_missing = True
    mode.roads.open_camera()
    assert mode.roads.camera is not None
    assert "カメラが見つかりません" in mode.roads.camera.told.text()
    assert not mode.roads.camera.take_button.isEnabled()


def test_a_camera_that_ends_by_itself_says_so(media: FakeMultimedia, mode: ConductMode) -> None:
    mode.roads.open_camera()
    page = mode.roads.camera
    assert page is not None
    media.show(image())
    media.cameras[0].errorOccurred.emit(1, "unplugged")
    assert "使えなくなりました" in page.told.text()
    can_take = [page.take_button.isEnabled()]
    page.finish()
    mode.roads.open_camera()
    media.show(image())
    can_take.append(page.take_button.isEnabled())
    assert can_take == [False, True], "opened again"


# a room that forbids photography


@pytest.fixture
def forbidden(site: Site, conduct: Conduct, media: FakeMultimedia) -> ConductMode:
    """Give the mode in a room that bans cameras, on a laptop that has one."""
    place = make_place(site.desk, site.contract_id, photography_forbidden=True)
    lead = site.detail(site.plan()).inspectors
    planned = site.office.inspections.plan_inspection(
        PlanDraft(site.contract_id, DAY, place_id=place, inspectors=lead)
    )
    assert planned.row_id is not None
    return conduct(planned.row_id)


def by_file(mode: ConductMode, _path: Path) -> None:
    mode.roads.pick_files()


def by_folder(mode: ConductMode, _path: Path) -> None:
    mode.roads.pick_folder()


def by_key(mode: ConductMode, _path: Path) -> None:
    press(mode.window(), Qt.Key.Key_E)  # type: ignore[arg-type]


def by_drop(mode: ConductMode, path: Path) -> None:
    assert drop(mode, held([path])), "a drop that is not even taken could not be answered"


def by_paste(mode: ConductMode, path: Path) -> None:
    copied(held([path]))
    press(mode.window(), Qt.Key.Key_V, CTRL)  # type: ignore[arg-type]


def by_camera(mode: ConductMode, _path: Path) -> None:
    mode.roads.open_camera()


@pytest.mark.parametrize("road", [by_file, by_folder, by_key, by_drop, by_paste, by_camera])
def test_a_room_that_forbids_photos_answers_on_every_road(
    forbidden: ConductMode,
    media: FakeMultimedia,
    settle: Settle,
    tmp_path: Path,
    road: Callable[[ConductMode, Path], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = photo_file(tmp_path / "a.jpg")
    said: list[Notice] = []
    forbidden.shell.notices.raised.connect(said.append)
    for name in ("ask_for_pictures", "ask_for_folder"):
        monkeypatch.setattr(album, name, lambda _parent: pytest.fail("asked for a file"))
    road(forbidden, path)
    settle()
    assert said[-1].sentence == "この区域では写真を使えません。"
    for instead in ("見取図", "シリアル番号", "抽出した数", "陳述", "書類の番号とページ"):
        assert instead in said[-1].remedy
    assert forbidden.stage.photos.pending == []
    assert media.cameras == []


def test_a_room_that_forbids_photos_shows_why_and_what_serves_instead(forbidden: ConductMode) -> None:
    strip = forbidden.stage.photos
    assert not strip.add_button.isEnabled()
    assert strip.asked.text() == "この区域では写真を使えません"
    assert strip.instead.isVisible()
    assert "見取図" in strip.instead.text()


def test_a_room_that_allows_photos_shows_nothing_of_it(mode: ConductMode) -> None:
    assert not mode.stage.photos.instead.isVisible()


def test_a_photo_offered_past_the_window_is_still_refused(
    forbidden: ConductMode, site: Site, settle: Settle, tmp_path: Path
) -> None:
    forbidden.album.offer([photo_file(tmp_path / "a.jpg")], "ORG-01")
    settle()
    card = only_pending(forbidden)
    card.add_button.click()
    settle()
    assert "写真を使えません" in card.caption.error
    assert site.detail(forbidden.course.detail.id).photos == ()


def test_pictures_that_cannot_be_read_are_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(RefusedError, match="読めませんでした"):
        pictures.read_picture(tmp_path / "gone.jpg")
    large = tmp_path / "large.jpg"
    large.write_bytes(jpeg(photographed(64, 48)))
    monkeypatch.setattr("oversight.pictures.MOST_BYTES", 10)
    with pytest.raises(RefusedError, match="大きすぎます"):
        pictures.read_picture(large)


def test_files_are_chosen_in_the_systems_dialogs(
    mode: ConductMode, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_told: ([str(tmp_path / "a.jpg")], ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_told: str(tmp_path))
    assert album.ask_for_pictures(mode) == [tmp_path / "a.jpg"]
    assert album.ask_for_folder(mode) == [tmp_path]
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_told: "")
    assert album.ask_for_folder(mode) == []
