"""Pictures with a canary in every place where cameras, telephones and programs write about a picture."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from io import BytesIO

from PIL import Image
from PIL.PngImagePlugin import PngInfo

CANARY = "CANARY-34.7596N-135.5157E"
TAKEN = "2026:11:24 10:15:00"
_GPS, _EXIF_PART = 0x8825, 0x8769


def photographed(width: int = 64, height: int = 48) -> Image.Image:
    """Draw a picture of many colours."""
    picture = Image.linear_gradient("L").resize((width, height)).convert("RGB")
    picture.paste((200, 30, 30), (0, 0, max(1, width // 2), max(1, height // 4)))
    return picture


def noted(orientation: int = 1, taken: str = TAKEN, offset: str = "") -> Image.Exif:
    """Return the notes of a camera: device, owner, place, moment, a maker's note."""
    exif = Image.Exif()
    exif[0x010F] = exif[0x013B] = exif[0x010E] = CANARY
    exif[0x0112] = orientation
    exif.get_ifd(_GPS).update({1: "N", 2: (34.0, 45.0, 34.5), 3: "E", 4: (135.0, 30.0, 56.5), 27: CANARY})
    exif.get_ifd(_EXIF_PART).update({0x927C: CANARY.encode(), 0x9286: CANARY.encode()})
    if taken:
        exif.get_ifd(_EXIF_PART)[0x9003] = taken
    if offset:
        exif.get_ifd(_EXIF_PART)[0x9011] = offset
    return exif


def jpeg(picture: Image.Image | None = None, **more: object) -> bytes:
    """Encode as JPEG."""
    out = BytesIO()
    (picture or photographed()).save(out, "JPEG", **more)
    return out.getvalue()


def png(picture: Image.Image | None = None, **more: object) -> bytes:
    """Encode as PNG."""
    out = BytesIO()
    (picture or photographed()).save(out, "PNG", **more)
    return out.getvalue()


def _segment(marker: int, payload: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(payload) + 2) + payload


def _after_start(content: bytes, added: bytes) -> bytes:
    return content[:2] + added + content[2:]


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _before_end(content: bytes, added: bytes) -> bytes:
    return content[:-12] + added + content[-12:]


def _texts() -> PngInfo:
    texts = PngInfo()
    texts.add_text("Comment", CANARY)
    texts.add_itxt("XML:com.adobe.xmp", f"<x>{CANARY}</x>")
    return texts


XMP = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>" + CANARY.encode() + b"</x:xmpmeta>"
IPTC = b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x20\x1c\x02\x5a\x00\x19" + CANARY.encode()
JPEG_PLANTS: dict[str, Callable[[bytes], bytes]] = {
    "xmp": lambda content: _after_start(content, _segment(0xE1, XMP)),
    "iptc": lambda content: _after_start(content, _segment(0xED, IPTC)),
    "multi-picture": lambda content: _after_start(content, _segment(0xE2, b"MPF\0" + CANARY.encode())),
    "unknown segment": lambda content: _after_start(content, _segment(0xEB, CANARY.encode())),
    "comment": lambda content: _after_start(content, _segment(0xFE, CANARY.encode())),
    "after the end": lambda content: content + CANARY.encode() + jpeg(),
}
PNG_PLANTS: dict[str, Callable[[bytes], bytes]] = {
    "text at the end": lambda content: _before_end(content, _chunk(b"tEXt", b"Place\0" + CANARY.encode())),
    "exif chunk": lambda content: _before_end(content, _chunk(b"eXIf", noted().tobytes()[6:])),
    "own chunk": lambda content: _before_end(content, _chunk(b"caNy", CANARY.encode())),
    "after the end": lambda content: content + CANARY.encode(),
}
JPEG_FROM: dict[str, Callable[[], bytes]] = {
    "exif": lambda: jpeg(exif=noted()),
    "profile": lambda: jpeg(icc_profile=CANARY.encode()),
    "plain": jpeg,
}
PNG_FROM: dict[str, Callable[[], bytes]] = {
    "exif": lambda: png(exif=noted()),
    "texts": lambda: png(pnginfo=_texts()),
    "plain": png,
}
