"""oversight vault …: the key of the store, the keys this machine remembers, the header put back."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from oversight.cli.asking import Subparsers, add_vault_arguments, open_from, read_secret
from oversight.words import _


def add_key_commands(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    """Add what changes keys without asking who is who."""
    renew = deeds.add_parser(
        "rotate-key", help=_("記録の鍵を作り直す（ほかの職員の鍵と回復コードは無効になる）")
    )
    add_vault_arguments(renew, quick=False)
    renew.set_defaults(run=_rotate)
    back = deeds.add_parser("put-back-header", help=_("壊れた鍵ファイルを、直前のものに戻す"))
    back.add_argument("folder", type=Path, help=_("保管庫のフォルダー"))
    back.set_defaults(run=_put_back)
    remember = deeds.add_parser("remember", help=_("このパソコンに鍵を覚えさせる（簡易解錠）"))
    add_vault_arguments(remember, quick=False)
    remember.set_defaults(run=_remember)
    forget = deeds.add_parser("forget", help=_("このパソコンの鍵を忘れさせる"))
    add_vault_arguments(forget)
    forget.set_defaults(run=_forget)


def _rotate(options: argparse.Namespace) -> int:
    from oversight.office import renew_key

    passphrase = read_secret(options, _("パスフレーズ"))
    with closing(renew_key(options.folder, user_id=options.user, passphrase=passphrase)):
        print(_("記録の鍵を作り直しました。ほかの職員に鍵を渡し直し、回復用紙を作り直してください。"))
        print(_("前に取った控えは、前の鍵と前のパスフレーズで開きます。"))
    return 0


def _put_back(options: argparse.Namespace) -> int:
    from oversight.vault import put_back_previous_header

    put_back_previous_header(options.folder)
    print(_("直前の鍵ファイルに戻しました。壊れたものは vault.json.damaged として残してあります。"))
    return 0


def _remember(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        office.people.remember_quick_unlock()
        print(_("このパソコンに鍵を覚えさせました。"))
    return 0


def _forget(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        office.people.forget_quick_unlock()
        print(_("このパソコンの鍵を消しました。"))
    return 0
