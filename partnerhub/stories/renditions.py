"""What pages show of a photo: WebP in two sizes, with areas made unrecognizable. Bytes in, bytes out.

What comes in was made anew by foundation/pictures.py: it is upright and nothing of the file but its pixels is left.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PIL import Image, ImageFilter, ImageOps

LARGE = 1600  # pixels of the longest side
SMALL = (640, 480)
QUALITY = 78
LEFT_OF_AN_AREA = 5  # pixels a side that are left of what was in it
Area = Sequence[int]

# Where the eye goes: how far from the left and from the top, of 1.
FOCAL = {
    f"{row}-{column}": (x, y)
    for row, y in (("top", 0.0), ("middle", 0.5), ("bottom", 1.0))
    for column, x in (("left", 0.0), ("center", 0.5), ("right", 1.0))
}


@dataclass(frozen=True)
class Renditions:
    """A photo in both sizes.

    Args:
        large: the whole photo.
        small: four to three, cut around its focal point.
        width: of the large one, in pixels.
        height: of the large one, in pixels.
    """

    large: bytes
    small: bytes
    width: int
    height: int


def render(content: bytes, *, focal: str = "middle-center", areas: Iterable[Area] = ()) -> Renditions:
    """Make both sizes of a photo.

    Args:
        content: the photo, made anew before.
        focal: a key of FOCAL.
        areas: what nobody is to recognize: left, top, width and height in percent.
    """
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    for area in areas:
        hide(picture, area)
    large = picture.copy()
    large.thumbnail((LARGE, LARGE), Image.Resampling.LANCZOS)
    small = ImageOps.fit(picture, SMALL, Image.Resampling.LANCZOS, centering=FOCAL[focal])
    return Renditions(as_webp(large), as_webp(small), large.width, large.height)


def hide(picture: Image.Image, area: Area) -> None:
    """Make an area unrecognizable: a few pixels are left of it, so that nothing brings a face back."""
    left, top, width, height = area
    box = (
        picture.width * left // 100,
        picture.height * top // 100,
        min(picture.width, -(-picture.width * (left + width) // 100)),
        min(picture.height, -(-picture.height * (top + height) // 100)),
    )
    if box[2] <= box[0] or box[3] <= box[1]:
        return
    size = (box[2] - box[0], box[3] - box[1])
    left_of_it = picture.crop(box).resize((LEFT_OF_AN_AREA, LEFT_OF_AN_AREA), Image.Resampling.BOX)
    blurred = left_of_it.resize(size, Image.Resampling.BICUBIC)
    picture.paste(blurred.filter(ImageFilter.GaussianBlur(max(size) / 20)), box)


def as_webp(picture: Image.Image) -> bytes:
    """The pixels as WebP, and nothing else."""
    out = io.BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
