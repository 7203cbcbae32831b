"""Photos in the store: bare of the camera's notes, never unblackened, none from a room that forbids them."""

from __future__ import annotations

import datetime as dt
import hashlib
from io import BytesIO
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select

from models.attachment import Attachment
from models.inspection import Photo
from oversight.attachments import AttachmentsService
from oversight.clock import JAPAN
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.inspections import InspectionsService, InspectorDraft, PhotoRow, PlanDraft
from oversight.journal import JournalService
from oversight.papers.record_data import PhotoData
from oversight.papers.record_results import _captioned
from oversight.pictures import Box, prepare
from tests.factories import adopt_editions, make_contract, make_place
from tests.oversight.planted_pictures import CANARY, JPEG_PLANTS, PNG_PLANTS, jpeg, noted, png

DAY = dt.date(2026, 11, 24)


@pytest.fixture
def service(desk: Desk) -> InspectionsService:
    adopt_editions(desk)
    return InspectionsService(desk)


def started(service: InspectionsService, desk: Desk, *, is_forbidden: bool = False) -> UUID:
    contract_id = make_contract(desk)
    place_id = make_place(desk, contract_id, photography_forbidden=is_forbidden)
    lead = (InspectorDraft("福井 太郎", "係長", is_lead=True),)
    inspection_id = service.plan_inspection(
        PlanDraft(contract_id, DAY, place_id=place_id, inspectors=lead)
    ).row_id
    assert inspection_id is not None
    service.start(inspection_id)
    return inspection_id


def stored(desk: Desk) -> list[bytes]:
    """Return every attachment of the store, decrypted."""
    with desk.reading() as session:
        return list(session.scalars(select(Attachment.content)))


def only_photo(service: InspectionsService, inspection_id: UUID) -> PhotoRow:
    (photo,) = service.get_inspection(inspection_id).photos
    return photo


@pytest.mark.parametrize(
    "content", [JPEG_PLANTS["xmp"](jpeg(exif=noted())), PNG_PLANTS["exif chunk"](png(exif=noted()))]
)
def test_no_road_stores_where_a_photo_was_taken(
    service: InspectionsService, desk: Desk, content: bytes
) -> None:
    inspection_id = started(service, desk)
    service.add_photo(inspection_id, "DEV-01", content=content, file_name="a.jpg")
    (kept,) = stored(desk)
    assert CANARY.encode() not in kept
    assert b"Exif" not in kept
    assert b"eXIf" not in kept
    photo = only_photo(service, inspection_id)
    assert photo.source_sha256 == hashlib.sha256(content).hexdigest()
    assert photo.sha256 == hashlib.sha256(kept).hexdigest()
    assert photo.taken_at == dt.datetime(2026, 11, 24, 10, 15, tzinfo=JAPAN)
    assert not photo.is_blacked_out


def test_a_photo_prepared_before_keeps_the_hash_and_moment_of_its_file(
    service: InspectionsService, desk: Desk
) -> None:
    inspection_id, source = started(service, desk), jpeg(exif=noted())
    ready = prepare(source)
    service.add_photo(
        inspection_id,
        "DEV-01",
        content=ready.content,
        file_name="a.jpg",
        taken_at=ready.taken_at,
        source_sha256=ready.source_sha256,
    )
    photo = only_photo(service, inspection_id)
    assert photo.source_sha256 == hashlib.sha256(source).hexdigest()
    assert photo.sha256 == hashlib.sha256(ready.content).hexdigest()
    assert photo.taken_at == ready.taken_at


def test_both_hashes_and_the_blackening_stand_in_the_journal(service: InspectionsService, desk: Desk) -> None:
    inspection_id, source = started(service, desk), jpeg()
    service.add_photo(
        inspection_id, "DEV-01", content=source, file_name="a.jpg", blackened=[Box(0, 0, 0.5, 0.5)]
    )
    entries = JournalService(desk).list_entries(subject="photo")
    told = {change.word: change.new for entry in entries for change in entry.changes}
    assert told["受け取ったファイルの要約値"] == hashlib.sha256(source).hexdigest()
    assert told["黒塗りの有無"]
    kept = {
        change.word: change.new
        for entry in JournalService(desk).list_entries(subject="attachment")
        for change in entry.changes
    }
    assert kept["要約値"] == only_photo(service, inspection_id).sha256


