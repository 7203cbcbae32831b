from __future__ import annotations

import datetime as dt
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from oversight.checklist import Edition, FieldKind, Item
from oversight.checklist.adopting import adopt
from oversight.checklist.edition import Need
from oversight.checklist.reading import builtin_editions
from oversight.clock import JAPAN
from tests.ui.inspections.inspection_site import Conduct, Settle, Site, press
from ui.inspections.conduct import album, pictures
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.conduct.photo_cards import PendingPhoto
from ui.notices import Notice
from ui.window import Window

TAKEN = 0x9003


def photo(path: Path, colour: str = "navy", taken: str = "") -> Path:
    picture, out = Image.new("RGB", (640, 480), colour), BytesIO()
    exif = Image.Exif()
    if taken:
        exif.get_ifd(0x8769)[TAKEN] = taken
    picture.save(out, "JPEG", exif=exif)
    path.write_bytes(out.getvalue())
    return path


def chosen(mode: ConductMode, paths: list[Path], settle: Settle, monkeypatch: pytest.MonkeyPatch) -> None:
    """Press E, take the first road with Enter, and choose files in the system's dialog."""
    monkeypatch.setattr(album, "ask_for_pictures", lambda _parent: paths)
    press(mode.window(), Qt.Key.Key_E)  # type: ignore[arg-type]
    QTest.keyClick(mode.stage.photos.add_button.roads, Qt.Key.Key_Return)
    mode.window().activateWindow()  # the off-screen platform leaves it to the list
    settle()


def only_pending(mode: ConductMode) -> PendingPhoto:
    (card,) = mode.stage.photos.pending
    return card


