"""oversight records check: is every frozen record, and every signature under it, still what it was?"""

from __future__ import annotations

import argparse
from contextlib import closing

from oversight.choice_words import word_of
from oversight.cli.asking import Subparsers, add_vault_arguments, open_from
from oversight.clock import at_japan
from oversight.inspections.signature_rows import RecordCheck, SignatureCheck
from oversight.words import _, _n

UNSOUND = 3
"""Exit code: a record or a signature is not what it was; the same as of a changed journal."""


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    records = commands.add_parser("records", help=_("確定した検査記録と署名"))
    deeds = records.add_subparsers(dest="deed", required=True, metavar=_("操作"))
    check = deeds.add_parser(
        "check",
        help=_("記録と署名が、確定した時・署名した時のままかを確かめる（終了コード 0 健全 3 変更あり）"),
    )
    add_vault_arguments(check)
    check.set_defaults(run=_check)


def _check(options: argparse.Namespace) -> int:
    with closing(open_from(options)) as office:
        checks = office.signatures.check_all()
    for check in checks:
        _tell_record(check)
        for each in check.signatures:
            _tell_signature(each)
    unsound = sum(not each.is_sound for each in checks)
    if unsound:
        told = _n("変わっている記録・署名のある版が{count}件あります。", unsound)
        print(told.format(count=unsound))
        return UNSOUND
    told = _n("{count}件の版とその署名は、すべて元のままです。", len(checks))
    print(told.format(count=len(checks)))
    return 0


def _tell_record(check: RecordCheck) -> None:
    version = _("第{version}版").format(version=check.version)
    print(f"{check.number}\t{version}\t{check.document_hash[:16]}\t{check.sentence}")


def _tell_signature(check: SignatureCheck) -> None:
    row = check.signature
    moment = at_japan(row.signed_at).strftime("%Y-%m-%d %H:%M:%S")
    who = f"{row.post} {row.name}".strip()
    told = check.sentence
    if row.voided is not None:
        told = _("{told}（無効: {reason}）").format(told=told, reason=row.voided.reason)
    print(f"\t{word_of(row.kind)}\t{who}\t{word_of(row.method)}\t{moment}\t{told}")
