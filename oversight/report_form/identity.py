"""The identity a form carries (様式番号): which contract, which month, which edition of the questions.

It stands on every page and comes back with the answers, so that a file is recognised whatever its name. A
check part tells a damaged code from another city's; it keeps no secret and proves no sender.
"""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import hashlib
from dataclasses import dataclass
from uuid import UUID

_PREFIX, CORRECTION_PREFIX = "OV1", "OV2"
_SALTS = {_PREFIX: b"oversight report form", CORRECTION_PREFIX: b"oversight correction form"}
_GROUP = 8
_HASH_BYTES, _CHECK_BYTES = 4, 2
BODY_BYTES = 16 + 3 + _HASH_BYTES
_NO_CONTRACT = UUID(int=0)


@dataclass(frozen=True)
class FormIdentity:
    """``month`` is the first day of the month; a blank form names neither contract nor month.

    ``edition`` is the beginning of the questions' hash, 8 hexadecimal signs.
    """

    contract_id: UUID | None
    month: dt.date | None
    edition: str

    @property
    def code(self) -> str:
        """Return the identity as it is printed: OV1-XXXXXXXX-…"""
        return code_of(_PREFIX, self._body())

    def _body(self) -> bytes:
        months = 0 if self.month is None else self.month.year * 12 + self.month.month - 1
        contract = self.contract_id or _NO_CONTRACT
        return contract.bytes + months.to_bytes(3, "big") + bytes.fromhex(self.edition[: 2 * _HASH_BYTES])


def identity_from_code(code: str) -> FormIdentity | None:
    """Return the identity of a code, however spaced, or ``None`` for what is none or is damaged."""
    body = body_of(_PREFIX, code)
    if body is None:
        return None
    months = int.from_bytes(body[16:19], "big")
    if months and not dt.MINYEAR <= months // 12 <= dt.MAXYEAR:
        return None
    contract_id = UUID(bytes=body[:16])
    return FormIdentity(
        contract_id if contract_id != _NO_CONTRACT else None,
        dt.date(months // 12, months % 12 + 1, 1) if months else None,
        body[19:].hex(),
    )


def code_of(prefix: str, body: bytes) -> str:
    """Return a body as a code is printed, with its check part."""
    text = base64.b32encode(body + _check(prefix, body)).decode("ascii").rstrip("=")
    groups = (text[at : at + _GROUP] for at in range(0, len(text), _GROUP))
    return "-".join((prefix, *groups))


def body_of(prefix: str, code: str) -> bytes | None:
    """Return the 23 bytes of a code, however spaced, or ``None`` for another kind's or a damaged one."""
    plain = "".join(sign for sign in code.upper() if sign.isalnum())
    text = plain.removeprefix(prefix)
    if text == plain:
        return None
    try:
        whole = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return None
    body, check = whole[:-_CHECK_BYTES], whole[-_CHECK_BYTES:]
    return body if len(body) == BODY_BYTES and check == _check(prefix, body) else None


def _check(prefix: str, body: bytes) -> bytes:
    salt = _SALTS[prefix]
    return hashlib.sha256(salt + body).digest()[:_CHECK_BYTES]
