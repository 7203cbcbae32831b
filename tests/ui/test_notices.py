from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from oversight.clock import FixedClock
from oversight.errors import OversightError, RefusedError
from ui.crash import FILE_NAME, CrashBook
from ui.crash_report import CrashReportDialog, offer_report
from ui.notices import ConfirmDialog, Notice, NoticeBar, Notices, Question
from ui.theme import Tone


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def bar(notices: Notices, window: QWidget) -> NoticeBar:
    return NoticeBar(notices, window)


def test_a_failure_of_the_world_is_said_in_its_own_words(notices: Notices, bar: NoticeBar) -> None:
    notices.show_error(
        OversightError("空き容量が足りません。何も変更していません。", "空きを作ってください。")
    )
    assert bar.isVisible()
    assert bar.accessibleName() == "空き容量が足りません。何も変更していません。 空きを作ってください。"
    assert bar.notice is not None
    assert bar.notice.tone is Tone.DANGER


def test_a_refusal_is_said_too(notices: Notices, bar: NoticeBar) -> None:
    notices.show_error(RefusedError("名称がありません。", field="name"))
    assert bar.notice == Notice("名称がありません。", "", Tone.DANGER)


def test_our_own_bug_is_kept_and_said_without_its_contents(
    notices: Notices, bar: NoticeBar, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level("ERROR", logger="ui.crash"):
        notices.show_error(ValueError("福井 太郎 0123"))
    assert "福井" not in bar.accessibleName()
    assert "福井" not in (tmp_path / "crash" / FILE_NAME).read_text(encoding="utf-8")
    assert "福井" not in caplog.text


def test_a_success_leaves_by_itself_and_a_failure_stays(notices: Notices, bar: NoticeBar) -> None:
    notices.tell("保存しました。", "続けられます。")
    assert bar._leave.isActive()
    notices.show_error(OversightError("保存できません。"))
    assert not bar._leave.isActive()
    bar._close.click()
    assert not bar.isVisible()
    assert bar.notice is None


def test_what_was_done_can_be_taken_back_once(notices: Notices, bar: NoticeBar) -> None:
    undone: list[str] = []
    notices.offer_undo("契約を取り下げました。", lambda: undone.append("取消"))
    assert not bar._leave.isActive(), "an offer is not taken away while one reads"
    bar._deed.click()
    bar._do()
    assert undone == ["取消"]
    assert not bar.isVisible()


def test_clearing_takes_the_notice_away(notices: Notices, bar: NoticeBar) -> None:
    notices.tell("保存しました。")
    notices.clear()
    assert not bar.isVisible()


@pytest.mark.parametrize("is_dangerous", [True, False])
def test_a_deed_is_confirmed_once_in_its_own_verb(
    notices: Notices, window: QWidget, qtbot: QtBot, is_dangerous: bool
) -> None:
    done: list[str] = []
    question = Question("鍵を外しますか", "元に戻せません。", "鍵を外す", is_dangerous=is_dangerous)
    dialog = notices.ask(question, lambda: done.append("外した"), parent=window)
    assert isinstance(dialog, ConfirmDialog)
    assert dialog.verb_button.text() == "鍵を外す"
    gone: list[bool] = []
    dialog.destroyed.connect(lambda: gone.append(True))
    dialog.verb_button.click()
    assert done == ["外した"]
    del dialog
    qtbot.waitUntil(lambda: gone == [True])


def test_escape_and_the_other_button_change_nothing(notices: Notices, window: QWidget, qtbot: QtBot) -> None:
    done: list[str] = []
    question = Question("鍵を外しますか", "元に戻せません。", "鍵を外す")
    for leave in (lambda d: QTest.keyClick(d, Qt.Key.Key_Escape), lambda d: d.stay_button.click()):
        dialog = notices.ask(question, lambda: done.append("外した"), parent=window)
        qtbot.waitExposed(dialog)
        leave(dialog)
    assert done == []
    qtbot.waitUntil(lambda: window.findChildren(ConfirmDialog) == [])


# the report of the last crash


def fail(error: Exception) -> None:
    raise error


def raised(error: Exception) -> Exception:
    with pytest.raises(type(error)) as caught:
        fail(error)
    return caught.value


def test_a_report_names_the_lines_and_no_values(tmp_path: Path, clock: FixedClock) -> None:
    book = CrashBook(tmp_path, clock)
    error = raised(ValueError("髙橋 花子"))
    error.__cause__ = raised(KeyError("個人番号"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ui.crash._log.error", lambda *_: None)
        book.keep(error)
    report = book.take_last()
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report
    assert "test_notices.py" in report
    assert "2026-11-24" in report
    assert "髙橋" not in report
    assert "個人番号" not in report
    assert str(Path.home()) not in report
    assert book.take_last() == "", "a report is offered once"


def test_the_same_error_is_kept_once(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    book, error = CrashBook(tmp_path), ValueError()
    with caplog.at_level("ERROR", logger="ui.crash"):
        book.keep(error)
        book.keep(error)
    assert len(caplog.records) == 1


def test_a_full_disk_does_not_fail_twice(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "crash").write_text("a file where a folder should be", encoding="utf-8")
    with caplog.at_level("WARNING", logger="ui.crash"):
        CrashBook(tmp_path / "crash").keep(ValueError())
    assert "could not be written" in caplog.text


def test_a_caught_error_is_told_to_the_window(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    book = CrashBook(tmp_path)
    told: list[BaseException] = []
    with caplog.at_level("ERROR", logger="ui.crash"):
        book.catch(ValueError())
        book.tell = told.append
        error = KeyError()
        book._escaped(KeyError, error, None)
    assert told == [error]


def test_an_interrupt_is_no_crash(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    CrashBook(tmp_path)._escaped(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert "KeyboardInterrupt" in capsys.readouterr().err
    assert not (tmp_path / FILE_NAME).exists()


def test_the_last_crash_is_offered_and_can_be_saved(
    notices: Notices, bar: NoticeBar, window: QWidget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    offer_report("builtins.ValueError\n", notices, window)
    assert bar.notice is not None
    assert bar.notice.deed_word == "報告を見る"
    bar._deed.click()
    (dialog,) = window.findChildren(CrashReportDialog)
    assert dialog.text.toPlainText() == "builtins.ValueError\n"
    target = tmp_path / "report.txt"
    for chosen in ("", str(tmp_path / "no such folder" / "x.txt"), str(target)):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_, chosen=chosen: (chosen, ""))
        dialog.save_button.click()
    assert target.read_text(encoding="utf-8") == "builtins.ValueError\n"
    assert bar.notice == Notice("報告を保存しました。")
    dialog.close_button.click()
