"""oversight visits: the log of an area and month, listed and printed; the area is named without doubt."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from oversight.devices import (
    AreaDraft,
    CarrierSign,
    DeclaredDevice,
    EntryDraft,
    SheetDraft,
    SheetLine,
    WitnessMethod,
)
from oversight.office import open_office
from tests.factories import make_contract, make_place
from tests.oversight.cli.run_cli import PASSPHRASE, Run
from tests.oversight.papers.reading_pdf import solid, text_of


@pytest.fixture
def city(vault: str) -> tuple[tuple[str, ...], str]:
    with closing(open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)) as office:
        place_id = make_place(office.desk, make_contract(office.desk))
        ids = [office.areas.add_area(AreaDraft(place_id, name)).row_id for name in ("端末室", "作業室")]
        assert ids[0] is not None
        assert ids[1] is not None
        phone = DeclaredDevice("smartphone", kept_at="ロッカー3")
        draft = EntryDraft(ids[0], "山﨑 恵", "株式会社髙﨑", "点検", devices=(phone,))
        office.visits.enter(draft, signed=CarrierSign(typed_name="山﨑 恵", was_spoken=True))
        at = office.desk.clock.now()
        seen: dict[str, Any] = {"witness": "主査 舘 花子", "witnessed_how": WitnessMethod.SIGHT}
        seen["escort"] = "主任 雪野 恵"
        line = SheetLine(1, at, at, "葛城 一郎", "", "点検", carries_nothing=True, **seen)
        office.visits.key_in(SheetDraft(ids[1], "A", "舘 花子", (line,)))
        month = f"{office.desk.today():%Y-%m}"
    return (vault, "--user", "suda"), month


def test_the_log_of_a_month_is_listed_and_printed(
    city: tuple[tuple[str, ...], str], run: Run, tmp_path: Path
) -> None:
    words, month = city
    code, out, _err = run("visits", "list", *words, "--area", "端末")
    line, last = out.splitlines()
    assert (code, last) == (0, "入室 1件、例外 0件、返却されない機器 0件")
    number, entered, *rest = line.split("\t")
    assert (number, entered[:7]) == ("1", month)
    assert rest[:4] == ["在室", "山﨑 恵", "株式会社髙﨑", "スマートフォン 1台（預かる ロッカー3）"]
    out = run("visits", "list", *words, "--area", "作業室 作業室")[1]
    line, told, _last = out.splitlines()
    assert line.split("\t")[-3:] == ["主査 舘 花子", "主任 雪野 恵", ""]
    assert told == "立会い 主査 舘 花子 1回"
    assert run("visits", "list", *words, "--area", "端末", "--month", "R8.1")[1].startswith("入室 0件")
    path = tmp_path / "papers" / "log.pdf"
    code, out, _err = run(
        "visits", "print", *words, "--area", "端末室", "--month", month, "--output", str(path)
    )
    assert (code, out.strip()) == (0, str(path))
    assert "山﨑恵" in solid(text_of(path.read_bytes()))


def test_an_area_that_is_none_or_several_is_refused(city: tuple[tuple[str, ...], str], run: Run) -> None:
    words, _month = city
    code, _out, err = run("visits", "list", *words, "--area", "地下")
    assert (code, err.splitlines()[0]) == (2, "その取扱区域は見つかりません。")
    code, _out, err = run("visits", "list", *words, "--area", "室")
    assert code == 2
    assert "当てはまる区域が2つあります" in err
    assert "作業室、" in err
