"""oversight demo …: a made-up city to try the product on."""

from __future__ import annotations

import argparse
from pathlib import Path

from oversight.cli.asking import Subparsers
from oversight.words import _


def add_commands(commands: Subparsers[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    demo = commands.add_parser("demo", help=_("試すための架空の市を作る"))
    demo.add_argument("folder", type=Path, help=_("保管庫を作るフォルダー"))
    demo.add_argument("--scale", choices=("small", "city"), default="small", help=_("大きさ"))
    demo.add_argument("--seed", type=int, default=77, help=_("乱数の種"))
    demo.set_defaults(run=_demo)


def _demo(options: argparse.Namespace) -> int:
    from oversight.demo import make_demo

    made = make_demo(options.folder, scale=options.scale, seed=options.seed, tell=print)
    print(_("利用者ID: {user}").format(user=made.user_id))
    print(_("パスフレーズ: {passphrase}").format(passphrase=made.passphrase))
    print(_("仕込んだ事実: {path}").format(path=made.truths))
    return 0
