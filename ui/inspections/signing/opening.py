"""Opens the page of signatures on the whole window."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from oversight.words import _
from ui.inspections.signing.page import SigningPage
from ui.inspections.signing.standing import Standing, read_standing
from ui.shell import Shell


def open_signing(shell: Shell, record_id: UUID, *, owner: QObject) -> None:
    """Read a version with its signers and let them sign."""
    office = shell.office

    def done(standing: Standing) -> None:
        shell.cover(SigningPage(shell, standing))

    shell.read(
        lambda: read_standing(office, record_id), done, owner=owner, what=_("署名する記録を読んでいます")
    )
