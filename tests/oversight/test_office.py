"""The one door: create, open, colleagues, recovery, backup; nothing in the clear on disk."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from models.base import new_id
from models.department import Role, Staff
from oversight.clock import FixedClock
from oversight.errors import (
    ChangedMeanwhileError,
    NotPermittedError,
    RefusedError,
    VaultError,
    WrongPassphraseError,
)
from oversight.inspections import AnswerDraft, InspectorDraft, Mark, PlanDraft
from oversight.office import (
    Founder,
    Office,
    create_office,
    open_office,
    open_office_quickly,
    open_office_with_recovery_code,
)
from oversight.people import StaffDraft
from oversight.vault import UnlockedVault
from tests.factories import make_contract

PASSPHRASE = "石狩の川に鮭がのぼる秋の朝"
OTHER = "手稲の山に初雪が降りる頃に"
FOUNDER = Founder("須田 一郎", "課長", "suda", PASSPHRASE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "vault"
    path.mkdir()
    return path


@pytest.fixture
def founded(folder: Path, clock: FixedClock) -> Iterator[Office]:
    office = create_office(folder, city="札幌市", section="行政情報課", founder=FOUNDER, clock=clock)
    yield office
    office.close()


def reopened(folder: Path, user_id: str = "suda", passphrase: str = PASSPHRASE) -> Office:
    return open_office(folder, user_id=user_id, passphrase=passphrase)


def test_a_new_office_knows_its_city_its_founder_and_the_checklist(founded: Office, folder: Path) -> None:
    assert founded.organisation.organisation == "札幌市 行政情報課"
    assert founded.actor.signature == "課長 須田 一郎"
    assert founded.actor.roles == {Role.ADMINISTRATOR, Role.MANAGER, Role.INSPECTOR}
    assert [row.name for row in founded.people.list_departments()] == ["行政情報課"]
    assert founded.upgrade is not None
    assert founded.upgrade.was_created
    founded.close()
    again = reopened(folder)
    assert again.actor == founded.actor
    assert again.journal.verify().is_sound
    again.close()


def test_a_wrong_passphrase_opens_nothing(founded: Office, folder: Path) -> None:
    founded.close()
    with pytest.raises(WrongPassphraseError) as refusal:
        reopened(folder, passphrase=OTHER)
    assert refusal.value.remedy


def test_a_second_instance_is_refused_and_the_first_goes_on(founded: Office, folder: Path) -> None:
    with pytest.raises(VaultError, match="別の"):
        reopened(folder)
    assert founded.people.list_staff()


def test_a_failed_creation_leaves_no_half_vault(folder: Path, clock: FixedClock) -> None:
    with pytest.raises(RefusedError):
        create_office(folder, city="札幌市", section=" ", founder=FOUNDER, clock=clock)
    assert not (folder / "vault.json").exists()
    create_office(folder, city="札幌市", section="課", founder=FOUNDER, clock=clock).close()


def test_what_was_handed_out_before_the_lock_goes_on_with_what_is_opened_anew(
    founded: Office, folder: Path
) -> None:
    settings, people = founded.settings, founded.people
    founded.close()
    with pytest.raises(VaultError):
        settings.read()
    again = reopened(folder)
    founded.take_up(again)
    settings.change(section="総務課")
    assert again.settings.read().section == "総務課"
    assert people.reauthenticate(user_id=FOUNDER.user_id, passphrase=FOUNDER.passphrase) == founded.actor
    founded.close()
    reopened(folder).close()


def colleague(office: Office, *roles: Role) -> object:
    change = office.people.add_staff(StaffDraft("舘 花子", "タチ ハナコ", "主任", roles=frozenset(roles)))
    assert change.row_id is not None
    office.people.give_key(change.row_id, user_id="tachi", passphrase=OTHER)
    return change.row_id


def test_a_colleague_signs_in_with_their_own_passphrase_and_role(founded: Office, folder: Path) -> None:
    colleague(founded, Role.INSPECTOR)
    founded.close()
    office = reopened(folder, "tachi", OTHER)
    assert office.actor.signature == "主任 舘 花子"
    with pytest.raises(NotPermittedError):
        office.people.add_staff(StaffDraft("誰か"))
    with pytest.raises(NotPermittedError):
        office.print_recovery_sheet()
    office.close()


def test_a_colleague_without_a_key_opens_nothing(founded: Office, folder: Path) -> None:
    row_id = colleague(founded, Role.INSPECTOR)
    founded.people.take_key(row_id, reason="異動")  # type: ignore[arg-type]
    with pytest.raises(RefusedError):
        founded.people.take_key(row_id)  # type: ignore[arg-type]
    founded.close()
    with pytest.raises(WrongPassphraseError):
        reopened(folder, "tachi", OTHER)


def test_a_key_that_stays_in_the_vault_is_not_taken_from_the_list(
    founded: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    row_id = colleague(founded, Role.INSPECTOR)

    def full_disk(*_arguments: object) -> None:
        raise VaultError("空きがありません。")

    monkeypatch.setattr(UnlockedVault, "remove_slot", full_disk)
    with pytest.raises(VaultError):
        founded.people.take_key(row_id)  # type: ignore[arg-type]
    (row,) = [each for each in founded.people.list_staff() if each.id == row_id]
    assert row.may_sign_in


def test_a_user_id_in_use_gives_no_second_key(founded: Office) -> None:
    colleague(founded)
    change = founded.people.add_staff(StaffDraft("中津 次郎"))
    assert change.row_id is not None
    with pytest.raises(RefusedError):
        founded.people.give_key(change.row_id, user_id="tachi", passphrase=PASSPHRASE)
    with pytest.raises(RefusedError):
        founded.people.give_key(founded.actor.staff_id or new_id(), user_id="x1", passphrase=OTHER)


def test_nobody_takes_their_own_key(founded: Office) -> None:
    assert founded.actor.staff_id is not None
    with pytest.raises(RefusedError):
        founded.people.take_key(founded.actor.staff_id)


def test_the_last_administrator_stays_one(founded: Office) -> None:
    assert founded.actor.staff_id is not None
    with pytest.raises(RefusedError) as refusal:
        founded.people.change_staff(founded.actor.staff_id, StaffDraft("須田 一郎", roles=frozenset()))
    assert refusal.value.field == "roles"
    colleague(founded, Role.ADMINISTRATOR)
    (own,) = [row for row in founded.people.list_staff() if row.id == founded.actor.staff_id]
    founded.people.change_staff(own.id, StaffDraft("須田 一郎", roles=frozenset()), version=own.version)
    with pytest.raises(ChangedMeanwhileError):
        founded.people.change_staff(founded.actor.staff_id, StaffDraft("須田"), version=own.version)


def test_people_and_sections_need_names_and_sections_are_unique(founded: Office) -> None:
    with pytest.raises(RefusedError):
        founded.people.add_staff(StaffDraft(" "))
    with pytest.raises(RefusedError):
        founded.people.add_department(name=" ")
    founded.people.add_department(name="介護保険課", kana="カイゴホケンカ", bureau="保健福祉局")
    with pytest.raises(RefusedError):
        founded.people.add_department(name="介護保険課 ")


def test_a_changed_passphrase_opens_and_the_old_one_does_not(founded: Office, folder: Path) -> None:
    founded.people.change_passphrase(old=PASSPHRASE, new=OTHER)
    (entry,) = founded.journal.list_entries(limit=1)
    assert "パスフレーズ" in entry.deed
    assert entry.changes == ()
    founded.close()
    reopened(folder, passphrase=OTHER).close()
    with pytest.raises(WrongPassphraseError):
        reopened(folder)


def test_a_witness_proves_to_be_present(founded: Office) -> None:
    colleague(founded, Role.INSPECTOR)
    assert founded.people.reauthenticate(user_id="tachi", passphrase=OTHER).name == "舘 花子"
    with pytest.raises(WrongPassphraseError):
        founded.people.reauthenticate(user_id="tachi", passphrase=PASSPHRASE)


def recovery_code(office: Office, monkeypatch: pytest.MonkeyPatch) -> str:
    seen: list[str] = []
    made = UnlockedVault.make_recovery_code

    def remembered(vault: UnlockedVault) -> str:
        seen.append(made(vault))
        return seen[-1]

    monkeypatch.setattr(UnlockedVault, "make_recovery_code", remembered)
    assert office.print_recovery_sheet().pdf.startswith(b"%PDF-")
    return seen[-1]


def test_the_recovery_code_gives_a_forgotten_passphrase_back(
    founded: Office, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = recovery_code(founded, monkeypatch)
    founded.close()
    with pytest.raises(VaultError):
        open_office_with_recovery_code(folder, code=code, user_id="nobody", new_passphrase=OTHER)
    office = open_office_with_recovery_code(folder, code=code, user_id="suda", new_passphrase=OTHER)
    assert office.actor.signature == "課長 須田 一郎"
    office.close()
    reopened(folder, passphrase=OTHER).close()


def test_quick_unlock_needs_the_citys_permission(founded: Office, folder: Path) -> None:
    founded.close()
    with pytest.raises(VaultError):
        open_office_quickly(folder)


def test_a_backup_is_a_vault_of_its_own(founded: Office) -> None:
    founded.people.add_department(name="介護保険課")
    backup = founded.back_up()
    founded.people.add_department(name="戸籍住民課")
    office = reopened(backup)
    assert {row.name for row in office.people.list_departments()} == {"行政情報課", "介護保険課"}
    office.close()


def test_an_office_server_has_no_keys_to_give(office: Office) -> None:
    for deed in (
        office.back_up,
        office.print_recovery_sheet,
        lambda: office.people.change_passphrase(old="a", new="b"),
    ):
        with pytest.raises(VaultError):
            deed()


CANARY = "カナリア七七"


def photo_with(text: str) -> bytes:
    """Return a JPEG that carries a text as its comment."""
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), "white").save(stream, "JPEG", comment=text.encode("utf-8"))
    return stream.getvalue()


def a_full_session(office: Office) -> bytes:
    """Put the canary into names, notes and a photo, and print; return the paper."""
    office.people.add_department(name=CANARY, bureau=CANARY)
    office.people.add_staff(StaffDraft(CANARY, "カナリア", CANARY))
    office.settings.change(section=CANARY)
    contract_id = make_contract(office.desk, title=CANARY, remarks=CANARY)
    lead = (InspectorDraft(CANARY, is_lead=True),)
    inspection_id = office.inspections.plan_inspection(
        PlanDraft(contract_id, office.desk.today(), inspectors=lead, purpose=CANARY)
    ).row_id
    assert inspection_id is not None
    office.inspections.start(inspection_id)
    draft = AnswerDraft(mark=Mark.NONCONFORMING, finding_text=CANARY, note=CANARY, evidence=CANARY)
    office.inspections.save_answer(inspection_id, "DEV-01", draft)
    office.inspections.add_photo(
        inspection_id, "DEV-01", content=photo_with(CANARY), file_name=f"{CANARY}.jpg", caption=CANARY
    )
    headings = f"名称,備考\n{CANARY}商会,{CANARY}\n".encode()
    office.imports.run(office.imports.preview("contractors", headings, file_name=f"{CANARY}.csv"))
    return office.inspections.print_notice(inspection_id).pdf


def test_nothing_of_a_full_session_stands_on_disk_in_the_clear(
    founded: Office, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    assert a_full_session(founded).startswith(b"%PDF-")
    founded.back_up()
    while_open = [path for path in folder.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") for path in while_open)
    canaries = [CANARY.encode(code) for code in ("utf-8", "utf-16-le", "cp932", "euc_jp")]
    for path in (*while_open, *temporary.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            assert not any(canary in content for canary in (*canaries, b"suda")), path.name
            assert CANARY not in os.fspath(path)
    founded.close()
    assert not any(canary in path.read_bytes() for path in folder.rglob("store*") for canary in canaries)


def test_the_pages_of_an_encrypted_store_are_checked_here_and_a_servers_by_its_keeper(office: Office) -> None:
    if office.desk.store.engine.dialect.name == "sqlite":
        assert office.check_pages() > 0
        return
    with pytest.raises(VaultError, match="庁内サーバー"):
        office.check_pages()


def test_an_office_on_a_server_closes_without_a_vault(office: Office) -> None:
    office.close()
    office.close()
    assert office.vault is None


def test_a_key_of_nobody_on_the_list_opens_nothing(founded: Office, folder: Path, clock: FixedClock) -> None:
    with founded.desk.store.writing(founded.actor, "staff.take_key") as session:
        session.get_one(Staff, founded.actor.staff_id).slot_id = None
    founded.close()
    with pytest.raises(VaultError, match="職員が登録されていません"):
        open_office(folder, user_id="suda", passphrase=PASSPHRASE, clock=clock)
