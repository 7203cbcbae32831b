"""The office's words for areas, permits, visits and devices; part of ``oversight.field_words``."""

from __future__ import annotations

from oversight.words import mark

TABLES = {
    "device_permit": mark("持込許可"),
    "device_return": mark("機器の返却"),
    "door_pin": mark("入口の暗証番号"),
    "door_point": mark("入室の注意点"),
    "handling_area": mark("取扱区域"),
    "open_visit": mark("続いている入室"),
    "visit": mark("入室"),
    "visit_device": mark("申告した機器"),
    "visit_draft": mark("入室の書きかけ"),
    "visit_exit": mark("退室"),
    "visit_signature": mark("入室の署名"),
}
"""Tables of the door."""

FIELDS = {
    "area_id": mark("取扱区域"),
    "carries_nothing": mark("持込なしの申告"),
    "class_word": mark("当時の呼び名"),
    "checked_out_how": mark("持出時の確認"),
    "closes_at": mark("閉室時刻"),
    "conditions": mark("条件"),
    "decided_id": mark("決めた者"),
    "decision_reason": mark("決めた理由"),
    "device": mark("機器"),
    "device_class": mark("機器の種類"),
    "draft": mark("書きかけ"),
    "digest": mark("照合用の値"),
    "ended_on": mark("終了日"),
    "ended_reason": mark("終了の理由"),
    "entered_at": mark("入室日時"),
    "escort": mark("付添いの職員"),
    "escort_id": mark("付添いの職員"),
    "failures": mark("誤りの回数"),
    "group_id": mark("同行の組"),
    "handing": mark("何回目の返却か"),
    "holder": mark("持ち込む者"),
    "kept_at": mark("ロッカー・封印番号"),
    "late_reason": mark("後から記録した理由"),
    "left_at": mark("退室日時"),
    "level": mark("区域の区分"),
    "max_persons": mark("入室の上限人数"),
    "measures": mark("安全の措置"),
    "noticed_at": mark("気付いた日時"),
    "organisation": mark("所属"),
    "permit_id": mark("持込許可"),
    "person": mark("入室者"),
    "purpose": mark("目的"),
    "recorded_at": mark("記録日時"),
    "recorded_by": mark("記録した職員"),
    "requested_by": mark("申請を受けた職員"),
    "requested_id": mark("申請を受けた職員"),
    "requested_on": mark("申請日"),
    "returned_at": mark("返却日時"),
    "rule": mark("入室の規則"),
    "saved_by": mark("保存した職員"),
    "serial": mark("識別番号"),
    "set_at": mark("決めた日時"),
    "sheet": mark("紙の記録票"),
    "systems": mark("使用システム"),
    "treatment": mark("取扱い"),
    "uses_core": mark("基幹系の使用"),
    "visit_device_id": mark("申告した機器"),
    "visit_id": mark("入室"),
    "witness_id": mark("立会職員"),
    "witnessed_how": mark("確かめ方"),
    "worker_id": mark("従事者"),
}
"""Fields of the door."""

OWN = {
    ("device_permit", "number"): mark("許可番号"),
    ("door_point", "key"): mark("見分けの値"),
    ("device_return", "note"): mark("気付いたこと"),
    ("visit", "number"): mark("通し番号"),
    ("visit", "witness"): mark("立会職員"),
    ("visit_device", "count"): mark("台数"),
    ("visit_signature", "name"): mark("氏名"),
}
"""Fields whose word is another in these tables."""

VERBS = {
    "enter_late": mark("後からの記録"),
    "leave": mark("退室の記録"),
    "leave_late": mark("後からの退室の記録"),
    "hand_back": mark("返却の記録"),
    "key_in": mark("紙からの記録"),
    "witness": mark("立会いの記録"),
    "notice": mark("注意点の記録"),
    "save": mark("途中の保存"),
    "drop": mark("破棄"),
    "ask": mark("申請"),
    "grant": mark("許可"),
    "deny": mark("不許可"),
    "set_door_pin": mark("入口の暗証番号の設定"),
    "change_door_pin": mark("入口の暗証番号の変更"),
    "remove_door_pin": mark("入口の暗証番号の取消し"),
    "block_door_pin": mark("入口の暗証番号の停止"),
}
"""What is done at the door."""
