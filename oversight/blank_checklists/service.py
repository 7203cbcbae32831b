"""The checklists of the office, and their blank papers; checklists themselves know of no paper."""

from __future__ import annotations

from uuid import UUID

from oversight.blank_checklists.contents import BlankHead, BlankWish, blank_data, unknown_facts
from oversight.checklist.adopting import edition_in_store
from oversight.checklist.service import ChecklistsService
from oversight.papers import Paper, print_blank_checklist
from oversight.settings import read_settings


class PrintedChecklists(ChecklistsService):
    """The editions of checklists and their drafts; an edition is also printed to be filled in by hand."""

    def print_blank(self, edition_id: UUID, *, parts: int = 1, is_roomy: bool = False) -> Paper:
        """Return the PDF of an edition alone, to be filled in by hand; the same day gives the same bytes.

        ``parts`` is how often sections that repeat are printed; ``is_roomy`` leaves more room to write.
        """
        wish = BlankWish(parts, is_roomy)
        with self._desk.reading() as session:
            settings = read_settings(session)
            head = BlankHead(settings.city, settings.section, self._desk.today(), unknown_facts())
            return print_blank_checklist(blank_data(edition_in_store(session, edition_id), head, wish))
