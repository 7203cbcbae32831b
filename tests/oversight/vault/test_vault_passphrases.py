"""What a new passphrase and a new user id must keep."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.errors import RefusedError
from oversight.vault import MINIMUM_LENGTH, check_new_passphrase, check_new_user_id
from oversight.vault.passphrases import name_tag

VAULT = UUID(int=7)


@pytest.mark.parametrize(
    "passphrase",
    [
        "桜並木 を 三度 わたる 猫",
        "correct horse battery staple",
        "さくらのしたでひるねするねこ",
        "山 川 海 空 橋 道 駅 森",
    ],
)
def test_sentence_of_any_letters_will_do(passphrase: str) -> None:
    check_new_passphrase(passphrase, user_id="fukui")


def test_no_kind_of_character_is_asked_for() -> None:
    check_new_passphrase("plum river lantern seven", user_id="fukui")


@pytest.mark.parametrize(
    ("passphrase", "sentence"),
    [
        ("", "短すぎます"),
        ("桜並木を三度わたる猫", "短すぎます"),
        ("㍿㍿", "短すぎます"),
        ("x" * 1001, "使えません"),
        ("桜並木 を\x00三度 わたる 猫", "使えません"),
        ("桜並木 を\ud800三度 わたる 猫", "使えません"),
        ("a fukui river lantern", "利用者ID"),
        ("a ＦＵＫＵＩ river lantern", "利用者ID"),
        ("password1234", "推測"),
        ("aaaaaaaaaaaaaaaaaaaa", "推測"),
        ("123456789012", "推測"),
        ("abcabcabcabcabc", "推測"),
        ("qwertyuiop12", "推測"),
        ("OversightOversight", "推測"),
        ("個人情報個人情報個人情報", "推測"),
    ],
)
def test_passphrase_that_will_not_do_is_told_why(passphrase: str, sentence: str) -> None:
    with pytest.raises(RefusedError, match=sentence) as caught:
        check_new_passphrase(passphrase, user_id="fukui")
    assert caught.value.field == "passphrase"
    assert caught.value.remedy
    assert not passphrase or passphrase not in str(caught.value)


def test_shortest_allowed_has_twelve_characters() -> None:
    assert MINIMUM_LENGTH == 12
    twelve = "桜並木を三度わたる白い猫"
    assert len(twelve) == 12
    check_new_passphrase(twelve, user_id="")
    with pytest.raises(RefusedError):
        check_new_passphrase(twelve[:-1], user_id="")


def test_setting_never_goes_below_eight() -> None:
    check_new_passphrase("森 七 橋 灯 駅", user_id="", minimum_length=1)
    with pytest.raises(RefusedError, match="短すぎます"):
        check_new_passphrase("森七橋灯", user_id="", minimum_length=1)


def test_very_short_user_id_may_occur_by_chance() -> None:
    check_new_passphrase("plum river lantern seven", user_id="ve")


@pytest.mark.parametrize("user_id", ["fukui", "福井", "F-01", "f.tanaka@city"])
def test_user_id_of_any_letters_will_do(user_id: str) -> None:
    check_new_user_id(user_id)


@pytest.mark.parametrize("user_id", ["", "  ", "　", "a\nb", "x" * 65, "a\u200bb"])
def test_user_id_that_will_not_do_is_told(user_id: str) -> None:
    with pytest.raises(RefusedError) as caught:
        check_new_user_id(user_id)
    assert caught.value.field == "user_id"
    assert caught.value.remedy


@given(user_id=st.text(max_size=20))
def test_tag_of_a_name_differs_between_vaults_and_is_the_same_in_one(user_id: str) -> None:
    assert name_tag(VAULT, user_id) == name_tag(VAULT, f" {user_id} ")
    assert name_tag(VAULT, user_id) != name_tag(UUID(int=8), user_id)
    assert len(name_tag(VAULT, user_id)) == 32
