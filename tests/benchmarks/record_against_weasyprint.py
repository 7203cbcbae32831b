"""The record with 93 items and 20 photos ÷ WeasyPrint on the same texts and photos."""

from __future__ import annotations

import base64
import html
from dataclasses import fields

from oversight.papers import print_inspection_record
from oversight.papers.record_data import InspectionRecordData
from tests.benchmarks.figures import ROOT, middle, seconds, tell
from tests.oversight.papers.sample_record import full_record

FONTS = (ROOT / "resources" / "fonts").as_uri()
LOOKS = f"""<style>
@font-face {{font-family: M; src: url({FONTS}/BIZUDMincho-Regular.ttf)}}
@font-face {{font-family: G; src: url({FONTS}/BIZUDGothic-Bold.ttf)}}
@page {{size: A4; margin: 20mm 15mm 22mm 25mm; @bottom-right {{content: counter(page) " / " counter(pages)}}}}
body {{font-family: M; font-size: 9.5pt; line-height: 1.45}} h1, h2, th {{font-family: G}}
table {{border-collapse: collapse; width: 100%}} td, th {{border: .4pt solid #000; padding: 3pt}}
img {{width: 73mm}}</style>"""


def page_of(record: InspectionRecordData) -> str:
    """Return the record's content as plain tables."""
    parts = [LOOKS, "<h1>実地検査記録書</h1>", table_of(record), table_of(record.contract)]
    parts += [table_of(each) for each in (*record.inspectors, *record.attendees, *record.findings)]
    for section in record.sections:
        rows = []
        for item in section.items:
            texts = (
                *(f"{a}：{b}" for a, b in item.values),
                item.evidence,
                item.finding,
                item.reason,
                item.note,
            )
            told = "<br>".join(escaped(text) for text in texts if text)
            rows.append(f"<tr><td>{item.item_id}<td>{escaped(item.title)}<td>{item.mark}<td>{told}</tr>")
            for photo in item.photos:
                data = base64.b64encode(photo.image).decode()
                picture = f'<img src="data:image/jpeg;base64,{data}"><br>{escaped(photo.caption)}'
                rows.append(f"<tr><td><td colspan=3>{picture}</tr>")
        parts.append(f"<h2>{escaped(section.title)}</h2><table>{''.join(rows)}</table>")
    return "<html lang=ja>" + "".join(parts)


def table_of(each: object) -> str:
    """Return the plain fields of a dataclass as a table."""
    values = [(field.name, getattr(each, field.name)) for field in fields(each)]  # type: ignore[arg-type]
    rows = [
        f"<tr><th>{name}<td>{escaped(value)}</tr>" for name, value in values if not isinstance(value, tuple)
    ]
    return f"<table>{''.join(rows)}</table>"


def escaped(value: object) -> str:
    """Return a text for HTML."""
    return html.escape(str(value)).replace("\n", "<br>")


def main() -> None:
    """Print both, cold once and then warm."""
    import weasyprint

    record = full_record()
    page = page_of(record)
    cold = (
        seconds(lambda: print_inspection_record(record)),
        seconds(lambda: weasyprint.HTML(string=page).write_out()),
    )
    tell("record, first in the process", *cold, "≤ 0.2")
    ours = middle(lambda: print_inspection_record(record), 5)
    theirs = middle(lambda: weasyprint.HTML(string=page).write_out(), 3)
    tell("record, warm", ours, theirs, "≤ 0.2")


if __name__ == "__main__":
    main()
