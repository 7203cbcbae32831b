"""The trends of the monthly reports, read and printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from oversight.clock import JAPAN
from oversight.desk import Desk
from oversight.papers import Paper, print_trend_charts
from oversight.papers.trend_data import TrendChartsData, Trends
from oversight.reports.lines import ReportKey, list_lines
from oversight.reports.trends import age_words, trends_of
from oversight.settings import read_settings


class TrendsService:
    """Read and print how the monthly reports come in."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read_trends(self, year: int, keys: Collection[ReportKey] | None = None) -> Trends:
        """Return the trends of a fiscal year as of today, of all reports or of some."""
        today = self._desk.today()
        with self._desk.reading() as session:
            lines = list_lines(session, today, year)
        return trends_of((line for line in lines if keys is None or line.key in keys), year, today)

    def print_trends(self, year: int, keys: Collection[ReportKey] | None = None) -> Paper:
        """Print both charts of a fiscal year, of all reports or of some."""
        trends = self.read_trends(year, keys)
        with self._desk.reading() as session:
            settings = read_settings(session)
        return print_trend_charts(
            TrendChartsData(
                city_name=settings.city,
                section=settings.section,
                made_at=dt.datetime.combine(trends.on, dt.time(9), JAPAN),
                trends=trends,
                bands=age_words(),
                is_part=keys is not None,
            )
        )
