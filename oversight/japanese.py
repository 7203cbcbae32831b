"""Folding Japanese text for search: 髙橋 is found by 高橋, ｻｯﾎﾟﾛ by サッポロ and さっぽろ, ㈱ by 株式会社.

Variants of characters are those common in names of people and bodies (人名・地名の異体字); the table is
the product's own, drawn from everyday register practice, and may grow. Folding is for finding only: what
is stored and shown is never changed.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_VARIANTS = (
    "高髙 崎﨑碕嵜 辺邊邉 浜濱濵 徳德 吉𠮷 斎齋齊斉 沢澤 広廣 桜櫻 島嶋嶌 国國 竜龍 恵惠 真眞 渓溪 "
    "穂穗 滝瀧 会會 学學 鉄鐵銕 藤籐 葛𦹀 栄榮 増增 豊豐 黒黑 青靑 清淸 "
    "郎郞 館舘 峰峯 船舩 条條 関關 万萬 与與 蔵藏 礼禮 静靜 円圓 曽曾 柳栁 昌曻 梅楳 橋槗 "
    "寿壽 弥彌 遥遙 将將 実實 宝寶 富冨 野埜 様樣 来來 県縣 証證 湾灣 並竝 亜亞 寛寬 巌巖 "
    "桑桒 顕顯 薫薰 為爲 瀬瀨 頼賴 隠隱 緑綠 録錄 薮藪籔 篭籠 桧檜 芦蘆 函凾 翠翆 煕熙 "
    "剣劍 塩鹽 麦麥 弁辨辯瓣 予豫 余餘 台臺 号號 団團 図圖 声聲 壮壯 売賣 変變 宮宫 対對 属屬 帰歸"
)
_BODY_FORMS = (
    ("㈱", "株式会社"),
    ("(株)", "株式会社"),
    ("㈲", "有限会社"),
    ("(有)", "有限会社"),
    ("(同)", "合同会社"),
    ("(一財)", "一般財団法人"),
    ("(公財)", "公益財団法人"),
    ("(一社)", "一般社団法人"),
    ("(社福)", "社会福祉法人"),
    ("(医)", "医療法人"),
    ("(特非)", "特定非営利活動法人"),
    ("npo法人", "特定非営利活動法人"),
)
_DROPPED = re.compile(
    r"[\s\u3000・･.,，、。'’`()（）「」『』\-‐‑‒–—―−ー～〜~/_\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)


@cache
def _table() -> dict[int, str]:
    table = {
        ord(variant): group[0] for group in _VARIANTS.split() for variant in group[1:] if variant != group[0]
    }
    table |= {code: chr(code + 0x60) for code in range(0x3041, 0x3097)}
    return table


def fold(text: str) -> str:
    """Return the text as search compares it; two spellings of one name give the same result."""
    plain = unicodedata.normalize("NFKC", text).lower()
    for short, full in _BODY_FORMS:
        if short in plain:
            plain = plain.replace(short, full)
    return unicodedata.normalize("NFKC", _DROPPED.sub("", plain).translate(_table()))


def search_text_of(*parts: str) -> str:
    """Return several texts folded, each kept apart so that no match runs across two."""
    return "\n".join(folded for part in parts if (folded := fold(part)))


def listed(text: str) -> tuple[str, ...]:
    """Return the parts of a list: one a line, or parted by commas of either kind; none twice."""
    parts = (part.strip() for part in re.split(r"[\n、,，]+", text))
    return tuple(dict.fromkeys(part for part in parts if part))
