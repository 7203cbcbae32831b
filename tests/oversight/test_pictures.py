"""Photos made ready to keep: bare of the camera's notes, upright, small, black where they were blackened."""

from __future__ import annotations

import datetime as dt
import hashlib
import subprocess
import sys
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from oversight import pictures
from oversight.clock import JAPAN
from oversight.errors import RefusedError
from oversight.pictures import LONGEST_SIDE, Box, Stroke, prepare
from tests.oversight.planted_pictures import (
    CANARY,
    JPEG_FROM,
    JPEG_PLANTS,
    PNG_FROM,
    PNG_PLANTS,
    jpeg,
    noted,
    photographed,
    png,
)

BARE = {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))


def is_bare(content: bytes) -> bool:
    """Tell whether nothing stands in a file but its picture, read by its structure, not by its makers."""
    made = opened(content)
    names = (b"Exif", b"http:", b"Photoshop", b"MPF", b"8BIM", b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"iCCP")
    return (
        not any(name in content for name in names)
        and CANARY.encode() not in content
        and dict(made.getexif()) == {}
        and set(made.info) <= BARE
    )


@pytest.mark.parametrize("plant", JPEG_PLANTS)
@pytest.mark.parametrize("start", JPEG_FROM)
def test_nothing_planted_in_a_jpeg_survives(start: str, plant: str) -> None:
    content = JPEG_PLANTS[plant](JPEG_FROM[start]())
    assert CANARY.encode() in content
    made = prepare(content)
    assert made.media_type == "image/jpeg"
    assert is_bare(made.content)


@pytest.mark.parametrize("plant", PNG_PLANTS)
@pytest.mark.parametrize("start", PNG_FROM)
def test_nothing_planted_in_a_png_survives(start: str, plant: str) -> None:
    content = PNG_PLANTS[plant](PNG_FROM[start]())
    assert CANARY.encode() in content
    assert is_bare(prepare(content).content)


@given(
    width=st.integers(1, 90),
    height=st.integers(1, 90),
    kind=st.sampled_from(["RGB", "L", "CMYK", "RGBA", "LA", "P", "1", "I;16"]),
    orientation=st.integers(0, 9),
    plants=st.lists(st.sampled_from(sorted({*JPEG_PLANTS, *PNG_PLANTS}))),
)
def test_no_metadata_survives_whatever_the_picture(
    width: int, height: int, kind: str, orientation: int, plants: list[str]
) -> None:
    drawn = photographed(width, height)
    picture = drawn.convert("I").convert("I;16") if kind == "I;16" else drawn.convert(kind)
    is_jpeg = kind in ("RGB", "L", "CMYK")
    content = jpeg(picture, exif=noted(orientation)) if is_jpeg else png(picture, exif=noted(orientation))
    for plant in plants:
        plant_it = (JPEG_PLANTS if is_jpeg else PNG_PLANTS).get(plant)
        content = plant_it(content) if plant_it is not None else content
    made = prepare(content)
    assert is_bare(made.content)
    assert opened(made.content).mode == "RGB"
    assert sorted((made.width, made.height)) == sorted((width, height))
    assert prepare(made.content).content == made.content


@given(content=st.binary(max_size=60), at=st.integers(0, 900), start=st.sampled_from(["jpeg", "png"]))
def test_forged_files_are_prepared_or_refused(content: bytes, at: int, start: str) -> None:
    whole = JPEG_FROM["exif"]() if start == "jpeg" else PNG_FROM["exif"]()
    forged = whole[:at] + content + whole[at + len(content) :]
    try:
        made = prepare(forged)
    except RefusedError:
        return
    assert is_bare(made.content)


@pytest.mark.parametrize("make", [jpeg, png])
def test_what_was_made_ready_before_comes_back_as_the_same_bytes(make: object) -> None:
    pictures._blank_head.cache_clear()  # asked here first, whatever a window's thread asked before
    made = prepare(make(photographed(3000, 100)))  # type: ignore[operator]
    again = prepare(made.content)
    assert again.content == made.content
    assert (again.width, again.height, again.media_type) == (made.width, made.height, made.media_type)


def test_a_photo_made_ready_with_something_hung_on_is_written_anew() -> None:
    made = prepare(jpeg())
    for hung in (made.content + CANARY.encode(), JPEG_PLANTS["comment"](made.content)):
        assert is_bare(prepare(hung).content)
    in_the_middle = made.content[:-2] + b"\xff\xfe\x00\x1b" + CANARY.encode() + b"\xff\xd9"
    assert is_bare(prepare(in_the_middle).content)


