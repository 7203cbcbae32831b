"""What the schema says of an edition's document, told in office words.

``checklists/schema.json`` (JSON Schema 2020-12) is the rule; the ``jsonschema`` library applies it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from oversight.checklist.faults import FaultKind, LintFault
from oversight.words import _, mark

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError


_MISSING: Mapping[str, tuple[FaultKind, str]] = {
    "ja": (FaultKind.MISSING_TITLE, mark("{place}: 日本語の文がありません。")),
    "en": (FaultKind.MISSING_TITLE, mark("{place}: 英語の文がありません。")),
    "title": (FaultKind.MISSING_TITLE, mark("{place}: 題名がありません。")),
    "severity": (FaultKind.MISSING_SEVERITY, mark("{place}: 重大性（A・B・C）がありません。")),
    "basis": (FaultKind.MISSING_BASIS, mark("{place}: 根拠がありません。")),
    "as_of": (FaultKind.MISSING_AS_OF, mark("{place}: いつ現在の内容かを示す日（as_of）がありません。")),
}

_SENTENCES: Mapping[str, str] = {
    "required": mark("{place}: 「{key}」がありません。"),
    "additionalProperties": mark("{place}: 決められていない項目名があります。"),
    "type": mark("{place}: 値の種類が違います。"),
    "enum": mark("{place}: 決められた語のどれでもありません。"),
    "const": mark("{place}: 決められた語のどれでもありません。"),
    "pattern": mark("{place}: 書き方が決まりに合いません。"),
    "format": mark("{place}: 日付ではありません（YYYY-MM-DD）。"),
    "minItems": mark("{place}: 1つもありません。"),
    "maxItems": mark("{place}: 多すぎます。"),
    "uniqueItems": mark("{place}: 同じものが2度あります。"),
    "maxLength": mark("{place}: 長すぎます。"),
}


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator, FormatChecker

    schema = json.loads((resources.files("checklists") / "schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema, format_checker=FormatChecker(["date"]))


def schema_faults(document: Mapping[str, Any]) -> Iterator[LintFault]:
    """Yield each breach of the schema, in the order of the document's paths."""
    errors = sorted(_validator().iter_errors(document), key=lambda error: list(map(str, error.path)))
    # The library gives one error for each missing key, and each names all keys wanted: told once.
    yield from dict.fromkeys(fault for error in errors for fault in _faults_of(error, document))


def _faults_of(error: ValidationError, document: Mapping[str, Any]) -> Iterator[LintFault]:
    path = list(error.absolute_path)
    place = _place(path, document)
    if error.validator == "required":
        wanted: Any = error.validator_value
        present: Any = error.instance
        yield from (_missing(key, place) for key in wanted if key not in present)
        return
    last = str(path[-1]) if path else ""
    if error.validator in ("minItems", "pattern") and last in _MISSING and not _has_words(error.instance):
        yield _missing(last, _place(path[:-1], document))
        return
    sentence = _SENTENCES.get(str(error.validator), mark("{place}: 決まりに合いません。"))
    yield LintFault(FaultKind.SCHEMA, place, _(sentence).format(place=place))


def _missing(key: str, place: str) -> LintFault:
    kind, sentence = _MISSING.get(key, (FaultKind.SCHEMA, _SENTENCES["required"]))
    return LintFault(kind, place, _(sentence).format(place=place, key=key))


def _has_words(instance: Any) -> bool:
    return bool(instance.strip() if isinstance(instance, str) else instance)


def _place(path: Sequence[str | int], document: Mapping[str, Any]) -> str:
    """Name a place as a person would: by the id of the item, section, source or fact, then the keys."""
    here: Any = document
    words: list[str] = []
    for step in path:
        here = here[step]
        name = (here.get("id") or here.get("name")) if isinstance(here, dict) else None
        if isinstance(name, str) and isinstance(step, int):
            # An item's id says enough by itself; a field's id needs its item's before it.
            words = [name] if words[-1] == "items" else [*words[:-1], name]
        else:
            words.append(str(step + 1) if isinstance(step, int) else step)
    return " ".join(words) or _("点検表")
