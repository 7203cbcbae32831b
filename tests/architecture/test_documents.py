"""What the documents name exists: files, commands, deeds of dev.py."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from deeds import DEEDS

from oversight.cli import build_parser

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ["README.md", "README.ja.md", "CONTRIBUTING.md", "resources/licences/README.md"]


def text_of(document: str) -> str:
    """Read a document."""
    return (ROOT / document).read_text(encoding="utf-8")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_link_leads_to_a_file(document: str) -> None:
    targets = re.findall(r"\]\(([^)#:]+)\)", text_of(document))
    folder = (ROOT / document).parent
    assert [target for target in targets if not (folder / target).exists()] == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_deed_of_dev_py_that_is_named_exists(document: str) -> None:
    named = set(re.findall(r"packaging.dev\.py (\w+)", text_of(document)))
    assert named - set(DEEDS) == set()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_command_that_is_named_exists(document: str) -> None:
    """A command is named as ``oversight room deed`` in code type; asking for its help must succeed."""
    for words in re.findall(r"`oversight ((?:[a-z-]+ ?)+)", text_of(document)):
        with pytest.raises(SystemExit) as ended:
            build_parser().parse_args([*words.split(), "--help"])
        assert ended.value.code == 0, words


@pytest.mark.parametrize("document", ["CONTRIBUTING.md"])
def test_every_file_that_is_named_in_code_type_exists(document: str) -> None:
    named = re.findall(
        r"`((?:models|oversight|ui|tests|packaging|resources|checklists)/[\w./]+)`", text_of(document)
    )
    assert [name for name in named if not (ROOT / name).exists()] == []


def test_both_front_pages_have_the_same_parts() -> None:
    english, japanese = text_of("README.md"), text_of("README.ja.md")
    assert english.count("\n## ") == japanese.count("\n## ")
    assert re.findall(r"`(oversight [a-z ]+|dev\.py \w+)", english) == re.findall(
        r"`(oversight [a-z ]+|dev\.py \w+)", japanese
    )
