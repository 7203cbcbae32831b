"""The step after the items: who attended, what was looked at, the closing talk, the conclusion."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from oversight.errors import RefusedError
from oversight.field_words import field_word
from oversight.inspections import AttendeeDraft, Conclusion, InspectionDetail, word_of
from oversight.personal_number import PersonalNumberError
from oversight.reports import show_month
from oversight.words import _
from ui.inspections.conduct.attendees import Attendees
from ui.inspections.conduct.course import Closing
from ui.inspections.conduct.item_head import BigTitle
from ui.inspections.conduct.number_box import NumberBox
from ui.inspections.conduct.scrolling import Scrolling
from ui.widgets.choice_fields import OneOfField, beside
from ui.widgets.fields import Field, MultiLineField
from ui.widgets.text import note, prose, section


class ClosingView(Scrolling):
    """``people_edited`` and ``words_edited`` follow each change by the user."""

    people_edited = Signal()
    words_edited = Signal()

    def __init__(self, *, organisation: str, may_declare: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number_box = NumberBox(may_declare=may_declare)
        self.attendees = Attendees(organisation)
        self.points_head = section(_("月次報告の注意点（未決）"))
        self.points = prose("", "warning")
        self.points_note = note(_("委託先の報告のうち、まだ決まっていない点です。講評の前に確かめます。"))
        self.documents = MultiLineField(
            "documents_checked", _("確認資料"), rows=3, hint=_("1行に1件ずつ書きます。")
        )
        self.closing_talk = MultiLineField("closing_talk", _("講評"), rows=3, is_required=True)
        self.opinion = MultiLineField(
            "opinion", _("委託先の意見"), rows=3, hint=_("事実誤認の有無を聞き取って書きます。")
        )
        options = [(each, word_of(each)) for each in Conclusion]
        self.conclusion = OneOfField("conclusion", _("総合所見"), options, is_required=True)
        self.fields: tuple[Field, ...] = (self.documents, self.opinion, self.closing_talk, self.conclusion)
        self._lay_out()
        self.attendees.edited.connect(self.people_edited)
        for field in self.fields:
            field.edited.connect(self.words_edited)

    def _lay_out(self) -> None:
        for widget in (
            BigTitle(_("立会・講評")),
            self.number_box,
            self.points_head,
            self.points,
            self.points_note,
            section(_("委託先の立会者")),
            self.attendees,
        ):
            self.column.addWidget(widget)
        for part in (beside(self.documents, self.opinion), self.closing_talk, self.conclusion):
            self.column.addWidget(part)
        self.column.addStretch(1)

    def show_detail(self, detail: InspectionDetail) -> None:
        """Show what was recorded, and what of the contractor's own reports is undecided."""
        points = detail.reported.points
        self.points.say("\n".join(f"{show_month(each.month)}　{each.told}" for each in points))
        for widget in (self.points_head, self.points, self.points_note):
            widget.setVisible(bool(points))
        self.attendees.show_drafts(detail.attendees)
        self.documents.set_value("\n".join(detail.documents_checked))
        self.closing_talk.set_value(detail.closing_talk)
        self.opinion.set_value(detail.opinion)
        self.conclusion.set_value(detail.conclusion)

    def people(self) -> tuple[AttendeeDraft, ...]:
        """Return the people named."""
        return self.attendees.drafts()

    def words(self) -> Closing:
        """Return the rest of the page."""
        lines = self.documents.value().splitlines()
        return Closing(
            conclusion=self.conclusion.value(),
            closing_talk=self.closing_talk.value(),
            opinion=self.opinion.value(),
            documents_checked=tuple(line.strip() for line in lines if line.strip()),
        )

    def clear_refusals(self) -> None:
        """Take the sentences of refusals away."""
        self.number_box.clear()
        for field in self.fields:
            field.show_error("")

    def show_refusal(self, error: RefusedError) -> None:
        """Show a refusal at its field; what looks like an Individual Number gets its box too."""
        names = (
            error.field,
            *(f.name for f in self.fields if field_word("inspection", f.name) == error.field),
        )
        meant = [field for field in self.fields if field.name in names]
        for field in meant:
            field.show_error(str(error))
        if isinstance(error, PersonalNumberError):
            self.number_box.say(error, is_said_at_field=bool(meant))

    @Slot(str)
    def go_to(self, gap: str) -> None:
        """Put the cursor where something is missing: ``attendees``, ``closing_talk`` or the conclusion."""
        if gap == "attendees":
            self._go_to_people()
        elif gap == "closing_talk":
            self.closing_talk.setFocus()
        else:
            self.conclusion.setFocus()
        self.bring_focus_into_sight()

    def _go_to_people(self) -> None:
        if self.attendees.lines:
            self.attendees.lines[0].name.setFocus()
        else:
            self.attendees.add()
