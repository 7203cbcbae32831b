"""Which glyph prints a character, and what is told about those that have none."""

from __future__ import annotations

from importlib import resources

import pytest

from oversight.papers.font_files import SECOND_FONT, Face, face_for, font_bytes
from oversight.papers.fonts import GETA, font_named, glyphs_of, set_text
from oversight.papers.variants import has_variant, is_selector, variant_glyph

KATSU = "葛\U000e0100"


@pytest.mark.parametrize("face", list(Face))
@pytest.mark.parametrize("sign", "髙﨑①～〜令和㍿㋿〓")
def test_the_office_faces_hold_what_a_city_writes(face: Face, sign: str) -> None:
    assert glyphs_of(face)[sign][0] == face.value


def test_what_a_face_lacks_comes_from_the_second_font() -> None:
    made = set_text("𠮷田", Face.MINCHO)
    assert made.drawn == "𠮷田"
    assert made.missing == ()
    assert [glyphs_of(Face.MINCHO)[sign][0] for sign in made.drawn] == [SECOND_FONT, Face.MINCHO.value]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("😀", "U+1F600"),
        ("\ue000", "U+E000"),
        ("\U000f0000", "U+F0000"),
        ("\udc00", "U+DC00"),
        ("\U0003fffe", "U+3FFFE"),
    ],
)
def test_a_character_no_font_has_prints_as_geta_and_is_reported(text: str, code: str) -> None:
    made = set_text(f"前{text}後", Face.GOTHIC)
    assert made.drawn == f"前{GETA}後"
    assert made.missing == (code,)


def test_a_missing_character_is_reported_once() -> None:
    assert set_text("😀😀😁", Face.GOTHIC).missing == ("U+1F600", "U+1F601")


def test_controls_and_joiners_leave_no_trace() -> None:
    made = set_text("検\u200b査\u0007\ufeff記\u00ad録\u202e", Face.MINCHO)
    assert made.drawn == "検査記録"
    assert made.missing == ()


def test_tabs_and_strange_blanks_become_blanks() -> None:
    assert set_text("検\t査\u2003記", Face.MINCHO).drawn.replace("\u2003", " ") == "検 査 記"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028", "\v", "\f", "\x85"])
def test_every_kind_of_newline_ends_a_line(newline: str) -> None:
    assert set_text(f"一{newline}二", Face.MINCHO).drawn == "一\n二"


def test_a_last_newline_stays() -> None:
    assert set_text("一\u200b\n", Face.MINCHO).drawn == "一\n"


def test_kana_with_a_loose_voice_mark_is_composed() -> None:
    assert set_text("か\u3099き\u3099ハ\u309a", Face.MINCHO).drawn == "がぎパ"


def test_a_latin_letter_with_a_loose_accent_is_composed_and_others_keep_theirs() -> None:
    made = set_text("e\u0301", Face.MINCHO)
    assert made.drawn == "é"
    assert set_text("検\u0301", Face.MINCHO).drawn[0] == "検"


def test_a_variant_is_drawn_with_its_own_glyph_and_read_as_the_sequence() -> None:
    made = set_text(KATSU + "城", Face.MINCHO)
    assert made.plain == "葛城"
    assert len(made.drawn) == 2
    font = font_named(Face.MINCHO.value)
    assert font.meanings[ord(made.drawn[0])] == KATSU
    assert font.face.charToGlyph[ord(made.drawn[0])] == variant_glyph(Face.MINCHO.value, "葛", "\U000e0100")
    assert made.unvaried == ()


def test_two_variants_of_one_character_have_two_glyphs() -> None:
    font = font_named(Face.MINCHO.value)
    drawn = set_text("葛\U000e0100葛\U000e0101", Face.MINCHO).drawn
    first, second = (font.face.charToGlyph[ord(sign)] for sign in drawn)
    assert first != second


def test_variants_drawn_from_different_fonts_never_share_a_code() -> None:
    texts = ("葛\U000e0102", "𠮷\U000e0101", "邉\U000e0103", "検\U000e01e0")
    drawn = [set_text(text, face).drawn for text in texts for face in (Face.MINCHO, Face.GOTHIC)]
    assert len(set(drawn)) == len(drawn)


def test_the_same_variant_is_made_once() -> None:
    assert set_text(KATSU, Face.MINCHO).drawn == set_text("前" + KATSU, Face.MINCHO).drawn[1]


def test_a_variant_no_font_has_prints_the_base_and_is_reported() -> None:
    made = set_text("検\U000e01ef査", Face.MINCHO)
    assert made.unvaried == ("U+691C U+E01EF",)
    assert made.missing == ()
    font = font_named(Face.MINCHO.value)
    assert font.face.charToGlyph[ord(made.drawn[0])] == font.face.charToGlyph[ord("検")]
    assert font.meanings[ord(made.drawn[0])] == "検\U000e01ef"


def test_a_variant_of_a_character_only_the_second_font_has_is_drawn_there() -> None:
    made = set_text("𠮷\U000e0100", Face.MINCHO)
    assert glyphs_of(Face.MINCHO)[made.drawn][0] == SECOND_FONT


def test_a_wish_for_text_style_is_no_matter_for_a_report() -> None:
    assert set_text("☎\ufe0e", Face.MINCHO).unvaried == ()


def test_a_selector_after_a_missing_character_or_alone_is_dropped() -> None:
    made = set_text("\ufe0f😀\ufe0f検\U000e0100\U000e0101", Face.MINCHO)
    assert made.plain == f"{GETA}検"
    assert made.missing == ("U+1F600",)


def test_a_private_character_in_the_text_never_borrows_a_variant() -> None:
    drawn = set_text(KATSU, Face.MINCHO).drawn
    assert set_text(drawn, Face.MINCHO).drawn == GETA


@pytest.mark.parametrize("sign", ["\ufe00", "\ufe0f", "\U000e0100", "\U000e01ef"])
def test_selectors_are_known(sign: str) -> None:
    assert is_selector(sign)
    assert not is_selector("検")


def test_a_font_without_the_sequence_says_so() -> None:
    assert has_variant(SECOND_FONT, "葛", "\U000e0100")
    assert not has_variant(Face.GOTHIC.value, "A", "\U000e0100")
    assert variant_glyph(Face.GOTHIC.value, "A", "\U000e0100") is None


def test_english_papers_are_set_in_proportional_letters() -> None:
    assert face_for(Face.MINCHO, "ja") is Face.MINCHO
    assert face_for(Face.MINCHO, "en") is Face.PROPORTIONAL
    assert face_for(Face.GOTHIC_BOLD, "en") is Face.PROPORTIONAL_BOLD
    assert face_for(Face.PROPORTIONAL, "en") is Face.PROPORTIONAL


def test_every_font_has_its_licence_beside_it() -> None:
    folder = resources.files("resources") / "fonts"
    names = {entry.name for entry in folder.iterdir()}
    for font in (*(face.value for face in Face), SECOND_FONT):
        family = font.split("-")[0]
        assert f"OFL-{family}.txt" in names
        assert "SIL OPEN FONT LICENSE" in (folder / f"OFL-{family}.txt").read_text(encoding="utf-8").upper()
        assert font in (folder / "README.md").read_text(encoding="utf-8")
        assert font_bytes(font)[:4] == b"\x00\x01\x00\x00"
