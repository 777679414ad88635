"""Papers that people hand in: good ones, and those that are not what they say."""

import io
import struct
import zlib

from PIL import Image
from PIL.PngImagePlugin import PngInfo
from PIL.TiffImagePlugin import IFDRational

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<<>>\n%%EOF\n"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"
SECRET = "Dana was here 41.88, -87.62"


def picture(form: str, *, size: tuple[int, int] = (60, 40), secret: bool = True) -> bytes:
    """A picture in this format, with the place where it was taken and a comment in its metadata."""
    image = Image.new("RGB", size, "#1a6b5c")
    exif = Image.Exif()
    exif[0x010E] = SECRET
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825).update({1: "N", 2: (IFDRational(41), IFDRational(52), IFDRational(48))})
    notes = PngInfo()
    notes.add_text("Comment", SECRET)
    more = {"JPEG": {"comment": SECRET.encode()}, "PNG": {"pnginfo": notes}}.get(form, {})
    out = io.BytesIO()
    image.save(out, form, exif=exif.tobytes() if secret else b"", **more)
    return out.getvalue()


def bomb(side: int = 30_000) -> bytes:
    """A PNG of a few hundred bytes whose header promises 900 megapixels."""
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )


def spreadsheet() -> bytes:
    """An Excel file."""
    from openpyxl import Workbook

    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()
