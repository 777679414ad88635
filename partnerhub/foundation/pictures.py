"""Pictures: every one is made anew from its pixels, so that nothing else of the file comes in.

Saving with Pillow drops EXIF but keeps comments, so the pixels go into a fresh image. The size is read from the
header before anything is decoded.
"""

import io
import warnings

from flask_babel import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError
from pillow_heif import register_heif_opener

register_heif_opener(thumbnails=False)

FORMATS = ("JPEG", "PNG", "HEIF", "WEBP")
MOST_PIXELS = 24_000_000
LONGEST_SIDE = 2400
STARTS = (b"\xff\xd8\xff", b"\x89PNG", b"RIFF", b"GIF8")


class NotAPicture(Exception):
    """Why this cannot be taken, in words for the person who sent it."""


def looks_like_one(content: bytes) -> bool:
    """Whether the first bytes are those of a picture."""
    return content.startswith(STARTS) or content[4:8] == b"ftyp"


def remake(content: bytes, *, longest: int = LONGEST_SIDE) -> tuple[bytes, str]:
    """The picture made anew: upright, at most `longest` pixels a side, without metadata.

    Args:
        content: the file as it came.
        longest: pixels.

    Returns:
        The new file's bytes and its media type: PNG stays PNG, all else becomes JPEG.

    Raises:
        NotAPicture: it is of another kind, broken, or larger than 24 megapixels.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = Image.open(io.BytesIO(content), formats=FORMATS)
            if picture.width * picture.height > MOST_PIXELS:
                raise Image.DecompressionBombError
            picture.load()
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise NotAPicture(_("This picture is larger than 24 megapixels. Please send a smaller one.")) from None
    except UnidentifiedImageError:
        raise NotAPicture(_("Please send a PDF, or a picture as JPEG, PNG or HEIC.")) from None
    except (OSError, SyntaxError, ValueError, EOFError):
        raise NotAPicture(_("This picture is broken. Please take it again.")) from None
    return fresh(picture, longest)


def fresh(picture: Image.Image, longest: int) -> tuple[bytes, str]:
    """Copy the pixels, and nothing else, into a new image."""
    keeps_png = picture.format == "PNG"
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((longest, longest))
    mode = "RGBA" if keeps_png and upright.has_transparency_data else "RGB"
    pixels = upright.convert(mode)
    blank = Image.new(mode, pixels.size)
    blank.paste(pixels)
    out = io.BytesIO()
    if keeps_png:
        blank.save(out, "PNG", optimize=True)
        return out.getvalue(), "image/png"
    blank.save(out, "JPEG", quality=85, optimize=True)
    return out.getvalue(), "image/jpeg"
