from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from functools import partial
from typing import Any, ClassVar

import pytest
import shiboken6
from PySide6.QtCore import QObject, QThread
from pytestqt.qtbot import QtBot

import ui.background
from oversight.errors import OversightError, StoppedError
from ui.background import Background, Errand, watch_threads


def test_the_answer_comes_home_on_the_windows_thread(qtbot: QtBot, background: Background) -> None:
    owner = QObject()
    seen: list[tuple[int, bool]] = []

    def done(answer: int) -> None:
        seen.append((answer, QThread.currentThread() is owner.thread()))

    worked_in: list[bool] = []

    def work() -> int:
        worked_in.append(QThread.currentThread() is owner.thread())
        return 7

    background.run(work, done, owner=owner)
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [(7, True)]
    assert worked_in == [False]


def test_work_on_the_store_runs_one_after_another_in_order(qtbot: QtBot, background: Background) -> None:
    owner = QObject()
    order: list[int] = []
    inside: list[int] = []

    def work(number: int) -> int:
        inside.append(number)
        assert len(inside) == 1
        QThread.msleep(2)
        inside.remove(number)
        return number

    for number in range(20):
        background.run(partial(work, number), order.append, owner=owner)
    qtbot.waitUntil(lambda: len(order) == 20)
    assert order == list(range(20))


def test_work_aside_does_not_wait_for_the_store(qtbot: QtBot, background: Background) -> None:
    owner, gate = QObject(), threading.Event()
    order: list[str] = []
    background.run(lambda: gate.wait(10), lambda _: order.append("store"), owner=owner)
    background.run_aside(lambda: "aside", order.append, owner=owner)
    qtbot.waitUntil(lambda: order == ["aside"])
    gate.set()
    qtbot.waitUntil(lambda: order == ["aside", "store"])


def test_work_whose_owner_is_gone_is_dropped(qtbot: QtBot, background: Background) -> None:
    owner, other, gate = QObject(), QObject(), threading.Event()
    seen: list[object] = []
    background.run(lambda: gate.wait(10), seen.append, owner=owner)
    background.run(partial(seen.append, "worked for nobody"), seen.append, owner=owner)
    background.run(lambda: "kept", seen.append, owner=other)
    owner.deleteLater()
    qtbot.wait(10)
    gate.set()
    qtbot.waitUntil(lambda: background.is_idle)
    assert seen == ["kept"]


def test_a_failure_of_the_world_goes_to_the_one_who_asked(qtbot: QtBot, background: Background) -> None:
    owner = QObject()
    told: list[object] = []
    funnel: list[object] = []
    background.failed.connect(funnel.append)

    def work() -> None:
        raise OversightError("空きがありません。")

    background.run(work, told.append, told.append, owner=owner)
    qtbot.waitUntil(lambda: bool(told))
    assert str(told[0]) == "空きがありません。"
    assert funnel == []


@pytest.mark.parametrize("error", [OversightError("空きがありません。"), KeyError("x")])
def test_a_failure_nobody_takes_goes_to_the_funnel(
    qtbot: QtBot, background: Background, error: Exception
) -> None:
    owner = QObject()

    def work() -> None:
        raise error

    with qtbot.waitSignal(background.failed) as funnel:
        background.run(work, lambda _: None, owner=owner)
    assert funnel.args == [error]


def test_our_own_bug_reaches_funnel_and_asker(qtbot: QtBot, background: Background) -> None:
    owner = QObject()
    told: list[object] = []
    funnel: list[object] = []
    background.failed.connect(funnel.append)
    background.run(lambda: list[int]()[1], told.append, told.append, owner=owner)
    qtbot.waitUntil(lambda: bool(told))
    assert isinstance(told[0], IndexError)
    assert told == funnel


def test_waiting_is_said_only_after_a_moment(qtbot: QtBot, background: Background) -> None:
    owner, gate = QObject(), threading.Event()
    said: list[str] = []
    background.waiting.connect(said.append)
    background.run(lambda: 1, lambda _: None, owner=owner, what="早い仕事")
    qtbot.waitUntil(lambda: background.is_idle)
    assert "早い仕事" not in said
    background.run(lambda: gate.wait(10), lambda _: None, owner=owner, what="契約を読んでいます")
    qtbot.waitUntil(lambda: "契約を読んでいます" in said)
    gate.set()
    qtbot.waitUntil(lambda: said[-1] == "")


def test_closing_waits_for_what_has_begun_and_takes_no_more(qtbot: QtBot) -> None:
    background, owner, begun = Background(), QObject(), threading.Event()
    finished: list[int] = []
    told: list[object] = []

    def slow() -> None:
        begun.set()
        QThread.msleep(50)
        finished.append(1)

    background.run(slow, told.append, owner=owner)
    background.run(partial(finished.append, 2), told.append, owner=owner)
    begun.wait(10)
    background.close()
    assert finished == [1]
    background.run(partial(finished.append, 3), told.append, owner=owner)
    qtbot.wait(20)
    assert finished == [1]
    assert told == []


