from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtPdf import QPdfDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from oversight.errors import OversightError
from ui.paper_out import ask_where_to_save, paint_pdf, print_pdf, write_out


@pytest.fixture(scope="module")
def pdf() -> bytes:
    import datetime as dt

    from oversight.papers import print_recovery_sheet

    return print_recovery_sheet("AAAAA-BBBBB", city="札幌市", made_on=dt.date(2026, 11, 24)).pdf


@pytest.fixture
def room(qtbot: QtBot) -> QWidget:
    room = QWidget()
    qtbot.addWidget(room)
    return room


def test_a_paper_is_painted_page_for_page(dressed: object, pdf: bytes, tmp_path: Path) -> None:
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "out.pdf"))
    pages = paint_pdf(pdf, printer)
    document = QPdfDocument()
    assert document.load(str(tmp_path / "out.pdf")) is QPdfDocument.Error.None_
    assert document.pageCount() == pages == 1
    image = document.render(0, document.pagePointSize(0).toSize())
    dark = sum(image.pixelColor(x, y).lightness() < 100 for x in range(0, 595, 3) for y in range(0, 842, 3))
    assert dark > 50


def test_printing_can_be_called_off(room: QWidget, pdf: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QPrintDialog, "exec", lambda _self: QDialog.DialogCode.Rejected)
    assert not print_pdf(room, pdf)


def test_printing_paints_on_the_printer_chosen(
    room: QWidget, pdf: bytes, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    painted: list[bytes] = []
    monkeypatch.setattr(QPrintDialog, "exec", lambda _self: QDialog.DialogCode.Accepted)
    monkeypatch.setattr("ui.paper_out.paint_pdf", lambda pdf, _printer: painted.append(pdf))
    assert print_pdf(room, pdf)
    assert painted == [pdf]


def test_a_paper_is_saved_only_where_the_user_says(
    room: QWidget, pdf: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    assert ask_where_to_save(room, "x.pdf") is None
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "x.pdf"), ""))
    path = ask_where_to_save(room, "x.pdf")
    assert path == tmp_path / "x.pdf"
    write_out(path, pdf)
    assert path.read_bytes() == pdf
    with pytest.raises(OversightError, match="保存できませんでした"):
        write_out(tmp_path / "none" / "x.pdf", pdf)
