"""The words of the tables and fields of checklists, their drafts, and what was keyed in from paper."""

from __future__ import annotations

from oversight.words import mark

TABLES = {
    "checklist_draft": mark("点検表の案"),
    "checklist_edition": mark("点検表の版"),
    "checklist_series": mark("点検表"),
    "transcription": mark("紙からの転記"),
}

FIELDS = {
    "content_hash": mark("内容の要約値"),
    "edition_id": mark("点検表の版"),
    "adopted_at": mark("採用日時"),
    "key": mark("名前"),
    "current_item": mark("開いている項目"),
    "document": mark("確定した内容"),
    "based_on_id": mark("元の版"),
    "begun_by": mark("作り始めた人"),
    "came_from": mark("元のファイル"),
    "change_note": mark("変更の説明"),
    "checked_at": mark("照合の時刻"),
    "checked_by": mark("照合した人"),
    "checked_by_id": mark("照合した職員"),
    "checked_hash": mark("照合した内容の要約値"),
    "edition_in_use_id": mark("使っている版"),
    "filled_in_by": mark("紙に記入した人"),
    "is_usual": mark("ふだん使う"),
    "notes": mark("取り込みの覚え"),
    "paper_on": mark("紙に書いた日"),
    "published_by": mark("公開した人"),
    "repeats": mark("繰り返しの数"),
    "revision": mark("案の番号"),
    "series": mark("点検表の系列"),
    "transcribed_at": mark("転記の時刻"),
    "transcribed_by": mark("転記した人"),
    "transcribed_by_id": mark("転記した職員"),
    "workbook_id": mark("元のExcel"),
    "workbook_layout": mark("元のExcelの配置"),
}

OWN = {
    ("checklist_draft", "title"): mark("題名"),
    ("checklist_edition", "title"): mark("題名"),
    ("checklist_series", "title"): mark("題名"),
}

VERBS = {
    "publish": mark("公開"),
    "put_in_use": mark("使用の開始"),
    "take_out_of_use": mark("使用の終了"),
    "make_usual": mark("ふだん使う点検表の変更"),
    "transcribe": mark("紙からの転記"),
    "check_transcription": mark("紙との照合"),
    "move_to_edition": mark("点検表の版の変更"),
    "repeat": mark("繰り返しの数の変更"),
}
