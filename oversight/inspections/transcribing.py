"""Keying in from paper (転記): who filled it in, who keyed it in, who held it against the paper (照合).

Answers are keyed in as any other answer is saved. The check is of the answers as they were then: one that is
changed afterwards makes it void, and nothing is finalised until the paper is checked again
(docs/checklists.md#on-paper).
"""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.inspection import Answer, Inspection, Transcription
from oversight.calendar import show_day
from oversight.calendar.fiscal import fiscal_year_of
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.inspection_years.states import OPEN
from oversight.inspections import conducting
from oversight.inspections.conducting import open_inspection
from oversight.inspections.reading import read_detail
from oversight.inspections.transcription_reading import answers_hash, unkeyed
from oversight.inspections.transcription_rows import TranscriptionDraft
from oversight.words import _, _n


def begin(session: Session, desk: Desk, inspection_id: UUID, draft: TranscriptionDraft) -> Transcription:
    """Begin keying a paper in, or change what is said of the paper; a planned inspection is started by it.

    The day on the paper is the day it was conducted; the hours are not known. What is said of the paper anew
    has to be checked anew.
    """
    inspection = get_row(session, Inspection, inspection_id)
    _refuse_untrue(inspection, draft, desk.today())
    row = session.scalar(select(Transcription).where(Transcription.inspection_id == inspection_id))
    if inspection.state not in OPEN:
        _start(session, desk, inspection, draft.paper_on)
    elif row is not None and inspection.started_at is None:
        conducting.hold_on(session, inspection, draft.paper_on)
    if row is None:
        row = Transcription(inspection_id=inspection_id)
        row.transcribed_by, row.transcribed_by_id = desk.actor.signature, desk.actor.staff_id
        row.transcribed_at = desk.clock.now()
        session.add(row)
    row.paper_on, row.filled_in_by = draft.paper_on, draft.filled_in_by.strip()
    row.remarks = draft.remarks.strip()
    row.checked_by, row.checked_by_id, row.checked_at, row.checked_hash = "", None, None, ""
    return row


def _start(session: Session, desk: Desk, inspection: Inspection, on: dt.date) -> None:
    conducting.start(session, desk, inspection.id, on)
    inspection.started_at = None


def _refuse_untrue(inspection: Inspection, draft: TranscriptionDraft, today: dt.date) -> None:
    if not draft.filled_in_by.strip():
        raise RefusedError(
            _("紙に記入した人がありません。"),
            _("紙の「記入者」欄の氏名を入力してください。"),
            field="filled_in_by",
        )
    if draft.paper_on > today:
        raise RefusedError(
            _("紙に書いた日が先の日付です。"), _("紙の「記入日」を確かめてください。"), field="paper_on"
        )
    if fiscal_year_of(draft.paper_on) < inspection.fiscal_year:
        raise RefusedError(
            _("紙に書いた日が、この検査を計画した年度より前です。"),
            _("検査番号と紙の「記入日」を確かめてください。"),
            field="paper_on",
        )
    if inspection.notice_on is not None and draft.paper_on < inspection.notice_on:
        raise RefusedError(
            _("紙に書いた日が、実施を通知した日（{day}）より前です。").format(
                day=show_day(inspection.notice_on)
            ),
            _("検査番号と紙の「記入日」を確かめてください。"),
            field="paper_on",
        )


def check(session: Session, desk: Desk, inspection_id: UUID, seen_hash: str) -> Transcription:
    """Keep that the person at the desk, who has proven to be present, held the answers against the paper.

    ``seen_hash`` is that of the answers that were on the screen.
    """
    open_inspection(session, inspection_id)
    row = session.scalar(select(Transcription).where(Transcription.inspection_id == inspection_id))
    if row is None:
        raise RefusedError(_("この検査には、紙からの転記がありません。"))
    _refuse_transcriber(session, desk, row)
    detail = read_detail(session, inspection_id)
    left = len(unkeyed(detail.edition, detail.asked, detail.answers))
    if left:
        raise RefusedError(
            _n("まだ転記していない項目が{count}件あります。", left).format(count=left),
            _("すべて転記してから照合してください。"),
        )
    if answers_hash(detail.answers) != seen_hash:
        raise RefusedError(
            _("画面に出した後で回答が変わりました。照合は残していません。"),
            _("画面を開き直し、変わった項目を紙と照らしてください。"),
        )
    row.checked_by, row.checked_by_id = desk.actor.signature, desk.actor.staff_id
    row.checked_at, row.checked_hash = desk.clock.now(), seen_hash
    return row


def _refuse_transcriber(session: Session, desk: Desk, row: Transcription) -> None:
    """Refuse who began to key the paper in, and who keyed in any answer since."""
    own = select(Answer.id).where(
        Answer.inspection_id == row.inspection_id,
        Answer.answered_by == desk.actor.signature,
        Answer.answered_at >= row.transcribed_at,
    )
    is_own = row.transcribed_by_id == desk.actor.staff_id or row.transcribed_by == desk.actor.signature
    if is_own or session.scalar(own.limit(1)) is not None:
        raise RefusedError(
            _("転記した人は、自分で照合できません。"),
            _("転記していない職員が、自分のパスフレーズで照合してください。"),
            field="user_id",
        )
