"""Settings are bounded and journalled; attachments are kept once and found whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

import pytest
from sqlalchemy import Engine, func, select, update

from models.attachment import Attachment
from models.department import Role
from oversight.access import Deed
from oversight.attachments import MOST_BYTES, AttachmentsService, attach
from oversight.change import Subject
from oversight.desk import Desk
from oversight.errors import NotPermittedError, RefusedError
from oversight.field_words import field_word
from oversight.journal import JournalService
from oversight.settings import OfficeSettings, SettingsService

JPEG = b"\xff\xd8\xff\xe0" + b"x" * 50


def test_settings_start_with_defaults_and_keep_what_is_changed(desk: Desk) -> None:
    service = SettingsService(desk)
    assert service.read().auto_lock_minutes == 5
    change = service.change(city="札幌市", section="行政情報課", reason="初期設定")
    assert change.touches(Subject.SETTINGS)
    assert not change.touches(Subject.CONTRACT)
    service.change(auto_lock_minutes=10)
    assert service.read().organisation == "札幌市 行政情報課"
    assert service.read().auto_lock_minutes == 10
    assert JournalService(desk).list_entries(subject="setting")[-1].reason == "初期設定"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"auto_lock_minutes": 0}, "auto_lock_minutes"),
        ({"auto_lock_minutes": 61}, "auto_lock_minutes"),
        ({"corrective_days": {"A": 0}}, "corrective_days"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_value_out_of_bounds_is_refused(desk: Desk, values: dict[str, Any], field: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        SettingsService(desk).change(**values)
    assert refusal.value.field == field


def test_an_inspector_does_not_change_settings(desk_as: Callable[..., Desk]) -> None:
    with pytest.raises(NotPermittedError):
        SettingsService(desk_as(Role.INSPECTOR)).change(city="x")


def attached(desk: Desk, content: bytes, name: str) -> Attachment:
    with desk.writing(Deed.CONDUCT_INSPECTION, "photo.add") as session:
        return attach(session, desk, content=content, file_name=name)


def test_the_same_file_is_kept_once_and_comes_back_whole(desk: Desk) -> None:
    first = attached(desk, JPEG, "C:\\写真\\机3番.jpg")
    second = attached(desk, JPEG, "copy.jpg")
    assert first.id == second.id
    assert first.file_name == "机3番.jpg"
    assert AttachmentsService(desk).read_content(first.id) == JPEG
    with desk.reading() as session:
        assert session.scalar(select(func.count()).select_from(Attachment)) == 1


def test_a_changed_content_is_noticed(desk: Desk, engine: Engine) -> None:
    row = attached(desk, JPEG, "a.jpg")
    with engine.execution_options(oversight_write=True).begin() as connection:
        connection.execute(update(Attachment).values(content=JPEG + b"!"))
    with pytest.raises(RefusedError, match="違っています"):
        AttachmentsService(desk).read_content(row.id)


@pytest.mark.parametrize("content", [b"", b"MZ program", b"\xff\xd8\xff" + bytes(MOST_BYTES)])
def test_an_empty_unknown_or_huge_file_is_refused(desk: Desk, content: bytes) -> None:
    with pytest.raises(RefusedError):
        attached(desk, content, "a.jpg")


def test_an_individual_number_in_a_file_name_is_refused(desk: Desk) -> None:
    with pytest.raises(RefusedError) as refusal:
        attached(desk, JPEG, "1234-5678-9018.jpg")
    assert "ファイル名" in str(refusal.value)


def test_the_journal_tells_each_setting_in_the_offices_words(desk: Desk) -> None:
    service = SettingsService(desk)
    service.change(city="札幌市")
    service.change(auto_lock_minutes=7, quick_unlock_allowed=True)
    newest, first, *_older = JournalService(desk).list_entries()
    assert [(each.word, each.old, each.new) for each in newest.changes] == [
        ("自動で錠をかけるまで（分）", "5", "7"),
        ("簡易解錠の許可", "いいえ", "はい"),
    ]
    assert ("市区町村", "", "札幌市") in [(each.word, each.old, each.new) for each in first.changes]


def test_every_setting_has_a_word() -> None:
    for each in fields(OfficeSettings):
        assert field_word("setting", each.name) != each.name
