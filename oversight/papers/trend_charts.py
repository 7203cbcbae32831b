"""月次報告の推移: the share that came in time by section and month, and the age of what is late."""

from __future__ import annotations

from collections.abc import Iterator

from oversight.calendar import months_of, show_fiscal_year
from oversight.papers.blocks import Block, Gap
from oversight.papers.finished import Paper
from oversight.papers.forms import GREY, SMALL, TITLE, VALUE, column_heads, heading, text_cell
from oversight.papers.gauge import Gauge
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.papers.structure import Scope
from oversight.papers.trend_data import SectionTrend, Share, TrendChartsData, Trends
from oversight.papers.wording import NOTHING, day_text
from oversight.words import _, mark

_SHARE_WIDTHS = (27.0, *([9.9] * 12), 12.0, 10.0)
_AGE_WIDTHS = (42.0, 27.0, 27.0, 27.0, 27.0, 20.0)
_FIGURE = SMALL.but(size=8.0, leading=10.0, align=Align.CENTRE)
_COUNT = SMALL.but(size=6.0, leading=8.0, align=Align.CENTRE)
_NUMBER = SMALL.but(align=Align.RIGHT)
_PADDING = 2.0
_UPRIGHT, _LYING = 15.0, 7.0
_COUNTED = mark(
    "棒と上の数字は、期限の来た報告のうち期限までに提出された割合（%、端数切捨て）、"
    "下の数字は期限内／期限の来た件数です。免除の月は割合に入れず、件数だけを右端に示します。"
    "期限の来ていない月は数えません。"
)
_AGED = mark("今、期限を過ぎている報告（再提出を含み、年度を問わない）の件数です。棒の枠は最も多い欄です。")


def print_trend_charts(data: TrendChartsData) -> Paper:
    """Print both charts in the language in use; the same figures give the same bytes."""
    trends = data.trends
    year = show_fiscal_year(trends.year)
    title = _("月次報告の推移　{year}").format(year=year)
    named = _("{title}　{day}現在").format(title=title, day=day_text(trends.on))
    author = f"{data.city_name} {data.section}".strip()
    properties = Properties(title=named, author=author, made_at=data.made_at)
    blocks = [*_opening(data, title), *_shares(trends), *_ages(trends, data.bands)]
    return print_paper([blocks], properties, Edges(named, author))


def _opening(data: TrendChartsData, title: str) -> Iterator[Block]:
    yield Paragraph(title, TITLE, bookmark=(title, 0))
    yield Gap(4)
    told = _("{day}現在").format(day=day_text(data.trends.on, weekday=True))
    yield Paragraph(told, VALUE.but(align=Align.RIGHT))
    if data.is_part:
        yield Paragraph(_("画面で絞り込んだ報告だけを数えています。"), SMALL)


def _shares(trends: Trends) -> Iterator[Block]:
    yield heading(_("期限内に提出された割合"))
    yield Paragraph(_(_COUNTED), SMALL, glued=True)
    yield Gap(4, glued=True)
    months = (_("{month}月").format(month=month.month) for month in months_of(trends.year))
    heads = (_("所管課"), *months, _("年度"), _("免除"))
    if not trends.with_due:
        rows = [_nothing(_("この年度に期限の来た報告はありません。"), len(heads))]
    else:
        rows = [_share_row(trends.whole, GREY), *(_share_row(each) for each in trends.with_due)]
    yield RuledTable(_SHARE_WIDTHS, tuple(rows), column_heads(*heads), padding=_PADDING)


def _nothing(told: str, span: int) -> Row:
    return Row((text_cell(told, SMALL, span=span),))


def _share_row(section: SectionTrend, shade: float | None = None) -> Row:
    name = Cell((Paragraph(section.department, SMALL),), shade=shade, middle=True, scope=Scope.ROW)
    cells = (_share_cell(each) for each in (*section.months, section.year))
    waived = section.year.waived
    return Row((name, *cells, text_cell(str(waived) if waived else "", _NUMBER)), whole=True)


def _share_cell(share: Share) -> Cell:
    if share.percent is None:
        told = _("免除") if share.waived else NOTHING
        return Cell((Paragraph(told, _COUNT),), middle=True)
    return Cell(
        (
            Paragraph(str(share.percent), _FIGURE),
            Gauge(share.on_time / share.due, _UPRIGHT, upright=True, alt=_told(f"{share.percent}%")),
            Gap(1),
            Paragraph(f"{share.on_time}/{share.due}", _COUNT),
        )
    )


def _told(figure: str) -> str:
    return _("棒 {figure}").format(figure=figure)


def _ages(trends: Trends, bands: tuple[str, ...]) -> Iterator[Block]:
    yield heading(_("期限を過ぎた報告の日数"))
    yield Paragraph(_(_AGED), SMALL, glued=True)
    yield Gap(4, glued=True)
    heads = (_("所管課"), *bands, _("計"))
    late = trends.with_late
    most = max((count for section in late for count in section.late), default=1)
    rows = [_age_row(section, most) for section in late]
    if rows:
        counts = (text_cell(str(count), _NUMBER) for count in trends.whole.late)
        total = str(trends.whole.late_count)
        name = Cell((Paragraph(trends.whole.department, SMALL),), shade=GREY, middle=True, scope=Scope.ROW)
        rows.insert(0, Row((name, *counts, text_cell(total, _NUMBER)), whole=True))
    else:
        rows = [_nothing(_("期限を過ぎた報告はありません。"), len(heads))]
    yield RuledTable(_AGE_WIDTHS, tuple(rows), column_heads(*heads), padding=_PADDING + 1)


def _age_row(section: SectionTrend, most: int) -> Row:
    bands = (Cell(_age_bar(count, most) if count else (), middle=True) for count in section.late)
    name = Cell((Paragraph(section.department, SMALL),), middle=True, scope=Scope.ROW)
    total = text_cell(str(section.late_count), _NUMBER)
    return Row((name, *bands, total), whole=True)


def _age_bar(count: int, most: int) -> tuple[Block, ...]:
    return Paragraph(str(count), _NUMBER), Gauge(count / most, _LYING, alt=_told(str(count)))
