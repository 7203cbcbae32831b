"""The set-up tells what is missing, says the line to type, and does nothing twice."""

from __future__ import annotations

import json
import platform
import sys
from pathlib import Path

import dev
import environment
import machine
import pytest
from console import StepFailed, answer_of


def test_a_library_that_exists_nowhere_is_missing() -> None:
    assert machine.missing_libraries(["libno-such-thing.so.9"]) == ["libno-such-thing.so.9"]


def test_a_library_of_this_process_is_not_missing() -> None:
    assert not machine.is_linux() or machine.missing_libraries(["libc.so.6"]) == []


def test_without_root_the_remedy_is_one_line_to_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "is_linux", lambda: True)
    monkeypatch.setattr(machine, "OFFSCREEN", {"libno-such-thing.so.9": ("libnosuch9",)})
    monkeypatch.setattr(machine, "may_install", lambda: False)
    with pytest.raises(StepFailed) as refused:
        machine.prepare(tests=False, needs_venv=False)
    assert "libno-such-thing.so.9" in str(refused.value)
    assert "libnosuch9" in refused.value.remedy
    assert "\n" not in refused.value.remedy


def test_programs_only_the_tests_use_do_not_stop_the_set_up(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(machine, "is_linux", lambda: True)
    monkeypatch.setattr(machine, "OFFSCREEN", {})
    monkeypatch.setattr(machine, "ON_SCREEN", {})
    monkeypatch.setattr(machine, "FOR_TESTS", {"no-such-program": ("nosuch",)})
    monkeypatch.setattr(machine, "may_install", lambda: False)
    machine.prepare(tests=True, needs_venv=False)
    assert "nosuch" in capsys.readouterr().out


def test_windows_and_macos_need_no_system_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Windows")
    monkeypatch.setattr(machine, "missing_libraries", lambda _: pytest.fail("looked for libraries"))
    machine.prepare(tests=True, needs_venv=True)
    assert machine.has_screen()


@pytest.mark.parametrize(("name", "seen"), [("DISPLAY", True), ("WAYLAND_DISPLAY", True), ("OTHER", False)])
def test_a_screen_on_linux_is_one_that_is_named(
    monkeypatch: pytest.MonkeyPatch, name: str, seen: bool
) -> None:
    monkeypatch.setattr(platform, "system", lambda: "Linux")
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv(name, ":0")
    assert machine.has_screen() is seen


def test_the_stamp_holds_for_its_own_kind_and_for_smaller_ones(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    environment.STAMP.write_text(json.dumps(environment.mark_of("dev")), encoding="utf-8")
    assert environment.is_fresh("run")
    assert environment.is_fresh("dev")
    assert not environment.is_fresh("bench")


def test_a_changed_lock_makes_the_environment_stale(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    lock = tmp_path / "run.txt"
    lock.write_text("a==1\n", encoding="utf-8")
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    monkeypatch.setattr(environment, "KINDS", {"run": lock})
    environment.STAMP.write_text(json.dumps(environment.mark_of("run")), encoding="utf-8")
    assert environment.is_fresh("run")
    lock.write_text("a==2\n", encoding="utf-8")
    assert not environment.is_fresh("run")


@pytest.mark.parametrize("text", ["", "{", "[]", '{"kind": "dev"}'])
def test_a_damaged_stamp_makes_the_environment_stale(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str
) -> None:
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    environment.STAMP.write_text(text, encoding="utf-8")
    assert not environment.is_fresh("run")


@pytest.mark.parametrize(
    ("text", "kind"),
    [('{"kind": "dev"}', "dev"), ('{"kind": "run"}', "run"), ('{"kind": "x"}', "run"), ("[]", "run")],
)
def test_an_environment_for_tests_stays_one_when_only_run_is_asked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, kind: str
) -> None:
    monkeypatch.setattr(environment, "STAMP", tmp_path / "stamp.json")
    environment.STAMP.write_text(text, encoding="utf-8")
    assert environment.fullest("run") == kind


def test_a_fresh_environment_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environment, "works", lambda: True)
    monkeypatch.setattr(environment, "is_fresh", lambda _: True)
    monkeypatch.setattr(environment, "fill", lambda _: pytest.fail("filled again"))
    monkeypatch.setattr(machine, "prepare", lambda **_: None)
    environment.prepare("run")


def test_the_command_line_names_every_deed() -> None:
    from deeds import DEEDS

    code, said = answer_of([sys.executable, Path(dev.__file__), "--help"])
    assert code == 0
    assert [name for name in DEEDS if f"dev.py {name}" not in said] == []
    assert sorted(DEEDS) == sorted(dev.COMMANDS)


def test_a_demo_city_tells_the_way_in_it_was_made_with(tmp_path: Path) -> None:
    import deeds

    truths = tmp_path / deeds.TRUTHS
    assert deeds.way_in(tmp_path) == []
    truths.write_text('{"seed": 77}', encoding="utf-8")
    assert deeds.way_in(tmp_path) == []
    truths.write_text('{"user_id": "demo", "passphrase": "bells"}', encoding="utf-8")
    assert [line.rpartition(": ")[2] for line in deeds.way_in(tmp_path)] == ["demo", "bells"]


def test_a_failed_step_ends_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import deeds

    def fail(_asked: object) -> int:
        raise StepFailed("The network is away.", "plug it in")

    monkeypatch.setitem(deeds.DEEDS, "setup", fail)
    assert dev.main(["setup"]) == 1
    assert "What to do: plug it in" in capsys.readouterr().err


def test_an_old_python_is_told_what_is_needed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "OLDEST", (99, 0))
    assert dev.main(["setup"]) == 2
    assert "Python 3.11 or later" in capsys.readouterr().out