def test_a_photo_is_looked_at_captioned_and_added(
    mode: ConductMode, site: Site, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mode.go("DEV-01")
    chosen(mode, [photo(tmp_path / "a.jpg", taken="2026:11:24 10:15:00")], settle, monkeypatch)
    card = only_pending(mode)
    assert card.isVisible()
    assert card.caption.value() == "区域内の様子"
    assert card.caption.line.hasFocus()
    card.caption.set_value("机3番")
    card.add_button.click()
    settle()
    (saved,) = site.detail(mode.course.detail.id).photos
    assert (saved.item_id, saved.caption, saved.file_name) == ("DEV-01", "机3番", "a.jpg")
    assert saved.taken_at == dt.datetime(2026, 11, 24, 10, 15, tzinfo=JAPAN)
    assert mode.stage.photos.pending == []
    settle()
    (shown,) = mode.stage.photos.cards
    assert not shown.thumbnail.pixmap().isNull()
    mode.go("DEV-02")
    assert mode.stage.photos.cards == []
    mode.go("DEV-01")
    assert len(mode.stage.photos.cards) == 1


def test_a_photo_is_taken_out_at_the_second_press(
    mode: ConductMode, site: Site, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(mode, [photo(tmp_path / "a.jpg"), photo(tmp_path / "b.jpg", "red")], settle, monkeypatch)
    for card in list(mode.stage.photos.pending):
        card.add_button.click()
    settle()
    settle()
    shown = mode.stage.photos.cards[0]
    shown.remove_button.click()
    settle()
    assert len(site.detail(mode.course.detail.id).photos) == 2
    shown.remove_button.click()
    settle()
    settle()
    assert len(site.detail(mode.course.detail.id).photos) == 1
    assert len(mode.stage.photos.cards) == 1


def test_a_photo_not_wanted_after_all_is_dropped(
    mode: ConductMode, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(mode, [photo(tmp_path / "a.jpg")], settle, monkeypatch)
    only_pending(mode).drop_button.click()
    assert mode.stage.photos.pending == []
    assert mode.stage.photos.item_with_pending() == ""


def test_a_chosen_photo_waits_at_its_item_and_holds_back_leaving(
    mode: ConductMode, window: Window, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Notice] = []
    mode.shell.notices.raised.connect(told.append)
    chosen(mode, [photo(tmp_path / "a.jpg")], settle, monkeypatch)
    card = only_pending(mode)
    mode.go("PHY-01")
    assert not card.isVisible()
    mode.close_mode()
    settle()
    assert mode.course.position == "ORG-01"
    assert card.isVisible()
    assert "写真" in told[-1].sentence
    mode.close_mode()
    settle()
    assert window.layers.currentWidget() is window.desk


def test_a_refused_photo_says_why_and_can_be_mended(
    mode: ConductMode, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen(mode, [photo(tmp_path / "a.jpg")], settle, monkeypatch)
    card = only_pending(mode)
    card.caption.set_value("1234 5678 9018")
    card.add_button.click()
    settle()
    assert "個人番号" in card.caption.error
    assert card.add_button.isEnabled()
    card.caption.set_value("掲示板")
    card.add_button.click()
    settle()
    assert mode.stage.photos.pending == []


def test_a_file_that_is_no_photo_is_told(
    mode: ConductMode, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Notice] = []
    mode.shell.notices.raised.connect(told.append)
    path = tmp_path / "a.jpg"
    path.write_bytes(b"no picture")
    chosen(mode, [path], settle, monkeypatch)
    assert told[-1].sentence == "写真として読めません。"
    assert mode.stage.photos.pending == []


def test_small_pictures_are_not_blown_up(tmp_path: Path) -> None:
    out = BytesIO()
    Image.new("RGB", (20, 10), "red").save(out, "PNG")
    image = pictures.thumbnail_of(out.getvalue())
    assert (image.width(), image.height()) == (20, 10)


def test_a_caption_is_mended_in_its_card_and_a_refusal_is_said_there(
    mode: ConductMode, site: Site, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mode.go("DEV-01")
    chosen(mode, [photo(tmp_path / "a.jpg")], settle, monkeypatch)
    only_pending(mode).add_button.click()
    settle()
    (card,) = mode.stage.photos.cards
    card.caption_button.click()
    assert card.caption_field.line.hasFocus()
    card.caption_field.set_value("123456789018")
    QTest.keyClick(card.caption_field.line, Qt.Key.Key_Return)
    settle()
    assert "個人番号" in card.caption_field.error
    assert site.detail(mode.course.detail.id).photos[0].caption == "区域内の様子"
    card.caption_field.set_value("机3番の引き出し")
    card.caption_button.click()
    settle()
    assert site.detail(mode.course.detail.id).photos[0].caption == "机3番の引き出し"
    (card,) = mode.stage.photos.cards
    assert card.caption == "机3番の引き出し"
    assert mode.saver.is_saved


def test_a_caption_begun_is_left_by_escape_and_not_lost_by_going_on(
    mode: ConductMode, site: Site, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mode.go("DEV-01")
    chosen(mode, [photo(tmp_path / "a.jpg")], settle, monkeypatch)
    only_pending(mode).add_button.click()
    settle()
    (card,) = mode.stage.photos.cards
    card.caption_button.click()
    card.caption_field.set_value("書きかけ")
    QTest.keyClick(card.caption_field.line, Qt.Key.Key_Escape)
    assert not card.caption_field.isVisible()
    assert mode.isVisible(), "Escape left the caption, not the inspection"
    assert card.caption_button.hasFocus()
    card.caption_button.click()
    assert card.caption_field.value() == "区域内の様子"
    card.caption_field.set_value("書きかけ")
    mode.go("DEV-02")
    assert mode.course.position == "DEV-01", "told once"
    assert "保存されていません" in card.caption_field.error
    card.cancel_button.click()
    mode.go("DEV-02")
    assert mode.course.position == "DEV-02"
    assert site.detail(mode.course.detail.id).photos[0].caption == "区域内の様子"


def test_leaving_says_that_a_caption_is_not_saved(
    mode: ConductMode, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mode.go("DEV-01")
    chosen(mode, [photo(tmp_path / "a.jpg")], settle, monkeypatch)
    only_pending(mode).add_button.click()
    settle()
    (card,) = mode.stage.photos.cards
    card.caption_button.click()
    card.caption_field.set_value("書きかけ")
    assert "説明" in mode._what_is_open()


def test_a_thumbnail_is_shown_in_the_colours_of_its_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"....", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"....", b"gXYZ", 1)
    out = BytesIO()
    Image.new("RGB", (64, 48), (255, 0, 0)).save(out, "PNG", icc_profile=swapped)
    shown = pictures.thumbnail_of(out.getvalue()).pixelColor(9, 9)
    assert (shown.red() < 8, shown.green() > 247) == (True, True)


def test_a_photo_owed_is_one_click_from_its_gap(
    site: Site,
    conduct: Conduct,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edition = owing_photos(builtin_editions()[0], "DEV-01")
    site.clock.moment += dt.timedelta(minutes=1)
    with site.desk.store.writing(site.desk.actor, "checklist_edition.adopt") as session:
        adopt(session, site.clock, edition)
    inspection_id = site.plan()
    site.office.inspections.start(inspection_id)
    site.answer_all(inspection_id)
    mode = conduct(inspection_id)
    mode.go("finish")
    rows = mode.stage.finish.gaps
    (row,) = [rows.item(at) for at in range(rows.count()) if "DEV-01" in rows.item(at).text()]
    assert "写真「区域内の様子」がありません" in row.text()
    rows.itemClicked.emit(row)
    assert mode.course.position == "DEV-01"
    assert mode.stage.photos.add_button.hasFocus()
    chosen(mode, [photo(tmp_path / "a.jpg")], settle, monkeypatch)
    only_pending(mode).add_button.click()
    settle()
    settle()
    assert not [gap for gap in mode.course.gaps() if gap.item_id == "DEV-01"]


def owing_photos(edition: Edition, item_id: str) -> Edition:
    """Return an edition in which the photo of an item is owed."""

    def owed(item: Item) -> Item:
        fields = tuple(
            replace(each, need=Need.REQUIRED) if each.kind is FieldKind.PHOTO else each
            for each in item.fields
        )
        return replace(item, fields=fields) if item.id == item_id else item

    sections = tuple(
        replace(part, items=tuple(owed(item) for item in part.items)) for part in edition.sections
    )
    return replace(edition, id=f"{edition.id}-photo", sections=sections)
