"""Who may sign a frozen record, how, and once; on both engines."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import select, update

from models.department import Role
from models.inspection import InspectionRecord
from models.signature import Signature, SignatureMethod, SignatureVoiding
from oversight.access import Actor, PinWitness
from oversight.desk import Desk
from oversight.errors import NotPermittedError, RefusedError
from oversight.inspections.signature_rows import Drawing
from oversight.inspections.signatures import SignaturesService
from oversight.journal import JournalService
from oversight.personal_number import PersonalNumberError
from oversight.words import use_language
from tests.oversight.inspections.signed_site import SignedSite, add_colleague, drawing, make_site
from tests.tampering import tamper


@pytest.fixture
def site(desk: Desk) -> SignedSite:
    return make_site(desk)


def test_the_sheet_names_who_signs_and_what(site: SignedSite) -> None:
    sheet = site.signatures.read_sheet(site.record_id)
    assert [(each.name, each.organisation) for each in sheet.signers] == [
        ("山﨑 恵", "髙﨑事務サービス"),
        ("和田 実", "株式会社髙﨑 R8-001"),
        ("福井 太郎", sheet.record.owning_section),
        ("舘 花子", sheet.record.owning_section),
    ]
    assert [each.staff_id for each in sheet.signers] == [
        None,
        None,
        site.desk.actor.staff_id,
        site.other.staff_id,
    ]
    assert [each.is_attendee for each in sheet.signers] == [True, True, False, False]
    assert (sheet.missing, sheet.is_open, sheet.version) == (4, True, 1)
    assert sheet.document_hash == sheet.record.record_hash == site.seen_hash
    use_language("en")
    assert site.signatures.read_sheet(site.record_id).record.conclusion == "No problem"


def test_an_attendee_draws_on_the_screen_and_picture_strokes_and_hash_are_kept(site: SignedSite) -> None:
    signature_id = site.draw()
    (row, *_rest) = site.given()
    assert row is not None
    assert (row.id, row.name, row.method, row.attempt) == (signature_id, "山﨑 恵", SignatureMethod.PEN, 1)
    assert row.signed_hash == site.seen_hash
    assert (row.signed_at, row.taken_by, row.staff_id) == (site.desk.clock.now(), "係長 福井 太郎", None)
    with site.desk.reading() as session:
        kept = session.get_one(Signature, signature_id)
        assert kept.strokes is not None
        strokes = json.loads(zlib.decompress(kept.strokes))
    assert strokes == [[[0.1, 0.7, 0.5, 0], [0.3, 0.2, 0.6, 40]], [[0.8, 0.6, 0.0, 900]]]
    assert site.signatures.read_sheet(site.record_id).missing == 3


def test_an_attendee_types_their_name_with_the_spoken_word(site: SignedSite) -> None:
    record_id, seen = site.record_id, site.seen_hash
    with pytest.raises(RefusedError) as other_name:
        site.signatures.sign_typed(record_id, 0, seen_hash=seen, name="和田 実", was_spoken=True)
    assert other_name.value.field == "name"
    with pytest.raises(RefusedError) as unspoken:
        site.signatures.sign_typed(record_id, 0, seen_hash=seen, name="山崎恵", was_spoken=False)
    assert unspoken.value.field == "was_spoken"
    site.signatures.sign_typed(record_id, 0, seen_hash=seen, name="山崎　恵", was_spoken=True)
    assert site.methods() == [SignatureMethod.TYPED, None, None, None]


def test_who_does_not_sign_says_why(site: SignedSite) -> None:
    with pytest.raises(RefusedError) as silent:
        site.signatures.decline(site.record_id, 0, seen_hash=site.seen_hash, reason="  ")
    assert silent.value.field == "declined_reason"
    site.signatures.decline(site.record_id, 0, seen_hash=site.seen_hash, reason=" 本社の確認が要る ")
    row = site.given()[0]
    assert row is not None
    assert (row.method, row.declined_reason) == (SignatureMethod.DECLINED, "本社の確認が要る")
    assert JournalService(site.desk).list_entries(limit=1)[0].reason == " 本社の確認が要る "


def test_a_number_among_the_reasons_is_refused(site: SignedSite) -> None:
    with pytest.raises(PersonalNumberError):
        site.signatures.decline(site.record_id, 0, seen_hash=site.seen_hash, reason="1234 5678 9018")
    assert site.methods() == [None, None, None, None]


def test_two_inspectors_sign_on_one_laptop_each_as_themselves(site: SignedSite) -> None:
    site.sign(site.desk.actor, 0)
    site.sign(site.other, 1, drawing())
    mine, hers = site.given()[2:]
    assert mine is not None
    assert hers is not None
    assert (mine.staff_id, mine.taken_by, mine.picture_sha256) == (
        site.desk.actor.staff_id,
        "係長 福井 太郎",
        "",
    )
    assert (hers.staff_id, hers.taken_by) == (site.other.staff_id, "主任 舘 花子")
    assert hers.picture_sha256
    signed = [each.actor for each in JournalService(site.desk).list_entries(limit=3) if "署名" in each.deed]
    assert signed[0] == "主任 舘 花子"


def test_nobody_signs_as_another_inspector(site: SignedSite) -> None:
    for signer, position in ((site.other, 0), (site.desk.actor, 1)):
        with pytest.raises(RefusedError) as refused:
            site.sign(signer, position)
        assert refused.value.field == "user_id"
    assert site.methods() == [None, None, None, None]


def test_who_proved_to_be_present_by_pin_signs_no_record(site: SignedSite) -> None:
    with pytest.raises(NotPermittedError):
        site.sign(PinWitness(site.other.staff_id, site.other.name, site.other.post), 1)
    assert site.methods() == [None, None, None, None]


def test_an_inspector_entered_by_name_alone_is_known_by_name(desk: Desk) -> None:
    site = make_site(desk, by_name_alone=True)
    assert [each.staff_id for each in site.signatures.read_sheet(site.record_id).signers] == [None] * 4
    with pytest.raises(RefusedError):
        site.sign(site.other, 0)
    site.sign(site.desk.actor, 0)
    assert site.methods()[2] is SignatureMethod.KEY


def test_who_may_not_sign_is_told_who_may(site: SignedSite, desk_as: Callable[..., Desk]) -> None:
    auditor = SignaturesService(desk_as(Role.AUDITOR))
    with pytest.raises(NotPermittedError):
        auditor.sign_drawn(site.record_id, 0, seen_hash=site.seen_hash, drawing=drawing())
    bare = replace(site.other, roles=frozenset({Role.AUDITOR}))
    with pytest.raises(NotPermittedError):
        site.sign(bare, 1)


def test_a_person_signs_a_version_once(site: SignedSite) -> None:
    site.draw()
    with pytest.raises(RefusedError, match="すでに"):
        site.draw(shift=5)
    with pytest.raises(RefusedError, match="すでに"):
        site.signatures.decline(site.record_id, 0, seen_hash=site.seen_hash, reason="やめた")


def test_only_a_signer_of_the_record_signs(site: SignedSite) -> None:
    with pytest.raises(RefusedError, match="署名者ではありません"):
        site.draw(position=2)


@pytest.mark.parametrize("ink", [Drawing(drawing().png, ()), Drawing(b"no picture", drawing().strokes)])
def test_an_empty_pad_is_no_signature(site: SignedSite, ink: Drawing) -> None:
    with pytest.raises(RefusedError) as refused:
        site.signatures.sign_drawn(site.record_id, 0, seen_hash=site.seen_hash, drawing=ink)
    assert refused.value.field == "drawing"


def test_what_was_not_on_the_screen_is_not_signed(site: SignedSite) -> None:
    with pytest.raises(RefusedError, match="画面に出した記録と違います"):
        site.signatures.sign_drawn(site.record_id, 0, seen_hash="0" * 64, drawing=drawing())
    seen = site.seen_hash
    tamper(site.desk.store.engine, update(InspectionRecord).values(document=zlib.compress(b"{}")))
    with pytest.raises(RefusedError, match="画面に出した記録と違います"):
        site.signatures.sign_drawn(site.record_id, 0, seen_hash=seen, drawing=drawing())


# voiding


def test_a_mistaken_signature_is_voided_with_its_reason_and_given_anew(site: SignedSite) -> None:
    first = site.draw()
    with pytest.raises(RefusedError) as silent:
        site.signatures.void(first, by=site.other, reason=" ")
    assert silent.value.field == "reason"
    site.signatures.void(first, by=site.other, reason="隣の人が書いた")
    assert site.methods()[0] is None
    with pytest.raises(RefusedError, match="すでに無効"):
        site.signatures.void(first, by=site.other, reason="隣の人が書いた")
    second = site.draw(shift=9)
    signer = site.signatures.read_sheet(site.record_id).signers[0]
    assert signer.signature is not None
    assert (signer.signature.id, signer.signature.attempt) == (second, 2)
    (voided,) = signer.voided
    assert voided.voided is not None
    assert (voided.id, voided.voided.reason, voided.voided.voided_by) == (
        first,
        "隣の人が書いた",
        "主任 舘 花子",
    )
    newest = JournalService(site.desk).list_entries(limit=5)
    assert "隣の人が書いた" in [each.reason for each in newest]


def test_an_inspectors_signature_is_voided_by_that_person_or_a_manager(site: SignedSite) -> None:
    third = add_colleague(site.desk, "三上 純", "主事", Role.INSPECTOR)
    hers = site.sign(site.other, 1)
    with pytest.raises(RefusedError) as refused:
        site.signatures.void(hers, by=third, reason="誤り")
    assert refused.value.field == "user_id"
    site.signatures.void(hers, by=site.other, reason="誤り")
    again = site.sign(site.other, 1)
    assert Role.MANAGER in site.desk.actor.roles
    site.signatures.void(again, by=site.desk.actor, reason="誤り")
    assert site.methods()[3] is None


@pytest.mark.parametrize("kind", [Signature, SignatureVoiding])
@pytest.mark.parametrize("deletes", [False, True])
def test_no_direct_session_changes_or_deletes_a_signature(
    site: SignedSite, kind: type[Signature | SignatureVoiding], *, deletes: bool
) -> None:
    site.signatures.void(site.draw(), by=site.other, reason="誤り")
    with (
        pytest.raises(TypeError, match="never changed"),
        site.desk.store.writing(site.desk.actor, "signature.sign") as session,
    ):
        row: Any = session.scalars(select(kind)).one()
        if deletes:
            session.delete(row)
        else:
            row.staff_id = site.other.staff_id
    with site.desk.reading() as reading:
        assert len(reading.scalars(select(kind)).all()) == 1


# versions


def test_a_new_version_has_signatures_of_its_own(site: SignedSite) -> None:
    first_record = site.record_id
    first = site.draw()
    site.inspections.start_correction(site.inspection_id, reason="講評の誤り")
    assert not site.signatures.read_sheet(first_record).is_open
    with pytest.raises(RefusedError, match="訂正"):
        site.draw(position=1)
    with pytest.raises(RefusedError, match="訂正"):
        site.signatures.void(first, by=site.other, reason="誤り")
    site.inspections.finalise(site.inspection_id)
    assert site.record_id != first_record
    assert site.methods() == [None, None, None, None]
    with pytest.raises(RefusedError, match="訂正"):
        site.signatures.decline(first_record, 1, seen_hash="", reason="もう遅い")
    assert site.draw() != first
    sheet = site.signatures.read_sheet(first_record)
    assert sheet.signers[0].signature is not None
    assert (sheet.signers[0].signature.id, sheet.is_open) == (first, False)


def test_a_signature_bears_the_person_of_the_desk_even_without_an_identifier(site: SignedSite) -> None:
    stranger = Actor(None, "福井 太郎", "係長", frozenset({Role.INSPECTOR}))
    with pytest.raises(RefusedError):
        site.sign(stranger, 0)
