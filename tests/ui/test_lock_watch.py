from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtDBus import QDBusConnection, QDBusUnixFileDescriptor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from ui import lock_watch
from ui.lock_watch import LockWatch
from ui.lock_watch_linux import LoginSession
from ui.lock_watch_windows import (
    PBT_APMSUSPEND,
    WM_POWERBROADCAST,
    WM_WTSSESSION_CHANGE,
    WTS_SESSION_LOCK,
    Message,
    means_lock,
)
from ui.sleep_hold import SleepHold

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    with qtbot.waitActive(line):
        line.activateWindow()
    return line


@pytest.fixture
def watch(dressed: QApplication, line: QLineEdit) -> Iterator[LockWatch]:
    watch = LockWatch(dressed)
    yield watch
    watch.stop()


def test_an_idle_machine_locks(watch: LockWatch, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock_watch, "_MINUTE_MS", 20)
    with qtbot.waitSignal(watch.lock_due):
        watch.start(1)
    assert not watch.is_counting


def test_minutes_are_minutes(watch: LockWatch) -> None:
    watch.start(5)
    assert 290_000 < watch.remaining_ms <= 300_000
    watch.stop()
    assert watch.remaining_ms == -1


def test_a_key_begins_the_count_anew(watch: LockWatch, line: QLineEdit, qtbot: QtBot) -> None:
    watch.start(1)
    qtbot.wait(60)
    before = watch.remaining_ms
    QTest.keyClick(line.windowHandle(), Qt.Key.Key_A)
    assert watch.remaining_ms > before


def test_a_touch_in_a_dialog_counts_too(watch: LockWatch, line: QLineEdit, qtbot: QtBot) -> None:
    dialog = QDialog(line)
    dialog.resize(200, 100)
    dialog.open()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    watch.start(1)
    qtbot.wait(60)
    before = watch.remaining_ms
    QTest.mouseClick(dialog.windowHandle(), Qt.MouseButton.LeftButton)
    assert watch.remaining_ms > before


def test_a_touch_while_locked_does_not_begin_a_count(watch: LockWatch, line: QLineEdit) -> None:
    watch.start(1)
    watch.stop()
    QTest.keyClick(line.windowHandle(), Qt.Key.Key_A)
    assert not watch.is_counting


# the systems


def test_linux_locks_before_sleep_and_with_the_session(dressed: QApplication) -> None:
    locked: list[str] = []
    session = LoginSession(lambda: locked.append("x"))
    session.sleeping(False)
    assert locked == []
    session.sleeping(True)
    session.locked()
    assert locked == ["x", "x"]


BUS_TALK = """
import subprocess, sys
from PySide6.QtCore import QCoreApplication, QTimer
app = QCoreApplication([])
from ui.lock_watch_linux import LoginSession
session = LoginSession(lambda: (print("locked"), app.quit()))
send = ["dbus-send", "--session", "--type=signal", "/org/freedesktop/ScreenSaver",
        "org.freedesktop.ScreenSaver.ActiveChanged", "boolean:true"]
QTimer.singleShot(100, lambda: subprocess.run(send, check=True))
QTimer.singleShot(5000, app.quit)
app.exec()
"""


@pytest.mark.skipif(not shutil.which("dbus-run-session"), reason="no message bus on this machine")
def test_linux_hears_the_screen_saver_on_a_real_bus() -> None:
    ran = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", BUS_TALK],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert ran.stdout == "locked\n", ran.stderr


SLEEP_TALK = """
import os, sys
os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = os.environ["DBUS_SESSION_BUS_ADDRESS"]
from PySide6.QtCore import QCoreApplication, QTimer
app = QCoreApplication([])
from ui.lock_watch_linux import LoginSession
def lock():
    print("locking", flush=True)
    QTimer.singleShot(300, wiped)
def wiped():
    print("wiped", flush=True)
    session.keys_wiped()
    print("held", session.hold.is_held, flush=True)
session = LoginSession(lock)
session.keys_held()
session.keys_held()
QTimer.singleShot(10_000, app.quit)
app.exec()
"""


