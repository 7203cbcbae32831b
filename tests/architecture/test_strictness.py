"""The plugin that holds the log to silence is itself held to what it promises."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

pytest_plugins = ["pytester"]
ROOT = Path(__file__).resolve().parents[2]
PLANTED = """
import logging
import threading
import pytest

log = logging.getLogger("oversight.store")

def test_quiet_passed():
    log.info("fine")

def test_unannounced_failed():
    log.warning("odd")

def test_announced_passed(caplog):
    with caplog.at_level(logging.WARNING, logger="oversight"):
        log.error("odd")

def test_announced_for_another_logger_failed(caplog):
    with caplog.at_level(logging.WARNING, logger="ui"):
        log.error("odd")

def test_below_the_announced_level_failed(caplog):
    with caplog.at_level(logging.ERROR, logger="oversight"):
        logging.getLogger("ui").warning("odd")

def test_no_logger_named_failed(caplog):
    with caplog.at_level(logging.WARNING):
        log.warning("odd")

def test_after_the_announcement_failed(caplog):
    with caplog.at_level(logging.WARNING, logger="oversight"):
        pass
    log.warning("odd")

def test_from_a_thread_failed():
    worker = threading.Thread(target=log.warning, args=("odd",))
    worker.start()
    worker.join()

@pytest.fixture
def noisy_setup():
    log.warning("odd")

@pytest.fixture
def noisy_teardown():
    yield
    log.warning("odd")

def test_in_setup_error(noisy_setup):
    pass

def test_in_teardown_error(noisy_teardown):
    pass
"""


def test_only_announced_records_are_let_pass(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pytester.makepyfile(PLANTED)
    ran = pytester.runpytest_subprocess("-v", "-p", "tests.strictness", "-p", "no:cacheprovider")
    lines = [line.split() for line in ran.outlines if "::test_" in line and "%]" in line]
    judged: dict[str, str] = {}
    for words in lines:
        name = words[0].split("::")[1]
        judged[name] = words[1].lower()
    assert len(judged) == PLANTED.count("def test_")
    assert [name for name, verdict in judged.items() if not name.endswith("_" + verdict)] == []


def test_python_and_qt_warnings_are_failures() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    settings = tomllib.loads(text)["tool"]["pytest"]["ini_options"]
    assert settings["filterwarnings"][0] == "error"
    assert settings["qt_log_level_fail"] == "WARNING"
