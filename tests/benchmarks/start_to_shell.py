"""Process start to shell on screen ÷ a bare PySide6 window, run in turn.

Every side runs from cached bytecode, as an installed program does, and ends with its first picture.
The third side, a form of three controls in the shipped face, tells what Qt for Python itself takes for
any window in Japanese: the names of its ``Qt`` namespace and two fonts.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.benchmarks.figures import ROOT, seconds, tell

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QWidget
from PySide6.QtCore import QTimer
app = QApplication(sys.argv)
window = QWidget(); window.resize(1366, 768); window.show()
app.processEvents(); window.grab()
import os; os._exit(0)
"""
FORM = """
import sys
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
app = QApplication(sys.argv)
for weight in ("Regular", "Bold"):
    QFontDatabase.addApplicationFont(f"resources/fonts/BIZUDPGothic-{weight}.ttf")
window = QWidget(); window.resize(1366, 768); column = QVBoxLayout(window)
label = QLabel("合言葉"); label.setAlignment(Qt.AlignmentFlag.AlignCenter)
for each in (label, QLineEdit(), QPushButton("開く")):
    column.addWidget(each)
window.show()
app.processEvents(); window.grab()
import os; os._exit(0)
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


def run(code: str, folder: str) -> float:
    """Run a program to its first picture and return the seconds; ``folder`` keeps settings and bytecode."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    environment["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    order = [sys.executable, "-c", code, folder]
    return seconds(lambda: subprocess.run(order, env=environment, check=True, capture_output=True, cwd=ROOT))


def main() -> None:
    """Measure in turn, after one warming run of each."""
    sides = (OURS, BARE, FORM)
    with tempfile.TemporaryDirectory() as folder:
        for side in sides:
            run(side, folder)
        turns = [tuple(run(side, folder) for side in sides) for _turn in range(11)]
    ours, bare, form = (statistics.median(side) for side in zip(*turns, strict=True))
    tell("process start to shell on screen ÷ bare window", ours, bare, "≤ 1.3")
    tell("the same ÷ a form of three controls in Japanese", ours, form, "none")
    tell("that form ÷ bare window", form, bare, "none")


if __name__ == "__main__":
    main()
