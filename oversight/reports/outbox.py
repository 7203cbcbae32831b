"""Drafts of e-mails in a folder the user names: nothing is sent from here, no mail server is needed."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from oversight.calendar import show_day
from oversight.errors import RefusedError
from oversight.reports.letters import SentLetter
from oversight.words import _


def draft_of(letter: SentLetter) -> bytes:
    """Return an .eml that a mail program opens as a draft, with the letter attached."""
    message = EmailMessage(policy=SMTP)
    message["To"] = letter.email
    subject = letter.subject or _("個人情報取扱状況報告書の提出について")
    message["Subject"] = _("{subject}（{number}）").format(subject=subject, number=letter.row.number)
    message["X-Unsent"] = "1"
    message.set_content(_body(letter))
    message.add_attachment(
        letter.pdf, maintype="application", subtype="pdf", filename=f"{letter.row.number}.pdf"
    )
    return message.as_bytes()


def _body(letter: SentLetter) -> str:
    lines = [
        _("{name}　御中").format(name=letter.contractor),
        "",
        _("{title}の文書（{number}）を添付します。御確認ください。").format(
            title=letter.row.title, number=letter.row.number
        ),
    ]
    if letter.row.answer_by is not None:
        day = show_day(letter.row.answer_by, weekday=True)
        lines.append(_("{day}までに提出してください。").format(day=day))
    return "\n".join([*lines, "", letter.city, ""])


def write_outbox(folder: Path, letters: tuple[SentLetter, ...]) -> tuple[Path, ...]:
    """Write the PDF and the draft of each letter; file names hold the letter's number alone.

    Raise ``RefusedError`` where the folder cannot be written; the letters themselves are kept in the store.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for letter in letters:
            for suffix, content in ((".pdf", letter.pdf), (".eml", draft_of(letter))):
                path = folder / f"{letter.row.number}{suffix}"
                path.write_bytes(content)
                written.append(path)
    except OSError as error:
        raise RefusedError(
            _("そのフォルダーに書けません。作った文書は、保管庫に残っています。"),
            _("記録の内容から1通ずつ保存するか、別のフォルダーを選んでください。"),
        ) from error
    return tuple(written)
