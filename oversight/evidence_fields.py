"""The office's words for the fields of evidence and of sketches; part of ``oversight.field_words``."""

from __future__ import annotations

from oversight.words import mark

FIELDS = {
    "confidence": mark("確からしさ（%）"),
    "dated_on": mark("文書の日付"),
    "drawing": mark("描いたもの"),
    "drawing_id": mark("見取図の線"),
    "evidence_id": mark("証拠"),
    "failed": mark("不備の数"),
    "floor_plan_id": mark("平面図"),
    "labels": mark("図の書込み"),
    "noted_at": mark("記録日時"),
    "pages": mark("頁"),
    "picks": mark("選んだ番号"),
    "rate": mark("許せる不備の割合（%）"),
    "saved_at": mark("保存日時"),
    "seed": mark("標本の種"),
    "speaker": mark("話した人"),
    "speaker_post": mark("話した人の職"),
    "witness": mark("聞いた者（2人目）"),
}

OWN = {
    ("evidence", "subject"): mark("対象・名称"),
    ("evidence", "kind"): mark("証拠の種別"),
}
