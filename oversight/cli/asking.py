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


Subparsers = argparse._SubParsersAction  # noqa: SLF001 - argparse names the type only so


def add_vault_arguments(parser: argparse.ArgumentParser, *, quick: bool = True) -> None:
    """Add the vault's folder, the user id and where the passphrase comes from.

    With ``quick`` the key that this machine remembers will do instead of both.
    """
    parser.add_argument("folder", type=Path, help=_("保管庫のフォルダー"))
    who = parser.add_mutually_exclusive_group(required=True)
    who.add_argument("--user", help=_("利用者ID"))
    parser.set_defaults(quick=False)
    if quick:
        who.add_argument("--quick", action="store_true", help=_("このパソコンが覚えている鍵で開く"))
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
    from oversight.office import open_office, open_office_quickly

    if options.quick:
        return open_office_quickly(options.folder)
    passphrase = read_secret(options, _("パスフレーズ"))
    return open_office(options.folder, user_id=options.user, passphrase=passphrase)


def write_file(path: Path, content: bytes) -> None:
    """Write a file where the user asked for it; raise ``RefusedError`` if it cannot be written."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise RefusedError(
            _("そのファイルに書けません。"),
            _("書き出す先の権限と空きを確かめるか、別の場所を指定してください。"),
        ) from error
    print(path)


def read_file(path: Path) -> bytes:
    """Read a file the user named; raise ``RefusedError`` if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise RefusedError(
            _("そのファイルを読めません。"), _("ファイルの名前と場所、読み取りの権限を確かめてください。")
        ) from error
