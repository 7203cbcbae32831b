"""What a screen reader finds in a paper: order, headings, tables over pages, lists, pictures, languages."""

from __future__ import annotations

import re
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest

from oversight import papers
from oversight.papers import Paper
from oversight.papers.blocks import Block, Gap
from oversight.papers.boxes import StampBoxes
from oversight.papers.font_files import Face
from oversight.papers.forms import (
    column_heads,
    framed_text,
    heading,
    label_cell,
    label_table,
    text_cell,
    wide_row,
)
from oversight.papers.gauge import Gauge
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Fragment, Paragraph
from oversight.papers.pen import Pen
from oversight.papers.photos import CaptionedPhoto, PhotoRow
from oversight.papers.pictures import printed_photo
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.papers.structure import Role, Scope, Tag
from oversight.papers.structure_tree import Levels
from oversight.words import speaking
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.oversight.papers.reading_structure import Element, read_structure
from tests.oversight.papers.sample_papers import ARCHIVED, HARD, MADE_AT, SKETCH_HASH
from tests.oversight.papers.sample_record import drawn_photo, small_record
from tests.oversight.report_form.filling import form_data


def printed(*blocks: Block) -> Paper:
    return print_paper([blocks], Properties("題", "市", MADE_AT), Edges("題", "号", ("脚",)))


def read(*blocks: Block) -> Element:
    return read_structure(printed(*blocks).pdf).root


@pytest.fixture(scope="module")
def record() -> Paper:
    return ARCHIVED["print_inspection_record"]("ja")


@pytest.mark.parametrize("name", ARCHIVED)
def test_the_reading_order_is_the_order_of_the_page_and_leaves_nothing_out(name: str) -> None:
    found = read_structure(ARCHIVED[name]("ja").pdf)
    places = [place for each in found.root.walk() for place in each.places]
    assert len(places) == len(set(places))
    assert set(places) == set(found.marked)
    for first, second in pairwise(found.root.kids):
        assert min(first_places(first)) <= min(first_places(second))
    told = solid("".join(found.root.whole.split()) + "".join(found.artifacts))
    assert sorted(told) == sorted(solid(text_of(ARCHIVED[name]("ja").pdf)))


def first_places(element: Element) -> list[tuple[int, int]]:
    return [place for each in element.walk() for place in each.places]


def test_rare_characters_are_read_unchanged(record: Paper) -> None:
    told = read_structure(record.pdf).root.whole
    for text in ("髙﨑𠮷①～令和元年 葛\U000e0100城 絵文字〓", "𠮷田 太郎", "山﨑 花子", "髙橋 一郎"):
        assert text in told


