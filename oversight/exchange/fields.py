# ruff: noqa: E501 - one field a line reads better than a wrapped table
"""What can be imported, and the headings by which its columns are known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from oversight.japanese import fold
from oversight.words import _, mark, speaking


class FieldKind(StrEnum):
    """How a cell is read."""

    TEXT = "text"
    DAY = "day"
    NUMBER = "number"
    YES_NO = "yes_no"
    LIST = "list"
    CORPORATE_NUMBER = "corporate_number"
    CONTRACT_KIND = "contract_kind"
    CONTRACTOR_KIND = "contractor_kind"


@dataclass(frozen=True)
class ImportField:
    """A field, its word, further headings it goes by, and whether every row owes it."""

    key: str
    word: str
    headings: tuple[str, ...] = ()
    kind: FieldKind = FieldKind.TEXT
    is_required: bool = False


CONTRACTORS = (
    ImportField("name", mark("名称"), ("委託先", "委託先名", "事業者名", "商号", "会社名", "受託者", "name"), is_required=True),
    ImportField("kana", mark("商号カナ"), ("フリガナ", "カナ", "ふりがな", "kana")),
    ImportField("corporate_number", mark("法人番号"), ("corporate number",), FieldKind.CORPORATE_NUMBER),
    ImportField("kind", mark("種別"), ("区分", "kind"), FieldKind.CONTRACTOR_KIND),
    ImportField("representative_title", mark("代表者職名"), ("代表者役職", "職名")),
    ImportField("representative_name", mark("代表者氏名"), ("代表者", "代表者名")),
    ImportField("postal_code", mark("郵便番号"), ("〒", "postal code")),
    ImportField("address", mark("所在地"), ("住所", "address")),
    ImportField("phone", mark("電話"), ("電話番号", "TEL", "phone")),
    ImportField("fax", mark("FAX"), ("FAX番号",)),
    ImportField("contact_department", mark("担当部署"), ("部署",)),
    ImportField("contact_name", mark("担当者"), ("担当者名", "担当者氏名")),
    ImportField("email", mark("メール"), ("メールアドレス", "E-mail", "email")),
    ImportField("remarks", mark("備考"), ("摘要", "remarks")),
)  # fmt: skip
CONTRACTS = (
    ImportField("number", mark("契約番号"), ("番号", "契約No", "管理番号", "number"), is_required=True),
    ImportField("title", mark("件名"), ("契約名", "契約件名", "業務名", "委託業務名", "title"), is_required=True),
    ImportField("title_kana", mark("件名フリガナ"), ("件名カナ",)),
    ImportField("contractor", mark("委託先"), ("委託先名", "受託者", "契約相手方", "事業者名", "contractor")),
    ImportField("corporate_number", mark("法人番号"), ("委託先法人番号",), FieldKind.CORPORATE_NUMBER),
    ImportField("department", mark("所管課"), ("担当課", "課名", "所属", "section"), is_required=True),
    ImportField("kind", mark("契約種別"), ("種別", "契約区分"), FieldKind.CONTRACT_KIND),
    ImportField("signed_on", mark("契約締結日"), ("契約日", "締結日"), FieldKind.DAY),
    ImportField("service_from", mark("履行開始日"), ("履行期間開始", "履行期間（自）", "契約開始日", "開始日", "自"), FieldKind.DAY, is_required=True),
    ImportField("service_until", mark("履行終了日"), ("履行期間終了", "履行期間（至）", "契約終了日", "終了日", "至"), FieldKind.DAY, is_required=True),
    ImportField("preparation_from", mark("準備開始日"), ("準備期間（自）",), FieldKind.DAY),
    ImportField("preparation_until", mark("準備終了日"), ("準備期間（至）",), FieldKind.DAY),
    ImportField("place", mark("履行場所"), ("場所", "作業場所", "place")),
    ImportField("personal_data_items", mark("個人情報の項目"), ("取り扱う個人情報", "個人情報項目"), FieldKind.LIST),
    ImportField("persons_count", mark("本人の数"), ("対象人数", "件数", "人数"), FieldKind.NUMBER),
    ImportField("handles_specific", mark("特定個人情報"), ("特定個人情報の有無", "マイナンバー", "特定"), FieldKind.YES_NO),
    ImportField("handles_sensitive", mark("要配慮個人情報"), ("要配慮", "要配慮個人情報の有無"), FieldKind.YES_NO),
    ImportField("subcontract_allowed", mark("再委託の可否"), ("再委託", "再委託可否"), FieldKind.YES_NO),
    ImportField("amount_yen", mark("契約金額（円）"), ("契約金額", "金額"), FieldKind.NUMBER),
    ImportField("remarks", mark("備考"), ("摘要", "remarks")),
)  # fmt: skip
_SHORTEST_NEAR = 3
FIELDS = {"contractors": CONTRACTORS, "contracts": CONTRACTS}


def match_columns(kind: str, headings: Sequence[str]) -> dict[str, int]:
    """Return field key → column index (from 0), by equal folded headings first, then by likeness.

    A column serves one field; what is not matched is left for the user to choose. Which matches are by
    likeness alone is told by ``list_near``.
    """
    folded = [fold(heading) for heading in headings]
    matched: dict[str, int] = {}
    for find in (_find_same, _find_near):
        for each in FIELDS[kind]:
            if each.key not in matched:
                column = find(folded, each, set(matched.values()))
                if column is not None:
                    matched[each.key] = column
    return matched


def list_near(kind: str, headings: Sequence[str], columns: Mapping[str, int]) -> tuple[str, ...]:
    """Return the keys of the fields whose column bears another heading than any the field goes by."""
    return tuple(
        each.key
        for each in FIELDS[kind]
        if each.key in columns and fold(headings[columns[each.key]]) not in _names(each)
    )


@cache
def _names(each: ImportField) -> tuple[str, ...]:
    """Return what a field's column may be headed, folded; an English list comes back in a Japanese window."""
    with speaking("en"):
        in_english = _(each.word)
    return tuple(fold(name) for name in (each.word, in_english, *each.headings))


def _find_same(folded: Sequence[str], each: ImportField, taken: set[int]) -> int | None:
    for name in _names(each):
        for column, heading in enumerate(folded):
            if heading == name and column not in taken:
                return column
    return None


def _find_near(folded: Sequence[str], each: ImportField, taken: set[int]) -> int | None:
    """Return a column whose heading holds a name of the field, unless it holds a longer one of another.

    電話番号 is no 契約番号: short names such as 番号 serve only where a heading is just that.
    """
    for column, heading in enumerate(folded):
        held = [name for name in _all_names() if name in heading]
        longest = max(map(len, held), default=0)
        own = [name for name in held if len(name) == longest and name in _names(each)]
        if own and longest >= _SHORTEST_NEAR and column not in taken:
            return column
    return None


@cache
def _all_names() -> frozenset[str]:
    return frozenset(name for fields in FIELDS.values() for each in fields for name in _names(each))
