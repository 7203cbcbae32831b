"""What a field asks for, in one line: kind, need, bounds, unit, choices, constraint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from oversight.checklist.edition import ExtraField, FieldKind
from oversight.words import _, mark

FIELD_KIND_WORDS: Mapping[FieldKind, str] = {
    FieldKind.NUMBER: mark("数"),
    FieldKind.DATE: mark("日付"),
    FieldKind.TEXT: mark("文字"),
    FieldKind.PHOTO: mark("写真"),
    FieldKind.CHOICE: mark("1つ選ぶ"),
    FieldKind.CHOICES: mark("いくつか選ぶ"),
}


def told_field(field: ExtraField) -> str:
    """Return one line that says all a field asks for beside its label."""
    return _("、").join(_parts(field))


def _parts(field: ExtraField) -> Iterator[str]:
    yield _(FIELD_KIND_WORDS[field.kind])
    yield _("必須") if field.is_required else _("任意")
    if field.unit.ja:
        yield field.unit.spoken()
    if field.sample_of is not None:
        yield _("母数: {population}").format(population=field.sample_of.spoken())
    if field.decimals:
        yield _("小数{count}桁まで").format(count=field.decimals)
    if field.minimum is not None:
        yield _("{number:g}以上").format(number=field.minimum)
    if field.maximum is not None:
        yield _("{number:g}以下").format(number=field.maximum)
    if field.choices:
        yield _("・").join(
            f"{one.label.spoken()}[{one.condition}]" if one.condition else one.label.spoken()
            for one in field.choices
        )
    if field.constraint:
        yield field.constraint
