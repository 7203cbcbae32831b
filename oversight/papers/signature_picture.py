"""A drawn signature in its cell: a small picture with its caption, laid out as photos are."""

from __future__ import annotations

from dataclasses import dataclass

from oversight.papers.blocks import Laid, LaidStack, LaidWhole
from oversight.papers.measures import MM
from oversight.papers.photos import CaptionedPhoto, LaidPhoto, LaidPhotoRow

_HEIGHT = 14 * MM


@dataclass(frozen=True)
class SignaturePicture:
    """A signature with its caption below; as wide as its cell allows, no higher than 14 mm."""

    photo: CaptionedPhoto

    def laid(self, width: float) -> Laid:
        """Lay out to a width in points."""
        picture, height = self.photo.photo, _HEIGHT / 2
        wide = width
        if picture is not None:
            scale = min(width / picture.width, _HEIGHT / picture.height)
            wide, height = picture.width * scale, picture.height * scale
        absence = LaidStack((self.photo.absence.laid(width),))
        caption = LaidStack((self.photo.caption.laid(width),))
        place = LaidPhoto(self.photo, wide, height, caption, absence, beside=False)
        return LaidWhole(LaidPhotoRow((place,), width))