def test_what_was_blackened_never_reaches_the_store(service: InspectionsService, desk: Desk) -> None:
    """A red face on white: no attachment holds a red pixel, withdrawn or not."""
    inspection_id = started(service, desk)
    scene = Image.new("RGB", (400, 300), "white")
    scene.paste("red", (100, 100, 200, 200))
    ready = prepare(jpeg(scene))
    change = service.add_photo(
        inspection_id, "DEV-01", content=ready.content, file_name="a.jpg", blackened=[Box(0.2, 0.2, 0.6, 0.8)]
    )
    assert change.row_id is not None
    assert only_photo(service, inspection_id).is_blacked_out
    service.withdraw_photo(change.row_id)
    (kept,) = stored(desk)
    assert kept != ready.content
    with Image.open(BytesIO(kept)) as seen:
        red, green, _blue = seen.convert("RGB").split()
        difference = max(r - g for r, g in zip(red.tobytes(), green.tobytes(), strict=True))
        assert seen.getpixel((150, 150)) == (0, 0, 0)
    assert difference < 12


@pytest.mark.parametrize("content", [jpeg(), b"no picture"])
def test_a_room_that_forbids_photos_gets_none_by_any_call(
    service: InspectionsService, desk: Desk, content: bytes
) -> None:
    inspection_id = started(service, desk, is_forbidden=True)
    with pytest.raises(RefusedError) as refused:
        service.add_photo(inspection_id, "DEV-01", content=content, file_name="a.jpg")
    assert refused.value.sentence == "この区域では写真を使えません。"
    for instead in ("見取図", "シリアル番号", "抽出した数", "陳述", "書類の番号とページ"):
        assert instead in refused.value.remedy
    assert stored(desk) == []


def test_a_ban_that_comes_between_looking_and_writing_still_holds(
    service: InspectionsService, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from oversight.inspections import photographing

    inspection_id = started(service, desk, is_forbidden=True)
    really = photographing.refuse_where_forbidden
    asked: list[UUID] = []

    def lenient_once(session: object, inspection_id: UUID) -> None:
        asked.append(inspection_id)
        if len(asked) > 1:
            really(session, inspection_id)  # type: ignore[arg-type]

    monkeypatch.setattr(photographing, "refuse_where_forbidden", lenient_once)
    with pytest.raises(RefusedError, match="写真を使えません"):
        service.add_photo(inspection_id, "DEV-01", content=jpeg(), file_name="a.jpg")
    assert stored(desk) == []


def test_an_inspection_without_a_place_takes_photos(service: InspectionsService, desk: Desk) -> None:
    lead = (InspectorDraft("福井 太郎", "係長", is_lead=True),)
    planned = service.plan_inspection(PlanDraft(make_contract(desk), DAY, inspectors=lead)).row_id
    assert planned is not None
    service.start(planned)
    service.add_photo(planned, "DEV-01", content=jpeg(), file_name="a.jpg")
    assert len(stored(desk)) == 1


@pytest.mark.parametrize("told", ["1234-5678-9018", "f" * 63, "F" * 64])
def test_a_hash_that_is_none_is_refused(service: InspectionsService, desk: Desk, told: str) -> None:
    inspection_id = started(service, desk)
    with pytest.raises(RefusedError, match="要約値"):
        service.add_photo(inspection_id, "DEV-01", content=jpeg(), file_name="a.jpg", source_sha256=told)
    assert stored(desk) == []


def test_a_photo_kept_as_received_by_an_older_version_is_read_as_it_was(
    service: InspectionsService, desk: Desk
) -> None:
    inspection_id, old = started(service, desk), jpeg(exif=noted())
    with desk.store.writing(desk.actor, "photo.add") as session:
        attachment = Attachment(
            sha256=hashlib.sha256(old).hexdigest(),
            media_type="image/jpeg",
            file_name="a.jpg",
            size_bytes=len(old),
            added_at=desk.clock.now(),
            content=old,
        )
        session.add(attachment)
        session.flush()
        session.add(Photo(inspection_id=inspection_id, item_id="DEV-01", attachment_id=attachment.id))
    photo = only_photo(service, inspection_id)
    assert (photo.source_sha256, photo.is_blacked_out) == ("", False)
    assert AttachmentsService(desk).read_content(photo.attachment_id) == old


def test_paper_tells_of_the_file_received_and_of_what_is_black() -> None:
    plain = PhotoData(jpeg(), "机3番", None, "a" * 64)
    told = _words(plain)
    assert "黒塗り" not in told
    assert "受け取ったファイル" not in told
    told = _words(PhotoData(jpeg(), "机3番", None, "a" * 64, "b" * 64, is_blacked_out=True))
    assert "（一部黒塗り）" in told
    assert f"SHA-256 {'a' * 16}…" in told
    assert f"受け取ったファイル {'b' * 16}…" in told


def _words(photo: PhotoData) -> str:
    return str(_captioned(photo, "DEV-01", 1).caption)
