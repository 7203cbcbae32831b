"""Keys: wiped, shown nowhere, wrapped with everything bound."""

from __future__ import annotations

import copy
import pickle

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st

from oversight.errors import VaultError
from oversight.vault import keys
from oversight.vault.keys import (
    STANDARD,
    Argon2Parameters,
    SecretKey,
    derive_key,
    unwrap_key,
    wrap_key,
)

TINY = Argon2Parameters(memory_kib=8, iterations=1, lanes=1)


def test_key_shows_its_octets_in_no_text() -> None:
    key = SecretKey(bytes(range(32)))
    for shown in (repr(key), str(key), f"{key}", repr([key])):
        assert "SecretKey(…)" in shown
        assert "01" not in shown


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, pickle.dumps])
def test_key_is_neither_copied_nor_pickled(duplicate: object) -> None:
    with pytest.raises(TypeError):
        duplicate(SecretKey.generate())  # type: ignore[operator]


def test_closing_overwrites_the_octets_and_may_be_repeated() -> None:
    key = SecretKey(bytes(range(32)))
    octets = key.octets()
    view = memoryview(bytearray(octets))
    key.close()
    key.close()
    assert key.is_closed
    assert octets == b""
    assert len(view) == 32
    with pytest.raises(VaultError, match="施錠"):
        key.octets()


def test_key_closes_at_the_end_of_a_with_block() -> None:
    with SecretKey.generate() as key:
        assert not key.is_closed
    assert key.is_closed


def test_raw_key_literal_is_what_sqlcipher_reads() -> None:
    assert SecretKey(bytes(range(32))).hex_for_sqlcipher() == b"x'" + bytes(range(32)).hex().encode() + b"'"


def test_key_of_another_length_is_a_bug() -> None:
    with pytest.raises(ValueError, match="32"):
        SecretKey(b"short")


def test_standard_parameters_are_the_second_option_of_rfc_9106() -> None:
    assert Argon2Parameters(memory_kib=65536, iterations=3, lanes=4) == STANDARD
    assert STANDARD.is_within_bounds()


@pytest.mark.parametrize(
    ("memory_kib", "iterations", "lanes", "allowed"),
    [
        (8, 1, 1, True),
        (7, 1, 1, False),
        (31, 1, 4, False),
        (32, 1, 4, True),
        (256 * 1024, 16, 16, True),
        (256 * 1024 + 1, 1, 1, False),
        (2**31, 1, 1, False),
        (64, 17, 1, False),
        (64, 0, 1, False),
        (64, 1, 0, False),
        (1024, 1, 17, False),
        (-8, 1, -1, False),
    ],
)
def test_cost_is_bounded_both_ways(memory_kib: int, iterations: int, lanes: int, allowed: bool) -> None:
    assert Argon2Parameters(memory_kib, iterations, lanes).is_within_bounds() is allowed


def test_derivation_depends_on_secret_salt_and_cost() -> None:
    key = derive_key("合言葉", b"s" * 16, TINY)
    assert key.matches(derive_key("合言葉", b"s" * 16, TINY))
    assert not key.matches(derive_key("合言集", b"s" * 16, TINY))
    assert not key.matches(derive_key("合言葉", b"t" * 16, TINY))
    assert not key.matches(derive_key("合言葉", b"s" * 16, Argon2Parameters(8, 2, 1)))


def test_memory_running_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Starving:
        def __init__(self, **_options: object) -> None:
            raise MemoryError

    monkeypatch.setattr(keys, "Argon2id", Starving)
    with pytest.raises(VaultError) as caught:
        derive_key("合言葉", b"s" * 16, TINY)
    assert "メモリー" in caught.value.sentence
    assert caught.value.remedy


@given(octets=st.binary(min_size=32, max_size=32), bound=st.binary(max_size=40))
def test_wrapped_key_comes_back(octets: bytes, bound: bytes) -> None:
    wrapping = SecretKey.generate()
    nonce, wrapped = wrap_key(SecretKey(octets), wrapping, bound)
    assert unwrap_key(nonce, wrapped, wrapping, bound).octets() == octets


def test_anything_else_bound_or_wrapped_opens_nothing() -> None:
    wrapping = SecretKey.generate()
    nonce, wrapped = wrap_key(SecretKey.generate(), wrapping, b"bound")
    with pytest.raises(InvalidTag):
        unwrap_key(nonce, wrapped, wrapping, b"bounds")
    with pytest.raises(InvalidTag):
        unwrap_key(nonce, wrapped, SecretKey.generate(), b"bound")
    with pytest.raises(InvalidTag):
        unwrap_key(nonce, wrapped[:-1] + bytes([wrapped[-1] ^ 1]), wrapping, b"bound")
