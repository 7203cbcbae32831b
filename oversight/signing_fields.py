"""The office's words for signatures under records; ``oversight.field_words`` holds all words together."""

from __future__ import annotations

from oversight.words import mark

TABLES = {
    "signature": mark("署名"),
    "signature_voiding": mark("署名の無効"),
}
"""Tables of signatures."""

FIELDS = {
    "attempt": mark("何回目の署名"),
    "declined_reason": mark("署名しない理由"),
    "picture_id": mark("署名の画像"),
    "picture_sha256": mark("署名の画像の要約値"),
    "record_id": mark("検査記録"),
    "signature_id": mark("署名"),
    "signed_at": mark("署名日時"),
    "signed_hash": mark("署名した記録の要約値"),
    "strokes": mark("筆跡"),
    "taken_by": mark("署名を受けた職員"),
    "voided_at": mark("無効にした日時"),
    "voided_by": mark("無効にした者"),
}
"""Fields of signatures and of their voiding."""

OWN = {
    ("signature", "name"): mark("氏名"),
}
"""Fields whose word is another in these tables."""

VERBS = {
    "sign": mark("署名"),
    "decline": mark("署名しないことの記録"),
    "void": mark("署名の無効"),
}
"""What is done with signatures."""
