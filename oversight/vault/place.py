"""Where a vault may lie: a writable folder of a local disk (SQLite corrupts over a network share)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final, Protocol

from oversight.errors import VaultError
from oversight.vault.header import damaged_header
from oversight.vault.header_file import HEADER_NAME, PREVIOUS_NAME, writing_failed
from oversight.words import _

_NETWORK_SYSTEMS: Final = frozenset(
    {
        *("nfs", "nfs3", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "ncpfs", "afpfs", "afs", "coda"),
        *("ceph", "glusterfs", "lustre", "beegfs", "gfs", "gfs2", "ocfs2", "webdav", "davfs", "davfs2"),
        *("sshfs", "curlftpfs", "rclone", "s3fs", "gcsfuse", "gvfsd-fuse", "vboxsf", "vmhgfs", "prl_fs"),
    }
)
_UNTIDY_NAMES: Final = frozenset({".DS_Store", "desktop.ini", "Thumbs.db"})


class Partition(Protocol):
    """A mounted file system as ``psutil.disk_partitions`` tells it."""

    @property
    def mountpoint(self) -> str:
        """Return where it is mounted."""
        ...

    @property
    def fstype(self) -> str:
        """Return its kind."""
        ...

    @property
    def opts(self) -> str:
        """Return its options, by commas; a mapped drive of Windows has ``remote``."""
        ...


def check_place(folder: Path, *, new: bool = False) -> None:
    """Refuse a folder that cannot be a vault's place; with ``new``, one that cannot become it.

    Raise ``VaultError``: on a network, missing, not a folder, not a vault, not writable, without its header
    while the one before it is there (``DamagedHeaderError``); for a new vault:
    on a network or holding something already.
    """
    if new:
        refuse_network(folder)
        refuse_occupied(folder)
        return
    if not _exists(folder):
        raise VaultError(
            _("そのフォルダーはありません。"),
            _("外付けディスクならつないでから、保管庫のフォルダーを選び直してください。"),
        )
    refuse_network(folder)
    if not folder.is_dir():
        raise VaultError(
            _("選ばれたのはフォルダーではなくファイルです。"), _("保管庫のフォルダーを選んでください。")
        )
    if not (folder / HEADER_NAME).is_file():
        if (folder / PREVIOUS_NAME).is_file():
            raise damaged_header()
        raise VaultError(
            _("このフォルダーは Oversight の保管庫ではありません。"),
            _("vault.json のあるフォルダーを選ぶか、新しい保管庫を作ってください。"),
        )
    _refuse_unwritable(folder)


def refuse_network(folder: Path, partitions: Iterable[Partition] | None = None) -> None:
    """Refuse a network path: UNC, a mapped drive, NFS, SMB, sshfs and the like."""
    if is_network_path(folder, _mounted() if partitions is None else partitions):
        raise VaultError(
            _("ネットワーク上のフォルダーには保管庫を置けません。記録が壊れるおそれがあります。"),
            _(
                "このパソコンのディスクのフォルダーを選んでください。複数人で使うときは庁内サーバー版を使います。"
            ),
        )


def refuse_occupied(folder: Path) -> None:
    """Refuse a folder for a new vault that is a file or holds anything."""
    try:
        names = {path.name for path in folder.iterdir()} - _UNTIDY_NAMES
    except FileNotFoundError:
        return
    except NotADirectoryError as error:
        raise VaultError(
            _("同じ名前のファイルがあるため、フォルダーを作れません。"), _("別の名前にしてください。")
        ) from error
    except OSError as error:
        raise VaultError(
            _("そのフォルダーを読めません。"), _("フォルダーの権限を確かめるか、別の場所を選んでください。")
        ) from error
    if HEADER_NAME in names:
        raise VaultError(
            _("このフォルダーにはすでに保管庫があります。何も変更していません。"),
            _("その保管庫を開くか、別のフォルダーを選んでください。"),
        )
    if names:
        raise VaultError(
            _("このフォルダーは空ではありません。何も変更していません。"),
            _("空のフォルダーか、まだない名前のフォルダーを選んでください。"),
        )


def is_network_path(folder: Path, partitions: Iterable[Partition]) -> bool:
    """Tell whether a path leads to another machine, by its spelling or by the file system it lies on."""
    if _is_unc(str(folder)):
        return True
    real = Path(os.path.realpath(folder))
    if _is_unc(str(real)):
        return True
    holding = [part for part in partitions if _holds(Path(part.mountpoint), real)]
    if not holding:
        return False
    nearest = max(enumerate(holding), key=lambda pair: (len(Path(pair[1].mountpoint).parts), pair[0]))[1]
    kind = nearest.fstype.lower().removeprefix("fuse.")
    return kind in _NETWORK_SYSTEMS or "remote" in nearest.opts.split(",")


def _is_unc(path: str) -> bool:
    spelling = path.replace("/", "\\") if os.name == "nt" else path
    if not spelling.startswith("\\\\"):
        return False
    device = spelling[:4] in {"\\\\?\\", "\\\\.\\"}
    return not device or spelling[4:8].upper() == "UNC\\"


def _holds(mountpoint: Path, path: Path) -> bool:
    """Tell whether the path lies under the mount point; ``Path`` minds the case as the system does."""
    return path.is_relative_to(mountpoint)


def _mounted() -> Iterable[Partition]:
    import psutil

    return psutil.disk_partitions(all=True)


def _exists(folder: Path) -> bool:
    try:
        return folder.exists()
    except OSError:
        return False


def _refuse_unwritable(folder: Path) -> None:
    trial = folder / "write-test.new"
    try:
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        raise writing_failed(error) from error
