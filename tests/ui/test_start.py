"""The window is up before anything heavy is loaded (docs/window.md#start)."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HEAVY = (
    "sqlalchemy",
    "alembic",
    "reportlab",
    "pikepdf",
    "cryptography",
    "keyring",
    "PIL",
    "models",
    "zxcvbn",
)
SHOW = """
import sys
from pathlib import Path
from ui.app import Program, prepare_application
app = prepare_application()
from oversight.clock import MachineClock
program = Program(app, settings=Path(sys.argv[1]), folder=Path(sys.argv[1]), look=None, clock=MachineClock())
program.session.show_unlock(None)
program.window.show()
loaded = {name.split(".")[0] for name in sys.modules}
print(sorted(loaded & set(sys.argv[2].split(","))), program.window.isVisible())
program.window.close()
"""
MAIN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
import ui.app
make = ui.app.prepare_application
def made():
    app = make()
    QTimer.singleShot(200, app.closeAllWindows)
    return app
ui.app.prepare_application = made
sys.exit(ui.app.main(["--settings", sys.argv[1], "--language", "ja", "--theme", "dark"]))
"""


def run(code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code, *arguments],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_the_unlock_page_is_shown_before_the_store_is_loaded(tmp_path: Path) -> None:
    ran = run(SHOW, str(tmp_path), ",".join(HEAVY))
    assert ran.stdout == "[] True\n", ran.stderr


def test_the_program_starts_and_ends_cleanly(tmp_path: Path) -> None:
    ran = run(MAIN, str(tmp_path))
    noise = [line for line in ran.stderr.splitlines() if "This plugin does not support" not in line]
    assert (ran.returncode, noise) == (0, [])
    assert (tmp_path / "window.json").is_file()
    assert not (tmp_path / "crash").exists()
