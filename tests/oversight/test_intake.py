"""Files that come in, of whichever form: here a kind of its own, a text that begins with what it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from typing_extensions import override

from oversight.change import Change, Subject
from oversight.desk import Desk
from oversight.errors import NotFoundError, OversightError, RefusedError
from oversight.exchange import Course, StoppedError
from oversight.intake import (
    IncomingFile,
    Looking,
    files_of,
    look_at_files,
    read_incoming,
    take_in_files,
    unchanged,
)
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.report_form.workbook_reading import LIMITS


@dataclass(frozen=True)
class TextLook(IncomingFile):
    form: str | None = None
    about: str | None = None

    @override
    def _word_taken(self) -> str:
        return "文"

    @override
    def _notable(self) -> Iterable[str]:
        return self.form.split()[1:] if self.form else ()


class TextLooking(Looking[str, str, TextLook]):
    @override
    def _recognise(self, content: bytes, name: str) -> str:
        if not content.strip():
            raise FileFaultError(FileFault.NOT_A_FORM)
        return content.decode()

    @override
    def _about(self, session: Session, form: str) -> str:
        return form.split(maxsplit=1)[0]

    @override
    def _look(self, session: Session, path: Path, sha256: str, form: str, about: str) -> TextLook:
        if self._batch.holds(sha256):
            raise FileFaultError(FileFault.DUPLICATE)
        name = self._batch.name_of(about)
        if name is not None:
            raise FileFaultError(FileFault.ALREADY_HERE, name)
        look = TextLook(path, sha256, form=form, about=about)
        self._batch.add(about, look)
        return look

    @override
    def _refused(
        self, session: Session, path: Path, sha256: str, error: FileFaultError, about: str | None
    ) -> TextLook:
        return TextLook(path, sha256, error.fault, error.sentence, error.remedy, about=about)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Lay down files in the order of their names, some of them none of the office's."""
    texts = {
        "1": "a",
        "2": "a",
        "3": "a late short",
        "4": " ",
        "5": "b late short",
        "~$6": "c",
        ".7": "d",
        "below/8": "e",
    }
    for name, text in texts.items():
        path = tmp_path / "in" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "in"


def look_at(desk: Desk, *paths: Path, course: Course | None = None) -> tuple[TextLook, ...]:
    return look_at_files(desk, paths, TextLooking(desk.today()).look_at, course=course)


def test_a_choice_is_its_files_and_all_beneath_its_folders_each_once(folder: Path) -> None:
    found = files_of([folder / "5", folder, folder / "gone"])
    assert [path.name for path in found] == ["5", "1", "2", "3", "4", "8"]


def test_a_file_that_cannot_be_read_says_why(tmp_path: Path) -> None:
    big = tmp_path / "big"
    big.write_bytes(bytes(LIMITS.file_bytes + 1))
    empty = tmp_path / "empty"
    empty.touch()
    faults = {
        big: FileFault.TOO_LARGE,
        empty: FileFault.DAMAGED,
        tmp_path / "gone": FileFault.UNOPENED,
    }
    for path, fault in faults.items():
        with pytest.raises(FileFaultError) as caught:
            read_incoming(path)
        assert caught.value.fault is fault


def test_each_file_is_told_by_itself_and_two_about_the_same_are_told_apart(desk: Desk, folder: Path) -> None:
    course = Course()
    looks = look_at(desk, folder, course=course)
    assert (course.done, course.total) == (6, 6)
    assert [(look.name, look.fault, look.about) for look in looks] == [
        ("1", None, "a"),
        ("2", FileFault.DUPLICATE, "a"),
        ("3", FileFault.ALREADY_HERE, "a"),
        ("4", FileFault.NOT_A_FORM, None),
        ("5", None, "b"),
        ("8", None, "e"),
    ]
    assert all(look.sha256 for look in looks)
    assert looks[2].sentence.endswith("内容の違うファイルです。 1")
    assert [look.word for look in looks[:2]] == ["文", "同じファイル"]
    assert [look.told for look in (looks[0], looks[1], looks[4])] == [
        "問題なし",
        "同じ内容のファイルが、すでにあります。",
        "late・short",
    ]
    assert look_at(desk, folder / "2")[0].fault is None, "another batch knows nothing of this one"


def test_one_refused_stops_no_other_and_what_has_a_fault_is_not_tried(desk: Desk, folder: Path) -> None:
    tried: list[str] = []

    def take(look: TextLook) -> None:
        tried.append(look.name)
        if look.about == "b":
            raise NotFoundError("ない。", "探す。")

    course, change = Course(), Change.of(Subject.REPORT)
    outcome = take_in_files(look_at(desk, folder), take, change, course=course)
    assert tried == ["1", "5", "8"]
    assert (course.done, course.total) == (3, 3)
    assert [look.name for look in outcome.taken] == ["1", "8"]
    assert [(look.name, reason) for look, reason in outcome.refused] == [("5", "ない。 探す。")]
    assert outcome.change is change


def test_our_own_bug_is_no_refusal_and_being_told_to_stop_none_either(desk: Desk, folder: Path) -> None:
    looks = look_at(desk, folder)

    def take(look: TextLook) -> None:
        raise KeyError(look.name)

    with pytest.raises(KeyError):
        take_in_files(looks, take, Change.of())
    for stopping in (
        lambda course: take_in_files(looks, lambda _look: None, Change.of(), course=course),
        lambda course: look_at(desk, folder, course=course),
    ):
        with pytest.raises(StoppedError):
            stopping(Course(is_stopping=True))


def test_only_the_very_file_that_was_looked_at_is_taken_in(desk: Desk, folder: Path) -> None:
    look = look_at(desk, folder / "5")[0]
    assert unchanged(look, look.form, look.about) == (b"b late short", "b late short", "b")
    for form, about in ((None, "b"), ("b", None)):
        with pytest.raises(RefusedError, match="ファイルが変わりました"):
            unchanged(look, form, about)
    look.path.write_text("b late", encoding="utf-8")
    with pytest.raises(RefusedError, match="ファイルが変わりました"):
        unchanged(look, look.form, look.about)
    look.path.unlink()
    with pytest.raises(OversightError, match="開けません"):
        unchanged(look, look.form, look.about)
