"""What is made once and kept is what would be made again, whoever asked first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from oversight import japanese, pictures
from oversight.checklist import reading, schema, yaml_file
from oversight.exchange import fields, headings
from oversight.inspections import bearings, record_document
from oversight.papers import archive
from oversight.report_form import questions

COMPARED = (
    reading.builtin_editions,
    bearings.builtin_bearings,
    questions.builtin_sets,
    questions.correction_sets,
    pictures._blank_head,
    headings._known_headings,
    fields._all_names,
    archive._srgb,
    japanese._table,
)
OF_ONE_KIND = (schema._validator, yaml_file._loader, record_document._converter, questions._converter)


def _names(each: Any) -> str:
    return f"{each.__module__}.{each.__name__}"


@pytest.mark.parametrize("kept", COMPARED, ids=_names)
def test_what_is_kept_is_what_would_be_made_again(kept: Callable[[], object]) -> None:
    again: Callable[[], object] = kept.__wrapped__  # type: ignore[attr-defined]
    assert again() == kept()
    assert kept() is kept()


@pytest.mark.parametrize("kept", OF_ONE_KIND, ids=_names)
def test_a_tool_that_is_kept_is_of_the_kind_that_would_be_made_again(kept: Callable[[], object]) -> None:
    again: Callable[[], object] = kept.__wrapped__  # type: ignore[attr-defined]
    assert type(again()) is type(kept()) or repr(again()) == repr(kept())
    assert kept() is kept()