def test_an_errand_keeps_answer_or_error() -> None:
    owner = QObject()
    answered = Errand(lambda: 3, print, None, owner, "")
    failed = Errand(lambda: 1 // 0, print, None, owner, "")
    answered.perform()
    failed.perform()
    assert (answered.answer, answered.error) == (3, None)
    assert isinstance(failed.error, ZeroDivisionError)


class Knot(QObject):
    """A QObject in a cycle, which tells in which thread it was freed."""

    freed_in: ClassVar[list[int]] = []

    def __init__(self) -> None:
        super().__init__()
        self.itself = self

    def __del__(self) -> None:
        self.freed_in.append(threading.get_ident())


def test_widgets_caught_in_a_cycle_are_freed_on_the_windows_thread(
    qtbot: QtBot, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Knot, "freed_in", [])
    gc.collect()
    owner = QObject()

    def work() -> int:
        return len([[number] for number in range(200_000)])

    for _knot in range(1000):
        Knot()
    background.run(work, lambda _: None, owner=owner)
    qtbot.waitUntil(lambda: background.is_idle)
    # a worker that allocates never collects; on a slow machine the window may have done so meanwhile
    assert set(Knot.freed_in) <= {threading.get_ident()}
    qtbot.waitUntil(lambda: len(Knot.freed_in) == 1000)
    assert set(Knot.freed_in) == {threading.get_ident()}


def test_python_collects_by_itself_again_when_no_workers_are_left() -> None:
    first, second = Background(), Background()
    assert not gc.isenabled()
    first.close()
    first.close()
    assert not gc.isenabled()
    second.close()
    assert gc.isenabled()


def test_an_owner_is_never_freed_in_the_worker(
    qtbot: QtBot, background: Background, monkeypatch: pytest.MonkeyPatch
) -> None:
    gc.collect()
    monkeypatch.setattr(Knot, "freed_in", [])

    def ask() -> None:
        owner = Knot()
        owner.itself = None  # type: ignore[assignment]
        background.run(owner.objectName, lambda _: None, owner=owner)

    for _errand in range(200):
        ask()
    qtbot.waitUntil(lambda: len(Knot.freed_in) == 200, timeout=10_000)
    assert set(Knot.freed_in) == {threading.get_ident()}


def test_what_escapes_a_thread_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    caught: list[Any] = []
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    watch_threads(caught.append)
    thread = threading.Thread(target=lambda: list[int]()[1])
    thread.start()
    thread.join()
    assert isinstance(caught[0], IndexError)


# long work


def unwanted(_answer: object) -> None:
    pytest.fail("nobody asked for this")


def test_long_work_tells_how_far_it_is_and_comes_home(
    background: Background, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.background, "PATIENCE_MS", 0)
    owner, told, home = QObject(), list[tuple[int, int, bool]](), list[str]()

    def work(tell: Callable[[int, int], None]) -> str:
        tell(1, 2)
        tell(2, 2)  # too soon after the first: not worth telling
        return "answer"

    background.run_long(
        work,
        home.append,
        unwanted,
        told=lambda done, total: told.append((done, total, QThread.currentThread() is owner.thread())),
        owner=owner,
    )
    qtbot.waitUntil(lambda: home == ["answer"])
    assert told == [(1, 2, True)]


def test_short_work_tells_nothing(background: Background, qtbot: QtBot) -> None:
    owner, told, home = QObject(), list[int](), list[None]()
    background.run_long(
        lambda tell: tell(1, 1),
        home.append,
        unwanted,
        told=lambda done, _of: told.append(done),
        owner=owner,
    )
    qtbot.waitUntil(lambda: bool(home))
    assert told == []


def endless(tell: Callable[[int, int], None]) -> None:
    while True:
        tell(0, 1)
        time.sleep(0.005)


def test_long_work_is_stopped_one_or_all_and_says_so(background: Background, qtbot: QtBot) -> None:
    owner, failed = QObject(), list[Exception]()

    def begin() -> Errand:
        return background.run_long(
            endless, unwanted, failed.append, told=lambda _done, _of: None, owner=owner
        )

    errand = begin()
    background.stop(errand)
    qtbot.waitUntil(lambda: len(failed) == 1)
    begin()
    background.stop()
    qtbot.waitUntil(lambda: len(failed) == 2)
    assert all(isinstance(error, StoppedError) for error in failed)
    qtbot.waitUntil(lambda: background.is_idle)


def test_closing_does_not_wait_for_long_work_to_end_by_itself(qtbot: QtBot) -> None:
    background, owner = Background(), QObject()
    background.run_long(endless, unwanted, unwanted, told=lambda _done, _of: None, owner=owner)
    qtbot.wait(30)
    background.close()


def test_long_work_ends_when_nobody_waits_for_it_any_more(background: Background, qtbot: QtBot) -> None:
    owner = QObject()
    background.run_long(endless, unwanted, unwanted, told=lambda _done, _of: None, owner=owner)
    qtbot.wait(30)
    shiboken6.delete(owner)
    qtbot.waitUntil(lambda: background.is_idle)
