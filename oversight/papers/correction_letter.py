"""Letters about findings: 結果通知書, 是正要求書, 督促状, 差戻通知書, 完了通知書 in one layout."""

from __future__ import annotations

from collections.abc import Iterator

from oversight.papers.blocks import Block, Gap, Whole
from oversight.papers.correction_letter_data import CorrectionLetterData, LetterFinding
from oversight.papers.finished import Paper
from oversight.papers.font_files import Face
from oversight.papers.forms import GREY, LABEL_WIDTHS, VALUE, framed_text, label_cell, wide_row
from oversight.papers.measures import KEPT_TOGETHER
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph, Style
from oversight.papers.report_letter import letter_end, letter_head
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.words import _

_TEXT = Style(size=10.5, leading=17.0, align=Align.FLUSH)
_SUBJECT = _TEXT.but(size=12, leading=20, align=Align.CENTRE)
_STRONG = VALUE.but(face=Face.GOTHIC_BOLD)


def print_correction_letter(letter: CorrectionLetterData) -> Paper:
    """Print the letter in the language in use; the same letter gives the same bytes."""
    properties = Properties(
        title=letter.subject,
        author=f"{letter.city_name} {letter.section}".strip(),
        made_at=letter.made_at,
        subject=letter.contract_title,
        keywords=letter.number,
    )
    blocks = [*letter_head(letter), *_opening(letter), *_entries(letter), *letter_end(letter)]
    return print_paper([blocks], properties, Edges(letter.subject, letter.number, (letter.number,)))


def _opening(letter: CorrectionLetterData) -> Iterator[Block]:
    yield Gap(16)
    yield Paragraph(letter.subject, _SUBJECT, bookmark=(letter.subject, 0))
    yield Gap(10)
    yield Paragraph(letter.body, _TEXT)
    yield Gap(8)
    yield Paragraph(_("記"), _TEXT.but(align=Align.CENTRE), glued=True)
    yield Gap(4, glued=True)


def _entries(letter: CorrectionLetterData) -> Iterator[Block]:
    number = 0
    for number, (label, text) in enumerate(letter.entries, start=1):
        yield Paragraph(_told(number, label, text), _TEXT)
    if letter.findings:
        number += 1
        yield Paragraph(_told(number, letter.findings_label, ""), _TEXT, glued=True)
        yield Gap(3, glued=True)
        for at, finding in enumerate(letter.findings):
            if at:
                yield Gap(6)
            yield Whole(_table(finding), KEPT_TOGETHER)
        yield Gap(6)
    label, text = letter.framed
    if text:
        number += 1
        yield Paragraph(_told(number, label, ""), _TEXT, glued=True)
        yield Gap(3, glued=True)
        yield framed_text(text)
        yield Gap(6)
    for sentence in letter.closing:
        number += 1
        yield Paragraph(_("{number}　{text}").format(number=number, text=sentence), _TEXT)


def _told(number: int, label: str, text: str) -> str:
    return _("{number}　{label}　{text}").format(number=number, label=label, text=text).rstrip("　 ")


def _table(finding: LetterFinding) -> Block:
    severity = Cell((Paragraph(finding.severity, _STRONG),), middle=True, shade=GREY)
    number = Cell((Paragraph(finding.number, _STRONG),), middle=True)
    head = Row((label_cell(_("指摘番号")), number, label_cell(_("重大性")), severity), glued=True)
    return RuledTable(LABEL_WIDTHS, (head, *(wide_row(label, text) for label, text in finding.rows)))
