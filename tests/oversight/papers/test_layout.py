"""Blocks, tables and pages: nothing is lost at a page's end, and what belongs together stays together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.papers.blocks import Block, Gap, Laid, LaidGap, LaidStack, Stack, Whole, without_leading_gaps
from oversight.papers.boxes import Beside, StampBoxes
from oversight.papers.font_files import Face
from oversight.papers.forms import heading, label_table, labelled, wide_row
from oversight.papers.paper import paginate
from oversight.papers.paragraph import Align, Fragment, LaidParagraph, Paragraph, Style
from oversight.papers.photos import CaptionedPhoto, PhotoRow, photo_rows
from oversight.papers.ruled_table import Cell, LaidRow, LaidTable, Row, RuledTable

PLAIN = Style(size=10, leading=10)
WIDTH = 100.0


@dataclass
class NotingPen:
    """Notes what is drawn where instead of drawing it."""

    page: int = 1
    drawn: list[tuple[str, float, float]] = field(default_factory=list)
    rules: list[tuple[float, float, float, float]] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)
    bookmarks: list[tuple[str, int]] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    spacings: list[float] = field(default_factory=list)

    def text(self, x, baseline, runs, size, spacing=0):  # type: ignore[no-untyped-def]
        self.drawn.append(("".join(text for _font, text in runs), x, baseline))
        self.spacings.append(spacing)

    def rule(self, x0, y0, x1, y1, weight):  # type: ignore[no-untyped-def]
        self.rules.append((x0, y0, x1, y1))

    def box(self, x, y, width, height, weight):  # type: ignore[no-untyped-def]
        self.boxes.append((x, y, width, height))

    def shade(self, *place):  # type: ignore[no-untyped-def]
        pass

    @contextmanager
    def part(self, *tags):  # type: ignore[no-untyped-def]
        yield

    aside = part

    def has_begun(self, tag):  # type: ignore[no-untyped-def]
        return False

    def photo(self, photo, x, y, width, height, alt):  # type: ignore[no-untyped-def]
        self.drawn.append(("PHOTO", x, y))

    def bookmark(self, title, level, y):  # type: ignore[no-untyped-def]
        self.bookmarks.append((title, level))

    def warn(self, sentence):  # type: ignore[no-untyped-def]
        self.warnings.append(sentence)

    def warn_missing(self, codes):  # type: ignore[no-untyped-def]
        self.warnings += codes

    warn_unvaried = warn_missing


def drawn_text(piece: Laid) -> list[str]:
    pen = NotingPen()
    piece.draw(pen, 0, 0)  # type: ignore[arg-type]
    return [text for text, _x, _y in pen.drawn]


def pages_of(*blocks: Block, height: float = 100.0, width: float = WIDTH) -> list[list[str]]:
    return [drawn_text(page) for page in paginate(Stack(blocks).laid(width), height)]


def numbered_lines(count: int) -> str:
    return "\n".join(f"{number}行" for number in range(1, count + 1))


def flat(pages: list[list[str]]) -> list[str]:
    return [text for page in pages for text in page]


def test_a_heading_whose_last_gap_alone_would_not_fit_goes_with_what_follows_it() -> None:
    above = Paragraph(numbered_lines(6), PLAIN)
    height = above.laid(WIDTH).height + PLAIN.leading + 2
    head = Stack((Paragraph("見出し", PLAIN, glued=True), Gap(8, glued=True)), glued=True)
    table = RuledTable((1, 1), lined_rows(2))
    first, second = paginate(Stack((above, head, table)).laid(WIDTH), height)
    assert "見出し" not in drawn_text(first)
    assert "見出し" in drawn_text(second)


def test_a_paragraph_longer_than_a_page_goes_on_without_loss() -> None:
    pages = pages_of(Paragraph(numbered_lines(25), PLAIN))
    assert [len(page) for page in pages] == [10, 10, 5]
    assert flat(pages) == numbered_lines(25).split("\n")


def test_no_single_line_is_left_behind_or_sent_ahead() -> None:
    pages = pages_of(Paragraph(numbered_lines(9), PLAIN), Paragraph(numbered_lines(4), PLAIN))
    assert [len(page) for page in pages] == [9, 4]
    pages = pages_of(Paragraph(numbered_lines(7), PLAIN), Paragraph(numbered_lines(4), PLAIN))
    assert [len(page) for page in pages] == [9, 2]


def test_a_paragraph_that_fits_is_not_cut() -> None:
    laid = Paragraph(numbered_lines(3), PLAIN).laid(WIDTH)
    assert laid.cut(30, forced=False) == (laid, None)


def test_a_short_paragraph_moves_whole() -> None:
    pages = pages_of(Paragraph(numbered_lines(9), PLAIN), Paragraph(numbered_lines(3), PLAIN))
    assert [len(page) for page in pages] == [9, 3]


def test_even_a_page_lower_than_a_line_takes_one_line() -> None:
    assert pages_of(Paragraph(numbered_lines(3), PLAIN), height=4) == [["1行"], ["2行"], ["3行"]]


def test_gaps_vanish_at_the_head_of_a_page_and_are_cut_at_its_end() -> None:
    pages = pages_of(
        Gap(30), Paragraph(numbered_lines(10), PLAIN), Gap(30), Paragraph("次", PLAIN), height=105
    )
    assert pages == [numbered_lines(10).split("\n"), ["次"]]


def test_a_paper_of_nothing_has_one_empty_page() -> None:
    assert pages_of() == [[]]
    assert pages_of(Gap(10)) == [[]]


def test_a_heading_goes_with_what_follows_it() -> None:
    pages = pages_of(
        Paragraph(numbered_lines(9), PLAIN), heading("見出し"), Paragraph(numbered_lines(2), PLAIN)
    )
    assert pages == [numbered_lines(9).split("\n"), ["見出し", "1行", "2行"]]


def test_a_heading_stands_with_the_first_part_of_a_row_longer_than_a_page() -> None:
    table = RuledTable((1,), (Row((Cell((Paragraph(numbered_lines(30), PLAIN),)),)),), padding=0)
    pages = pages_of(Paragraph("見", PLAIN, glued=True), table)
    assert pages[0][:2] == ["見", "1行"]
    assert flat(pages)[1:] == numbered_lines(30).split("\n")


def test_headings_in_a_row_all_go_with_what_follows() -> None:
    pages = pages_of(
        Paragraph(numbered_lines(8), PLAIN),
        Paragraph("章", PLAIN, glued=True),
        Paragraph("節", PLAIN, glued=True),
        Paragraph(numbered_lines(3), PLAIN),
    )
    assert [page[0] for page in pages] == ["1行", "章"]


def test_a_heading_has_its_bookmark_once() -> None:
    pen = NotingPen()
    for page in paginate(Stack((Paragraph(numbered_lines(15), PLAIN, bookmark=("題", 0)),)).laid(WIDTH), 100):
        page.draw(pen, 0, 0)  # type: ignore[arg-type]
    assert pen.bookmarks == [("題", 0)]


def test_a_whole_block_moves_to_the_next_page_and_is_cut_only_where_no_page_holds_it() -> None:
    whole = Whole(Paragraph(numbered_lines(6), PLAIN))
    assert [len(page) for page in pages_of(Paragraph(numbered_lines(6), PLAIN), whole)] == [6, 6]
    assert [len(page) for page in pages_of(Whole(Paragraph(numbered_lines(15), PLAIN)))] == [10, 5]


def test_a_whole_block_above_its_limit_is_cut_like_any_other() -> None:
    block = Whole(Paragraph(numbered_lines(6), PLAIN), 50)
    assert [len(page) for page in pages_of(Paragraph(numbered_lines(6), PLAIN), block)] == [10, 2]
    assert not block.laid(WIDTH).glued


def lined_rows(count: int, lines: int = 1, **more: bool) -> tuple[Row, ...]:
    return tuple(
        Row((Cell((Paragraph("\n".join([f"R{number}"] * lines), PLAIN),)), Cell()), **more)
        for number in range(count)
    )


def test_the_head_of_a_table_stands_on_every_page() -> None:
    head = (Row((Cell((Paragraph("見出", PLAIN),)), Cell())),)
    pages = pages_of(RuledTable((1, 1), lined_rows(20), head, padding=0))
    assert [page[0] for page in pages] == ["見出"] * 3
    assert [text for page in pages for text in page[1:]] == [f"R{number}" for number in range(20)]


def test_a_low_row_is_not_cut_and_a_high_one_is() -> None:
    low = pages_of(RuledTable((1, 1), lined_rows(2, 6), padding=0), height=100)
    assert [len(page) for page in low] == [6, 6]
    high = pages_of(Paragraph(numbered_lines(4), PLAIN), RuledTable((1, 1), lined_rows(1, 12), padding=0))
    assert [len(page) for page in high] == [10, 6]


def test_a_row_that_must_stay_whole_is_cut_only_on_a_page_of_its_own() -> None:
    rows = lined_rows(1, 12, whole=True)
    pages = pages_of(Paragraph(numbered_lines(2), PLAIN), RuledTable((1, 1), rows, padding=0))
    assert [len(page) for page in pages] == [2, 10, 2]


def test_a_row_glued_to_the_next_goes_with_it() -> None:
    rows = (*lined_rows(8), *lined_rows(1, glued=True), *lined_rows(1, 6, whole=True))
    pages = pages_of(RuledTable((1, 1), rows, padding=0))
    assert [len(page) for page in pages] == [8, 7]


def test_a_glued_row_too_high_to_share_a_page_is_let_go() -> None:
    rows = (*lined_rows(1, 9, glued=True), *lined_rows(1, 8, whole=True))
    pages = pages_of(RuledTable((1, 1), rows, padding=0))
    assert [len(page) for page in pages] == [9, 8]


def test_the_label_of_a_row_is_repeated_where_the_row_goes_on() -> None:
    label = Cell((Paragraph("番", PLAIN),), again=Paragraph("番\n続き", PLAIN))
    row = Row((label, Cell((Paragraph(numbered_lines(15), PLAIN),)), Cell()))
    pages = pages_of(RuledTable((1, 1, 1), (row,), padding=0))
    assert [page[:2] for page in pages] == [["番", "1行"], ["番", "続き"]]
    assert [text for text in flat(pages) if text.endswith("行")] == numbered_lines(15).split("\n")


def test_an_unruled_table_draws_no_rule() -> None:
    pen = NotingPen()
    table = RuledTable((1, 1), lined_rows(3), ruled=False)
    table.laid(WIDTH).draw(pen, 0, 0)  # type: ignore[arg-type]
    assert pen.rules == []
    assert pen.boxes == []


def test_a_ruled_table_has_a_frame_and_rules_between_its_cells() -> None:
    pen = NotingPen()
    RuledTable((1, 3), lined_rows(3), padding=0).laid(WIDTH).draw(pen, 10, 20)  # type: ignore[arg-type]
    assert pen.boxes == [(10, 20, 100, 30)]
    assert (10, 30, 110, 30) in pen.rules
    assert (35, 20, 35, 30) in pen.rules


def test_a_cell_set_in_the_middle_stands_at_half_height() -> None:
    pen = NotingPen()
    row = Row((Cell((Paragraph("中", PLAIN),), middle=True), Cell((Paragraph(numbered_lines(5), PLAIN),))))
    RuledTable((1, 1), (row,), padding=0).laid(WIDTH).draw(pen, 0, 0)  # type: ignore[arg-type]
    heights = {text: baseline for text, _x, baseline in pen.drawn}
    assert heights["中"] == heights["3行"]


def test_boxes_to_sign_stand_flush_right_beside_the_sender() -> None:
    boxes = StampBoxes((("課長", ""), ("係長", "山田\nR6.4.1")), "決裁")
    pen = NotingPen()
    Beside(Paragraph("市", PLAIN), boxes, boxes.width).laid(400).draw(pen, 0, 0)  # type: ignore[arg-type]
    (frame,) = pen.boxes
    assert frame[0] + frame[2] == pytest.approx(400)
    assert [text for text, _x, _y in pen.drawn] == ["市", "決", "裁", "課長", "係長", "山田", "R6.4.1"]


def test_a_long_word_for_approval_is_not_written_downwards() -> None:
    boxes = StampBoxes((("Chief", ""),), "Approval")
    assert boxes.side_width == 0
    assert "A" not in drawn_text(boxes.laid(300))


def test_boxes_are_not_cut() -> None:
    boxes = StampBoxes((("課長", ""),), "決裁").laid(300)
    assert boxes.cut(boxes.height, forced=False) == (boxes, None)
    assert boxes.cut(5, forced=False) == (None, boxes)
    assert boxes.cut(5, forced=True) == (boxes, None)


def test_a_sender_longer_than_a_page_goes_on_without_the_boxes() -> None:
    boxes = StampBoxes((("課長", ""),), "")
    pages = pages_of(Beside(Paragraph(numbered_lines(15), PLAIN), boxes, boxes.width), width=300)
    assert [text for text in flat(pages) if text.endswith("行")] == numbered_lines(15).split("\n")
    assert flat(pages).count("課長") == 1


def photo(caption: str = "説明", number: int = 1) -> CaptionedPhoto:
    return CaptionedPhoto(None, Paragraph(caption, PLAIN), Paragraph("不可", PLAIN), f"写真{number}")


def test_photos_stand_two_by_two() -> None:
    rows = photo_rows([photo(number=number) for number in range(5)])
    assert [len(row.photos) for row in rows] == [2, 2, 1]


def test_a_photo_is_never_parted_from_its_caption() -> None:
    filler = Paragraph(numbered_lines(25), PLAIN)
    pages = pages_of(filler, PhotoRow((photo(), photo())), height=300, width=400)
    assert pages[1] == ["不可", "説明", "不可", "説明"]


def test_a_caption_longer_than_a_page_goes_on_without_loss() -> None:
    pages = pages_of(PhotoRow((photo(numbered_lines(60)), photo("短"))), height=300, width=400)
    assert [text for text in flat(pages) if text.endswith("行")] == numbered_lines(60).split("\n")
    assert flat(pages).count("不可") == 2


def test_an_unreadable_photo_is_told() -> None:
    pen = NotingPen()
    PhotoRow((photo(number=7),)).laid(400).draw(pen, 0, 0)  # type: ignore[arg-type]
    assert pen.warnings == ["写真7"]


@pytest.mark.parametrize(
    ("align", "x"), [(Align.LEFT, 0), (Align.CENTRE, 40), (Align.RIGHT, 80), (Align.FLUSH, 0)]
)
def test_lines_stand_where_their_alignment_says(align: Align, x: float) -> None:
    pen = NotingPen()
    Paragraph("検査", PLAIN.but(align=align)).laid(WIDTH).draw(pen, 0, 0)  # type: ignore[arg-type]
    assert pen.drawn[0][1] == pytest.approx(x)


def test_a_flush_line_is_filled_and_the_last_is_not() -> None:
    pen = NotingPen()
    text = "検査検査検査検査検、査検査"
    Paragraph(text, PLAIN.but(align=Align.FLUSH)).laid(107).draw(pen, 0, 0)  # type: ignore[arg-type]
    assert [line for line, _x, _y in pen.drawn] == ["検査検査検査検査検、", "査検査"]
    assert pen.spacings == [pytest.approx(7 / 9), 0]


@pytest.mark.parametrize("text", ["Latin words are set ragged", "検\u3000" * 30, "検" * 4])
def test_latin_and_sparse_lines_stay_ragged(text: str) -> None:
    pen = NotingPen()
    Paragraph(text, PLAIN.but(align=Align.FLUSH)).laid(38).draw(pen, 0, 0)  # type: ignore[arg-type]
    assert all(spacing <= 0.8 for spacing in pen.spacings)


def test_indents_move_lines_and_narrow_them() -> None:
    pen = NotingPen()
    style = PLAIN.but(indent=10, first_indent=20)
    Paragraph("検査検査検査検査検査検査検", style).laid(WIDTH).draw(pen, 0, 0)  # type: ignore[arg-type]
    assert [(len(text), x) for text, x, _y in pen.drawn] == [(7, 30), (6, 10)]


def test_fragments_of_several_faces_make_one_paragraph() -> None:
    laid = Paragraph((Fragment("証跡：", Face.GOTHIC), Fragment("台帳", Face.MINCHO)), PLAIN).laid(WIDTH)
    assert drawn_text(laid) == ["証跡：台帳"]
    assert laid.widest == 50
    assert drawn_text(labelled("証跡", " 台帳 ").laid(WIDTH)) == ["証跡：台帳"]


def test_an_empty_paragraph_is_one_line_high_and_draws_nothing() -> None:
    laid = Paragraph("", PLAIN).laid(WIDTH)
    assert laid.height == 10
    assert drawn_text(laid) == []


def test_leading_gaps_fall_away_at_any_depth() -> None:
    deep = LaidStack((LaidStack((LaidGap(5), LaidGap(5))), LaidStack((LaidGap(5), LaidStack(())))))
    assert without_leading_gaps(deep) is None


def kinds(piece: Laid) -> Iterator[Laid]:
    yield piece
    for inner in getattr(piece, "pieces", ()):
        yield from kinds(inner)
    if isinstance(piece, LaidTable):
        yield from kinds(piece.rows)
    if isinstance(piece, LaidRow):
        for cell in piece.cells:
            yield from kinds(cell.content)


words = st.text(st.sampled_from("検査、。「」（）Ab1 　\n-"), max_size=150)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(words, words, st.booleans(), st.booleans()), max_size=12),
    st.integers(12, 400),
    st.integers(40, 300),
)
def test_no_text_is_lost_and_no_page_overfilled(
    rows: list[tuple[str, str, bool, bool]], height: int, width: int
) -> None:
    made = tuple(
        Row((Cell((Paragraph(left, PLAIN),)), Cell((Paragraph(right, PLAIN),))), glued=glued, whole=whole)
        for left, right, glued, whole in rows
    )
    blocks = (heading("見出し"), RuledTable((1, 2), made), label_table([wide_row("札", "値")]))
    pages = paginate(Stack(blocks).laid(width), height)
    printed = "".join(flat([drawn_text(page) for page in pages]))
    expected = "".join(left + right for left, right, _glued, _whole in rows) + "見出し札値"
    for sign in "検査、。「」（）Ab1-":
        assert printed.count(sign) >= expected.count(sign)
    if height > 60:
        assert all(page.height <= height + 0.1 for page in pages)


def test_the_sample_walk_reaches_every_kind() -> None:
    laid = Stack((RuledTable((1, 1), lined_rows(1)),)).laid(WIDTH)
    assert {type(piece) for piece in kinds(laid)} >= {LaidStack, LaidTable, LaidRow, LaidParagraph}
