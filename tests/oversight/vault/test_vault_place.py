"""Where a vault may lie; one instance at a time, in real processes."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from oversight.errors import VaultError
from oversight.vault import InstanceLock, UnlockedVault, check_place
from oversight.vault.place import is_network_path, refuse_network
from tests.oversight.vault.vault_site import Site


@dataclass(frozen=True)
class FakePartition:
    mountpoint: str
    fstype: str
    opts: str = "rw"


ROOT = FakePartition("/", "ext4")


def test_vault_on_a_local_disk_may_be_opened(vault: UnlockedVault) -> None:
    check_place(vault.folder)
    assert {path.name for path in vault.folder.iterdir()} == {"vault.json"}


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "FUSE.RCLONE", "davfs", "smbfs"])
def test_network_file_system_is_refused(kind: str) -> None:
    mounted = [ROOT, FakePartition("/mnt/share", kind)]
    with pytest.raises(VaultError, match="ネットワーク") as caught:
        refuse_network(Path("/mnt/share/oversight"), mounted)
    assert caught.value.remedy
    refuse_network(Path("/mnt/shared/oversight"), mounted)


def test_nearest_mount_decides() -> None:
    mounted = [FakePartition("/", "nfs4"), FakePartition("/home", "ext4"), FakePartition("/home/x", "cifs")]
    assert is_network_path(Path("/srv"), mounted)
    assert not is_network_path(Path("/home/y"), mounted)
    assert is_network_path(Path("/home/x/y"), mounted)


def test_later_of_two_mounts_at_one_place_decides() -> None:
    assert not is_network_path(Path("/a"), [FakePartition("/", "nfs"), FakePartition("/", "ext4")])


def test_mapped_drive_is_refused() -> None:
    assert is_network_path(Path("/z/vault"), [ROOT, FakePartition("/z", "NTFS", "rw,remote")])
    assert not is_network_path(Path("/z/vault"), [ROOT, FakePartition("/z", "NTFS", "rw,fixed")])


@pytest.mark.parametrize(
    ("path", "network"),
    [
        ("\\\\server\\share\\vault", True),
        ("\\\\?\\UNC\\server\\share", True),
        ("\\\\?\\unc\\server\\share", True),
        ("\\\\?\\C:\\vault", False),
    ],
)
def test_unc_path_is_refused(path: str, network: bool) -> None:
    assert is_network_path(Path(path), [ROOT]) is network


def test_link_is_followed_to_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "share")
    mounted = [ROOT, FakePartition(str((tmp_path / "share").resolve()), "cifs")]
    assert is_network_path(link, mounted)


def test_link_to_a_network_path_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("oversight.vault.place.os.path.realpath", lambda _path: "\\\\server\\share")
    assert is_network_path(tmp_path, [ROOT])


def test_path_under_no_known_mount_counts_as_local() -> None:
    assert not is_network_path(Path("/a"), [])


def test_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="ありません") as caught:
        check_place(tmp_path / "missing")
    assert caught.value.remedy


def test_name_no_system_allows_counts_as_missing() -> None:
    with pytest.raises(VaultError, match="そのフォルダーはありません"):
        check_place(Path("x" * 5000))


def test_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(VaultError, match="ファイルです") as caught:
        check_place(tmp_path / "file")
    assert caught.value.remedy


def test_folder_that_is_no_vault_is_told(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="保管庫ではありません") as caught:
        check_place(tmp_path)
    assert caught.value.remedy


@pytest.mark.parametrize("code", [errno.EROFS, errno.EACCES])
def test_folder_that_cannot_be_written_is_told(
    vault: UnlockedVault, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(_path: Path, _content: bytes) -> int:
        raise OSError(code, "fake")

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(VaultError, match="書けません") as caught:
        check_place(vault.folder)
    assert caught.value.remedy


def test_empty_or_missing_folder_will_do_for_a_new_vault(tmp_path: Path) -> None:
    check_place(tmp_path, new=True)
    check_place(tmp_path / "new", new=True)
    (tmp_path / "desktop.ini").write_bytes(b"")
    check_place(tmp_path, new=True)


def test_folder_that_holds_anything_is_no_place_for_a_new_vault(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_bytes(b"")
    with pytest.raises(VaultError, match="空ではありません") as caught:
        check_place(tmp_path, new=True)
    assert caught.value.remedy


def test_folder_that_cannot_be_listed_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> list[Path]:
        raise PermissionError(errno.EACCES, "fake")

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(VaultError, match="読めません") as caught:
        check_place(tmp_path, new=True)
    assert caught.value.remedy


HOLDER = """
import sys, time
from pathlib import Path
from oversight.vault import InstanceLock
lock = InstanceLock(Path(sys.argv[1]))
lock.acquire()
print("held", flush=True)
time.sleep(60)
"""


def _hold(folder: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "held"
    return holder


def test_second_instance_is_refused_until_the_first_is_killed(site: Site) -> None:
    site.create().close()
    holder = _hold(site.folder)
    try:
        with pytest.raises(VaultError, match="別の Oversight で開かれています") as caught:
            InstanceLock(site.folder).acquire()
        assert caught.value.remedy
        assert str(site.folder) not in str(caught.value)
    finally:
        holder.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        holder.communicate()
    with InstanceLock(site.folder):
        pass


def test_second_window_in_the_same_process_is_refused_too(tmp_path: Path) -> None:
    first, second = InstanceLock(tmp_path), InstanceLock(tmp_path)
    with first, pytest.raises(VaultError, match="開かれています"):
        second.acquire()
    second.acquire()
    second.release()
    second.release()


def test_lock_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(VaultError, match="書けません") as caught:
        InstanceLock(tmp_path / "file").acquire()
    assert caught.value.remedy
