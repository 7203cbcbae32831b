"""持込許可台帳: the register of permits as of a day, for filing and for a meeting."""

from __future__ import annotations

from oversight.papers.blocks import Block
from oversight.papers.finished import Paper
from oversight.papers.forms import SMALL, text_cell
from oversight.papers.listing import CENTRED, Listing, listed, print_listing
from oversight.papers.permit_data import PermitRegisterData, RegisteredPermit
from oversight.papers.ruled_table import Row
from oversight.papers.wording import short_day_text
from oversight.words import _

_WIDTHS = (21.0, 32.0, 33.0, 34.0, 21.0, 29.0)


def print_permit_register(data: PermitRegisterData) -> Paper:
    """Print the register in the language in use; the same register gives the same bytes."""
    told = _("　").join(_("{word} {count:,}").format(word=word, count=count) for word, count in data.told)
    listing = Listing(_("持込許可台帳"), data.city_name, data.section, data.on, data.made_at, told=told)
    return print_listing(listing, (_table(data),))


def _table(data: PermitRegisterData) -> Block:
    heads = (
        _("番号・状態"),
        _("持ち込む者・所属"),
        _("場所・区域"),
        _("機器・識別番号"),
        _("期間"),
        _("措置・決定"),
    )
    return listed(_WIDTHS, heads, map(_row, data.rows), _("持込許可はありません。"))


def _row(row: RegisteredPermit) -> Row:
    period = _("{start}～{end}").format(
        start=f"{short_day_text(row.starts_on)}\n", end=short_day_text(row.ends_on)
    )
    return Row(
        (
            text_cell(f"{row.number}\n{row.standing}", CENTRED),
            text_cell(f"{row.holder}\n{row.organisation}".strip(), SMALL),
            text_cell(f"{row.place}\n{row.area}", SMALL),
            text_cell(f"{row.device}\n{row.serial}", SMALL),
            text_cell(period, CENTRED),
            text_cell(f"{row.measures}\n{row.decided}".strip(), SMALL),
        ),
        whole=True,
    )
