"""What a database's failure means to the user: a sentence and a remedy, never SQL, never a value.

The text of a driver's error may hold what was being written, and a crash report must not hold a record's
contents: errors that are our own bug go on as they are, but with a code in the place of their text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from sqlalchemy.orm.exc import StaleDataError
from sqlcipher3.dbapi2 import Error as SqliteError

from models.freezing import REFUSAL, SQLSTATE
from oversight.errors import ChangedMeanwhileError, OversightError, RefusedError, StoreError
from oversight.words import _


def damaged_store() -> StoreError:
    """Return the error for a store that is not what was written."""
    return StoreError(
        _("保管庫の記録本体が壊れているか、この鍵の記録ではありません。これ以上書き込みません。"),
        _("このフォルダーをそのまま残し、いちばん新しい控え（バックアップ）のフォルダーを開いてください。"),
    )


def missing_store() -> StoreError:
    """Return the error for a vault whose store is gone."""
    return StoreError(
        _("保管庫の記録本体のファイルがありません。新しく作り直してはいません。"),
        _("ファイルを移した場合は元に戻し、なければ控え（バックアップ）のフォルダーを開いてください。"),
    )


def full_disk() -> StoreError:
    """Return the error for a disk without room."""
    return StoreError(
        _("ディスクに空きがないため書けません。この操作は取り消され、前の状態のまま残っています。"),
        _("不要なファイルを消して空きを作ってから、もう一度操作してください。"),
    )


def _read_only() -> StoreError:
    return StoreError(
        _("保管庫が読み取り専用のため書けません。前の状態のまま残っています。"),
        _("フォルダーの書き込み権限を確かめるか、保管庫のフォルダーをこのパソコンに写して開いてください。"),
    )


def _unreachable_file() -> StoreError:
    return StoreError(
        _("保管庫の記録本体を開けません。前の状態のまま残っています。"),
        _("フォルダーの権限と、ディスクがつながっていることを確かめてください。"),
    )


def _disk_fault() -> StoreError:
    return StoreError(
        _("ディスクの読み書きに失敗しました。この操作は取り消されました。"),
        _(
            "ディスクの接続と状態を確かめ、もう一度開いてください。続くときは控えを別のディスクに写してください。"
        ),
    )


def _busy() -> StoreError:
    return StoreError(
        _("ほかの処理が記録を使っているため、書けませんでした。何も変更していません。"),
        _("少し待ってから、もう一度操作してください。"),
    )


def _no_memory() -> StoreError:
    return StoreError(
        _("メモリーが足りないため、この操作を取り消しました。何も変更していません。"),
        _("ほかのプログラムを終了してから、もう一度操作してください。"),
    )


def _connection_lost() -> StoreError:
    return StoreError(
        _("庁内サーバーとの接続が切れました。終わっていない操作は取り消されています。"),
        _("ネットワークを確かめてから、もう一度操作してください。"),
    )


def _not_admitted() -> StoreError:
    return StoreError(
        _("庁内サーバーに接続を断られました。"), _("接続の設定を庁内サーバーの管理者に確かめてください。")
    )


def _changed_meanwhile() -> ChangedMeanwhileError:
    return ChangedMeanwhileError(
        _("この記録は、ほかの窓か端末で先に変更されました。何も変更していません。"),
        _("開き直して、今の内容を見てから入力し直してください。"),
    )


def _taken_meanwhile() -> ChangedMeanwhileError:
    return ChangedMeanwhileError(
        _("同じ番号や名前の記録が、ほかの端末で先に登録されました。何も変更していません。"),
        _("一覧を開き直し、登録された記録を確かめてから、番号か名前を変えて入力し直してください。"),
    )


def _frozen() -> RefusedError:
    return RefusedError(
        _("確定した記録は変えられません。決裁と記録簿も同じです。何も変更していません。"),
        _("確定した記録を直すには「訂正する」を選び、理由を書いて次の版を作ってください。"),
    )


_Fault = Callable[[], OversightError]

_SQLITE_FAULTS: Final[dict[int, _Fault]] = {
    3: _unreachable_file,  # SQLITE_PERM
    5: _busy,  # SQLITE_BUSY
    6: _busy,  # SQLITE_LOCKED
    7: _no_memory,  # SQLITE_NOMEM
    8: _read_only,  # SQLITE_READONLY
    10: _disk_fault,  # SQLITE_IOERR
    11: damaged_store,  # SQLITE_CORRUPT
    13: full_disk,  # SQLITE_FULL
    14: _unreachable_file,  # SQLITE_CANTOPEN
    26: damaged_store,  # SQLITE_NOTADB: no page of this key
}
"""By primary result code (https://sqlite.org/rescode.html, as of SQLite 3.53)."""

_POSTGRES_FAULTS: Final[dict[str, _Fault]] = {
    "08": _connection_lost,
    "57": _connection_lost,
    "57014": _busy,
    "28": _not_admitted,
    "3D": _not_admitted,
    "23505": _taken_meanwhile,  # unique_violation: the deed had looked, and another was quicker
    "25006": _read_only,
    SQLSTATE: _frozen,
    "40": _changed_meanwhile,
    "53100": full_disk,
    "53200": _no_memory,
    "53": _busy,
    "55": _busy,
    "58": _disk_fault,
    "XX001": damaged_store,
    "XX002": damaged_store,
}
"""By SQLSTATE or its class (PostgreSQL 15, appendix A)."""


@contextmanager
def store_errors() -> Iterator[None]:
    """Turn the database's failures into ``StoreError`` or ``ChangedMeanwhileError``.

    A broken constraint or a wrong statement is our own bug: it goes on, with its values taken out.
    """
    try:
        yield
    except StaleDataError as error:
        raise _changed_meanwhile() from error
    except PoolTimeoutError as error:
        raise _busy() from error
    except DBAPIError as error:
        scrubbed = _without_values(error)
        fault = fault_of(error.orig, disconnected=error.connection_invalidated)
        if fault is None:
            raise scrubbed from None
        raise fault from scrubbed
    except SqliteError as error:
        fault = fault_of(error)
        if fault is None:
            raise
        raise fault from error


def fault_of(error: BaseException | None, *, disconnected: bool = False) -> OversightError | None:
    """Return what a driver's error means, or None where it is our own bug."""
    if isinstance(error, SqliteError):
        fault = _SQLITE_FAULTS.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
        fault = _frozen if str(error) == REFUSAL else fault
    elif disconnected or _sqlstate(error) is None:
        fault = _connection_lost
    else:
        state = _sqlstate(error) or ""
        fault = _POSTGRES_FAULTS.get(state) or _POSTGRES_FAULTS.get(state[:2])
    return None if fault is None else fault()


def _sqlstate(error: BaseException | None) -> str | None:
    """Return the SQLSTATE of a PostgreSQL error without importing its driver (0.1 s at the start)."""
    return getattr(error, "sqlstate", None)


def _without_values(error: DBAPIError) -> DBAPIError:
    cause = error.orig
    if not isinstance(cause, SqliteError):
        diagnosis = getattr(cause, "diag", None)
        text = f"SQLSTATE {_sqlstate(cause)} {getattr(diagnosis, 'constraint_name', None) or ''}".strip()
    elif isinstance(error, IntegrityError):
        text = str(cause)
    else:
        text = getattr(cause, "sqlite_errorname", "")
    return type(error)(error.statement, None, Exception(text), hide_parameters=True)
