"""What is signed, as it stands before the signer: the version, its result, its findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from oversight.calendar import show_day
from oversight.inspections import Mark, word_of
from oversight.words import _, _n
from ui.inspections.signing.standing import Standing
from ui.inspections.tones import MARK_TONES
from ui.theme import Tone
from ui.tones import SEVERITY_TONES
from ui.widgets.buttons import Button
from ui.widgets.days import moment_in_full
from ui.widgets.facts import Fact, Facts
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.text import Tag, note, prose, section

if TYPE_CHECKING:
    from oversight.inspections.signatures import SigningSheet


class WhatIsSigned(Pane):
    """The record in short; ``whole_button`` leads to its pages."""

    def __init__(self, standing: Standing, parent: QWidget | None = None) -> None:
        super().__init__(_("署名する記録"), parent)
        sheet, record = standing.sheet, standing.sheet.record
        self.whole_button = Button(_("記録の全体を見る"), icon="file-text")
        if not standing.check.is_unchanged:
            self.column.addWidget(Tag(standing.check.sentence, Tone.DANGER))
        self.column.addWidget(Facts(_facts(sheet)))
        self.column.addWidget(self.whole_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(section(_("点検の結果")))
        self.column.addLayout(_marks(sheet))
        count = len(record.findings)
        self.column.addWidget(section(_n("指摘 {count}件", count).format(count=count)))
        if not record.findings:
            self.column.addWidget(prose(_("指摘はありません。")))
        for finding in record.findings:
            severity = Tag(word_of(finding.severity), SEVERITY_TONES[finding.severity])
            self.column.addWidget(severity)
            told = _("{number}　{item}　{title}\n{fact}").format(
                number=finding.number, item=finding.item_id, title=finding.item_title, fact=finding.fact
            )
            self.column.addWidget(prose(told))
        for heading, text in ((_("講評"), record.closing_talk), (_("委託先の意見"), record.opinion)):
            if text.strip():
                self.column.addWidget(section(heading))
                self.column.addWidget(prose(text))
        told_hash = _("記録のハッシュ値（SHA-256）{hash}").format(hash=_spaced(sheet.document_hash))
        self.column.addWidget(note(told_hash))
        self.end()


def _facts(sheet: SigningSheet) -> tuple[Fact, ...]:
    record = sheet.record
    finalised = _("{moment}　{who}").format(moment=moment_in_full(sheet.finalised_at), who=sheet.finalised_by)
    return (
        (_("検査番号"), _("{number}　第{version}版").format(number=sheet.number, version=sheet.version)),
        (_("契約"), f"{record.contract.number} {record.contract.title}"),
        (_("委託先"), record.contract.contractor),
        (_("実施日"), show_day(record.conducted_on, weekday=True)),
        (_("確定"), finalised),
        (_("訂正の理由"), record.correction_reason if sheet.version > 1 else ""),
        (_("総合所見"), record.conclusion),
    )


def _marks(sheet: SigningSheet) -> Flow:
    flow = Flow()
    marks = [item.mark for each in sheet.record.sections for item in each.items]
    for mark, tone in MARK_TONES.items():
        if mark is Mark.RECORDED and not marks.count(mark):
            continue
        text = _("{word} {count}項目").format(word=word_of(mark), count=marks.count(mark))
        is_quiet = mark is Mark.NONCONFORMING and not marks.count(mark)
        flow.addWidget(Tag(text, Tone.NEUTRAL if is_quiet else tone))
    return flow


def _spaced(digest: str) -> str:
    """Return a hash in groups, so that it wraps and can be read aloud."""
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
