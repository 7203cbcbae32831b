"""Photos on paper: small, upright, the same bytes every time, nothing of what the camera noted."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageCms

from oversight.papers import pictures
from oversight.papers.pictures import PRINTED_PIXELS, printed_photo
from tests.oversight.papers.sample_record import drawn_photo


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def encoded(image: Image.Image, kind: str, **more: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def test_a_camera_photo_loses_place_and_device() -> None:
    data = drawn_photo(1)
    assert dict(opened(data).getexif().get_ifd(0x8825))
    made = printed_photo(data)
    assert made is not None
    assert b"Exif" not in made.jpeg
    assert b"SecretCamera" not in made.jpeg
    assert dict(opened(made.jpeg).getexif()) == {}
    assert set(opened(made.jpeg).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_a_photo_is_made_as_large_as_paper_needs() -> None:
    made = printed_photo(drawn_photo(1))
    assert made is not None
    assert (made.width, made.height) == PRINTED_PIXELS == opened(made.jpeg).size


def test_a_photo_taken_upright_is_printed_upright() -> None:
    made = printed_photo(drawn_photo(1, orientation=6))
    assert made is not None
    assert made.height > made.width


def test_a_small_photo_is_not_blown_up() -> None:
    made = printed_photo(encoded(Image.new("RGB", (64, 48), "navy"), "PNG"))
    assert made is not None
    assert (made.width, made.height) == (64, 48)


def test_the_same_photo_gives_the_same_bytes() -> None:
    assert printed_photo(drawn_photo(2)) == printed_photo(drawn_photo(2))


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "L", "1", "CMYK", "I;16"])
def test_every_kind_of_picture_is_printed_in_rgb(mode: str) -> None:
    kind = "JPEG" if mode == "CMYK" else "PNG"
    made = printed_photo(encoded(Image.new(mode, (40, 30)), kind))
    assert made is not None
    assert opened(made.jpeg).mode == "RGB"


def test_what_is_transparent_is_white() -> None:
    made = printed_photo(encoded(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG"))
    assert made is not None
    assert opened(made.jpeg).getpixel((20, 15)) == (255, 255, 255)


def test_a_transparent_picture_keeps_its_orientation() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    made = printed_photo(encoded(Image.new("RGBA", (40, 30)), "PNG", exif=exif))
    assert made is not None
    assert (made.width, made.height) == (30, 40)


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", b"\xff\xd8\xff\xe0", drawn_photo(3)[:3000], b"%PDF-1.4"]
)
def test_bytes_that_are_no_picture_give_none(data: bytes) -> None:
    assert printed_photo(data) is None


def test_a_picture_of_too_many_pixels_gives_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "_MOST_PIXELS", 1000)
    assert printed_photo(encoded(Image.new("RGB", (64, 48)), "PNG")) is None


def test_a_picture_that_pretends_to_be_huge_gives_none() -> None:
    data = bytearray(encoded(Image.new("1", (8, 8)), "PNG"))
    data[16:24] = (100_000).to_bytes(4, "big") * 2
    assert printed_photo(bytes(data)) is None


def pixel(data: bytes) -> tuple[int, ...]:
    found = opened(data).getpixel((9, 9))
    assert isinstance(found, tuple)
    return found


def swapped_profile() -> bytes:
    """Return an RGB profile in which red and green have changed places: what is written red is green."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"....", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"....", b"gXYZ", 1)


@pytest.mark.parametrize(("kind", "options"), [("PNG", {}), ("JPEG", {"quality": 100, "subsampling": 0})])
def test_colours_are_converted_by_the_profile_in_the_file(kind: str, options: dict[str, object]) -> None:
    picture = Image.new("RGB", (64, 48), (255, 0, 0))
    made = printed_photo(encoded(picture, kind, icc_profile=swapped_profile(), **options))
    assert made is not None
    red, green, blue = pixel(made.jpeg)
    assert (red < 8, green > 247, blue < 8) == (True, True, True)
    assert "icc_profile" not in opened(made.jpeg).info


def test_srgb_stays_what_it_is() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    grey = Image.new("RGB", (64, 48), (120, 130, 140))
    plain, marked = (printed_photo(encoded(grey, "PNG", **more)) for more in ({}, {"icc_profile": profile}))
    assert plain is not None
    assert marked is not None
    pixels = zip(pixel(plain.jpeg), pixel(marked.jpeg), strict=True)
    assert all(abs(a - b) <= 1 for a, b in pixels)


@pytest.mark.parametrize("profile", [b"", b"no profile", swapped_profile()[:200]])
def test_a_profile_that_cannot_be_read_is_passed_over(profile: bytes) -> None:
    made = printed_photo(encoded(Image.new("RGB", (64, 48), (255, 0, 0)), "PNG", icc_profile=profile))
    assert made is not None
    assert pixel(made.jpeg)[0] > 247


def test_a_profile_of_another_kind_of_picture_is_passed_over() -> None:
    made = printed_photo(encoded(Image.new("L", (64, 48), 200), "PNG", icc_profile=swapped_profile()))
    assert made is not None
    assert pixel(made.jpeg) == (200, 200, 200)


def test_a_colour_said_to_be_transparent_is_white() -> None:
    made = printed_photo(encoded(Image.new("RGB", (64, 48), (9, 9, 9)), "PNG", transparency=(9, 9, 9)))
    assert made is not None
    assert pixel(made.jpeg) == (255, 255, 255)


def test_a_picture_with_a_profile_gives_the_same_bytes() -> None:
    data = encoded(drawn(4), "JPEG", icc_profile=swapped_profile())
    assert printed_photo(data) == printed_photo(data)


def drawn(seed: int) -> Image.Image:
    return opened(drawn_photo(seed)).convert("RGB")
