"""The blank checklist of an edition alone: all its items, and room to write whose inspection it is."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from oversight.checklist.adopting import edition_in_store
from oversight.checklist.blank import BlankHead, BlankWish, blank_data, unknown_facts
from oversight.desk import Desk
from oversight.papers import Paper, print_blank_checklist
from oversight.settings import read_settings


def print_edition(session: Session, desk: Desk, edition_id: UUID, wish: BlankWish) -> Paper:
    """Print an edition to be filled in by hand; the same day gives the same bytes."""
    settings = read_settings(session)
    head = BlankHead(settings.city, settings.section, desk.today(), unknown_facts())
    return print_blank_checklist(blank_data(edition_in_store(session, edition_id), head, wish))
