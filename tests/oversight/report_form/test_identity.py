"""The code on a form comes back as what it was, or is told to be none."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from oversight.report_form.identity import FormIdentity, identity_from_code

IDENTITIES = st.builds(
    FormIdentity,
    st.none() | st.uuids().filter(lambda found: found.int != 0),
    st.none() | st.dates(min_value=dt.date(1990, 1, 1)).map(lambda day: day.replace(day=1)),
    st.text("0123456789abcdef", min_size=8, max_size=8),
)


@given(IDENTITIES)
def test_a_code_comes_back_as_its_identity_however_it_is_written(identity: FormIdentity) -> None:
    code = identity.code
    assert identity_from_code(code) == identity
    assert identity_from_code(f" {code.lower().replace('-', ' ')} ") == identity


@given(IDENTITIES, st.integers(4, 40), st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_a_slip_of_one_sign_is_noticed(identity: FormIdentity, at: int, sign: str) -> None:
    code = identity.code
    if code[at] in ("-", sign):
        return
    found = identity_from_code(code[:at] + sign + code[at + 1 :])
    assert found is None or found != identity


@given(st.text(max_size=60))
def test_no_text_ends_in_an_error(text: str) -> None:
    identity_from_code(text)
    identity_from_code("OV1" + text)


def test_a_month_outside_the_calendar_is_no_identity() -> None:
    import base64
    import hashlib

    body = UUID(int=7).bytes + (11).to_bytes(3, "big") + bytes(4)
    check = hashlib.sha256(b"oversight report form" + body).digest()[:2]
    assert identity_from_code("OV1" + base64.b32encode(body + check).decode().rstrip("=")) is None
