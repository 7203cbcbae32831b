"""The summary of a contractor, offered to be saved or printed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from oversight.contractor_summary import print_summary
from oversight.words import _
from ui.paper_row import PaperRow
from ui.shell import Shell

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper


def summary_row(shell: Shell, contractor_id: UUID) -> PaperRow:
    """Offer the summary of a contractor; its file is named for the day, not for the contractor."""
    name = _("委託先の概要_{day}.pdf").format(day=f"{shell.clock.today():%Y%m%d}")

    def make(office: Office) -> Paper:
        return print_summary(office.desk, contractor_id)

    return PaperRow(shell, _("委託先の概要"), name, make)
