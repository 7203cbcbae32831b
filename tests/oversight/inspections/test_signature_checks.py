"""Records and pictures changed past the program are told, in the check and on the paper."""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import Any

import pytest
from sqlalchemy import update

from models.attachment import Attachment
from models.inspection import InspectionRecord
from models.signature import Signature
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.inspections.record_document import record_from_document
from oversight.inspections.signature_reading import document_hash_of
from oversight.inspections.signature_rows import Soundness
from oversight.words import use_language
from tests.oversight.inspections.signed_site import SignedSite, drawing, make_site
from tests.oversight.papers.reading_pdf import jpegs_of, solid, text_of
from tests.tampering import take_pictures_away, tamper

SOUND, CHANGED, PICTURE = Soundness.SOUND, Soundness.RECORD_CHANGED, Soundness.PICTURE_CHANGED


@pytest.fixture
def site(desk: Desk) -> SignedSite:
    site = make_site(desk)
    site.sign_all()
    return site


def past_the_program(site: SignedSite, statement: Any) -> None:
    """Write to the store as somebody with its key could, past every service."""
    tamper(site.desk.store.engine, statement)


def document_of(site: SignedSite) -> bytes:
    with site.desk.reading() as session:
        return session.get_one(InspectionRecord, site.record_id).document


def rewritten(site: SignedSite, old: str, new: str) -> tuple[bytes, str]:
    """Return the frozen document with a text replaced, and its hash."""
    content = zlib.decompress(document_of(site)).replace(old.encode(), new.encode())
    return zlib.compress(content), hashlib.sha256(content).hexdigest()


def soundness(site: SignedSite) -> list[Soundness]:
    return [each.soundness for each in site.signatures.check(site.record_id).signatures]


def printed(site: SignedSite) -> str:
    return solid(text_of(site.inspections.print_record(site.record_id).pdf))


def test_an_untouched_record_and_its_signatures_are_sound(site: SignedSite) -> None:
    check = site.signatures.check(site.record_id)
    assert (check.is_sound, check.is_unchanged, check.version, check.newest) == (True, True, 1, 1)
    assert check.sentence == "記録は確定した時のままです"
    assert [each.sentence for each in check.signatures] == ["署名した時のままです"] * 4


def test_the_paper_shows_each_signature_beside_its_row(site: SignedSite) -> None:
    pdf = site.inspections.print_record(site.record_id).pdf
    words, shown = solid(text_of(pdf)), site.seen_hash[:16]
    assert words.count(f"記録{shown}…") == 4
    assert "山﨑恵の手書きの署名" in words
    assert "舘花子の手書きの署名" in words
    assert "署名なし。理由：本社の確認が要るため" in words
    assert words.count("本人のパスフレーズ") == 2
    assert words.count("令和8年11月24日9:00") >= 4
    assert len(jpegs_of(pdf)) == 2
    assert site.inspections.print_record(site.record_id).pdf == pdf


def test_the_paper_speaks_english_too(site: SignedSite) -> None:
    use_language("en")
    words = text_of(site.inspections.print_record(site.record_id).pdf)
    assert "Their own passphrase" in " ".join(words.split())


def test_a_record_nobody_signed_here_prints_the_same_bytes_as_before_signatures(desk: Desk) -> None:
    site = make_site(desk)
    with site.desk.reading() as session:
        record = record_from_document(session.get_one(InspectionRecord, site.record_id).document)
    plain = json.loads(zlib.decompress(document_of(site)))
    assert "signatures" not in plain
    assert record.signatures == ()
    words = printed(site)
    assert "署名の日時と方法" not in words
    assert "署名の日" in words
    before = site.inspections.print_record(site.record_id).pdf
    site.signatures.void(site.draw(), by=site.other, reason="誤り")
    assert site.inspections.print_record(site.record_id).pdf == before


def test_a_document_rewritten_past_the_program_is_told(site: SignedSite) -> None:
    changed, _hash = rewritten(site, "おおむね良好", "すべて良好")
    past_the_program(site, update(InspectionRecord).values(document=changed))
    check = site.signatures.check(site.record_id)
    assert (check.is_unchanged, check.is_sound) == (False, False)
    assert check.sentence == "記録の内容が、確定した時と違っています"
    assert soundness(site) == [CHANGED] * 4
    words = printed(site)
    assert words.count("この署名の後に記録が変わっています") == 4
    assert "手書きの署名。" not in words
    assert jpegs_of(site.inspections.print_record(site.record_id).pdf) == []


