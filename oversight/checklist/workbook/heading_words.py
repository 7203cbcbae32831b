"""Words by which the columns, the answers and the side matters of a municipal checklist are known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from models.marks import Mark, Severity
from oversight.checklist.workbook.understood import ColumnRole

_SPACE = re.compile(r"\s+")
_WORDS: Mapping[ColumnRole, str] = {
    ColumnRole.NUMBER: (
        "no no. № # 番号 項番 項目番号 連番 通番 通し番号 整理番号 点検番号 設問番号 問番号 "
        "項目no 項目no. 条番号 id"
    ),
    ColumnRole.QUESTION: (
        "点検項目 確認項目 点検内容 確認内容 検査項目 検査内容 チェック項目 チェック内容 "
        "チェックポイント 確認事項 点検事項 検査事項 調査項目 調査事項 監査項目 監査内容 質問 "
        "質問項目 質問事項 設問 問い 項目 内容 評価項目 着眼点 遵守事項 点検の内容 確認の内容 "
        "点検する事項 確認する事項 question item"
    ),
    ColumnRole.LOOK_AT: (
        "確認資料 確認書類 確認方法 確認の方法 確認手段 確認対象 確認するもの 見るもの 証跡 証拠 "
        "エビデンス 根拠資料 提示資料 関係書類 関係資料 必要書類 点検方法 検査方法 確認資料等 "
        "確認書類等 資料 確認のポイント 確認ポイント 留意点 evidence"
    ),
    ColumnRole.BASIS: (
        "根拠 根拠条項 根拠規定 根拠法令 根拠法令等 条項 関係条項 関係規程 関係法令 契約条項 "
        "特記事項の条項 特記条項 規程 法令 該当条文 条文 basis"
    ),
    ColumnRole.SEVERITY: ("重要度 重大性 重大度 ランク 優先度 危険度 リスク 影響度 重み 区分ランク severity"),
    ColumnRole.SECTION: (
        "区分 分類 大項目 中項目 小項目 大分類 中分類 章 節 分野 対策 対策区分 項目区分 点検区分 "
        "カテゴリ カテゴリー 安全管理措置 措置 section"
    ),
    ColumnRole.MARK: (
        "判定 評価 結果 確認 確認欄 点検結果 確認結果 検査結果 判定結果 評価結果 監査結果 "
        "チェック チェック欄 適否 可否 良否 合否 回答 回答欄 判定欄 評価欄 結果欄 自己点検 "
        "実地検査 判断 result"
    ),
    ColumnRole.NOTE: (
        "備考 備考欄 特記事項 指摘内容 指摘事項 指摘 所見 コメント 意見 改善事項 改善点 補足 摘要 "
        "メモ 理由 状況 確認状況 是正内容 不適の内容 不適合の内容 不適の理由 検査員所見 記事 note "
        "notes"
    ),
    ColumnRole.ENGLISH: ("english 英語 英文 英訳"),
}
_MARKS: Mapping[Mark, str] = {
    Mark.CONFORMING: (
        "適 適合 適正 はい 良 良好 可 合 合格 有 あり ○ 〇 ◯ ◎ ok yes y 済 実施 実施済 "
        "実施している できている 遵守 問題なし 異常なし a適"
    ),
    Mark.NONCONFORMING: (
        "不適 不適合 不適正 いいえ 否 不良 不可 不合格 無 なし × ✕ ✖ ╳ x ng no n 未 未実施 "
        "実施していない できていない 非遵守 要改善 問題あり 異常あり"
    ),
    Mark.NOT_APPLICABLE: (
        "非該当 該当なし 該当無し 該当無 対象外 - / n/a na 適用外 該当せず 非適用 該当しない"
    ),
}
_SEVERITIES: Mapping[Severity, str] = {
    Severity.A: "a 高 大 重大 重要 必須 最重要 ★★★ 極めて重要 high",
    Severity.B: "b 中 要改善 ★★ 標準 middle",
    Severity.C: "c 低 小 軽微 改善が望ましい 推奨 ★ 任意 low",
}
_SIDE_SHEETS = re.compile(
    r"記入例|記載例|記入要領|記載要領|作成例|見本|サンプル|凡例|選択肢|リスト|マスタ|マスター|説明|使い方|表紙|目次|改訂履歴|変更履歴|履歴|手引",
    re.IGNORECASE,
)
_SIDE_ROWS = re.compile(
    r"^\s*(※|＊|\*|注\s*[\d１-９)）:：．.]|注意|（注|\(注|備考\s*[:：\d１-９]|【記入|記入要領|記載要領|記入上の|凡例|以上$|"
    r"(総合|全体)(評価|所見|判定|意見)|講評|特記事項|合計|小計|計$|検査員|検査者|点検者|点検員|確認者|立会者|立会人|責任者印|署名|"
    r"(所属|職名|職・?氏名|氏名|役職|印$|㊞)|検査(年月)?日|点検(年月)?日|実施(年月)?日|記入(年月)?日|作成(年月)?日|令和.{0,6}年.{0,6}月|.{0,6}年\s*月\s*日)"
)
_BOX = "□☐"
_CHECKED = "☑"


@lru_cache(maxsize=8192)
def bare(text: str) -> str:
    """Return a word as headings are compared: half width, small letters, no blanks, one dash."""
    short = unicodedata.normalize("NFKC", text[:200]).lower()
    return _SPACE.sub("", re.sub("[‐‑‒–—―−ー]$|^[‐‑‒–—―−ー]", "-", short)).strip("・:：*※【】「」[]")


_ROLE_OF = {word: role for role, words in _WORDS.items() for word in words.split()}
_MARK_OF = {bare(word): one for one, words in _MARKS.items() for word in words.split()}
_SEVERITY_OF = {bare(word): one for one, words in _SEVERITIES.items() for word in words.split()}
_LONGEST_FIRST = sorted(_ROLE_OF, key=len, reverse=True)
_PARTS = re.compile(r"[・/／,、，|｜\s\n]+")


def mark_of(text: str) -> Mark | None:
    """Return the mark that a word or sign of an answer means."""
    return _MARK_OF.get(bare(text.strip(_BOX + _CHECKED + "■()（）")))


@lru_cache(maxsize=2048)
def marks_in(text: str) -> Mapping[Mark, str]:
    """Return the words for marks that a text offers (適・不適・該当なし); empty for fewer than two."""
    inside = re.sub(r"[()（）\[\]:：□☐☑■]", " ", text[:200])
    parts = [part for part in _PARTS.split(inside) if part]
    found: dict[Mark, str] = {}
    for part in parts:
        meant = mark_of(part)
        if meant is not None:
            found.setdefault(meant, part)
    return found if len(found) > 1 and len(found) * 3 >= len(parts) * 2 - 2 else {}


def marks_among(words: Iterable[str]) -> dict[Mark, str]:
    """Return the words for marks among those that a list offers; empty for fewer than two."""
    found: dict[Mark, str] = {}
    for word in words:
        meant = mark_of(word)
        if meant is not None:
            found.setdefault(meant, word)
    return found if len(found) > 1 else {}


def severity_of(text: str) -> Severity | None:
    """Return the severity that a word means."""
    return _SEVERITY_OF.get(bare(text))


@lru_cache(maxsize=8192)
def role_of(text: str) -> ColumnRole | None:
    """Return the role that a heading names; ``None`` where none of its words is known."""
    if not text or len(text) > 60:
        return None
    word = bare(re.sub(r"[(（].*?[)）]", "", text) or text)
    if word in _ROLE_OF:
        return _ROLE_OF[word]
    meant = mark_of(text) if len(word) < 12 else None
    if meant is not None:
        return ColumnRole(meant.value)
    if marks_in(text):
        return ColumnRole.MARK
    return _role_within(word)


def _role_within(word: str) -> ColumnRole | None:
    """Find a known word at the end of a longer heading (個人情報の点検項目), the longest first."""
    if len(word) > 20:
        return None
    return next(
        (_ROLE_OF[known] for known in _LONGEST_FIRST if len(known) > 1 and word.endswith(known)), None
    )


def is_side_sheet(name: str) -> bool:
    """Tell whether a sheet's name says that it is an example, a cover, a list or a guide."""
    return _SIDE_SHEETS.search(name) is not None


@lru_cache(maxsize=8192)
def is_side_row(text: str) -> bool:
    """Tell whether a text is a foot note, a place to sign, or another side matter."""
    return _SIDE_ROWS.search(text[:60]) is not None


def has_box(text: str) -> bool:
    """Tell whether a cell has a box to tick."""
    return any(sign in text for sign in _BOX)


def ticked(text: str, word: str) -> str:
    """Return a text of boxes (□適 □不適) with that of a word ticked."""
    return re.sub(rf"[{_BOX}](\s*){re.escape(word)}(?![一-鿿])", rf"{_CHECKED}\1{word}", text, count=1)
