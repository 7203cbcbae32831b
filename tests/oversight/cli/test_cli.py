"""The command line does the same deeds and tells its outcome by exit code."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from sqlalchemy import delete, text, update

from models.journal import JournalEntry
from oversight.cli import build_parser
from oversight.cli.journals import Telling
from oversight.office import open_office
from tests.oversight.cli.run_cli import OTHER, PASSPHRASE, Run
from tests.tampering import tamper


def test_a_vault_is_created_and_opened(vault: str, run: Run) -> None:
    code, out, _err = run("vault", "check", vault, "--user", "suda")
    assert (code, "課長 須田 一郎" in out) == (0, True)


def test_a_failure_is_a_sentence_with_a_remedy_and_no_trace(vault: str, run: Run) -> None:
    code, _out, err = run("vault", "check", vault, "--user", "suda", secrets=(OTHER,))
    assert code == 2
    assert len(err.strip().splitlines()) == 2
    assert "Traceback" not in err
    assert OTHER not in err


def test_without_a_passphrase_on_standard_input_nothing_is_opened(vault: str, run: Run) -> None:
    code, _out, err = run("vault", "check", vault, "--user", "suda", "--passphrase-stdin", secrets=())
    assert (code, "標準入力" in err) == (2, True)


def test_a_passphrase_is_asked_for_and_typed_twice(
    vault: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = iter([PASSPHRASE, OTHER, "違う合言葉を打ってしまった", PASSPHRASE, OTHER, OTHER])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(typed))
    assert run("vault", "passphrase", vault, "--user", "suda", secrets=())[0] == 2
    assert run("vault", "passphrase", vault, "--user", "suda", secrets=())[0] == 0
    assert run("vault", "check", vault, "--user", "suda", secrets=(OTHER,))[0] == 0


def test_colleagues_are_given_and_lose_keys(vault: str, run: Run) -> None:
    add = ("vault", "add-colleague", vault, "--user", "suda", "--name", "舘 花子", "--new-user", "tachi")
    assert run(*add, "--role", "manager", secrets=(PASSPHRASE, OTHER))[0] == 0
    assert run("vault", "check", vault, "--user", "tachi", secrets=(OTHER,))[0] == 0
    assert "tachi\t\t舘 花子\t鍵あり" in run("vault", "colleagues", vault, "--user", "suda")[1]
    remove = ("vault", "remove-colleague", vault, "--user", "suda", "--old-user")
    assert run(*remove, "tachi")[0] == 0
    assert run(*remove, "tachi")[0] == 2


def test_a_recovery_sheet_and_a_backup_are_made(vault: str, run: Run, tmp_path: Path) -> None:
    sheet = tmp_path / "out" / "sheet.pdf"
    assert run("vault", "recovery", vault, "--user", "suda", "--output", str(sheet))[0] == 0
    assert sheet.read_bytes().startswith(b"%PDF-")
    code, out, _err = run("vault", "backup", vault, "--user", "suda")
    assert code == 0
    assert (Path(out.strip()) / "vault.json").is_file()


def test_the_printed_code_gives_a_new_passphrase(vault: str, run: Run) -> None:
    office = open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)
    assert office.vault is not None
    code = office.vault.make_recovery_code()
    office.close()
    found, out, _err = run("vault", "recover", vault, "--user", "suda", secrets=(code, OTHER))
    assert (found, "作り直しました" in out) == (0, True)
    assert run("vault", "check", vault, "--user", "suda", secrets=(OTHER,))[0] == 0


def test_a_wrong_recovery_code_opens_nothing(vault: str, run: Run) -> None:
    assert run("vault", "recover", vault, "--user", "suda", secrets=("ABCD-EFGH", OTHER))[0] == 2


def tampered(vault: str, *statements: object) -> None:
    office = open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)
    tamper(office.desk.store.engine, *statements)
    office.close()


def verify(run: Run, vault: str, *words: str) -> int:
    return run("journal", "verify", vault, "--user", "suda", *words)[0]


def test_a_sound_journal_exits_with_0_and_lists(vault: str, run: Run) -> None:
    assert verify(run, vault) == 0
    code, out, _err = run("journal", "list", vault, "--user", "suda", "--count", "3")
    assert (code, len(out.splitlines())) == (0, 3)


def test_a_changed_journal_exits_with_3(vault: str, run: Run) -> None:
    tampered(vault, update(JournalEntry).where(JournalEntry.sequence == 2).values(deed="x"))
    assert verify(run, vault) == 3


def test_a_cut_off_journal_exits_with_4(vault: str, run: Run) -> None:
    tampered(vault, delete(JournalEntry).where(JournalEntry.sequence == 4))
    assert verify(run, vault) == 4


def test_a_reordered_journal_exits_with_5(vault: str, run: Run) -> None:
    swap = "UPDATE journal_entry SET sequence = {new} WHERE sequence = {old}"
    steps = [text(swap.format(old=old, new=new)) for old, new in ((2, 99), (3, 2), (99, 3))]
    tampered(vault, *steps)
    assert verify(run, vault) == 5


def test_an_anchor_from_a_paper_is_held_against_the_journal(vault: str, run: Run) -> None:
    office = open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)
    head = office.journal.head()
    office.close()
    assert verify(run, vault, "--anchor", f"{head.sequence}:{head.hash[:16]}") == 0
    assert verify(run, vault, "--anchor", f"{head.sequence}:0123456789ab") == 3
    assert verify(run, vault, "--anchor", f"{head.sequence + 5}:{head.hash[:16]}") == 4
    assert verify(run, vault, "--anchor", "nonsense") == 2


def test_the_checklist_linter_tells_faults(run: Run, tmp_path: Path) -> None:
    assert run("checklist", "lint", "checklists/edition_1.yaml", secrets=())[0] == 0
    broken = tmp_path / "broken.yaml"
    broken.write_text("id: x", encoding="utf-8")
    code, out, _err = run("checklist", "lint", str(broken), secrets=())
    assert (code, bool(out.strip())) == (1, True)


def test_a_demo_is_made_listed_and_printed(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    folder.mkdir()
    code, out, _err = run("demo", str(folder), secrets=())
    assert code == 0
    passphrase = next(line for line in out.splitlines() if "パスフレーズ" in line).split(": ")[1]
    shown = run("inspection", "list", str(folder), "--user", "demo", secrets=(passphrase,))[1]
    number = next(line.split("\t")[0] for line in shown.splitlines() if "記録確定" in line)
    paper = tmp_path / "record.pdf"
    words = ("inspection", "print", str(folder), "--user", "demo", "--output", str(paper))
    assert run(*words, number, secrets=(passphrase,))[0] == 0
    assert paper.read_bytes().startswith(b"%PDF-")
    assert run(*words, "R0-9999", secrets=(passphrase,))[0] == 2
    assert run(*words, number, "--version-number", "99", secrets=(passphrase,))[0] == 2


def test_the_language_may_be_chosen_before_anything_else(run: Run, vault: str) -> None:
    assert run("--language", "en", "vault", "check", vault, "--user", "suda")[0] == 0
    assert run("--language=en", "vault", "check", vault, "--user", "suda")[0] == 0


def test_every_command_has_a_word_of_help() -> None:
    assert "journal" in build_parser().format_help()


def test_rows_that_are_not_what_the_journal_says_exit_with_6_and_are_named(vault: str, run: Run) -> None:
    tampered(vault, text("UPDATE staff SET post = '市長'"))
    code, out, _err = run("journal", "verify", vault, "--user", "suda")
    assert code == 6
    (row,) = out.splitlines()[1:]
    table, row_id, told = row.split("\t")
    assert (table, len(row_id), told) == ("staff", 36, "職員 書換え（職）")
    assert "市長" not in out


def test_a_terminal_is_told_how_far_verifying_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    moments = iter([0.0, 0.1, 0.5, 0.6, 0.7])
    monkeypatch.setattr("time.monotonic", lambda: next(moments))
    telling = Telling()
    for done in (10, 50, 60, 100):
        telling.tell(done, 100)
    shown = capsys.readouterr().err
    assert "50％" in shown
    assert "10％" not in shown
    assert "60％" not in shown
    assert shown.endswith("\r\x1b[K")


def test_a_file_is_not_told_how_far_verifying_is(capsys: pytest.CaptureFixture[str]) -> None:
    Telling().tell(1, 1)
    assert capsys.readouterr().err == ""


def test_ctrl_c_is_a_sentence_and_an_exit_code_of_its_own(
    vault: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_given: object, **_named: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("oversight.journal.JournalService.verify", stopped)
    code, out, err = run("journal", "verify", vault, "--user", "suda")
    assert (code, out, err.strip()) == (130, "", "途中で止めました。")
    monkeypatch.undo()
