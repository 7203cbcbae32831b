"""Which figures may be a PIN, and what a PIN costs to keep."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.errors import RefusedError
from oversight.people import LONGEST, SHORTEST, check_new_pin
from oversight.people.pin_digest import COST, digest_of, is_pin_of
from oversight.people.pin_rules import spelled_pin
from oversight.personal_number import PersonalNumberError

INDIVIDUAL_NUMBER = "123456789018"


def refusal(pin: str, user_id: str = "tachi") -> RefusedError:
    with pytest.raises(RefusedError) as refused:
        check_new_pin(pin, user_id=user_id)
    assert refused.value.field == "pin"
    assert refused.value.remedy
    return refused.value


@pytest.mark.parametrize("pin", ["", "12345", "7582031946257", "75820a", "758 203", "七五八二〇三", "٧٥٨٢٠٣"])
def test_a_pin_is_six_to_twelve_figures(pin: str) -> None:
    assert "6桁から12桁" in refusal(pin).sentence


@pytest.mark.parametrize("pin", ["000000", "77777777", "123456", "98765432", "890123", "210987"])
def test_one_figure_over_and_over_and_runs_are_refused(pin: str) -> None:
    assert "順に並んだ" in refusal(pin).sentence


@pytest.mark.parametrize("pin", ["19830415", "830415", "580415", "000229", "20010228", "198304"])
def test_what_reads_as_a_day_is_refused(pin: str) -> None:
    assert "日付" in refusal(pin).sentence


@pytest.mark.parametrize("pin", ["20010229", "18830415", "831315", "830431", "1983041"])
def test_what_is_no_day_of_the_calendar_is_no_day(pin: str) -> None:
    assert check_new_pin(pin, user_id="tachi") == pin


@pytest.mark.parametrize("pin", ["343434", "123123", "112233", "159753", "147258", "246810", "102030"])
def test_what_many_choose_is_refused(pin: str) -> None:
    assert "推測" in refusal(pin).sentence


def test_ones_own_user_id_is_refused() -> None:
    assert check_new_pin("48203719", user_id="tachi") == "48203719"
    assert "推測" in refusal("48203719", user_id="48203719").sentence


def test_an_individual_number_is_refused_and_its_neighbour_is_not() -> None:
    number = _valid("73920581644")
    assert isinstance(refusal(number), PersonalNumberError)
    assert isinstance(refusal(INDIVIDUAL_NUMBER), PersonalNumberError)
    neighbour = number[:-1] + str((int(number[-1]) + 1) % 10)
    assert check_new_pin(neighbour, user_id="tachi") == neighbour


def _valid(eleven: str) -> str:
    """Return eleven figures with their check digit (省令 5条)."""
    weights = [n + 1 if n <= 6 else n - 5 for n in range(1, 12)]
    rest = sum(int(p) * q for p, q in zip(reversed(eleven), weights, strict=True)) % 11
    return eleven + str(0 if rest <= 1 else 11 - rest)


@given(st.text(alphabet="0123456789", min_size=SHORTEST, max_size=LONGEST))
def test_a_refusal_never_holds_the_figures(pin: str) -> None:
    refused = None
    try:
        check_new_pin(pin, user_id="tachi")
    except RefusedError as error:
        refused = error
    assert pin not in f"{refused} {refused!r}"
    assert refused is None or refused.field == "pin"


@given(st.sampled_from("0123456789"), st.integers(SHORTEST, LONGEST), st.sampled_from((0, 1, -1)))
def test_no_run_passes_wherever_it_begins(first: str, length: int, step: int) -> None:
    refusal("".join(str((int(first) + step * at) % 10) for at in range(length)))


def test_nine_random_pins_of_ten_will_do() -> None:
    dice = random.Random(5)
    pins = [f"{dice.randrange(10**6):06d}" for _pin in range(300)]
    assert sum(will_do(pin) for pin in pins) > 0.9 * len(pins)


def will_do(pin: str) -> bool:
    try:
        return bool(check_new_pin(pin, user_id="tachi"))
    except RefusedError:
        return False


def test_full_width_figures_are_the_same_pin() -> None:
    assert check_new_pin("７５８２０３", user_id="tachi") == spelled_pin("758203") == "758203"


def test_a_pin_is_kept_as_argon2id_of_the_named_cost_with_a_salt_of_its_own() -> None:
    digest = digest_of("758203")
    assert digest.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert (COST.memory_kib, COST.iterations, COST.lanes) == (19_456, 2, 1)
    assert "758203" not in digest
    assert digest != digest_of("758203")
    assert is_pin_of("758203", digest)
    assert not is_pin_of("758204", digest)
    assert not is_pin_of("758203", "not a digest")


def test_a_try_is_quick_enough_for_a_door() -> None:
    digest = digest_of("758203")
    spent = []
    for _run in range(3):
        began = time.process_time()
        is_pin_of("758203", digest)
        spent.append(time.process_time() - began)
    assert min(spent) < 0.3
