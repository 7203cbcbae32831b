"""The forms by which one person signs, does not sign, or a mistaken signature is voided."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from oversight.change import Change
from oversight.inspections.signature_rows import SignatureRow, SignerRow
from oversight.words import _
from ui.deed_form import DeedForm
from ui.reauthentication import Reauthentication
from ui.shell import Shell
from ui.widgets.choice_fields import YesNoField
from ui.widgets.fields import MultiLineField, TextField
from ui.widgets.ink_pad import InkField

if TYPE_CHECKING:
    from oversight.inspections.signatures import SigningSheet


def fact_sentence() -> str:
    """Return the sentence that is signed, as the paper has it."""
    return _("この記録に記載された検査の事実に相違がないことを確認しました。")


def drawn_form(shell: Shell, sheet: SigningSheet, signer: SignerRow) -> DeedForm:
    """Return the form on which an attendee draws their signature."""

    def sign(values: Mapping[str, Any]) -> Change:
        return shell.office.signatures.sign_drawn(
            sheet.record_id, signer.position, seen_hash=sheet.document_hash, drawing=values["drawing"]
        )

    return DeedForm(
        shell,
        heading=_("{name} さんの署名").format(name=signer.name),
        verb=_("署名する"),
        explained=fact_sentence(),
        fields=(InkField("drawing", _("署名欄"), is_required=True),),
        deed=sign,
    )


def typed_form(shell: Shell, sheet: SigningSheet, signer: SignerRow) -> DeedForm:
    """Return the form in which an attendee types their name and says the sentence aloud."""

    def sign(values: Mapping[str, Any]) -> Change:
        return shell.office.signatures.sign_typed(
            sheet.record_id,
            signer.position,
            seen_hash=sheet.document_hash,
            name=values["name"],
            was_spoken=bool(values["was_spoken"]),
        )

    return DeedForm(
        shell,
        heading=_("{name} さんの確認（氏名の入力）").format(name=signer.name),
        verb=_("確認を記録する"),
        explained=_(
            "{sentence}\n手書きできないときの方法です。氏名は本人が入力し、この文を本人が声に出して認めます。"
            "記録書には「氏名の入力と口頭の確認」と載ります。"
        ).format(sentence=fact_sentence()),
        fields=(TextField("name", _("氏名（本人が入力）"), is_required=True), _spoken_field()),
        deed=sign,
    )


def _spoken_field() -> YesNoField:
    label = _("本人が「相違ない」と声に出して認めましたか")
    return YesNoField("was_spoken", label, yes=_("はい、認めました"), no=_("いいえ"), is_required=True)


def decline_form(shell: Shell, sheet: SigningSheet, signer: SignerRow) -> DeedForm:
    """Return the form that keeps why an attendee does not sign."""

    def decline(values: Mapping[str, Any]) -> Change:
        return shell.office.signatures.decline(
            sheet.record_id,
            signer.position,
            seen_hash=sheet.document_hash,
            reason=values["declined_reason"],
        )

    return DeedForm(
        shell,
        heading=_("{name} さんは署名しない").format(name=signer.name),
        verb=_("署名しないことを記録する"),
        explained=_("署名を求めたが、しなかったことも事実として残ります。本人が述べた理由を書いてください。"),
        fields=(MultiLineField("declined_reason", _("署名しない理由"), is_required=True),),
        deed=decline,
    )


def key_form(shell: Shell, sheet: SigningSheet, signer: SignerRow) -> DeedForm:
    """Return the form in which an inspector signs as themselves, by their own passphrase."""
    proof = Reauthentication(shell, label=_("署名する検査員"), chosen=signer.staff_id)

    def sign(values: Mapping[str, Any]) -> Change:
        return shell.office.signatures.sign_as_inspector(
            sheet.record_id,
            signer.position,
            signer=proof.prove(values),
            seen_hash=sheet.document_hash,
            drawing=values["drawing"],
        )

    return DeedForm(
        shell,
        heading=_("検査員 {name} の署名").format(name=signer.name),
        verb=_("署名する"),
        explained=_("{sentence}\n今この端末を使っている人も、本人のパスフレーズを入れます。").format(
            sentence=fact_sentence()
        ),
        fields=(*proof.fields, InkField("drawing", _("署名欄（なくてもよい）"))),
        deed=sign,
    )


def void_form(shell: Shell, _sheet: SigningSheet, signer: SignerRow) -> DeedForm:
    """Return the form that voids a mistaken signature; it stays on record with the reason."""
    signature = cast(SignatureRow, signer.signature)
    mine = shell.office.actor.staff_id
    proof = Reauthentication(
        shell, label=_("無効にする職員"), chosen=mine if signature.staff_id is None else signature.staff_id
    )

    def void(values: Mapping[str, Any]) -> Change:
        by = proof.prove(values)
        return shell.office.signatures.void(signature.id, by=by, reason=values["reason"])

    return DeedForm(
        shell,
        heading=_("{name} の署名を無効にする").format(name=signature.name),
        verb=_("無効にする"),
        explained=_(
            "誤った署名を無効にして、署名し直せるようにします。無効にした署名と理由は残ります。"
            "検査員の署名を無効にできるのは、本人か管理職です。"
        ),
        fields=(*proof.fields, MultiLineField("reason", _("無効にする理由"), is_required=True)),
        deed=void,
        is_dangerous=True,
    )
