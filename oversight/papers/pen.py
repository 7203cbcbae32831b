"""The only module that draws: a thin face over reportlab's canvas, measured from the top left in points.

It also notes what a reader of the finished paper must be told, such as a character no font has.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from contextlib import contextmanager
from io import BytesIO
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from reportlab import rl_config
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from typing_extensions import override

from oversight.papers.entry import Entry, EntryKind, PlacedEntry
from oversight.papers.font_files import Face
from oversight.papers.fonts import font_named
from oversight.papers.measures import UPRIGHT, Sheet
from oversight.papers.structure import PAGINATION, Role, Structure, Tag
from oversight.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from oversight.papers.metadata import Described
    from oversight.papers.pictures import PrintedPhoto


class _Jpeg(ImageReader):
    """A JPEG handed through as it is: known by its bytes, never decoded again."""

    def __init__(self, data: bytes) -> None:
        self._bytes = data
        self._dataA = None

    @override
    def getRGBData(self) -> bytes:
        """Return what tells one picture from another."""
        return self._bytes

    @override
    def jpeg_fh(self) -> BytesIO:  # type: ignore[override]  # the stubs know only pictures that are no JPEG
        """Return the JPEG as a file."""
        return BytesIO(self._bytes)


@contextmanager
def plain_streams() -> Iterator[None]:
    """Write streams as bytes, not as ASCII base 85 (a process-wide switch of reportlab's), for a while."""
    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before


class Pen:
    """Draws one paper, page by page; a ``tagged`` one says of all it draws what it is."""

    def __init__(
        self, *, language: str, made_at: dt.datetime, tagged: bool = True, sheet: Sheet = UPRIGHT
    ) -> None:
        self._sheet = sheet
        self.structure = Structure() if tagged else None
        self._file = BytesIO()
        font_named(Face.MINCHO.value)
        make_canvas: Any = Canvas  # the stubs take the name of the first font for a number
        self._canvas = make_canvas(
            self._file,
            pagesize=(sheet.width, sheet.height),
            invariant=1,
            pageCompression=1,
            initialFontName=Face.MINCHO.value,
            lang=language,
        )
        document = self._canvas._doc  # noqa: SLF001 - reportlab offers no other way to set the two
        document._timeStamp = _stamp(made_at)  # noqa: SLF001
        self._drop_transitions(document)
        self._warnings: dict[str, None] = {}
        self._entries: list[PlacedEntry] = []
        self._bookmarks = 0
        self.page = 1

    @staticmethod
    def _drop_transitions(document: Any) -> None:
        """Keep the empty /Trans out of every page (PDF/A forbids it, nothing needs it)."""
        add_page = document.addPage

        def add_page_without_transition(page: Any) -> None:
            page.Trans = None
            add_page(page)

        document.addPage = add_page_without_transition

    def describe(self, described: Described) -> None:
        """Set what a viewer shows as the properties of the file."""
        self._canvas.setTitle(described.title)
        self._canvas.setAuthor(described.author)
        self._canvas.setSubject(described.subject)
        self._canvas.setKeywords(described.keywords)
        self._canvas.setCreator("Oversight")
        self._canvas.setProducer("Oversight")

    @contextmanager
    def part(self, *tags: Tag) -> Iterator[None]:
        """Draw what belongs to an element, the innermost last; the same tag goes on with the same element."""
        if self.structure is None:
            yield
            return
        for tag in tags:
            self.structure.enter(tag)
        yield
        for _tag in tags:
            self.structure.leave()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Draw what stands on the page only because it is a page: its edges, a head repeated."""
        if self.structure is None:
            yield
            return
        self.structure.step_aside(PAGINATION)
        yield
        self.structure.step_back()

    def has_begun(self, tag: Tag) -> bool:
        """Tell whether an element holds something already: what opens it is then only repeated."""
        return self.structure is not None and self.structure.has_begun(tag)

    def _mark_content(self) -> None:
        if self.structure is not None:
            self.structure.mark_content(self._canvas._code)  # noqa: SLF001 - reportlab knows no marks

    def _mark_ornament(self) -> None:
        if self.structure is not None:
            self.structure.mark_ornament(self._canvas._code)  # noqa: SLF001 - reportlab knows no marks

    def text(
        self, x: float, baseline: float, runs: Iterable[tuple[str, str]], size: float, spacing: float = 0
    ) -> None:
        """Write runs of (font name, text) one after another from a point on the baseline."""
        self._mark_content()
        line = self._canvas.beginText(x, self._sheet.height - baseline)
        if spacing:
            line.setCharSpace(spacing)
        for font, text in runs:
            line.setFont(font, size)
            line.textOut(text)
        if spacing:
            line.setCharSpace(0)
        self._canvas.drawText(line)

    def rule(self, x0: float, y0: float, x1: float, y1: float, weight: float) -> None:
        """Draw a straight rule."""
        self._mark_ornament()
        self._canvas.setLineWidth(weight)
        self._canvas.line(x0, self._sheet.height - y0, x1, self._sheet.height - y1)

    def box(self, x: float, y: float, width: float, height: float, weight: float) -> None:
        """Draw a box by its upper left corner."""
        self._mark_ornament()
        self._canvas.setLineWidth(weight)
        self._canvas.rect(x, self._sheet.height - y - height, width, height)

    def ring(self, x: float, y: float, size: float, weight: float) -> None:
        """Draw a ring into a square given by its upper left corner."""
        self._mark_ornament()
        self._canvas.setLineWidth(weight)
        self._canvas.circle(x + size / 2, self._sheet.height - y - size / 2, size / 2)

    def shade(self, x: float, y: float, width: float, height: float, grey: float) -> None:
        """Fill a box with a grey (0 black … 1 white)."""
        self._mark_ornament()
        self._canvas.setFillGray(grey)
        self._canvas.rect(x, self._sheet.height - y - height, width, height, stroke=0, fill=1)
        self._canvas.setFillGray(0)

    @contextmanager
    def figure(self, alt: str, x: float, y: float, width: float, height: float) -> Iterator[None]:
        """Draw a picture into a box given by its upper left corner; ``alt`` tells it to who cannot see it."""
        top = self._sheet.height - y
        with self.part(Tag(Role.FIGURE, alt=alt or _("図"), box=(x, top - height, x + width, top))):
            yield

    def photo(
        self, photo: PrintedPhoto, x: float, y: float, width: float, height: float, alt: str = ""
    ) -> None:
        """Draw a photo by its upper left corner; ``alt`` tells it to who cannot see it."""
        with self.figure(alt, x, y, width, height):
            self._mark_content()
            self._canvas.drawImage(_Jpeg(photo.jpeg), x, self._sheet.height - y - height, width, height)

    def entry(self, entry: Entry, x: float, y: float, width: float, height: float) -> None:
        """Leave a field to be filled in on screen, by its upper left corner."""
        top = self._sheet.height - y
        if self.structure is not None and entry.kind is not EntryKind.HIDDEN:
            self.structure.add_field(len(self._entries))
        self._entries.append(PlacedEntry(entry, self.page, (x, top - height, x + width, top)))

    def bookmark(self, title: str, level: int, y: float) -> None:
        """Add an entry to the outline that leads to a height of this page."""
        self._bookmarks += 1
        key = f"b{self._bookmarks}"
        self._canvas.bookmarkHorizontal(key, 0, self._sheet.height - y)
        self._canvas.addOutlineEntry(title, key, level)

    def warn(self, sentence: str) -> None:
        """Note what the reader of the finished paper must be told; the same sentence once."""
        self._warnings[sentence] = None

    def warn_missing(self, codes: Iterable[str]) -> None:
        """Note characters that were printed as 〓."""
        sentence = _("{page}ページ: 文字 {code} の字形がないため〓で印刷しました。")
        for code in codes:
            self.warn(sentence.format(page=self.page, code=code))

    def warn_unvaried(self, codes: Iterable[str]) -> None:
        """Note variants that were printed in the shape of their base character."""
        sentence = _("{page}ページ: 異体字 {code} の字形がないため標準の字形で印刷しました。")
        for code in codes:
            self.warn(sentence.format(page=self.page, code=code))

    def next_page(self) -> None:
        """End the page."""
        if self.structure is not None:
            self.structure.end_page(self._canvas._code)  # noqa: SLF001 - reportlab knows no marks
        self._canvas.showPage()
        self.page += 1

    @property
    def warnings(self) -> tuple[str, ...]:
        """The notes taken."""
        return tuple(self._warnings)

    @property
    def entries(self) -> tuple[PlacedEntry, ...]:
        """The fields left to be filled in."""
        return tuple(self._entries)

    def finish(self) -> bytes:
        """Return what was drawn as a PDF."""
        self._canvas.showOutline()
        data: bytes = self._canvas.getpdfdata()
        return data


def _stamp(moment: dt.datetime) -> SimpleNamespace:
    """Return the moment in the form reportlab keeps the time of making in."""
    utc = moment.astimezone(dt.UTC)
    return SimpleNamespace(t=utc.timestamp(), YMDhms=tuple(utc.timetuple())[:6], dhh=0, dmm=0)