def test_the_hash_is_that_of_the_file_as_received() -> None:
    content = jpeg(exif=noted())
    assert prepare(content).source_sha256 == hashlib.sha256(content).hexdigest()


def test_a_photo_is_no_longer_than_needed_and_never_blown_up() -> None:
    wide = prepare(jpeg(photographed(4800, 1200)))
    assert (wide.width, wide.height) == (LONGEST_SIDE, LONGEST_SIDE // 4)
    assert opened(wide.content).size == (wide.width, wide.height)
    sliver = prepare(png(photographed(6000, 1)))
    assert (sliver.width, sliver.height) == (LONGEST_SIDE, 1)
    dot = prepare(png(photographed(1, 1)))
    assert (dot.width, dot.height) == (1, 1)


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("make", [jpeg, png])
def test_a_photo_is_turned_upright(make: object, orientation: int) -> None:
    """A red corner at the upper left of the upright picture, however the camera was held."""
    straight = Image.new("RGB", (64, 48), "white")
    straight.paste("red", (0, 0, 32, 16))
    back = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    held = straight.transpose(back[orientation]) if orientation in back else straight
    made = prepare(make(held, exif=noted(orientation)))  # type: ignore[operator]
    assert (made.width, made.height) == (64, 48)
    seen = opened(made.content)
    corners = [seen.getpixel(at) for at in ((8, 6), (56, 6), (8, 42), (56, 42))]
    assert [corner[1] < 90 for corner in corners] == [True, False, False, False]  # type: ignore[index]


def test_colours_of_another_space_are_brought_to_srgb() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = profile.replace(b"rXYZ", b"....", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"....", b"gXYZ", 1)
    made = prepare(png(Image.new("RGB", (64, 48), (255, 0, 0)), icc_profile=swapped))
    red, green, _blue = opened(made.content).getpixel((9, 9))  # type: ignore[misc]
    assert (red < 8, green > 247) == (True, True)


def test_a_grey_picture_of_sixteen_bits_keeps_its_brightness() -> None:
    made = prepare(png(Image.new("I;16", (8, 8), 40_000)))
    assert opened(made.content).getpixel((4, 4)) == (155, 155, 155)


def test_what_was_transparent_is_white() -> None:
    made = prepare(png(Image.new("RGBA", (8, 8), (0, 0, 0, 0))))
    assert opened(made.content).getpixel((4, 4)) == (255, 255, 255)


def test_a_screen_stays_sharp_and_a_photo_in_png_becomes_jpeg() -> None:
    screen = Image.new("RGB", (400, 300), "white")
    screen.paste("navy", (10, 10, 200, 20))
    assert prepare(png(screen)).media_type == "image/png"
    noise = Image.merge("RGB", [Image.effect_noise((200, 200), 90) for _band in range(3)])
    assert prepare(png(noise)).media_type == "image/jpeg"


# when it was taken


@pytest.mark.parametrize(
    ("taken", "offset", "expected"),
    [
        ("2026:11:24 10:15:00", "", dt.datetime(2026, 11, 24, 10, 15, tzinfo=JAPAN)),
        ("2026:11:24 10:15:00", "+09:00", dt.datetime(2026, 11, 24, 10, 15, tzinfo=JAPAN)),
        ("2026:11:24 01:15:00", "+00:00", dt.datetime(2026, 11, 24, 10, 15, tzinfo=JAPAN)),
        ("2026:11:23 20:15:00", "-05:00", dt.datetime(2026, 11, 24, 10, 15, tzinfo=JAPAN)),
        ("2026:11:24 10:15:00", "later", dt.datetime(2026, 11, 24, 10, 15, tzinfo=JAPAN)),
        ("2026:11:24 10:15:00", "+77:00", None),
        ("0001:01:01 00:00:00", "+09:30", None),
        ("", "", None),
        ("yesterday", "", None),
        ("2026:13:40 10:00:00", "", None),
    ],
)
def test_the_camera_tells_when_a_photo_was_taken(
    taken: str, offset: str, expected: dt.datetime | None
) -> None:
    assert prepare(jpeg(exif=noted(taken=taken, offset=offset))).taken_at == expected


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
def test_broken_notes_are_no_obstacle() -> None:
    content = jpeg(exif=b"Exif\0\0MM\0\x2a\xff\xff\xff\xff" + CANARY.encode())
    made = prepare(content)
    assert made.taken_at is None
    assert is_bare(made.content)


# what is refused


@pytest.mark.parametrize(
    ("content", "sentence", "remedy"),
    [
        (b"", "写真として読めません", "JPEG"),
        (b"%PDF-1.7", "写真として読めません", "JPEG"),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "HEIC", "互換性優先"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0", "HEIC", "互換性優先"),
        (b"\xff\xd8\xff\xe0" + b"picture" * 20, "壊れています", "写して"),
        (b"\x89PNG\r\n\x1a\n" + b"picture" * 20, "壊れています", "写して"),
        (jpeg(photographed(400, 300))[:1500], "途中で切れている", "写して"),
        (png(Image.effect_noise((300, 300), 90))[:9000], "途中で切れている", "写して"),
    ],
)
def test_what_is_no_sound_photo_is_refused_with_what_to_do(
    content: bytes, sentence: str, remedy: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        prepare(content)
    assert sentence in refused.value.sentence
    assert remedy in refused.value.remedy
    assert refused.value.field == "file"


def test_a_file_too_large_to_read_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_BYTES", 100)
    with pytest.raises(RefusedError, match="大きすぎます"):
        prepare(jpeg())


def test_a_moving_picture_is_refused() -> None:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    content = png(frames[0], save_all=True, append_images=frames[1:])
    with pytest.raises(RefusedError, match="動く画像"):
        prepare(content)


@pytest.mark.parametrize("kind", ["png", "progressive"])
def test_what_must_be_decoded_whole_may_be_less_large(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS_WHOLE", 1000)
    drawn = photographed(64, 48)
    with pytest.raises(RefusedError, match="画素が多すぎます"):
        prepare(png(drawn) if kind == "png" else jpeg(drawn, progressive=True))
    prepare(jpeg(drawn))


def test_a_small_file_that_claims_to_be_huge_is_refused_without_decoding() -> None:
    bomb = png(Image.new("1", (16, 16)))
    forged = bomb[:16] + (50_000).to_bytes(4, "big") * 2 + bomb[24:]
    sound = forged[:29] + zlib.crc32(forged[12:29]).to_bytes(4, "big") + forged[33:]
    with pytest.raises(RefusedError, match="画素が多すぎます"):
        prepare(sound)


MEASURED = """
import resource, sys
from oversight.pictures import prepare
content = sys.stdin.buffer.read()
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
made = prepare(content)
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(made.width, made.height, (after - before) // 1024)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="reads the memory as POSIX tells it")
def test_a_photo_of_a_hundred_megapixels_is_kept_in_bounded_memory() -> None:
    content = jpeg(Image.new("RGB", (12_000, 8_400), "red"))
    told = subprocess.run([sys.executable, "-c", MEASURED], input=content, capture_output=True, check=True)
    width, height, megabytes = map(int, told.stdout.split())
    assert (width, height) == (2400, 1680)
    assert megabytes < 150, "decoded whole it would take 300"


# blackened


def test_a_box_is_black_and_the_rest_is_not() -> None:
    made = prepare(jpeg(Image.new("RGB", (400, 300), "white")), [Box(0.5, 0.5, 0.75, 1.0)])
    seen = opened(made.content).convert("L")
    assert max(seen.crop((202, 152, 298, 300)).tobytes()) < 12
    assert min(seen.crop((0, 0, 180, 300)).tobytes()) > 240


def test_a_box_may_be_drawn_from_any_corner() -> None:
    white = jpeg(Image.new("RGB", (400, 300), "white"))
    assert prepare(white, [Box(0.75, 1.0, 0.5, 0.5)]).content == (
        prepare(white, [Box(0.5, 0.5, 0.75, 1.0)]).content
    )


@pytest.mark.parametrize("points", [((0.5, 0.5),), ((0.25, 0.5), (0.75, 0.5))])
def test_a_stroke_is_as_broad_as_the_brush(points: tuple[tuple[float, float], ...]) -> None:
    made = prepare(png(Image.new("RGB", (400, 300), "white")), [Stroke(points, 0.1)])
    seen = opened(made.content).convert("L")
    column = [seen.getpixel((200, y)) for y in range(300)]
    assert 39 <= column.count(0) <= 42
    assert column[150] == 0


def test_a_blackened_photo_made_ready_stays_black_when_it_is_read_again() -> None:
    made = prepare(prepare(jpeg()).content, [Box(0, 0, 1, 1)])
    assert max(opened(prepare(made.content).content).convert("L").tobytes()) == 0


def test_what_is_blackened_is_told_in_the_upright_picture() -> None:
    turned = Image.new("RGB", (48, 64), "white")
    made = prepare(jpeg(turned, exif=noted(6)), [Box(0, 0, 0.5, 1)])
    seen = opened(made.content).convert("L")
    assert seen.size == (64, 48)
    assert [seen.getpixel(at) for at in ((8, 24), (56, 24))] == [0, 255]
