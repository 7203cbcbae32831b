"""What the editor is opened with: a draft to be changed, or an edition to be read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from oversight.checklist import Edition, document_from_edition
from oversight.checklist.rows import DraftDetail
from oversight.words import _
from ui.checklist.rows import ChecklistRow

if TYPE_CHECKING:
    from oversight.office import Office


@dataclass(frozen=True)
class Opened:
    """``draft`` is None where nothing may be changed."""

    title: str
    document: Mapping[str, Any]
    based_on: Edition | None = None
    draft: DraftDetail | None = None

    @property
    def base_items(self) -> dict[str, Mapping[str, Any]]:
        """Return the items of the edition it is based on, as documents, by id."""
        if self.based_on is None:
            return {}
        sections = document_from_edition(self.based_on)["sections"]
        return {item["id"]: item for section in sections for item in section["items"]}


def read_opened(office: Office, row: ChecklistRow) -> Opened:
    """Read an edition or a draft whole, and the edition it is based on."""
    if row.edition is not None:
        edition = office.checklists.read_edition(row.edition.id)
        before = row.edition.based_on_id
        based_on = office.checklists.read_edition(before) if before is not None else None
        return Opened(row.told, document_from_edition(edition), based_on)
    return read_draft(office, row.id)


def read_draft(office: Office, draft_id: UUID) -> Opened:
    """Read a draft whole, and the edition it is based on."""
    detail = office.checklists.read_draft(draft_id)
    title = _("{title}　案").format(title=detail.line.title or _("（題名なし）"))
    may_change = office.checklists.may_change()
    return Opened(title, detail.document, detail.based_on, detail if may_change else None)
