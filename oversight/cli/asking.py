"""What commands share: the folder, the person, the passphrase; the office they open."""

from __future__ import annotations

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.errors import RefusedError
from oversight.words import _

if TYPE_CHECKING:
    from oversight.office import Office


def add_vault_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the vault's folder, the user id and where the passphrase comes from."""
    parser.add_argument("folder", type=Path, help=_("保管庫のフォルダー"))
    parser.add_argument("--user", required=True, help=_("利用者ID"))
    parser.add_argument(
        "--passphrase-stdin", action="store_true", help=_("パスフレーズを標準入力の1行から読む")
    )


def read_secret(options: argparse.Namespace, prompt: str) -> str:
    """Ask for a secret without showing it, or take the next line of standard input."""
    if options.passphrase_stdin:
        line = sys.stdin.readline()
        if not line:
            raise RefusedError(_("標準入力にパスフレーズがありません。"))
        return line.rstrip("\r\n")
    return getpass.getpass(prompt + ": ")


def read_new_secret(options: argparse.Namespace) -> str:
    """Ask for a new passphrase twice (once from standard input)."""
    first = read_secret(options, _("新しいパスフレーズ"))
    if not options.passphrase_stdin and read_secret(options, _("もう一度")) != first:
        raise RefusedError(_("2回の入力が違います。"), _("もう一度やり直してください。"))
    return first


def open_from(options: argparse.Namespace) -> Office:
    """Open the office that the arguments name."""
    from oversight.office import open_office

    passphrase = read_secret(options, _("パスフレーズ"))
    return open_office(options.folder, user_id=options.user, passphrase=passphrase)


def write_file(path: Path, content: bytes) -> None:
    """Write a file the user asked for, where the user asked for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    print(path)
