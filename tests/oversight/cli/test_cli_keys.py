"""Keys and headers from the command line: rotated, put back, remembered by the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from oversight.office import Founder, create_office, open_office
from oversight.people import StaffDraft
from tests.oversight.cli.run_cli import OTHER, PASSPHRASE, Run
from tests.ui.keyring_fake import MemoryKeyring


@pytest.fixture
def ring(monkeypatch: pytest.MonkeyPatch) -> MemoryKeyring:
    ring = MemoryKeyring()
    monkeypatch.setattr("keyring.get_keyring", lambda: ring)
    return ring


def allow_quick_unlock(vault: str) -> None:
    office = open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)
    office.settings.change(quick_unlock_allowed=True)
    office.close()


def test_a_new_key_leaves_only_the_person_who_made_it_and_others_can_be_given_keys(
    vault: str, run: Run
) -> None:
    add = ("vault", "add-colleague", vault, "--user", "suda", "--name", "舘 花子", "--new-user", "tachi")
    assert run(*add, secrets=(PASSPHRASE, OTHER))[0] == 0
    code, out, _err = run("vault", "rotate-key", vault, "--user", "suda")
    assert (code, "回復用紙を作り直してください" in out) == (0, True)
    assert not (Path(vault) / "store.db").exists()
    assert run("vault", "check", vault, "--user", "tachi", secrets=(OTHER,))[0] == 2
    assert "舘 花子\t鍵なし" in run("vault", "colleagues", vault, "--user", "suda")[1]
    assert run("journal", "verify", vault, "--user", "suda")[0] == 0
    assert "記録の鍵の作り直し" in run("journal", "list", vault, "--user", "suda")[1]
    office = open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)
    (colleague,) = [row for row in office.people.list_staff() if row.name == "舘 花子"]
    office.people.give_key(colleague.id, user_id="tachi", passphrase=OTHER)
    office.close()
    assert run("vault", "check", vault, "--user", "tachi", secrets=(OTHER,))[0] == 0


def test_only_an_administrator_makes_a_new_key_and_a_wrong_passphrase_makes_none(
    vault: str, run: Run
) -> None:
    add = ("vault", "add-colleague", vault, "--user", "suda", "--name", "舘 花子", "--new-user", "tachi")
    assert run(*add, secrets=(PASSPHRASE, OTHER))[0] == 0
    code, _out, err = run("vault", "rotate-key", vault, "--user", "tachi", secrets=(OTHER,))
    assert (code, "権限" in err) == (2, True)
    assert run("vault", "rotate-key", vault, "--user", "suda", secrets=(OTHER,))[0] == 2
    assert (Path(vault) / "store.db").exists()


def test_a_damaged_header_is_told_with_its_remedy_and_put_back(vault: str, run: Run) -> None:
    office = open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)
    change = office.people.add_staff(StaffDraft(name="舘 花子"))
    assert change.row_id is not None
    office.people.give_key(change.row_id, user_id="tachi", passphrase=OTHER)
    office.close()
    header = Path(vault) / "vault.json"
    octets = bytearray(header.read_bytes())
    octets[len(octets) // 2] ^= 1
    header.write_bytes(octets)
    code, _out, err = run("vault", "check", vault, "--user", "suda")
    assert (code, "壊れています" in err, "直前の鍵ファイルに戻す" in err) == (2, True, True)
    code, out, _err = run("vault", "put-back-header", vault, secrets=())
    assert (code, "戻しました" in out) == (0, True)
    assert run("vault", "check", vault, "--user", "suda")[0] == 0
    code, _out, err = run("vault", "put-back-header", vault, secrets=())
    assert (code, "壊れていません" in err) == (2, True)


def test_this_machine_remembers_and_forgets_a_key(vault: str, run: Run, ring: MemoryKeyring) -> None:
    code, _out, err = run("vault", "remember", vault, "--user", "suda")
    assert (code, "許可されていません" in err, ring.kept) == (2, True, {})
    allow_quick_unlock(vault)
    assert run("vault", "remember", vault, "--user", "suda")[0] == 0
    code, out, _err = run("vault", "check", vault, "--quick", secrets=())
    assert (code, "須田 一郎" in out) == (0, True)
    assert run("vault", "forget", vault, "--quick", secrets=())[0] == 0
    assert run("vault", "check", vault, "--quick", secrets=())[0] == 2
    listed = run("journal", "list", vault, "--user", "suda")[1]
    assert "簡易解錠の設定" in listed
    assert "簡易解錠の解除" in listed


def test_who_opens_must_be_said(vault: str, run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (("vault", "check", vault), ("vault", "check", vault, "--user", "suda", "--quick")):
        with pytest.raises(SystemExit) as ended:
            run(*words)
        assert ended.value.code == 2


def test_a_longer_least_length_holds_for_every_passphrase_made(vault: str, run: Run) -> None:
    office = open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)
    office.settings.change(minimum_passphrase_length=20)
    code_sheet = office.vault
    assert code_sheet is not None
    code = code_sheet.make_recovery_code()
    office.close()
    short = "手稲の山に初雪が降りる頃に"
    add = ("vault", "add-colleague", vault, "--user", "suda", "--name", "舘 花子", "--new-user", "tachi")
    for words, secrets in (
        (add, (PASSPHRASE, short)),
        (("vault", "passphrase", vault, "--user", "suda"), (PASSPHRASE, short)),
        (("vault", "recover", vault, "--user", "suda"), (code, short)),
    ):
        found, _out, err = run(*words, secrets=secrets)
        assert (found, "20文字以上" in err) == (2, True), words
    assert run("vault", "check", vault, "--user", "suda")[0] == 0
    long = short + "、藻岩の灯がともる"
    assert run("vault", "passphrase", vault, "--user", "suda", secrets=(PASSPHRASE, long))[0] == 0


def test_the_first_passphrase_of_an_office_keeps_the_default_length(tmp_path: Path) -> None:
    from oversight.errors import RefusedError

    founder = Founder(name="須田 一郎", post="", user_id="suda", passphrase="短い合言葉")
    with pytest.raises(RefusedError, match="12文字以上"):
        create_office(tmp_path / "v", city="札幌市", section="課", founder=founder)


def test_checking_finds_a_broken_page_that_opening_does_not_read(vault: str, run: Run) -> None:
    code, out, _err = run("vault", "check", vault, "--user", "suda")
    assert (code, "壊れたところはありません" in out) == (0, True)
    path = Path(vault) / "store.db"
    octets = bytearray(path.read_bytes())
    octets[-50] ^= 1
    path.write_bytes(octets)
    code, _out, err = run("vault", "check", vault, "--user", "suda")
    assert (code, "壊れている" in err, "控え" in err) == (2, True, True)


def test_a_header_that_is_gone_is_put_back_too(vault: str, run: Run) -> None:
    add = ("vault", "add-colleague", vault, "--user", "suda", "--name", "舘 花子", "--new-user", "tachi")
    assert run(*add, secrets=(PASSPHRASE, OTHER))[0] == 0
    (Path(vault) / "vault.json").unlink()
    code, _out, err = run("vault", "check", vault, "--user", "suda")
    assert (code, "直前の鍵ファイルに戻す" in err) == (2, True)
    assert run("vault", "put-back-header", vault, secrets=())[0] == 0
    assert run("vault", "check", vault, "--user", "suda")[0] == 0
