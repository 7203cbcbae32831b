"""Photos as papers lay them out: each with its caption, two side by side where they fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from oversight.papers.blocks import Block, Laid, LaidStack, LaidWhole
from oversight.papers.measures import HAIRLINE, MM
from oversight.papers.pictures import PrintedPhoto

if TYPE_CHECKING:
    from oversight.papers.pen import Pen

_PHOTO_WIDTH = 73 * MM
_PHOTO_HEIGHT = 54.75 * MM
_CAPTION_GAP = 3.0
_BETWEEN = 4 * MM


@dataclass(frozen=True)
class CaptionedPhoto:
    """A photo (None: it could not be read) with its caption and the sentence that says so.

    ``alt`` tells the picture to who cannot see it: what it is, of which item, its caption.
    A large one stands alone, twice as wide, its caption below.
    """

    photo: PrintedPhoto | None
    caption: Block
    absence: Block
    warning: str = ""
    alt: str = ""
    is_large: bool = False


@dataclass(frozen=True)
class PhotoRow:
    """One photo with its caption beside it, or two side by side with their captions below."""

    photos: tuple[CaptionedPhoto, ...]

    def laid(self, width: float) -> Laid:
        """Lay out to a width in points."""
        is_large = self.photos[0].is_large
        beside = len(self.photos) == 1 and not is_large
        room = width if is_large else (width - _BETWEEN) / 2
        places = [_lay_photo(photo, room, beside=beside) for photo in self.photos]
        return LaidWhole(LaidPhotoRow(tuple(places), room + _BETWEEN))


def _lay_photo(photo: CaptionedPhoto, room: float, *, beside: bool) -> LaidPhoto:
    grown = 2 if photo.is_large else 1
    width = min(_PHOTO_WIDTH * grown, room)
    height = _PHOTO_HEIGHT * grown
    if photo.photo:
        scale = min(width / photo.photo.width, height / photo.photo.height)
        width, height = photo.photo.width * scale, photo.photo.height * scale
    else:
        height = _PHOTO_HEIGHT / 3
    absence = photo.absence.laid(width - 2 * _CAPTION_GAP)
    caption = photo.caption.laid(room)
    return LaidPhoto(photo, width, height, LaidStack((caption,)), LaidStack((absence,)), beside)


@dataclass(frozen=True)
class LaidPhoto:
    """A photo with its size on paper in points, and its caption below or beside it.

    ``shown`` is False for the rest of a caption that was too long for one page.
    """

    photo: CaptionedPhoto
    width: float
    picture_height: float
    caption: LaidStack
    absence: LaidStack
    beside: bool
    shown: bool = True

    @property
    def caption_top(self) -> float:
        """Where the caption starts, in points below the upper edge."""
        return 0.0 if self.beside or not self.shown else self.picture_height + _CAPTION_GAP

    @property
    def height(self) -> float:
        """Height in points."""
        picture = self.picture_height if self.shown else 0.0
        return max(picture, self.caption_top + self.caption.height)

    def divided(self, room: float) -> tuple[LaidPhoto, LaidPhoto]:
        """Return the photo with as much of its caption as fits, and the rest of the caption."""
        head, tail = self.caption.cut(room - self.caption_top, forced=True)
        first = replace(self, caption=head or LaidStack(()))
        return first, replace(self, caption=tail or LaidStack(()), shown=False)

    def draw(self, pen: Pen, x: float, y: float, room: float) -> None:
        """Draw with the upper left corner at a point; ``room`` is the distance to the next place."""
        if self.shown:
            self._draw_picture(pen, x, y)
        self.caption.draw(pen, x + (room if self.beside else 0.0), y + self.caption_top)

    def _draw_picture(self, pen: Pen, x: float, y: float) -> None:
        if self.photo.photo:
            pen.photo(self.photo.photo, x, y, self.width, self.picture_height, self.photo.alt)
        else:
            pen.box(x, y, self.width, self.picture_height, HAIRLINE)
            self.absence.draw(pen, x + _CAPTION_GAP, y + _CAPTION_GAP)
            pen.warn(self.photo.warning)


@dataclass(frozen=True)
class LaidPhotoRow:
    """Photos side by side, each with its caption."""

    places: tuple[LaidPhoto, ...]
    room: float
    glued: bool = False

    @property
    def height(self) -> float:
        """Height in points."""
        return max(place.height for place in self.places)

    def cut(self, room: float, *, forced: bool) -> tuple[Laid | None, Laid | None]:
        """Keep photos and captions together; only a caption longer than a page goes on without its photo."""
        if not forced:
            return None, self
        divided = [place.divided(room) for place in self.places]
        head = replace(self, places=tuple(first for first, _rest in divided))
        tail = replace(self, places=tuple(rest for _first, rest in divided))
        return head, tail if tail.height else None

    def draw(self, pen: Pen, x: float, y: float) -> None:
        """Draw with the upper left corner at a point."""
        for number, place in enumerate(self.places):
            place.draw(pen, x + number * self.room, y, self.room)


def photo_rows(photos: Sequence[CaptionedPhoto]) -> list[PhotoRow]:
    """Set photos two by two, large ones one by one after them."""
    small = [photo for photo in photos if not photo.is_large]
    pairs = [PhotoRow(tuple(small[at : at + 2])) for at in range(0, len(small), 2)]
    return pairs + [PhotoRow((photo,)) for photo in photos if photo.is_large]
