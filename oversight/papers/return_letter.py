"""差戻通知書: the letter that sends a monthly report back, with the reasons and the day to come again."""

from __future__ import annotations

from collections.abc import Iterator

from oversight.papers.blocks import Block, Gap
from oversight.papers.finished import Paper
from oversight.papers.forms import framed_text
from oversight.papers.letter_data import ReturnLetterData
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph, Style
from oversight.papers.report_letter import letter_end, letter_head
from oversight.papers.wording import day_text
from oversight.words import _

_TEXT = Style(size=10.5, leading=17.0, align=Align.FLUSH)
_SUBJECT = _TEXT.but(size=12, leading=20, align=Align.CENTRE)


def print_return_letter(letter: ReturnLetterData) -> Paper:
    """Print the letter in the language in use; the same letter gives the same bytes."""
    subject = _("個人情報取扱状況報告書の差戻しについて")
    properties = Properties(
        title=subject,
        author=f"{letter.city_name} {letter.section}".strip(),
        made_at=letter.made_at,
        subject=letter.contract_title,
        keywords=letter.number,
    )
    blocks = [*letter_head(letter), *_letter(letter, subject), *letter_end(letter)]
    return print_paper([blocks], properties, Edges(subject, letter.number, (letter.number,)))


def _letter(letter: ReturnLetterData, subject: str) -> Iterator[Block]:
    yield Gap(16)
    yield Paragraph(subject, _SUBJECT, bookmark=(subject, 0))
    yield Gap(10)
    body = _(
        "{received}に受け取った下記の報告書は、次の理由により差し戻します。"
        "理由にある点を直し、期限までに再び提出してください。もとの提出期限は変わりません。"
    )
    yield Paragraph(body.format(received=day_text(letter.received_on)), _TEXT)
    yield Gap(8)
    yield Paragraph(_("記"), _TEXT.but(align=Align.CENTRE), glued=True)
    yield Gap(4, glued=True)
    contract = f"{letter.contract_number} {letter.contract_title}".strip()
    yield Paragraph(_("1　契約　{contract}").format(contract=contract), _TEXT)
    yield Paragraph(
        _("2　対象月　{month}（差戻し 第{count}回）").format(month=letter.month, count=letter.count), _TEXT
    )
    again = day_text(letter.resubmit_on, weekday=True)
    yield Paragraph(_("3　再提出の期限　{day}").format(day=again), _TEXT)
    yield Paragraph(_("4　差し戻す理由と直すところ"), _TEXT, glued=True)
    yield Gap(3, glued=True)
    yield framed_text(letter.reasons)
