from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.looks import SIZES, THEMES, Look
from ui.preferences import Preferences, read_preferences, settings_folder, write_preferences

KEPT = st.builds(
    Preferences,
    language=st.sampled_from(("ja", "en")),
    theme=st.sampled_from(THEMES),
    text_percent=st.sampled_from(SIZES),
    folder=st.text(alphabet=st.characters(codec="utf-8")),
    geometry=st.one_of(st.just(()), st.tuples(*[st.integers(-(10**5), 10**5)] * 4)),
    is_maximised=st.booleans(),
    goes_on=st.booleans(),
)


@given(preferences=KEPT)
def test_what_is_kept_reads_back(tmp_path_factory: pytest.TempPathFactory, preferences: Preferences) -> None:
    path = tmp_path_factory.mktemp("kept") / "window.json"
    write_preferences(path, preferences)
    assert read_preferences(path) == preferences


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', "[" * 100_000, '{"language": "fr"}'])
def test_a_damaged_file_counts_as_none(tmp_path: Path, text: str) -> None:
    path = tmp_path / "window.json"
    path.write_text(text, encoding="utf-8")
    assert read_preferences(path) == Preferences()


def test_a_missing_file_counts_as_none(tmp_path: Path) -> None:
    assert read_preferences(tmp_path / "none.json") == Preferences()


def test_one_wrong_value_does_not_spoil_the_others(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    wrong = {"geometry": [1, 2], "text_percent": 130, "is_maximised": 1, "theme": "dark", "later": 5}
    path.write_text(json.dumps(wrong), encoding="utf-8")
    assert read_preferences(path) == Preferences(theme="dark")


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    write_preferences(tmp_path / "file" / "window.json", Preferences())


def test_nothing_but_the_look_the_place_and_the_vault_is_kept() -> None:
    assert set(Preferences.__dataclass_fields__) == {
        "language",
        "theme",
        "text_percent",
        "folder",
        "geometry",
        "is_maximised",
        "goes_on",
    }


def test_a_look_goes_in_and_out() -> None:
    look = Look("en", "dark", 150)
    assert Preferences(folder="x").with_look(look).look == look
    assert settings_folder().name == "Oversight"
