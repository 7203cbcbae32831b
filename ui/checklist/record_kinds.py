"""The records inside an item, a section and the head: bases, fields, choices, facts, sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from typing_extensions import override

from oversight.checklist import FactKind, FieldKind, Need
from oversight.checklist.editing import next_field_id
from oversight.checklist.field_telling import FIELD_KIND_WORDS
from oversight.checklist.values import day_from_text
from oversight.words import _, mark
from ui.checklist.condition_field import ConditionField
from ui.checklist.records_field import Record, RecordKind, RecordsField
from ui.checklist.tree_model import told
from ui.widgets.choice_fields import ChoiceField, OneOfField
from ui.widgets.date_field import DateField
from ui.widgets.fields import Field, TextField
from ui.widgets.number_field import NumberField

Document = Callable[[], Mapping[str, Any]]
_MOST = 1_000_000_000_000
FACT_KIND_WORDS: Mapping[FactKind, str] = {
    FactKind.YES_NO: mark("はい・いいえ"),
    FactKind.CHOICE: mark("1つ選ぶ"),
    FactKind.CHOICES: mark("いくつか選ぶ"),
    FactKind.NUMBER: mark("数"),
    FactKind.DATE: mark("日付"),
    FactKind.TEXT: mark("文字"),
}
_OF_NUMBERS = frozenset(
    {"unit.ja", "unit.en", "sample_of.ja", "sample_of.en", "decimals", "minimum", "maximum"}
)


class WrittenDateField(DateField):
    """A day as a document writes it: ``value`` is ``YYYY-MM-DD``, or None."""

    @override
    def value(self) -> Any:
        day = super().value()
        return day.isoformat() if isinstance(day, dt.date) else day

    @override
    def set_value(self, value: Any) -> None:
        super().set_value(day_from_text(str(value)) if value else None)


class _SourceField(ChoiceField):
    """The sources there are at this moment."""

    _is_offering = True

    def __init__(self, document: Document) -> None:
        super().__init__("source", _("出典"), (), is_required=True)
        self._document = document
        self._is_offering = False

    @override
    def set_value(self, value: Any) -> None:
        if not self._is_offering:
            self._is_offering = True
            self.set_options(self._offered(value))
            self._is_offering = False
        super().set_value(value)

    def _offered(self, value: Any) -> list[tuple[str, str]]:
        """Return the sources; one that is not among them stays to be seen."""
        sources = self._document().get("sources", ())
        options = [
            (str(one.get("id", "")), f"{one.get('id', '')} {told(one.get('title'))}") for one in sources
        ]
        if value and value not in {each for each, _word in options}:
            options.append((value, _("{source}（出典の表にない）").format(source=value)))
        return options


def both_lines(name: str, label: str, **rest: Any) -> tuple[TextField, TextField]:
    """Return a line in Japanese and one in English."""
    return (
        TextField(f"{name}.ja", label, **rest),
        TextField(f"{name}.en", _("{label}（英語）").format(label=label)),
    )


def bases(document: Document) -> RecordsField:
    """Return the field of an item's bases (根拠条項)."""

    def fields() -> Sequence[Field]:
        hint = _("空けておくと、出典の日付です。")
        return (
            _SourceField(document),
            *both_lines("clause", _("条項")),
            WrittenDateField("as_of", _("いつ現在の内容か"), hint=hint),
        )

    def told_basis(one: Mapping[str, Any]) -> str:
        clause = one.get("clause")
        return f"{one.get('source', '')}　{told(clause) if clause else ''}".strip("　")

    kind = RecordKind(mark("根拠"), told_basis, fields, lambda _records: {})
    return RecordsField("basis", _("根拠"), kind, is_required=True)


def choices(document: Document, *, with_condition: bool) -> RecordsField:
    """Return the field of the choices of a field or of a fact."""

    def fields() -> Sequence[Field]:
        own: tuple[Field, ...] = (
            TextField("value", _("値"), is_required=True, hint=_("条件に書く短い語。空白は使えません。")),
            *both_lines("label", _("選択肢の文"), is_required=True),
        )
        condition = ConditionField("condition", _("出す条件"), document)
        return (*own, condition) if with_condition else own

    def blank(records: Sequence[Mapping[str, Any]]) -> Record:
        return {
            "value": f"c{len(records) + 1}",
            "label": {"ja": _("選択肢{number}").format(number=len(records) + 1)},
        }

    def told_choice(one: Mapping[str, Any]) -> str:
        return f"{told(one.get('label'))} [{one.get('value', '')}]"

    return RecordsField("choices", _("選択肢"), RecordKind(mark("選択肢"), told_choice, fields, blank))


