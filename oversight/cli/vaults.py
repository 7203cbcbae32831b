"""oversight vault …: create, change the passphrase, add and remove a colleague, recovery, back up."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from oversight.cli.asking import (
    Subparsers,
    add_vault_arguments,
    open_from,
    read_new_secret,
    read_secret,
    write_file,
)
from oversight.cli.keys import add_key_commands
from oversight.errors import NotFoundError
from oversight.words import _

if TYPE_CHECKING:
    from oversight.people import StaffRow


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    vault = commands.add_parser("vault", help=_("保管庫（暗号化した保存先）を作り、鍵を扱う"))
    deeds = vault.add_subparsers(dest="deed", required=True, metavar=_("操作"))
    _add_create(deeds)
    for name, run, text in (
        ("check", _check, _("開けられることと、記録本体に壊れたところがないことを確かめる")),
        ("passphrase", _passphrase, _("自分のパスフレーズを変える")),
        ("colleagues", _colleagues, _("職員と鍵の一覧")),
        ("backup", _backup, _("控えを取る")),
    ):
        parser = deeds.add_parser(name, help=text)
        add_vault_arguments(parser, quick=name != "passphrase")
        parser.set_defaults(run=run)
    _add_colleague_commands(deeds)
    add_key_commands(deeds)
    recovery = deeds.add_parser("recovery", help=_("回復コードの用紙をPDFで作る"))
    add_vault_arguments(recovery)
    recovery.add_argument("--output", type=Path, required=True, help=_("書き出す先"))
    recovery.set_defaults(run=_recovery)
    recover = deeds.add_parser("recover", help=_("回復コードで開け、パスフレーズを作り直す"))
    add_vault_arguments(recover, quick=False)
    recover.set_defaults(run=_recover)


def _add_create(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    create = deeds.add_parser("create", help=_("新しい保管庫を作る"))
    add_vault_arguments(create, quick=False)
    create.add_argument("--city", required=True, help=_("市の名称"))
    create.add_argument("--section", required=True, help=_("課の名称"))
    create.add_argument("--name", required=True, help=_("あなたの氏名"))
    create.add_argument("--post", default="", help=_("あなたの職"))
    create.set_defaults(run=_create)


def _add_colleague_commands(deeds: Subparsers[argparse.ArgumentParser]) -> None:
    add = deeds.add_parser("add-colleague", help=_("職員に鍵を渡す"))
    add_vault_arguments(add)
    add.add_argument("--name", required=True, help=_("職員の氏名"))
    add.add_argument("--post", default="", help=_("職員の職"))
    add.add_argument("--new-user", required=True, help=_("職員の利用者ID"))
    add.add_argument("--role", action="append", default=[], help=_("権限（繰り返し可）"))
    add.set_defaults(run=_add_colleague)
    remove = deeds.add_parser("remove-colleague", help=_("職員の鍵を外す"))
    add_vault_arguments(remove)
    remove.add_argument("--old-user", required=True, help=_("外す職員の利用者ID"))
    remove.add_argument("--reason", default="", help=_("理由"))
    remove.set_defaults(run=_remove_colleague)
    pin = deeds.add_parser("remove-pin", help=_("職員の入口の暗証番号を取り消す"))
    add_vault_arguments(pin)
    pin.add_argument("--of-user", required=True, help=_("取り消される職員の利用者ID"))
    pin.add_argument("--reason", default="", help=_("理由"))
    pin.set_defaults(run=_remove_pin)


def _create(options: argparse.Namespace) -> int:
    from oversight.office import Founder, create_office

    founder = Founder(options.name, options.post, options.user, read_new_secret(options))
    with closing(create_office(options.folder, city=options.city, section=options.section, founder=founder)):
        print(_("保管庫を作りました。パスフレーズを失うと、回復コードなしには誰も開けられません。"))
        print(_("回復コードの用紙を作るには: oversight vault recovery"))
    return 0


def _check(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        print(_("開けました。{person}").format(person=office.actor.signature))
        rows = office.check_pages()
        print(_("記録本体に壊れたところはありません（{count}行）。").format(count=rows))
    return 0


def _passphrase(options: argparse.Namespace) -> int:
    old = read_secret(options, _("今のパスフレーズ"))
    new = read_new_secret(options)
    from oversight.office import open_office

    with closing(open_office(options.folder, user_id=options.user, passphrase=old)) as office:
        office.people.change_passphrase(old=old, new=new)
        print(_("パスフレーズを変えました。"))
    return 0


def _colleagues(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        for row in office.people.list_staff():
            key = _("鍵あり") if row.may_sign_in else _("鍵なし")
            print(f"{row.user_id}\t{row.post}\t{row.name}\t{key}")
    return 0


def _add_colleague(options: argparse.Namespace) -> int:
    from oversight.access import Role
    from oversight.people import StaffDraft

    with closing(open_from(options)) as office:
        roles = frozenset(Role(role) for role in options.role) or frozenset({Role.INSPECTOR})
        passphrase = read_new_secret(options)
        change = office.people.add_staff(StaffDraft(name=options.name, post=options.post, roles=roles))
        added = next(row for row in office.people.list_staff() if row.id == change.row_id)
        office.people.give_key(added.id, user_id=options.new_user, passphrase=passphrase)
        print(_("職員に鍵を渡しました。"))
    return 0


def _remove_colleague(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        row = _by_user(office.people.list_staff(), options.old_user)
        office.people.take_key(row.id, reason=options.reason)
        print(_("職員の鍵を外しました。"))
    return 0


def _remove_pin(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        row = _by_user(office.people.list_staff(), options.of_user)
        office.door_pins.remove(row.id, reason=options.reason)
        print(_("職員の入口の暗証番号を取り消しました。"))
    return 0


def _by_user(rows: tuple[StaffRow, ...], user_id: str) -> StaffRow:
    for row in rows:
        if row.user_id == user_id:
            return row
    raise NotFoundError(_("その利用者IDの職員がいません。"), _("一覧で確かめてください。"))


def _backup(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        print(office.back_up())
    return 0


def _recovery(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        write_file(options.output, office.print_recovery_sheet().pdf)
    return 0


def _recover(options: argparse.Namespace) -> int:
    from oversight.office import open_office_with_recovery_code

    code = read_secret(options, _("回復コード"))
    passphrase = read_new_secret(options)
    with closing(
        open_office_with_recovery_code(
            options.folder, code=code, user_id=options.user, new_passphrase=passphrase
        )
    ):
        print(_("パスフレーズを作り直しました。回復コードは新しく作り直してください。"))
    return 0
