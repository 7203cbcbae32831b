"""What one gives on the spot, whatever is signed: a name typed and the facts said aloud, or a drawing."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.device import VisitSignature
from models.signature import Signature
from oversight.attachments import attach, media_type_of
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.inspections.signature_rows import Drawing
from oversight.japanese import fold
from oversight.words import _


def refuse_untrue_word(typed: str, name: str, was_spoken: bool, *, field: str = "name") -> None:
    """Refuse a typed name that is not the signer's, at ``field``, and one without the word said aloud."""
    if fold(typed) != fold(name):
        raise RefusedError(
            _("署名する人の氏名と違います。"), _("記録にある氏名を、本人が入力してください。"), field=field
        )
    if not was_spoken:
        raise RefusedError(
            _("口頭の確認がありません。"),
            _("相違ないと本人が声に出して述べたことを確かめてください。"),
            field="was_spoken",
        )


def keep_drawing(session: Session, desk: Desk, row: Signature | VisitSignature, drawing: Drawing) -> None:
    """Keep the picture and the strokes with a signature; refuse an empty pad."""
    if not drawing.strokes or media_type_of(drawing.png) != "image/png":
        raise RefusedError(_("署名が書かれていません。"), _("署名欄に書いてください。"), field="drawing")
    picture = attach(session, desk, content=drawing.png, file_name="drawn_signature.png")
    row.picture_id, row.picture_sha256 = picture.id, picture.sha256
    row.strokes = drawing.strokes_document()