def _fields_of_field(document: Document) -> Sequence[Field]:
    kinds = [(kind.value, _(FIELD_KIND_WORDS[kind])) for kind in FieldKind]
    needs = [(Need.REQUIRED.value, _("必須")), (Need.ADVISED.value, _("任意"))]
    example, named = _("「.」がこの値です。例: . >= 1 and . <= 10"), _("条件に書く名前。英小文字・数字・_")
    return (
        ChoiceField("kind", _("種類"), kinds, is_required=True),
        *both_lines("label", _("欄の名前"), is_required=True),
        OneOfField("need", _("必須か"), needs, is_required=True),
        *both_lines("unit", _("単位")),
        *both_lines("sample_of", _("母数（抽出で数えるとき）")),
        NumberField("decimals", _("小数の桁数"), high=6),
        NumberField("minimum", _("最小"), low=-_MOST, high=_MOST, decimals=6),
        NumberField("maximum", _("最大"), low=-_MOST, high=_MOST, decimals=6),
        choices(document, with_condition=True),
        ConditionField("constraint", _("値の決まり"), document, of_value=True, hint=example),
        *both_lines("constraint_message", _("決まりに合わないときの文")),
        TextField("id", _("欄の記号"), is_required=True, hint=named),
    )


def item_fields(document: Document) -> RecordsField:
    """Return the field of what an item asks for beside its mark, or in its place."""

    def blank(records: Sequence[Mapping[str, Any]]) -> Record:
        kind, need = FieldKind.TEXT.value, Need.ADVISED.value
        return {"id": next_field_id(records), "kind": kind, "label": {"ja": _("新しい欄")}, "need": need}

    def told_field(one: Mapping[str, Any]) -> str:
        kind = next((word for each, word in FIELD_KIND_WORDS.items() if each == one.get("kind")), "")
        need = _("必須") if one.get("need") == Need.REQUIRED else _("任意")
        return " ".join((told(one.get("label")), _("・").join(filter(None, (_(kind) if kind else "", need)))))

    fields = partial(_fields_of_field, document)
    kind = RecordKind(mark("欄"), told_field, fields, blank, _unused_of_field)
    return RecordsField("fields", _("あわせて尋ねること"), kind)


def _unused_of_field(one: Mapping[str, Any]) -> frozenset[str]:
    kind = one.get("kind")
    unused: frozenset[str] = frozenset() if kind == FieldKind.NUMBER else _OF_NUMBERS
    if kind not in (FieldKind.CHOICE, FieldKind.CHOICES):
        unused |= {"choices"}
    if not one.get("constraint"):
        unused |= {"constraint_message.ja", "constraint_message.en"}
    return unused


def facts(document: Document) -> RecordsField:
    """Return the field of what conditions may ask of the contract."""

    def fields() -> Sequence[Field]:
        kinds = [(kind.value, _(FACT_KIND_WORDS[kind])) for kind in FactKind]
        return (
            TextField("name", _("名前"), is_required=True, hint=_("条件では、この名前で値を指します。")),
            ChoiceField("kind", _("種類"), kinds, is_required=True),
            *both_lines("label", _("事実の文"), is_required=True),
            choices(document, with_condition=False),
        )

    def blank(records: Sequence[Mapping[str, Any]]) -> Record:
        name = _("事実{number}").format(number=len(records) + 1)
        return {"name": name, "kind": FactKind.YES_NO.value, "label": {"ja": name}}

    def unused(one: Mapping[str, Any]) -> frozenset[str]:
        return (
            frozenset() if one.get("kind") in (FactKind.CHOICE, FactKind.CHOICES) else frozenset({"choices"})
        )

    def told_fact(one: Mapping[str, Any]) -> str:
        return f"{one.get('name', '')}　{told(one.get('label'))}"

    return RecordsField(
        "facts", _("契約や検査の事実"), RecordKind(mark("事実"), told_fact, fields, blank, unused)
    )


def sources(today: dt.date) -> RecordsField:
    """Return the field of the texts that items rest on."""

    def fields() -> Sequence[Field]:
        return (
            TextField("id", _("記号"), is_required=True),
            *both_lines("title", _("出典の名称"), is_required=True),
            WrittenDateField("as_of", _("いつ現在の内容か"), is_required=True),
            TextField("url", _("ウェブの場所"), placeholder="https://"),
            TextField("locator", _("掲載場所")),
        )

    def blank(records: Sequence[Mapping[str, Any]]) -> Record:
        title = _("出典{number}").format(number=len(records) + 1)
        return {"id": f"S{len(records) + 1}", "title": {"ja": title}, "as_of": today.isoformat()}

    def told_source(one: Mapping[str, Any]) -> str:
        return f"{one.get('id', '')}　{told(one.get('title'))}"

    return RecordsField(
        "sources", _("出典"), RecordKind(mark("出典"), told_source, fields, blank), is_required=True
    )
