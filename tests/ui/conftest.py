"""Fixtures of the windows: real widgets, off-screen, on a real store."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import Engine

from oversight.clock import JAPAN, FixedClock
from oversight.office import Founder, Office, create_office
from tests.cheap_keys import cheap_keys
from tests.ui.opening import shell_on
from ui.background import Background
from ui.crash import CrashBook
from ui.looks import Look, Looks
from ui.notices import Notices
from ui.shell import Shell
from ui.singletons import hold_singletons
from ui.theme import load_first_fonts, load_later_fonts

MORNING = dt.datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN)


@pytest.fixture(autouse=True)
def _not_measured(no_cover: None) -> None:
    """Measure no coverage here: what the windows do is judged by what they do, and at a third of the cost."""


@pytest.fixture(scope="session")
def dressed(qapp: QApplication) -> QApplication:
    """Prepare the application as ``ui.app`` does."""
    hold_singletons()
    qapp.setStyle("Fusion")
    load_first_fonts()
    load_later_fonts()
    return qapp


@pytest.fixture
def looks(dressed: QApplication) -> Looks:
    """Dress the application in light Japanese at 100 %."""
    return Looks(dressed, Look("ja", "light", 100))


@pytest.fixture(autouse=True)
def _dressed_anew(looks: Looks) -> None:
    """Begin each test in the same look."""


@pytest.fixture(autouse=True)
def _cheap_keys() -> Iterator[None]:
    """Spend no time on keys: the windows show what a vault says of a passphrase, whatever it costs."""
    with cheap_keys():
        yield


@pytest.fixture
def engine(embedded: Engine) -> Engine:
    """Use the encrypted store alone: the windows do not know engines."""
    return embedded


@pytest.fixture
def background(qtbot: QtBot) -> Iterator[Background]:
    """Give the workers, and wait for them at the end."""
    background = Background()
    yield background
    background.close()


@pytest.fixture
def notices(tmp_path: Path) -> Notices:
    """Give the one funnel, with its crash book in a folder of its own."""
    return Notices(CrashBook(tmp_path / "crash"))


@pytest.fixture
def shell(office: Office, background: Background, notices: Notices, looks: Looks, clock: FixedClock) -> Shell:
    """Hand a page what the window would hand it, on a real office."""
    return shell_on(office, background, notices, looks, clock)


@pytest.fixture
def settle(qtbot: QtBot, background: Background) -> Callable[[], None]:
    """Return a function that waits until all background work has come home."""

    def wait() -> None:
        qtbot.waitUntil(lambda: background.is_idle, timeout=20_000)

    return wait


USER_ID, PASSPHRASE = "fukui", "ゆき ふる まち 走る鹿"


@pytest.fixture(scope="session")
def vault_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one real vault, to be copied by each test."""
    folder = tmp_path_factory.mktemp("vault") / "vault"
    founder = Founder(name="福井 太郎", post="情報公開係長", user_id=USER_ID, passphrase=PASSPHRASE)
    with cheap_keys():
        create_office(
            folder, city="札幌市", section="総務局行政情報課", founder=founder, clock=FixedClock(MORNING)
        ).close()
    return folder


@pytest.fixture
def vault(vault_made_once: Path, tmp_path: Path) -> Path:
    """Give a fresh copy of a real, closed vault."""
    folder = tmp_path / "vault"
    shutil.copytree(vault_made_once, folder)
    return folder
