"""個人情報取扱委託 実地検査記録書: the record of an on-site inspection as the city files it.

The form: title and approval boxes; outline, contract, people, documents; counts and overall finding;
findings with basis and due day; closing talk and the contractor's opinion; signatures. The items with
their photos follow as an annex, and at its end what proves the record unchanged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from models.marks import Severity
from oversight.papers.blocks import Block, Gap, Stack, Whole
from oversight.papers.boxes import Beside, StampBoxes
from oversight.papers.finished import EmbeddedCopy, Paper
from oversight.papers.forms import (
    BODY,
    HEADING,
    SMALL,
    SUBHEADING,
    TITLE,
    VALUE,
    column_heads,
    double_row,
    framed_text,
    heading,
    label_cell,
    label_table,
    numbered,
    text_cell,
    wide_row,
)
from oversight.papers.measures import KEPT_TOGETHER
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph
from oversight.papers.record_approvals import approval_blocks
from oversight.papers.record_attachments import attachment_blocks
from oversight.papers.record_data import ApprovalBox, InspectionRecordData
from oversight.papers.record_findings import finding_blocks
from oversight.papers.record_results import count_table, counts_of, result_blocks
from oversight.papers.record_signing import identity_table, signature_blocks
from oversight.papers.record_transcribed import transcribed_text
from oversight.papers.ruled_table import Row, RuledTable
from oversight.papers.wording import blank, day_text, hours_text, period_text, severity_text, short_day_text
from oversight.words import _

COPY_NAME = "record.json"
"""Name of the machine-readable copy inside the PDF."""


def print_inspection_record(
    record: InspectionRecordData, source: bytes | None = None, *, plain: bool = False
) -> Paper:
    """Print a record in the language in use; the same record gives the same bytes.

    ``source`` is the canonical JSON whose SHA-256 is the record's hash: it is carried inside the PDF.
    ``Paper.warnings`` names characters no font has and photos that could not be read. ``plain`` is for
    measuring alone: no structure, no archive, no copy. Raise ``ValueError`` for a source of another record.
    """
    copy = _copy_of(record, source) if source is not None and not plain else None
    title = _("個人情報取扱委託 実地検査記録書")
    named = _("{title}　検査番号 {number}　第{version}版").format(
        title=title, number=record.inspection_number, version=record.version
    )
    properties = Properties(
        title=named,
        author=f"{record.city_name} {record.owning_section}".strip(),
        made_at=record.finalised_at,
        subject=record.contract.title,
        keywords=record.document_number,
    )
    edges = Edges(named, record.document_number, _foot_lines(record))
    parts = [[*_opening(record, title), *_main_part(record)], [*_annex(record, copy)]]
    return print_paper(parts, properties, edges, copy=copy, plain=plain)


def _copy_of(record: InspectionRecordData, source: bytes) -> EmbeddedCopy:
    if hashlib.sha256(source).hexdigest() != record.record_hash:
        raise ValueError("the source is not that of the record")
    return EmbeddedCopy(source, COPY_NAME, _("記録の機械可読の写し（確定した内容そのもの）"))


def _foot_lines(record: InspectionRecordData) -> tuple[str, ...]:
    return (
        _("点検表 {edition}　／　記録簿の先頭 第{sequence}号 {hash}").format(
            edition=record.edition, sequence=record.journal_sequence, hash=record.journal_hash[:16]
        ),
        _("記録のハッシュ値（SHA-256）{hash}").format(hash=record.record_hash),
    )


def _opening(record: InspectionRecordData, title: str) -> Iterator[Block]:
    right = VALUE.but(align=Align.RIGHT)
    if record.document_number:
        yield Paragraph(record.document_number, right)
    if record.document_on:
        yield Paragraph(day_text(record.document_on), right)
    yield Gap(8)
    yield Paragraph(title, TITLE, bookmark=(title, 0))
    if record.version > 1:
        corrected = _("（第{version}版・訂正）").format(version=record.version)
        yield Paragraph(corrected, HEADING.but(align=Align.CENTRE))
    yield Gap(10)
    boxes = StampBoxes(tuple((box.post, _approval_text(box)) for box in record.approval), _("決裁"))
    sender = Stack(
        (
            Gap(6),
            Paragraph(record.city_name, HEADING),
            Paragraph(record.owning_section, BODY.but(align=Align.LEFT)),
        )
    )
    yield Beside(sender, boxes, boxes.width)
    yield Gap(2)


def _approval_text(box: ApprovalBox) -> str:
    return "\n".join(
        part for part in (box.name, short_day_text(box.approved_on) if box.approved_on else "") if part
    )


def _main_part(record: InspectionRecordData) -> Iterator[Block]:
    chapters: list[tuple[str, list[Block]]] = [
        (_("検査の概要"), [_outline(record)]),
        (_("対象となる委託契約"), [_contract(record)]),
        (_("検査員及び立会者"), [_people(record)]),
        (_("確認した資料"), [_documents(record)]),
        (_("点検結果の集計"), [count_table(record.sections), Gap(4), _completeness(record)]),
        (_("総合所見"), [_conclusion(record)]),
        (_("指摘事項"), list(finding_blocks(record.findings))),
        (_("講評"), [framed_text(record.closing_talk)]),
        (_("委託先の意見"), [_opinion_head(record), framed_text(record.opinion)]),
    ]
    if record.remarks.strip():
        chapters.append((_("備考"), [framed_text(record.remarks)]))
    chapters.append((_("確認の署名"), list(signature_blocks(record))))
    for number, (title, blocks) in enumerate(chapters, start=1):
        yield heading(numbered(number, title))
        yield from blocks


def _outline(record: InspectionRecordData) -> Block:
    rows = [
        double_row(_("検査番号"), record.inspection_number, _("記録の版"), _version_text(record)),
        double_row(_("種別"), record.kind, _("方法"), record.method),
    ]
    if record.version > 1:
        rows.insert(1, wide_row(_("訂正の理由"), record.correction_reason))
    if record.method_reason.strip():
        rows.append(wide_row(_("方法の理由"), record.method_reason))
    rows += [
        double_row(
            _("計画日"),
            day_text(record.planned_on, weekday=True),
            _("実施日"),
            day_text(record.conducted_on, weekday=True),
        ),
        double_row(
            _("実施時刻"),
            hours_text(record.started_at, record.ended_at),
            _("点検表"),
            record.edition,
        ),
        wide_row(_("対象期間"), period_text(record.period_from, record.period_until)),
    ]
    if record.transcribed is not None:
        rows.append(wide_row(_("紙からの転記"), transcribed_text(record.transcribed)))
    return label_table(rows)


def _version_text(record: InspectionRecordData) -> str:
    return _("第{version}版").format(version=record.version)


def _contract(record: InspectionRecordData) -> Block:
    contract = record.contract
    period = period_text(contract.service_from, contract.service_until)
    if contract.as_written:
        period = _("{period}（契約書の表記：{written}）").format(period=period, written=contract.as_written)
    handled = _("取り扱う") if contract.handles_specific else _("取り扱わない")
    core = _("使用する") if contract.uses_core_system else _("使用しない")
    rows = [
        wide_row(_("件名"), contract.title),
        double_row(_("契約番号"), contract.number, _("本人の数"), _persons_text(contract.persons_count)),
        wide_row(_("委託先"), contract.contractor),
        double_row(_("法人番号"), contract.corporate_number, _("再委託"), _subcontract_text(record)),
        *([wide_row(_("検査先"), contract.subcontractor)] if contract.subcontractor else ()),
        wide_row(_("履行場所"), contract.place),
        wide_row(_("履行期間"), period),
        double_row(_("特定個人情報"), handled, _("基幹系システム"), core),
    ]
    if contract.personal_data_items.strip():
        rows.append(wide_row(_("個人情報の項目"), contract.personal_data_items))
    return label_table(rows)


def _persons_text(count: int | None) -> str:
    return "" if count is None else _("約{count}人").format(count=f"{count:,}")


def _subcontract_text(record: InspectionRecordData) -> str:
    contract = record.contract
    if not contract.has_subcontract:
        return _("なし")
    note = contract.subcontract_note.strip()
    return _("あり（{note}）").format(note=note) if note else _("あり")


def _people(record: InspectionRecordData) -> Block:
    rows = [
        _person_row(
            _("検査員（主）") if one.is_lead else _("検査員（副）"),
            record.owning_section,
            one.post,
            one.name,
            "",
        )
        for one in sorted(record.inspectors, key=lambda inspector: not inspector.is_lead)
    ]
    rows += [
        _person_row(
            _("委託先立会者"), one.organisation or record.contract.contractor, one.post, one.name, one.role
        )
        for one in record.attendees
    ]
    head = column_heads(_("区分"), _("所属"), _("職名"), _("氏名"), _("役割"))
    return RuledTable((25, 50, 30, 35, 30), tuple(rows), head)


def _person_row(*texts: str) -> Row:
    return Row(tuple(text_cell(blank(text)) for text in texts))


def _documents(record: InspectionRecordData) -> Block:
    if not record.documents_checked:
        return Paragraph(_("確認した資料の記録はない。"), BODY)
    numbers = list(enumerate(record.documents_checked, start=1))
    rows = []
    for at in range(0, len(numbers), 2):
        pair = [*numbers[at : at + 2], (0, "")][:2]
        cells = []
        for number, name in pair:
            cells += [
                text_cell(str(number or ""), SMALL.but(align=Align.CENTRE)),
                text_cell(name, SMALL),
            ]
        rows.append(Row(tuple(cells)))
    return Whole(RuledTable((8, 77, 8, 77), tuple(rows), listed=2), KEPT_TOGETHER)


def _completeness(record: InspectionRecordData) -> Block:
    counts = counts_of(record.sections)
    if counts.unanswered:
        text = _(
            "点検表の全{total}項目のうち、条件に当たらない{out}項目を除く{asked}項目が対象であり、"
            "このうち{open}項目に回答がない。"
        )
    else:
        text = _(
            "点検表の全{total}項目のうち、条件に当たらない{out}項目を除く{asked}項目の"
            "すべてに回答があり、回答漏れはない。"
        )
    filled = text.format(
        total=counts.total, out=counts.out_of_condition, asked=counts.asked, open=counts.unanswered
    )
    return Paragraph(filled, BODY)


def _conclusion(record: InspectionRecordData) -> Block:
    found = [finding.severity for finding in record.findings]
    listed = [
        _("{severity}：{count}件").format(severity=severity_text(severity), count=found.count(severity))
        for severity in Severity
        if severity in found
    ]
    conclusion = text_cell(blank(record.conclusion), SUBHEADING, span=3)
    rows = [
        Row((label_cell(_("所見")), conclusion)),
        wide_row(_("指摘の件数"), "　".join(listed) or _("0件")),
    ]
    return Whole(label_table(rows))


def _opinion_head(record: InspectionRecordData) -> Block:
    if record.opinion_heard_on is None:
        return Gap(0, glued=True)
    heard = _("聴取日：{day}").format(day=day_text(record.opinion_heard_on))
    return Stack((Paragraph(heard, SMALL, glued=True), Gap(2, glued=True)), glued=True)


def _annex(record: InspectionRecordData, copy: EmbeddedCopy | None) -> Iterator[Block]:
    title = _("別紙　点検項目ごとの結果")
    yield Paragraph(
        title, HEADING.but(size=13, leading=20, align=Align.CENTRE), bookmark=(title, 0), glued=True
    )
    yield from result_blocks(record.sections)
    yield heading(_("添付の一覧"))
    yield from attachment_blocks(record)
    yield from approval_blocks(record.approval_history)
    yield heading(_("記録の同一性"))
    yield identity_table(record, copy)
