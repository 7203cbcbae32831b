"""A command line run in the process, and a vault made by it."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from oversight.cli import main
from tests.oversight.cli.run_cli import PASSPHRASE, Run


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs one command with secrets on standard input: exit code, output, errors."""

    def run_with(*words: str, secrets: tuple[str, ...] = (PASSPHRASE,)) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(secret + "\n" for secret in secrets)))
        code = main([*words, "--passphrase-stdin"] if secrets else list(words))
        out = capsys.readouterr()
        return code, out.out, out.err

    return run_with


@pytest.fixture
def vault(tmp_path: Path, run: Run) -> str:
    """Make a vault and return its folder."""
    folder = tmp_path / "vault"
    folder.mkdir()
    words = ("--city", "札幌市", "--section", "行政情報課", "--name", "須田 一郎", "--post", "課長")
    code, out, _err = run("vault", "create", str(folder), "--user", "suda", *words)
    assert code == 0
    assert "回復コード" in out
    return str(folder)
