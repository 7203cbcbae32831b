"""Evidence without a camera while conducting: forms, cards and sketches of the item one stands at."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtGui import QImage

from oversight.access import Deed, may
from oversight.errors import RefusedError
from oversight.inspections import EvidenceDraft, EvidenceKind, EvidenceRow, InspectionDetail, SketchDraftRow
from oversight.inspections.drawing import Drawing, new_sketch_id
from oversight.inspections.evidence import drawing_from_content
from oversight.sampling import Sample
from oversight.words import _
from ui.inspections.conduct.course import Course
from ui.inspections.conduct.evidence_form import EvidenceForm
from ui.inspections.conduct.evidence_saving import Entry, EvidenceKeeper, is_evidence
from ui.inspections.conduct.pictures import thumbnail_of
from ui.inspections.conduct.saving import Saver
from ui.inspections.conduct.sketch_painting import sheet_for
from ui.inspections.conduct.sketch_view import SketchView
from ui.inspections.conduct.stage import Stage
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.fields import Field

if TYPE_CHECKING:
    from oversight.office import Office


class EvidenceDesk(QObject):
    """``taken`` follows each change of the evidence in the record; ``sketching`` tells whether one draws."""

    taken = Signal()
    sketching = Signal(bool)

    def __init__(self, shell: Shell, course: Course, stage: Stage, saver: Saver, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._course, self._stage = shell, course, stage
        self.strip = stage.item.evidence
        self._keeper = EvidenceKeeper(course.detail.id, saver)
        self._may_declare = may(shell.office.actor, Deed.DECLARE_NOT_INDIVIDUAL_NUMBER)
        self._entry: Entry | None = None
        self._changing: EvidenceRow | None = None
        self._sketch_entry: Entry | None = None
        self._sketch_id = new_sketch_id()
        self.sketch: SketchView | None = None
        self.images: dict[str, QImage] = {}
        self._wanted: set[str] = set()
        self._items: dict[str, str] = {}
        self._listen(saver)

    def _listen(self, saver: Saver) -> None:
        strip = self.strip
        strip.kind_wanted.connect(self.begin)
        strip.sketch_wanted.connect(self.begin_sketch)
        strip.change_wanted.connect(self._change)
        strip.withdraw_given.connect(self._withdraw)
        strip.resumed.connect(self._resume)
        strip.dropped.connect(self._drop_draft)
        self._stage.item.panel.sampled.connect(self.take_sample)
        saver.stored.connect(self.note_stored)
        saver.refused.connect(self.show_refusal)

    # showing

    def show_here(self) -> None:
        """Show the evidence of the item one stands at."""
        item = self._course.item
        if item is None:
            return
        if self._entry is not None and self._entry.item_id != item.id:
            self._close_form()
        rows = self._course.evidences_of(item.id)
        drafts = self._course.sketch_drafts_of(item.id)
        self.strip.show_item(item, rows, drafts, self.images, self._hidden(rows))
        self._want_images(rows)

    def _hidden(self, rows: tuple[EvidenceRow, ...]) -> EvidenceRow | None:
        own = self._entry.evidence_id if self._entry is not None else None
        return next((row for row in rows if row.id == own), None)

    def _want_images(self, rows: tuple[EvidenceRow, ...]) -> None:
        for row in rows:
            if row.attachment_id is not None and row.sha256 not in self._wanted:
                self._wanted.add(row.sha256)
                work = partial(_thumbnail_in, self._shell.office, row.attachment_id, row.sha256)
                self._shell.background.run(work, self._show_image, owner=self)

    def _show_image(self, read: tuple[str, QImage]) -> None:
        sha256, image = read
        self.images[sha256] = image
        self.strip.show_image(sha256, image)

    # forms

    @Slot(object)
    def begin(self, kind: EvidenceKind) -> None:
        """Enter a piece of evidence for the item."""
        item = self._course.item
        if item is not None and self._may_leave_form():
            self._open(EvidenceDraft(kind), self._keeper.begin(item.id))

    @Slot(object)
    def _change(self, row: EvidenceRow) -> None:
        if not self._may_leave_form():
            return
        if row.kind is EvidenceKind.SKETCH and row.drawing_id is not None:
            self._read_drawing(row, row.drawing_id)
        else:
            self._open(row.draft(), self._keeper.begin(row.item_id, row.id))

    def _open(self, draft: EvidenceDraft, entry: Entry) -> None:
        self._entry = entry
        self._items[entry.key] = entry.item_id
        form = EvidenceForm(draft, may_declare=self._may_declare)
        form.given.connect(self._put)
        form.declared.connect(self._declare)
        form.closed.connect(self._close_here)
        self.strip.open_form(form)
        self.show_here()
        form.focus_first()
        QTimer.singleShot(0, form, self._show_all_of_form)

    @Slot()
    def _show_all_of_form(self) -> None:
        """Scroll once the form has its height."""
        if self.strip.form is not None:
            self._stage.item.ensureWidgetVisible(self.strip.form, 0, current_theme().space(16))

    @Slot(object)
    def _put(self, draft: EvidenceDraft) -> None:
        if self._entry is not None:
            self._keeper.put(self._entry, draft)

    @Slot(str)
    def _declare(self, reason: str) -> None:
        if self._entry is not None and self.strip.form is not None:
            self._keeper.put(self._entry, self.strip.form.draft(), declared=reason)

    @Slot()
    def _close_here(self) -> None:
        """Close the form and stand where one adds the next."""
        self._close_form()
        self.show_here()
        self.strip.first_button.setFocus()

    def _close_form(self) -> None:
        self._entry = None
        self.strip.close_form()

    def keep(self) -> None:
        """Hand over what is complete in the form."""
        if self.strip.form is not None:
            self.strip.form.keep()

    def unfinished_field(self) -> Field | None:
        """Return the field of the form that keeps what is typed from being saved."""
        return self.strip.form.unfinished_field() if self.strip.form is not None else None

    def _may_leave_form(self) -> bool:
        field = self.unfinished_field()
        if field is not None:
            field.setFocus()
        return field is None

    @Slot(object, str)
    def _withdraw(self, row: EvidenceRow, reason: str) -> None:
        self._items[f"evidence:{row.id}"] = row.item_id
        self._keeper.withdraw(row.id, reason)

    @Slot(str, object)
    def take_sample(self, subject: str, sample: Sample) -> None:
        """Keep how a sample was drawn with the item; a sample not counted yet is drawn anew."""
        item = self._course.item
        if item is None:
            return
        rows = self._course.evidences_of(item.id)
        before = next((row for row in rows if row.is_uncounted), None)
        entry = self._keeper.begin(item.id, before.id if before is not None else None)
        self._items[entry.key] = item.id
        self._keeper.put(
            entry,
            EvidenceDraft(
                EvidenceKind.COUNT,
                subject=subject,
                population=sample.population,
                sample_size=sample.size,
                seed=sample.seed,
                picks=sample.picks,
                rate=sample.rate,
                confidence=sample.confidence,
            ),
        )

    # what the store says

    @Slot(str)
    def note_stored(self, key: str) -> None:
        """Read the evidence again when some of it was saved."""
        if not is_evidence(key):
            return
        if self._entry is not None and self._entry.key == key and self.strip.form is not None:
            self.strip.form.note_saved()
        self._read_again()

    def _read_again(self) -> None:
        office, inspection_id = self._shell.office, self._course.detail.id
        self._shell.background.run(
            lambda: office.inspections.get_inspection(inspection_id), self._take, owner=self
        )

    def _take(self, detail: InspectionDetail) -> None:
        self._course.put_evidences(detail.evidences, detail.sketch_drafts)
        self.taken.emit()

    @Slot(str, object)
    def show_refusal(self, key: str, error: RefusedError) -> None:
        """Show a refusal where it can be mended, or say it."""
        if not is_evidence(key) and not key.startswith("sketch:"):
            return
        form = self.strip.form
        card = next((each for each in self.strip.cards if key.endswith(str(each.row.id))), None)
        if form is not None and self._entry is not None and self._entry.key == key:
            form.show_refusal(error)
        elif card is not None:
            card.show_refusal(str(error))
        else:
            self._shell.notices.show_error(error)

    def item_of(self, key: str) -> str:
        """Return the item whose evidence a key stands for, or nothing."""
        return self._items.get(key, "")

    # sketches

    @Slot()
    def begin_sketch(self) -> None:
        """Draw a sketch for the item: on the plan of its place where there is one."""
        item = self._course.item
        if item is None or self.sketch is not None or not self._may_leave_form():
            return
        self._draw(self._keeper.begin(item.id), new_sketch_id(), None)

    @Slot(object)
    def _resume(self, row: SketchDraftRow) -> None:
        self._draw(self._keeper.begin(row.item_id, row.evidence_id), row.id, row.drawing)

    def _read_drawing(self, row: EvidenceRow, drawing_id: UUID) -> None:
        office, entry = self._shell.office, self._keeper.begin(row.item_id, row.id)
        self._shell.background.run(
            lambda: drawing_from_content(office.attachments.read_content(drawing_id)),
            lambda drawing: self._draw(entry, new_sketch_id(), drawing),
            owner=self,
        )

    def _draw(self, entry: Entry, sketch_id: UUID, drawing: Drawing | None) -> None:
        """Open the sheet once its plan is read."""
        own = drawing.plan_id if drawing is not None else None
        plan_id = own or self._course.detail.floor_plan_id
        office = self._shell.office
        self._shell.background.run(
            lambda: _plan_in(office, plan_id),
            lambda plan: self._open_sheet(entry, sketch_id, drawing, plan, plan_id),
            owner=self,
            what=_("平面図を読んでいます"),
        )

    def _open_sheet(
        self,
        entry: Entry,
        sketch_id: UUID,
        drawing: Drawing | None,
        plan: QImage | None,
        plan_id: UUID | None,
    ) -> None:
        if self.sketch is not None or entry.item_id != self._course.position:
            return  # one has gone on meanwhile
        self._sketch_entry, self._sketch_id = entry, sketch_id
        self._items[entry.key] = entry.item_id
        if drawing is None:
            width, height = sheet_for(plan)
            drawing = Drawing(width, height, plan_id if plan is not None else None)
        heading = _("見取図　{item}").format(item=entry.item_id)
        view = self.sketch = SketchView(drawing, plan, plan_id if plan is not None else None, heading)
        view.setAccessibleName(heading)
        view.changed.connect(self._keep_sketch)
        view.finished.connect(self._finish_sketch)
        view.left.connect(self.leave_sketch)
        self._stage.addWidget(view)
        self._stage.setCurrentWidget(view)
        self.sketching.emit(True)
        view.canvas.setFocus()

    @Slot()
    def _keep_sketch(self) -> None:
        if self.sketch is not None and self._sketch_entry is not None:
            self._keeper.keep_sketch(self._sketch_id, self._sketch_entry, self.sketch.drawing)

    @Slot()
    def _finish_sketch(self) -> None:
        if self.sketch is None or self._sketch_entry is None:
            return
        drawing = self.sketch.drawing
        self._keeper.put(
            self._sketch_entry,
            EvidenceDraft(EvidenceKind.SKETCH, subject=drawing.title, drawing=drawing),
            picture=self.sketch.picture(),
            sketch_id=self._sketch_id,
        )
        self.leave_sketch()

    @Slot()
    def leave_sketch(self) -> None:
        """Go back to the item; what is drawn and not in the record stays as a draft."""
        view, self.sketch = self.sketch, None
        if view is None:
            return
        self._stage.setCurrentWidget(self._stage.item)
        self._stage.removeWidget(view)
        view.deleteLater()
        self._read_again()
        self.sketching.emit(False)
        self.strip.first_button.setFocus()
        self._stage.item.bring_focus_into_sight()

    @Slot(object)
    def _drop_draft(self, row: SketchDraftRow) -> None:
        self._keeper.drop_sketch(row.id)


def _plan_in(office: Office, plan_id: UUID | None) -> QImage | None:
    if plan_id is None:
        return None
    image = QImage.fromData(office.attachments.read_content(plan_id))
    return None if image.isNull() else image


def _thumbnail_in(office: Office, attachment_id: UUID, sha256: str) -> tuple[str, QImage]:
    return sha256, thumbnail_of(office.attachments.read_content(attachment_id))
