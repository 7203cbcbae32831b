"""Fields on paper: boxes and rings that wrap where there is no room and stay whole at a page's end."""

from __future__ import annotations

import io

import pikepdf

from oversight.papers import print_report_form
from oversight.papers.blocks import Laid, Stack
from oversight.papers.entries import HiddenEntries, TickRow, WriteIn
from oversight.papers.entry import Entry, EntryKind
from oversight.papers.paper import paginate
from tests.oversight.report_form.filling import form_data


def ring(value: str) -> tuple[Entry, str]:
    return Entry("q", EntryKind.CHOICE, "設問", value), "長い選択肢の言葉"


def test_choices_go_on_in_the_next_line_where_there_is_no_room() -> None:
    row = TickRow((ring("a"), ring("b"), ring("c")))
    assert row.laid(400).height < row.laid(200).height < row.laid(90).height


def test_fields_stay_whole_at_the_end_of_a_page() -> None:
    write_in, row = WriteIn(Entry("q", EntryKind.TEXT, "設問"), 60), TickRow((ring("a"), ring("b")))
    for block in (write_in, row):
        laid: Laid = block.laid(90)
        assert laid.cut(5, forced=False) == (None, laid)
        assert laid.cut(5, forced=True) == (laid, None)
    hidden = HiddenEntries((Entry("h", EntryKind.HIDDEN, "", "x"),)).laid(90)
    assert hidden.cut(0, forced=False) == (hidden, None)
    assert len(paginate(Stack((write_in, write_in, row)).laid(90), 100)) == 2


def test_every_field_lies_within_its_page_and_none_over_another() -> None:
    known = tuple({"name": f"山田{at}", "employer": "株式会社髙﨑"} for at in range(60))
    paper = print_report_form(form_data(known={"workers": known}))
    with pikepdf.open(io.BytesIO(paper.pdf)) as document:
        assert len(document.pages) == paper.page_count > 3
        for page in document.pages:
            boxes = [
                [float(side) for side in note.Rect]
                for note in page.obj.get("/Annots", [])
                if int(note.F) == 4  # printed: seen
            ]
            for left, bottom, right, top in boxes:
                assert 0 < left < right < 596
                assert 40 < bottom < top < 842
            for at, (left, bottom, right, top) in enumerate(boxes):
                for other in boxes[at + 1 :]:
                    apart = other[0] >= right or other[2] <= left or other[1] >= top or other[3] <= bottom
                    assert apart
