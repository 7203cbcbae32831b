"""What the machine itself must have: system libraries, Python's venv, a screen.

The lists were found by installing one package at a time into a bare Debian (Qt 6.12, Debian 12).
A library is looked for by loading it, not by asking the package manager, so that other
distributions and hand-made machines are judged by the same rule.
"""

from __future__ import annotations

import ctypes
import os
import platform
import shutil
import sys
from collections.abc import Iterable

from console import StepFailed, answer_of, step

# library file -> the Debian and Ubuntu packages that carry it, newest name last
OFFSCREEN = {
    "libglib-2.0.so.0": ("libglib2.0-0", "libglib2.0-0t64"),
    "libEGL.so.1": ("libegl1",),
    "libGL.so.1": ("libgl1",),
    "libxkbcommon.so.0": ("libxkbcommon0",),
    "libfontconfig.so.1": ("libfontconfig1",),
    "libdbus-1.so.3": ("libdbus-1-3",),
}
ON_SCREEN = {
    "libxcb-cursor.so.0": ("libxcb-cursor0",),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0",),
    "libxcb-icccm.so.4": ("libxcb-icccm4",),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1",),
    "libxcb-shape.so.0": ("libxcb-shape0",),
    "libwayland-cursor.so.0": ("libwayland-cursor0",),
}
# what the benchmarks' rival draws text with
FOR_BENCHMARKS = {
    "libpango-1.0.so.0": ("libpango-1.0-0",),
    "libpangoft2-1.0.so.0": ("libpangoft2-1.0-0",),
    "libharfbuzz-subset.so.0": ("libharfbuzz-subset0",),
}
# programs only the tests use: a real Secret Service behind keyring
FOR_TESTS = {"gnome-keyring-daemon": ("gnome-keyring",), "dbus-run-session": ("dbus-daemon", "dbus")}


def is_linux() -> bool:
    """Tell whether this is Linux; Windows and macOS need no system packages."""
    return platform.system() == "Linux"


def has_screen() -> bool:
    """Tell whether a window can be shown here."""
    return not is_linux() or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def prepare(*, tests: bool, needs_venv: bool, benchmarks: bool = False) -> None:
    """See to it that the system libraries are there: install them as root, else say the line to type.

    Raises ``StepFailed`` when a library the program cannot start without stays missing. Programs that
    only the tests use may stay missing: the tests that need them say so and are skipped.
    """
    if not is_linux():
        return
    libraries = OFFSCREEN | (ON_SCREEN if has_screen() else {}) | (FOR_BENCHMARKS if benchmarks else {})
    wanted = [libraries[name] for name in missing_libraries(libraries)]
    if needs_venv and not has_venv():
        wanted.append(venv_packages())
    extras = [names for program, names in FOR_TESTS.items() if tests and not shutil.which(program)]
    if not wanted and not extras:
        return
    if may_install():
        install(wanted + extras)
    if extras and not may_install():
        print("  For the test of the system's own keyring, which is skipped without them:", end=" ")
        print(line_to_type(extras))
    if wanted:
        refuse_if_missing(libraries, needs_venv)


def refuse_if_missing(libraries: dict[str, tuple[str, ...]], needs_venv: bool) -> None:
    """Raise ``StepFailed`` with the line to type if a library or Python's venv is still missing."""
    missing = missing_libraries(libraries)
    wanted = [libraries[name] for name in missing]
    if needs_venv and not has_venv():
        missing.append("Python's venv with pip")
        wanted.append(venv_packages())
    if missing:
        raise StepFailed(f"This machine lacks {', '.join(missing)}.", line_to_type(wanted))


def missing_libraries(libraries: Iterable[str]) -> list[str]:
    """Return the libraries that cannot be loaded.

    The first look is taken in this process; what fails there is tried once more in a fresh one,
    because a library installed a moment ago is only seen by a newly started loader.
    """
    return [name for name in libraries if not loads(name) and not loads_afresh(name)]


def loads(library: str) -> bool:
    """Tell whether this process can load a shared library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def loads_afresh(library: str) -> bool:
    """Tell whether a new process can load a shared library."""
    return answer_of([sys.executable, "-c", f"import ctypes; ctypes.CDLL({library!r})"])[0] == 0


def has_venv() -> bool:
    """Tell whether this Python can make an environment with pip (Debian splits that off)."""
    return answer_of([sys.executable, "-c", "import venv, ensurepip"])[0] == 0


def venv_packages() -> tuple[str, ...]:
    """Return the package names under which Debian keeps this Python's venv, best last."""
    return ("python3-venv", f"python3.{sys.version_info[1]}-venv")


def may_install() -> bool:
    """Tell whether this process may call apt-get: Debian or Ubuntu, as root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(wanted: list[tuple[str, ...]]) -> None:
    """Install the system packages with apt-get; raises ``StepFailed`` when apt-get does."""
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    with step("System libraries (apt-get)"):
        code, said = answer_of(["apt-get", "update", "-qq"], extra=quiet)
        if code:
            print(f"{said}\n  apt-get update failed; trying with the lists that are there.")
        names = [known_name(choices) for choices in wanted]
        print("  " + " ".join(names))
        order = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
        code, said = answer_of(order, extra=quiet)
        if code:
            print(said)
            raise StepFailed("apt-get could not install the system libraries.", line_to_type(wanted))


def known_name(choices: tuple[str, ...]) -> str:
    """Return the last of several names that this release's package lists know, else the first."""
    if shutil.which("apt-cache") is None:
        return choices[0]
    for name in reversed(choices):
        if answer_of(["apt-cache", "show", "--no-all-versions", name])[0] == 0:
            return name
    return choices[0]


def line_to_type(wanted: list[tuple[str, ...]]) -> str:
    """Return the one line a person types to install the packages."""
    names = " ".join(known_name(choices) for choices in wanted)
    if shutil.which("apt-get"):
        return f"sudo apt-get update && sudo apt-get install -y {names}"
    return f"install with your system's package manager what Debian calls: {names}"