def test_a_document_rewritten_together_with_its_hash_is_told_by_the_signatures(site: SignedSite) -> None:
    changed, new_hash = rewritten(site, "おおむね良好", "すべて良好")
    past_the_program(site, update(InspectionRecord).values(document=changed, document_hash=new_hash))
    check = site.signatures.check(site.record_id)
    assert (check.is_unchanged, check.is_sound) == (True, False)
    assert soundness(site) == [CHANGED] * 4


def test_a_document_that_is_none_any_more_is_told_and_not_read(site: SignedSite) -> None:
    past_the_program(site, update(InspectionRecord).values(document=b"rubbish"))
    assert document_hash_of(b"rubbish") == ""
    assert soundness(site) == [CHANGED] * 4
    with pytest.raises(RefusedError, match="壊れていて"):
        site.signatures.read_sheet(site.record_id)
    with pytest.raises(RefusedError, match="壊れていて"):
        site.inspections.print_record(site.record_id)


def test_a_picture_exchanged_past_the_program_is_told(site: SignedSite) -> None:
    forged = drawing(77).png
    past_the_program(
        site, update(Attachment).where(Attachment.sha256 == _first_picture(site)).values(content=forged)
    )
    assert soundness(site) == [PICTURE, SOUND, SOUND, SOUND]
    words = printed(site)
    assert "署名の画像が、署名した時と違っています" in words
    assert len(jpegs_of(site.inspections.print_record(site.record_id).pdf)) == 1


def _first_picture(site: SignedSite) -> str:
    row = site.given()[0]
    assert row is not None
    return row.picture_sha256


def test_a_signature_hung_on_another_picture_is_told(site: SignedSite) -> None:
    hers = site.given()[3]
    assert hers is not None
    past_the_program(
        site, update(Signature).where(Signature.position == 0).values(picture_id=hers.picture_id)
    )
    assert soundness(site) == [PICTURE, SOUND, PICTURE, SOUND]


def test_a_picture_taken_away_is_told(site: SignedSite) -> None:
    if site.desk.store.engine.dialect.name != "sqlite":
        pytest.skip("only here can a row be taken from under a foreign key")
    take_pictures_away(site.desk.store.engine)
    assert soundness(site) == [PICTURE, SOUND, SOUND, PICTURE]


def test_a_signature_whose_hash_was_exchanged_is_told(site: SignedSite) -> None:
    past_the_program(site, update(Signature).where(Signature.position == 1).values(signed_hash="f" * 64))
    assert soundness(site) == [SOUND, CHANGED, SOUND, CHANGED]


def test_signatures_stay_with_the_version_that_was_signed(site: SignedSite) -> None:
    first_record, first_hash = site.record_id, site.seen_hash
    site.correct()
    assert site.seen_hash != first_hash
    site.draw()
    first, second = site.signatures.check_all()
    assert (first.record_id, first.newest, first.is_sound) == (first_record, 2, True)
    assert first.signatures[0].sentence == ("署名した時のままです（第1版への署名。その後、第2版に訂正）")
    assert [each.sentence for each in second.signatures] == ["署名した時のままです"]
    words = solid(text_of(site.inspections.print_record(first_record).pdf))
    assert words.count(f"記録{first_hash[:16]}…") == 4


def test_what_is_no_picture_any_more_does_not_stop_the_print(site: SignedSite) -> None:
    broken = drawing().png[:60]
    row = site.given()[0]
    assert row is not None
    sha256 = hashlib.sha256(broken).hexdigest()
    past_the_program(
        site, update(Attachment).where(Attachment.id == row.picture_id).values(content=broken, sha256=sha256)
    )
    past_the_program(site, update(Signature).where(Signature.id == row.id).values(picture_sha256=sha256))
    paper = site.inspections.print_record(site.record_id)
    assert "この署名は画像として読めないため印刷できない。" in solid(text_of(paper.pdf))
    assert any("手書きの署名は画像として読めない" in each for each in paper.warnings)
