"""The office's words for its settings; part of ``oversight.field_words``."""

from __future__ import annotations

from oversight.words import mark

OWN = {
    ("setting", "report_ladder"): mark("督促の段階"),
    ("setting", "city"): mark("市区町村"),
    ("setting", "section"): mark("所管課"),
    ("setting", "auto_lock_minutes"): mark("自動で錠をかけるまで（分）"),
    ("setting", "quick_unlock_allowed"): mark("簡易解錠の許可"),
    ("setting", "minimum_passphrase_length"): mark("パスフレーズの長さ（文字以上）"),
    ("setting", "corrective_days"): mark("是正期限（日）"),
    ("setting", "paper_substitute_persons"): mark("書面で代えられる本人の数"),
    ("setting", "paper_substitute_days"): mark("書面で代えられる取扱いの日数"),
    ("setting", "filters"): mark("残した絞り込み"),
    ("setting", "backups_kept"): mark("残す控えの数"),
    ("setting", "reports_from"): mark("報告書を求め始める月"),
    ("setting", "resubmit_days"): mark("再提出までの日数"),
    ("setting", "closing_rules"): mark("市の休みの決まり"),
    ("setting", "closed_days"): mark("臨時の休み"),
    ("setting", "hint_limits"): mark("確認の手がかり"),
    ("setting", "inspection_risks"): mark("検査の優先度の点数"),
    ("setting", "sampling_rates"): mark("標本で見逃さない不備の割合（%）"),
    ("setting", "sampling_confidences"): mark("標本の確からしさ（%）"),
    ("setting", "inspectors_per_visit"): mark("1回の検査員の人数"),
    ("setting", "visits_per_inspector_week"): mark("検査員1人の週の件数"),
    ("setting", "notice_days"): mark("提案から検査までの日数"),
    ("setting", "device_classes"): mark("機器の種類"),
    ("setting", "device_rules"): mark("入室の規則"),
    ("setting", "holidays"): mark("祝日の追加"),
}
