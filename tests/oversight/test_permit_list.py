"""The register of permits as a workbook and as CSV, read back."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from sqlalchemy import Engine

from oversight.access import Role
from oversight.desk import Desk
from oversight.devices import PermitsService
from oversight.permit_list import PERMIT_COLUMNS, write_permits
from tests.oversight.devices.permit_site import asked, draft_for, make_permit_site


@pytest.fixture
def engine(embedded: Engine) -> Engine:
    """Use the encrypted store alone: workbooks do not know engines."""
    return embedded


def test_the_register_is_read_back_with_real_days(desk: Desk, desk_as: Callable[..., Desk]) -> None:
    site, permits = make_permit_site(desk), PermitsService(desk)
    manager = PermitsService(desk_as(Role.MANAGER))
    manager.grant(asked(permits, draft_for(site)), conditions="付添い")
    manager.deny(asked(permits, draft_for(site, serial="=1+1")), reason="市の端末で足りる")
    rows = permits.list_permits()
    sheet = openpyxl.load_workbook(io.BytesIO(write_permits(rows))).worksheets[0]
    head, *cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert len(head) == len(PERMIT_COLUMNS) == len(set(head))
    first, second = (dict(zip(head, row, strict=True)) for row in cells)
    assert (first["許可番号"], first["状態"], first["機器の種類"]) == ("持R8-0001", "有効", "ノートパソコン")
    assert first["終了日"] == dt.datetime(2027, 3, 31)  # noqa: DTZ001 - a workbook knows no zones
    assert (first["安全の措置"], first["条件"]) == ("暗号化・通信断", "付添い")
    assert second["識別番号"] == "=1+1"
    assert second["決定・終了"] == "R8.11.24 主任 舘 花子\n市の端末で足りる"
    text = write_permits(rows, is_csv=True).decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [line["識別番号"] for line in lines] == ["PF-3X9K21", "'=1+1"]
