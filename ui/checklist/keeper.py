"""Keeps a draft in the store a moment after each change; two people do not write over each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from oversight.change import Change
from oversight.checklist.drafts import NewDraft
from oversight.checklist.rows import DraftDetail
from oversight.errors import ChangedMeanwhileError
from oversight.words import _
from ui.draft_saver import DraftSaver
from ui.notices import Notice
from ui.shell import Shell
from ui.theme import Tone


@dataclass
class Kept:
    """Which draft is kept, at which revision, and the document last kept; changed by the store's worker."""

    draft_id: UUID
    revision: int
    document: Mapping[str, Any]


class Keeper(QObject):
    """``saved`` follows each keeping; ``is_parted`` tells that somebody else changed the draft meanwhile."""

    saved = Signal()
    parted = Signal()

    def __init__(
        self, shell: Shell, detail: DraftDetail, document: Callable[[], Mapping[str, Any]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shell, self._detail, self._document = shell, detail, document
        self.kept = Kept(detail.line.id, detail.line.revision, detail.document)
        self.is_parted = False
        self.saver = DraftSaver(shell, self._work, self, failed=self._failed)
        self.saver.saved.connect(self.saved)

    def begin(self, detail: DraftDetail) -> None:
        """Go on from what was read anew."""
        self._detail, self.is_parted = detail, False
        self.kept = Kept(detail.line.id, detail.line.revision, detail.document)

    @property
    def is_unsaved(self) -> bool:
        """Tell whether something stands there that was not kept."""
        return self._document() is not self.kept.document

    def _work(self) -> Callable[[], None] | None:
        document, kept, checklists = self._document(), self.kept, self._shell.office.checklists
        if self.is_parted or document is kept.document:
            return None

        def work() -> None:
            kept.revision = checklists.keep_draft(kept.draft_id, document, revision=kept.revision)
            kept.document = document

        return work

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, ChangedMeanwhileError):
            self._shell.notices.show_error(error)
        elif not self.is_parted:
            self.is_parted = True
            self._shell.notices.offer(
                Notice(
                    error.sentence,
                    _("今の内容を残すなら「別の案として残す」を押してください。相手の案はそのまま残ります。"),
                    Tone.DANGER,
                    _("別の案として残す"),
                    self.keep_apart,
                )
            )
            self.parted.emit()

    def keep_apart(self) -> None:
        """Keep what stands there as a draft of its own, and go on with that."""
        line, document, checklists = self._detail.line, self._document(), self._shell.office.checklists
        new = NewDraft(
            document,
            series=line.series,
            based_on_id=line.based_on_id,
            came_from=line.came_from,
            notes=self._detail.notes,
            layout=self._detail.workbook_layout,
        )

        def done(change: Change) -> None:
            if change.row_id is not None:
                self.kept = Kept(change.row_id, 1, document)
                self.is_parted = False
                self.saved.emit()

        self._shell.do(lambda: checklists.begin_draft(new), done, owner=self)
