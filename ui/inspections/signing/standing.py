"""How a version and its signatures stand, told in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from oversight.inspections import word_of
from oversight.inspections.signature_rows import RecordCheck, SignatureCheck, SignerRow, Soundness
from oversight.words import _
from ui.theme import Tone
from ui.widgets.days import moment_in_full

if TYPE_CHECKING:
    from oversight.inspections.signatures import SigningSheet
    from oversight.office import Office


@dataclass(frozen=True)
class Standing:
    """A version with its signers, and what holding it against the store found."""

    sheet: SigningSheet
    check: RecordCheck

    def check_of(self, signer: SignerRow) -> SignatureCheck | None:
        """Return what was found of the signature that stands, if there is one."""
        given = signer.signature
        return next((each for each in self.check.signatures if given and each.signature.id == given.id), None)


def read_standing(office: Office, record_id: UUID) -> Standing:
    """Read a version and check it; call it off the window's thread."""
    return Standing(office.signatures.read_sheet(record_id), office.signatures.check(record_id))


def told_signer(signer: SignerRow) -> str:
    """Return post and name, and in whose service."""
    who = f"{signer.post} {signer.name}".strip()
    return _("{kind}　{who}").format(kind=word_of(signer.kind), who=who)


def told_state(standing: Standing, signer: SignerRow) -> tuple[str, Tone]:
    """Return the state of a signer in a word, with its tone."""
    check = standing.check_of(signer)
    if check is None:
        return _("未署名"), Tone.ATTENTION
    if check.soundness is Soundness.RECORD_CHANGED:
        return _("記録が変わっています"), Tone.DANGER
    if check.soundness is Soundness.PICTURE_CHANGED:
        return _("画像が変わっています"), Tone.DANGER
    if check.signature.declined_reason:
        return _("署名しない"), Tone.RETURNED
    return _("署名済み"), Tone.DONE


def told_signature(standing: Standing, signer: SignerRow) -> str:
    """Return when and how somebody signed, and whether that still holds; empty while they have not."""
    check = standing.check_of(signer)
    if check is None:
        return ""
    row = check.signature
    lines = [_("{moment}　{how}").format(moment=moment_in_full(row.signed_at), how=word_of(row.method))]
    if row.declined_reason:
        lines.append(_("理由: {reason}").format(reason=row.declined_reason))
    if check.soundness is not Soundness.SOUND or check.newest != check.version:
        lines.append(check.sentence)
    return "\n".join(lines)


def told_voided(signer: SignerRow) -> tuple[str, ...]:
    """Return a line for each voided signature of a signer."""
    return tuple(
        _("無効にした署名: {moment}　{who}　理由: {reason}").format(
            moment=moment_in_full(row.voided.voided_at), who=row.voided.voided_by, reason=row.voided.reason
        )
        for row in signer.voided
        if row.voided is not None
    )


def told_missing(standing: Standing) -> str:
    """Return in one sentence how many have signed and who has not."""
    sheet = standing.sheet
    done = len(sheet.signers) - sheet.missing
    if not sheet.missing:
        return _("署名 {done} / {all}人　全員の署名か、署名しない理由があります。").format(
            done=done, all=len(sheet.signers)
        )
    names = _("、").join(each.name for each in sheet.signers if each.is_open)
    return _("署名 {done} / {all}人　まだ: {names}").format(done=done, all=len(sheet.signers), names=names)