def test_every_page_knows_the_element_of_each_mark(record: Paper) -> None:
    with pikepdf.open(BytesIO(record.pdf)) as document:
        tree: Any = document.Root.StructTreeRoot
        numbers: Any = list(tree.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        assert tree.ParentTreeNextKey == len(document.pages)
        for number, page in enumerate(document.pages):
            content = page.Contents.read_bytes()
            marks = re.findall(rb"/(\w+) <</MCID (\d+)>> BDC", content)
            owners = list(parents[int(page.StructParents)])
            assert [int(mark) for _role, mark in marks] == list(range(len(owners)))
            for owner, mark in zip(owners, range(len(owners)), strict=True):
                assert holds(owner, mark, page.obj, document.pages[number].obj)


def holds(owner: Any, mark: int, page: Any, expected: Any) -> bool:
    kids = owner.K if isinstance(owner.K, pikepdf.Array) else [owner.K]
    own = [kid for kid in kids if isinstance(kid, int) and owner.Pg == page]
    other = [int(kid.MCID) for kid in kids if isinstance(kid, pikepdf.Dictionary) and kid.get("/Pg") == page]
    assert page == expected
    return mark in [*map(int, own), *other]


def test_headings_follow_one_another_without_a_gap(record: Paper) -> None:
    roles = [each.role for each in read_structure(record.pdf).root.walk() if re.fullmatch(r"H\d", each.role)]
    assert roles[0] == "H1"
    assert roles.count("H1") == 1
    assert {"H2", "H3"} <= set(roles)
    assert all(int(after[1]) <= int(before[1]) + 1 for before, after in pairwise(roles))


def test_levels_close_the_gaps_that_authors_leave() -> None:
    levels = Levels()
    assert [levels.of(level) for level in (0, 1, 1, 0, 1, 3, 9, 0)] == [1, 2, 2, 2, 3, 4, 5, 2]
    deep = Levels()
    assert [deep.of(level) for level in range(9)][-2:] == [6, 6]


def test_a_table_over_many_pages_is_one_table_whose_head_is_told_once() -> None:
    rows = tuple(Row((text_cell(f"名{n}"), text_cell(f"値{n}"))) for n in range(120))
    paper = printed(RuledTable((1, 1), rows, column_heads("名", "値")))
    assert paper.page_count > 2
    found = read_structure(paper.pdf)
    (table,) = found.root.find("Table")
    assert [row.role for row in table.kids] == ["TR"] * 121
    heads = table.find("TH")
    assert [(each.text, str(each.attributes["Scope"])) for each in heads] == [
        ("名", "/Column"),
        ("値", "/Column"),
    ]
    assert [each.text for each in table.find("TD")] == [t for n in range(120) for t in (f"名{n}", f"値{n}")]
    assert found.artifacts.count("値") == paper.page_count - 1


def test_a_row_cut_by_the_end_of_a_page_stays_one_row_and_its_repeated_label_is_not_read() -> None:
    long = "確認した。" * 1200
    paper = printed(label_table([wide_row("意見", long), wide_row("次", "後")]))
    assert paper.page_count > 1
    found = read_structure(paper.pdf)
    (table,) = found.root.find("Table")
    assert [len(row.kids) for row in table.kids] == [2, 2]
    head, cell = table.kids[0].kids
    assert (head.role, head.text, str(head.attributes["Scope"])) == ("TH", "意見", "/Row")
    assert (cell.role, cell.text, cell.attributes["ColSpan"]) == ("TD", long, 3)
    assert {page for page, _mark in cell.places} == set(range(paper.page_count))
    assert found.artifacts.count("（続き）") == paper.page_count - 1


def test_a_row_of_too_few_cells_is_filled_up_for_the_reader_alone() -> None:
    full = Row((label_cell("一"), text_cell("1"), label_cell("二"), text_cell("2")))
    (table,) = read(label_table([full, Row((label_cell("三"), text_cell("3")))])).find("Table")
    spans = [[int(cell.attributes.get("ColSpan", 1)) for cell in row.kids] for row in table.kids]
    assert spans == [[1, 1, 1, 1], [1, 1, 2]]


def test_an_empty_cell_is_a_cell() -> None:
    (table,) = read(RuledTable((1, 1), (Row((text_cell(""), Cell())),))).find("Table")
    assert [cell.role for cell in table.kids[0].kids] == ["TD", "TD"]
    assert table.whole == ""


def test_a_table_without_rules_and_one_that_says_so_are_lists() -> None:
    steps = tuple(Row((text_cell(str(n)), text_cell(f"手順{n}"), text_cell("注"))) for n in (1, 2))
    pairs = (Row((text_cell("1"), text_cell("規程"), text_cell("2"), text_cell("名簿"))),)
    odd = (Row((text_cell("3"), text_cell("手順書"), text_cell(""), text_cell(""))),)
    codes = (Row((Cell((Paragraph("1"), Paragraph("7K2QM"))),)),)
    root = read(
        RuledTable((1, 5, 5), steps, ruled=False),
        RuledTable((1, 5, 1, 5), pairs + odd, listed=2),
        RuledTable((1,), codes, listed=1),
    )
    lists = root.find("L")
    told = [[[(part.role, part.whole) for part in item.kids] for item in each.kids] for each in lists]
    assert told == [
        [[("Lbl", "1"), ("LBody", "手順1注")], [("Lbl", "2"), ("LBody", "手順2注")]],
        [
            [("Lbl", "1"), ("LBody", "規程")],
            [("Lbl", "2"), ("LBody", "名簿")],
            [("Lbl", "3"), ("LBody", "手順書")],
        ],
        [[("LBody", "17K2QM")]],
    ]
    assert root.find("Table") == []


def test_a_frame_around_a_text_is_no_table() -> None:
    root = read(framed_text("講評の文"))
    assert root.find("Table") == []
    (frame,) = root.find("Div")
    assert frame.whole == "講評の文"


def test_the_boxes_for_seals_are_a_table_with_the_posts_as_heads() -> None:
    (table,) = read(StampBoxes((("課長", "髙橋"), ("担当", "")), "決裁")).find("Table")
    assert str(table.attributes["Summary"]) == "決裁"
    assert [[cell.whole for cell in row.kids] for row in table.kids] == [
        ["決裁", "課長", "担当"],
        ["髙橋", ""],
    ]
    assert table.kids[0].kids[0].attributes["RowSpan"] == 2
    (wide,) = read(StampBoxes((("Head", ""),), "Approval")).find("Table")
    assert [cell.whole for cell in wide.kids[0].kids] == ["Head"]


def test_every_picture_is_a_figure_told_by_item_and_caption_with_its_place(record: Paper) -> None:
    figures = read_structure(record.pdf).root.find("Figure")
    signature, sketch, *photos = figures
    assert signature.alt == f"{HARD} の手書きの署名"
    assert sketch.alt == f"見取図1（ORG-01）　倉庫の配置 {HARD}"
    for number, photo in zip((1, 2, 3, 5), photos, strict=True):  # the fourth cannot be read
        assert re.fullmatch(rf"写真{number}（[A-Z]+-\d+）　作業室の書類保管庫。.*", photo.alt)
    for figure in figures:
        left, bottom, right, top = (float(side) for side in figure.attributes["BBox"])
        assert 25 / 25.4 * 72 < left < right < 595
        assert 40 < bottom < top < 842
    captions = read_structure(record.pdf).root.find("Caption")
    assert [re.split("[（ ]", each.text)[0] for each in captions[1:]] == [
        "見取図1",
        *(f"写真{number}" for number in range(1, 6)),
    ]
    assert captions[0].text == signature.alt.replace("😀", "〓")


def test_a_picture_without_words_still_says_that_it_is_one() -> None:
    photo = printed_photo(drawn_photo(1))
    row = PhotoRow((CaptionedPhoto(photo, Paragraph("説明", caption=True), Paragraph("読めない")),))
    (figure,) = read(row).find("Figure")
    assert figure.alt == "図"


def test_a_bar_is_a_figure_where_it_has_words_and_an_ornament_where_not() -> None:
    assert [each.alt for each in read(Gauge(0.5, 12, alt="棒 50%")).find("Figure")] == ["棒 50%"]
    assert read(Gauge(0.5, 12)).find("Figure") == []


def test_a_picture_drawn_by_hand_is_one_mark() -> None:
    class Drawing:
        height, glued = 30.0, False

        def laid(self, width: float) -> Drawing:
            return self

        def cut(self, room: float, *, forced: bool) -> tuple[Any, Any]:
            return self, None

        def draw(self, pen: Pen, x: float, y: float) -> None:
            with pen.figure("見取図　倉庫", x, y, 60, 30):
                pen.rule(x, y, x + 60, y + 30, 1)
                pen.ring(x, y, 20, 1)
                pen.shade(x, y, 5, 5, 0.5)

    (figure,) = read(Drawing()).find("Figure")
    assert figure.alt == "見取図　倉庫"
    assert len(figure.places) == 1


def test_text_that_nobody_named_is_a_paragraph() -> None:
    pen = Pen(language="ja-JP", made_at=MADE_AT)
    assert pen.structure is not None
    Paragraph("題").laid(200).draw(pen, 50, 50)
    paragraph = Paragraph("無名").laid(200)
    paragraph._draw_lines(pen, 50, 80)
    kids: list[Any] = pen.structure.root.kids
    assert [kid.tag.role for kid in kids] == [Role.PARAGRAPH, Role.PARAGRAPH]


def test_japanese_in_an_english_paper_says_that_it_is_japanese() -> None:
    with speaking("en"):
        root = read(Paragraph("The report"), Paragraph("介護保険課"), Paragraph("𠮷"))
    assert [(each.text, each.language) for each in root.kids] == [
        ("The report", ""),
        ("介護保険課", "ja"),
        ("𠮷", "ja"),
    ]
    with speaking("en"):
        (table,) = read(label_table([wide_row("Section", "介護保険課")])).find("Table")
    assert [each.language for each in table.find("P")] == ["ja"]
    assert [each.language for each in read(Paragraph("介護保険課")).kids] == [""]


def test_headings_are_known_by_bookmark_or_level_and_nothing_else() -> None:
    root = read(
        Paragraph("題名", bookmark=("題名", 0)),
        heading("章"),
        Paragraph("節", level=1),
        Gap(4),
        Paragraph((Fragment("本", Face.GOTHIC), Fragment("文", Face.MINCHO))),
        Paragraph(""),
    )
    assert [(each.role, each.text) for each in root.kids] == [
        ("H1", "題名"),
        ("H2", "章"),
        ("H3", "節"),
        ("P", "本文"),
    ]


def test_a_head_cell_in_a_row_speaks_for_what_it_says_it_does() -> None:
    row = Row((Cell((Paragraph("計"),), scope=Scope.ROW), text_cell("3")))
    (table,) = read(RuledTable((1, 1), (row,))).find("Table")
    assert [(cell.role, cell.text) for cell in table.kids[0].kids] == [("TH", "計"), ("TD", "3")]


def test_edges_of_pages_are_read_by_nobody(record: Paper) -> None:
    found = read_structure(record.pdf)
    assert not re.search(r"\d+ / \d+", found.root.whole)
    assert any(re.fullmatch(r"1 / \d+", text) for text in found.artifacts)


def test_every_field_of_the_form_is_part_of_what_is_read() -> None:
    pdf = papers.print_report_form(form_data()).pdf
    with pikepdf.open(BytesIO(pdf)) as document:
        widgets: list[Any] = [each for page in document.pages for each in page.get("/Annots", [])]
        shown = [each for each in widgets if not int(each.F) & 2]
        numbers: Any = list(document.Root.StructTreeRoot.ParentTree.Nums)
        parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for widget in shown:
            form = parents[int(widget.StructParent)]
            assert form.S == "/Form"
            assert form.K.Obj.objgen == widget.objgen
        assert len(shown) > 60
        assert not any("/StructParent" in each for each in widgets if int(each.F) & 2)


def test_a_tag_goes_on_where_it_was_left() -> None:
    pen = Pen(language="ja-JP", made_at=MADE_AT)
    tag = Tag(Role.DIVISION)
    assert not pen.has_begun(tag)
    with pen.part(tag):
        Paragraph("一").laid(200).draw(pen, 50, 50)
    assert pen.has_begun(tag)
    plain = Pen(language="ja-JP", made_at=MADE_AT, tagged=False)
    with plain.part(tag), plain.aside():
        Paragraph("一").laid(200).draw(plain, 50, 50)
    assert not plain.has_begun(tag)
    assert b"MCID" not in plain.finish()


def test_the_list_of_attachments_gives_every_hash_in_full(record: Paper) -> None:
    heads = ["番号", "種類", "点検項目", "説明", "SHA-256（保管したもの）"]
    tables = read_structure(record.pdf).root.find("Table")
    (table,) = (each for each in tables if [cell.text for cell in each.kids[0].kids] == heads)
    rows = [[cell.text for cell in row.kids] for row in table.kids[1:]]
    assert [row[1] for row in rows] == ["写真1", "写真2", "写真3", "写真4", "写真5", "見取図1", "署名"]
    assert all(re.fullmatch("[0-9a-f]{64}", row[4]) for row in rows)
    assert rows[-2] == ["6", "見取図1", rows[-2][2], f"倉庫の配置 {HARD}".replace("😀", "〓"), SKETCH_HASH]
    assert any(row[3] == "―" for row in rows)


def test_a_record_without_attachments_says_so() -> None:
    told = read_structure(papers.print_inspection_record(small_record()).pdf).root.whole
    assert "添付の一覧写真その他の添付はない。" in told
