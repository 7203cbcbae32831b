"""The office's words for the tables and fields of approval: a part of ``oversight.field_words``."""

from __future__ import annotations

from oversight.words import mark

TABLES = {
    "approval": mark("起案"),
    "approval_step": mark("決裁"),
}

FIELDS = {
    "approval_id": mark("起案"),
    "decided_at": mark("決裁日時"),
    "decided_id": mark("決裁した職員"),
    "decided_name": mark("決裁者の氏名"),
    "decision": mark("決裁"),
    "drafted_at": mark("起案日時"),
    "drafted_by": mark("起案者"),
    "drafted_id": mark("起案した職員"),
    "drafted_name": mark("起案者の氏名"),
}

OWN = {
    ("approval", "record_id"): mark("検査記録"),
    ("approval", "route"): mark("決裁の段階"),
    ("approval", "steps"): mark("段階の数"),
    ("approval", "comment"): mark("意見"),
    ("approval_step", "comment"): mark("意見・理由"),
    ("approval_step", "proxy_for"): mark("代決した相手"),
    ("approval_step", "proxy_reason"): mark("代決の理由"),
    ("approval", "number"): mark("回"),
    ("approval_step", "position"): mark("段階"),
    ("setting", "approval_routes"): mark("決裁の段階"),
    ("setting", "inspector_may_approve_last"): mark("検査員による最後の決裁"),
}
