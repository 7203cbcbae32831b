"""Coverage may rise and never fall."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import ratchet
from console import ROOT, answer_of


def report(folder: Path, files: dict[str, float]) -> Path:
    path = folder / "coverage.json"
    entries = {name: {"summary": {"percent_covered": percent}} for name, percent in files.items()}
    path.write_text(json.dumps({"files": entries}), encoding="utf-8")
    return path


def test_only_models_and_oversight_are_held(tmp_path: Path) -> None:
    measured = ratchet.measured(report(tmp_path, {"ui/app.py": 10.0, "models\\base.py": 100.0}))
    assert measured == {"models/base.py": 100.0}


def test_perfect_files_and_files_on_their_floor_raise_no_complaint() -> None:
    now = {"models/a.py": 100.0, "models/b.py": 81.5}
    assert ratchet.complaints(now, ["models/a.py"], {"models/b.py": 81}) == []


def test_a_perfect_file_that_falls_is_complained_of() -> None:
    assert len(ratchet.complaints({"models/a.py": 99.9}, ["models/a.py"], {})) == 1


def test_a_perfect_file_that_is_no_longer_measured_is_complained_of() -> None:
    assert len(ratchet.complaints({}, ["models/a.py"], {})) == 1


def test_a_file_below_its_floor_is_complained_of() -> None:
    assert len(ratchet.complaints({"models/a.py": 79.9}, [], {"models/a.py": 80})) == 1


def test_a_new_file_must_be_perfect() -> None:
    assert len(ratchet.complaints({"models/a.py": 99.0, "models/b.py": 100.0}, [], {})) == 1


def test_lifting_adds_perfect_files_raises_floors_and_forgets_the_vanished(tmp_path: Path) -> None:
    perfect, floor = tmp_path / "perfect.txt", tmp_path / "floor.json"
    perfect.write_text("# words\nmodels/gone.py\nmodels/a.py\n", encoding="utf-8")
    floor.write_text('{"models/b.py": 50, "models/c.py": 70, "models/gone_too.py": 1}', encoding="utf-8")
    now = {"models/a.py": 100.0, "models/b.py": 60.9, "models/c.py": 65.0, "models/d.py": 100.0}
    ratchet.lift(report(tmp_path, now), perfect, floor)
    assert ratchet.perfect_files(perfect) == ["models/a.py", "models/d.py"]
    assert ratchet.floors(floor) == {"models/b.py": 60, "models/c.py": 70}


def test_lifting_does_not_let_a_perfect_file_sink(tmp_path: Path) -> None:
    perfect, floor = tmp_path / "perfect.txt", tmp_path / "floor.json"
    perfect.write_text("models/a.py\n", encoding="utf-8")
    now = report(tmp_path, {"models/a.py": 90.0})
    ratchet.lift(now, perfect, floor)
    assert ratchet.perfect_files(perfect) == ["models/a.py"]
    assert ratchet.floors(floor) == {}


def test_no_list_at_all_is_an_empty_list(tmp_path: Path) -> None:
    assert ratchet.perfect_files(tmp_path / "none") == []
    assert ratchet.floors(tmp_path / "none") == {}


def test_the_two_lists_name_only_files_that_exist_and_none_twice() -> None:
    perfect, floor = ratchet.perfect_files(), ratchet.floors()
    assert [name for name in [*perfect, *floor] if not (ROOT / name).is_file()] == []
    assert set(perfect) & set(floor) == set()


def test_the_list_of_perfect_files_never_loses_one_that_still_exists() -> None:
    code, said = answer_of(["git", "show", "HEAD:tests/architecture/perfect_files.txt"])
    if code:
        pytest.skip("no earlier list: not a git checkout, or the first one")
    before = [line for line in said.splitlines() if line and not line.startswith("#")]
    still_here = [name for name in before if (ROOT / name).is_file()]
    assert [name for name in still_here if name not in ratchet.perfect_files()] == []
