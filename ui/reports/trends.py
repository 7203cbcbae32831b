"""推移: the share of reports that came in time by section and month, and the age of what is late, as bars."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from oversight.calendar import months_of, show_fiscal_year
from oversight.papers.trend_data import SectionTrend, Share, Trends
from oversight.reports import ReportKey, ReportLine, show_month
from oversight.reports.trends import age_words, tell_share, trends_of
from oversight.words import _, _n
from ui.paper_row import PaperRow
from ui.reports.bar_grid import Bar, BarGrid, BarRow, Head
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.lead_focus import lead_focus
from ui.widgets.text import note, strong

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper

_NONE = "―"


class TrendsView(QWidget):
    """Both charts and their paper."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._keys: frozenset[ReportKey] | None = None
        self.shares = BarGrid(_("期限内に提出された割合"), upright=True)
        self.ages = BarGrid(_("期限を過ぎた報告の日数"), upright=False)
        self.no_shares = note(_("この年度に期限の来た報告はありません。"))
        self.no_ages = note(_("期限を過ぎた報告はありません。"))
        self.column = self._lay_out()
        for grid, empty, weight in ((self.shares, self.no_shares, 3), (self.ages, self.no_ages, 2)):
            self.column.addWidget(strong(grid.accessibleName()))
            self.column.addWidget(grid, weight)
            self.column.addWidget(empty)
        self.legend = note(
            _(
                "割合は期限の来た報告のうち期限までに提出されたもの（%、端数切捨て）です。"
                "免除の月は入れず右端に件数を示します。期限の来ていない月は数えません。"
            )
        )
        self.column.addWidget(self.legend)
        self.paper: PaperRow | None = None

    def _lay_out(self) -> QVBoxLayout:
        """Return the column that takes both charts and scrolls where the screen is low."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(4))
        area = QScrollArea()
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        return column

    def show_lines(self, lines: Sequence[ReportLine], year: int, today: dt.date, *, is_part: bool) -> None:
        """Show the figures of a year's lines; where they are not all, the paper counts them alone."""
        trends = trends_of(lines, year, today)
        self._keys = frozenset(line.key for line in lines) if is_part else None
        self._show_shares(trends)
        self._show_ages(trends)
        self.no_shares.setVisible(not trends.with_due)
        self.shares.setVisible(bool(trends.with_due))
        self.no_ages.setVisible(not trends.with_late)
        self.ages.setVisible(bool(trends.with_late))
        paper = self._offer_paper(year)
        lead_focus(
            self, self.shares if trends.with_due else self.ages if trends.with_late else paper.save_button
        )

    def _show_shares(self, trends: Trends) -> None:
        heads = [
            Head(_("{month}月").format(month=each.month), str(each.month)) for each in months_of(trends.year)
        ]
        heads += [Head(word, word) for word in (_("年度"), _("免除"))]
        rows = (trends.whole, *trends.with_due) if trends.with_due else ()
        self.shares.show_rows(tuple(heads), [_share_row(row, trends.year) for row in rows])

    def _show_ages(self, trends: Trends) -> None:
        late = trends.with_late
        most = max((count for row in late for count in row.late), default=1)
        bands = age_words()
        whole = [_age_row(trends.whole, bands, 0)] if late else []
        heads = tuple(Head(word, word) for word in (*bands, _("計")))
        self.ages.show_rows(heads, [*whole, *(_age_row(row, bands, most) for row in late)])

    def _offer_paper(self, year: int) -> PaperRow:
        """Offer the paper of the year shown; it counts what the charts count when it is made."""
        if self.paper is not None and self.paper.property("year") == year:
            return self.paper
        if self.paper is not None:
            self.paper.deleteLater()
        name = _("月次報告の推移_{year}.pdf").format(year=show_fiscal_year(year))

        def make(office: Office) -> Paper:
            return office.trends.print_trends(year, self._keys)

        self.paper = PaperRow(self._shell, _("月次報告の推移"), name, make)
        self.paper.setProperty("year", year)
        self.column.addWidget(self.paper)
        return self.paper


def _share_row(section: SectionTrend, year: int) -> BarRow:
    months = [
        _share_bar(share, f"{section.department} {show_month(month)}")
        for share, month in zip(section.months, months_of(year), strict=True)
    ]
    total, waived = section.year, section.year.waived
    told = _n("{section} 免除 {count:,}件", waived).format(section=section.department, count=waived)
    last = Bar(None, str(waived) if waived else "", told)
    whole_year = _share_bar(total, f"{section.department} {show_fiscal_year(year)}")
    return BarRow(section.department, (*months, whole_year, last), is_whole=section.department_id is None)


def _share_bar(share: Share, about: str) -> Bar:
    told = f"{about} {tell_share(share)}"
    if share.percent is None:
        return Bar(None, _("免除") if share.waived else _NONE, told)
    return Bar(share.on_time / share.due, str(share.percent), told)


def _age_row(section: SectionTrend, bands: tuple[str, ...], most: int) -> BarRow:
    """Return the bands of a section; bars are measured by ``most``, with 0 there are none."""
    told = _n("{section} {band} {count:,}件", 2)
    bars = [
        Bar(
            count / most if count and most else None,
            f"{count:,}",
            told.format(section=section.department, band=band, count=count),
        )
        for count, band in zip(section.late, bands, strict=True)
    ]
    total = section.late_count
    all_told = told.format(section=section.department, band=_("計"), count=total)
    last = Bar(None, f"{total:,}", all_told)
    return BarRow(section.department, (*bars, last), is_whole=section.department_id is None)
