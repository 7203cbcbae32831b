"""Process start to shell on screen ÷ a bare PySide6 window, run in turn."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile

from tests.benchmarks.figures import ROOT, seconds, tell

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from PySide6.QtCore import QTimer
app = QApplication(sys.argv)
window = QWidget(); window.resize(1366, 768); window.show()
app.processEvents(); window.grab()
"""
OURS = """
import sys
from pathlib import Path
from ui.app import prepare_application, parse_arguments
from ui.app import Program
from ui.looks import Look
from oversight.clock import MachineClock
app = prepare_application()
look, settings = Look("ja", "light", 100), Path(sys.argv[1])
program = Program(app, settings=settings, folder=None, look=look, clock=MachineClock())
program.session.show_unlock(None)
program.window.show()
app.processEvents(); program.window.grab()
import os; os._exit(0)
"""


def run(code: str, *arguments: str) -> float:
    """Run a program to its first picture and return the seconds."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    order = [sys.executable, "-c", code, *arguments]
    return seconds(lambda: subprocess.run(order, env=environment, check=True, capture_output=True, cwd=ROOT))


def main() -> None:
    """Measure in turn, ours and the bare one, after one warming run of each."""
    with tempfile.TemporaryDirectory() as settings:
        run(BARE), run(OURS, settings)
        pairs = [(run(OURS, settings), run(BARE)) for _turn in range(9)]
    ours, bare = (statistics.median(side) for side in zip(*pairs, strict=True))
    tell("process start to shell on screen", ours, bare, "≤ 1.3")


if __name__ == "__main__":
    main()
