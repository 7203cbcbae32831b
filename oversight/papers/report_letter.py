"""督促状・催告書: the letter that asks for a monthly report which has not come."""

from __future__ import annotations

from collections.abc import Iterator

from oversight.papers.blocks import Block, Gap
from oversight.papers.finished import Paper
from oversight.papers.forms import VALUE, column_heads, text_cell
from oversight.papers.letter_data import LetterHead, ReportLetterData
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph, Style
from oversight.papers.ruled_table import Row, RuledTable
from oversight.papers.wording import day_text
from oversight.words import _, _n

_TEXT = Style(size=10.5, leading=17.0, align=Align.FLUSH)
_RIGHT = _TEXT.but(align=Align.RIGHT)
_SUBJECT = _TEXT.but(size=12, leading=20, align=Align.CENTRE)
_CENTRED = VALUE.but(align=Align.CENTRE)
_NUMBER = VALUE.but(align=Align.RIGHT)
_WIDTHS = (50.0, 80.0, 40.0)


def print_report_letter(letter: ReportLetterData) -> Paper:
    """Print the letter in the language in use; the same letter gives the same bytes."""
    subject = _("個人情報取扱状況報告書の提出について（{title}）").format(title=letter.title)
    properties = Properties(
        title=subject,
        author=f"{letter.city_name} {letter.section}".strip(),
        made_at=letter.made_at,
        subject=letter.contract_title,
        keywords=letter.number,
    )
    blocks = [*letter_head(letter), *_letter(letter, subject), *_entries(letter), *letter_end(letter)]
    return print_paper([blocks], properties, Edges(subject, letter.number, (letter.number,)))


def letter_head(letter: LetterHead) -> Iterator[Block]:
    """Yield number, day, addressee and sender."""
    yield Paragraph(letter.number, _RIGHT)
    yield Paragraph(day_text(letter.issued_on), _RIGHT)
    yield Gap(10)
    yield Paragraph(_("{name}　御中").format(name=letter.addressee), _TEXT.but(indent=10.5))
    if letter.addressee_person:
        yield Paragraph(_("{person}　様").format(person=letter.addressee_person), _TEXT.but(indent=10.5))
    yield Gap(10)
    for line in (letter.city_name, f"{letter.section} {letter.signer}".strip()):
        if line:
            yield Paragraph(line, _RIGHT)


def _letter(letter: ReportLetterData, subject: str) -> Iterator[Block]:
    yield Gap(16)
    yield Paragraph(subject, _SUBJECT, bookmark=(subject, 0))
    yield Gap(10)
    yield Paragraph(letter.body, _TEXT)
    yield Gap(8)
    yield Paragraph(_("記"), _TEXT.but(align=Align.CENTRE), glued=True)
    yield Gap(4, glued=True)


def _entries(letter: ReportLetterData) -> Iterator[Block]:
    contract = f"{letter.contract_number} {letter.contract_title}".strip()
    yield Paragraph(_("1　契約　{contract}").format(contract=contract), _TEXT)
    yield Paragraph(_("2　提出されていない報告書"), _TEXT, glued=True)
    yield Gap(2, glued=True)
    rows = tuple(
        Row(
            (
                text_cell(each.month, _CENTRED),
                text_cell(day_text(each.due_on, weekday=True), _CENTRED),
                text_cell(_n("{days}日", each.days_late).format(days=each.days_late), _NUMBER),
            )
        )
        for each in letter.months
    )
    yield RuledTable(_WIDTHS, rows, column_heads(_("対象月"), _("提出期限"), _("超過日数")))
    if letter.answer_by is not None:
        yield Gap(6)
        day = day_text(letter.answer_by, weekday=True)
        yield Paragraph(_("3　提出する日　{day}まで").format(day=day), _TEXT)


def letter_end(letter: LetterHead) -> Iterator[Block]:
    """Yield whom to ask."""
    yield Gap(14)
    contact = " ".join(filter(None, (letter.city_name, letter.section, letter.phone)))
    yield Paragraph(_("（問合せ先）{contact}").format(contact=contact), VALUE)
