"""The list of every package the program ships with, and the licence each names for itself.

The list is made from the lock, so packages for other systems stand in it too. A licence is what the
package's installed metadata says; for a package this machine does not install, the line written on
a machine that does is kept.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from console import ROOT, StepFailed, answer_of
from environment import KINDS, program

FILE = ROOT / "resources" / "licences" / "packages.md"
# what the metadata leaves out, read from the packages' own licence files
STATED = {
    "sqlcipher3": "Zlib; SQLCipher inside: BSD-3-Clause; OpenSSL inside: Apache-2.0",
    "pywin32-ctypes": "BSD-3-Clause",
    "pyxform": "BSD-2-Clause",
    "tzdata": "Apache-2.0",
}
WORDS_ABOVE = """\
# Packages Oversight stands on

Written by `python3 packaging/dev.py licences` from `packaging/locks/run.txt`; do not edit by hand.
The full text of each licence lies in the package's own `*.dist-info` folder inside the environment.
Qt (PySide6, shiboken6) and psycopg are used under the LGPL, as separate libraries that can be replaced.

| Package | Version | Licence |
|---|---|---|
"""
PROBE = """
import importlib.metadata as m, json
def licence(d):
    g = d.metadata
    classified = [c.split(" :: ")[-1] for c in g.get_all("Classifier") or [] if c.startswith("License :: ")]
    stated = g.get("License-Expression") or ""
    short = (g.get("License") or "").strip()
    return stated or (short if 0 < len(short) < 60 and "\\n" not in short else "") or ", ".join(classified)
print(json.dumps({d.name.lower(): licence(d) for d in m.distributions()}))
"""


def plain(name: str) -> str:
    """Return a package's name in the spelling that compares (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(lock: Path = KINDS["run"]) -> dict[str, str]:
    """Read the packages of a lock: name -> version."""
    found = re.findall(r"^([\w.-]+)==([^\s;]+)", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return {plain(name): version for name, version in found}


def listed(path: Path = FILE) -> dict[str, tuple[str, str]]:
    """Read the list: package -> version and licence."""
    if not path.exists():
        return {}
    rows = re.findall(
        r"^\| ([^ |]+) \| ([^|]+) \| ([^|]+) \|$", path.read_text(encoding="utf-8"), re.MULTILINE
    )
    return {name: (version, licence) for name, version, licence in rows if name != "Package"}


def installed() -> dict[str, str]:
    """Ask the environment's packages for their licences: package -> licence, empty where it says none."""
    code, said = answer_of([program("python"), "-c", PROBE])
    if code:
        raise StepFailed(
            f"The installed packages could not be read:\n{said}", "python3 packaging/dev.py setup"
        )
    return {plain(name): licence for name, licence in json.loads(said).items()}


def wanted() -> dict[str, tuple[str, str]]:
    """Return what the list should say; raises ``StepFailed`` for a package that names no licence anywhere."""
    known, old, found = installed(), listed(), {}
    for name, version in locked().items():
        licence = STATED.get(name) or known.get(name) or old.get(name, ("", ""))[1]
        if not licence:
            raise StepFailed(f"{name} names no licence.", "read its licence and add it to licences.STATED")
        found[name] = (version, licence)
    return found


def is_fresh() -> bool:
    """Tell whether the list says what the lock and the packages say."""
    return listed() == wanted()


def write() -> None:
    """Write the list anew."""
    rows = "".join(f"| {name} | {version} | {licence} |\n" for name, (version, licence) in wanted().items())
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(WORDS_ABOVE + rows, encoding="utf-8", newline="\n")
