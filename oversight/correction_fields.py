"""The office's words for letters, contacts and evidence about findings; part of ``oversight.field_words``."""

from __future__ import annotations

from oversight.words import mark

TABLES = {
    "finding_contact": mark("指摘の督促の連絡"),
    "finding_evidence": mark("是正の証跡"),
    "finding_letter": mark("指摘の文書"),
    "finding_letter_item": mark("文書に載せた指摘"),
}

FIELDS = {
    "added_by": mark("追加した者"),
    "added_on": mark("追加日"),
    "record_number": mark("記録の版"),
    "step_id": mark("指摘への対応"),
}

OWN = {
    ("finding_letter", "number"): mark("文書番号"),
    ("finding_contact", "due_on"): mark("是正期限"),
    ("finding_letter_item", "due_on"): mark("是正期限"),
    ("setting", "finding_ladder"): mark("指摘の督促の段階"),
}