class PrivateBus:
    """A message bus, a made-up logind on it, and this program's listener beside it."""

    def __init__(self) -> None:
        self._bus = begin("dbus-daemon", "--session", "--nofork", "--print-address")
        address = line_of(self._bus)
        self.logind = begin(sys.executable, "-m", "tests.ui.fake_logind", address)
        assert line_of(self.logind) == "ready"
        self.program = begin(sys.executable, "-c", SLEEP_TALK, bus=address)

    def fall_asleep(self) -> None:
        assert self.logind.stdin is not None
        self.logind.stdin.write("sleep\n")
        self.logind.stdin.flush()

    def close(self) -> None:
        for each in (self.program, self.logind, self._bus):
            each.kill()
            each.communicate()


def begin(*words: str, bus: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        words,
        cwd=ROOT,
        env={**os.environ, **({"DBUS_SESSION_BUS_ADDRESS": bus} if bus else {})},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        encoding="utf-8",
    )


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


@pytest.fixture
def private_bus() -> Iterator[PrivateBus]:
    bus = PrivateBus()
    yield bus
    bus.close()


needs_bus = pytest.mark.skipif(not shutil.which("dbus-daemon"), reason="no message bus on this machine")


@needs_bus
def test_linux_holds_sleep_back_until_the_keys_are_wiped(private_bus: PrivateBus) -> None:
    assert line_of(private_bus.logind) == "held sleep Oversight delay"
    private_bus.fall_asleep()
    assert [line_of(private_bus.program) for _line in range(3)] == ["locking", "wiped", "held False"]
    assert line_of(private_bus.logind) == "let go"


@needs_bus
def test_linux_lets_the_machine_sleep_when_the_program_is_killed(private_bus: PrivateBus) -> None:
    assert line_of(private_bus.logind) == "held sleep Oversight delay"
    private_bus.program.kill()
    assert line_of(private_bus.logind) == "let go"


def test_without_logind_nothing_is_held_and_nothing_waits(dressed: QApplication, qtbot: QtBot) -> None:
    hold = SleepHold(QDBusConnection("no such bus"))
    hold.take()
    assert not hold.is_held
    hold.let_go()
    hold.let_go()


def test_an_answer_that_comes_after_the_lock_is_let_go_at_once(dressed: QApplication) -> None:
    reading, writing = os.pipe()
    descriptor = QDBusUnixFileDescriptor(writing)
    os.close(writing)

    class Answered:
        def reply(self) -> Answered:
            return self

        def arguments(self) -> list[object]:
            return [descriptor]

        def deleteLater(self) -> None:
            pass

    hold = SleepHold(QDBusConnection("no such bus"))
    hold.take()
    hold.let_go()
    hold._answered(Answered())  # type: ignore[arg-type]
    assert not hold.is_held
    assert os.read(reading, 1) == b""
    os.close(reading)


@pytest.mark.parametrize(
    ("message", "parameter", "is_lock"),
    [
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, True),
        (WM_POWERBROADCAST, PBT_APMSUSPEND, True),
        (WM_WTSSESSION_CHANGE, 0x8, False),
        (WM_POWERBROADCAST, 0x12, False),
        (0x0100, WTS_SESSION_LOCK, False),
    ],
)
def test_windows_messages_are_told_apart(message: int, parameter: int, is_lock: bool) -> None:
    assert means_lock(message, parameter) is is_lock


def test_a_windows_message_is_read_where_it_lies() -> None:
    there = Message(message=WM_POWERBROADCAST, wParam=PBT_APMSUSPEND)
    seen = Message.from_address(ctypes.addressof(there))
    assert means_lock(seen.message, seen.wParam)


@pytest.mark.parametrize(("system", "kind"), [("Linux", LoginSession), ("Darwin", type(None))])
def test_each_system_has_its_listener(
    watch: LockWatch, monkeypatch: pytest.MonkeyPatch, system: str, kind: type
) -> None:
    monkeypatch.setattr("platform.system", lambda: system)
    watch.start(1)
    assert isinstance(watch._system, kind)
