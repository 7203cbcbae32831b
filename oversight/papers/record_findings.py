"""The chapter of findings in an inspection record: each with severity, fact, basis, measure and due day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oversight.papers.blocks import Block, Gap, Whole
from oversight.papers.font_files import Face
from oversight.papers.forms import BODY, GREY, LABEL_WIDTHS, VALUE, double_row, label_cell, wide_row
from oversight.papers.measures import KEPT_TOGETHER
from oversight.papers.paragraph import Paragraph
from oversight.papers.record_data import FindingData
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.papers.wording import blank, day_text, severity_text, tell_earlier
from oversight.words import _

_STRONG = VALUE.but(face=Face.GOTHIC_BOLD)


def finding_blocks(findings: Sequence[FindingData]) -> Iterator[Block]:
    """Yield one table for each finding, or the sentence that there is none."""
    if not findings:
        yield Paragraph(_("今回の検査において、指摘事項はない。"), BODY)
    for position, finding in enumerate(findings):
        if position:
            yield Gap(7)
        yield Whole(_finding_table(finding), KEPT_TOGETHER)


def _finding_table(finding: FindingData) -> Block:
    number = blank(finding.number)
    if finding.repeated:
        number = _("{number}（前回に続く指摘）").format(number=number)
    earlier = tell_earlier(finding.earlier_number, finding.earlier_found_on, finding.earlier_closed_on)
    severity = Cell((Paragraph(severity_text(finding.severity), _STRONG),), middle=True, shade=GREY)
    number_cell = Cell((Paragraph(number, _STRONG),), middle=True)
    rows = [
        Row((label_cell(_("指摘番号")), number_cell, label_cell(_("重大性")), severity), glued=True),
        wide_row(_("点検項目"), f"{finding.item_id}　{finding.item_title}"),
        wide_row(_("事実"), finding.fact),
        wide_row(_("根拠"), _basis_text(finding)),
        wide_row(_("求める措置"), finding.measure),
        double_row(
            _("是正期限"), day_text(finding.due_on, weekday=True), _("期限の算出"), finding.due_explanation
        ),
    ]
    if earlier:
        rows.append(wide_row(_("再発"), earlier))
    return RuledTable(LABEL_WIDTHS, tuple(rows))


def _basis_text(finding: FindingData) -> str:
    if finding.basis_as_of is None or not finding.basis.strip():
        return finding.basis
    return _("{basis}（{day}時点）").format(basis=finding.basis, day=day_text(finding.basis_as_of))
