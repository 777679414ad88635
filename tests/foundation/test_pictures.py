"""Pictures are made anew: upright, small enough, and nothing in them but their pixels."""

import io
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from partnerhub.foundation import pictures
from tests import papers

OFTEN = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)


@pytest.fixture(autouse=True)
def inside(house: Flask) -> None:
    """Refusals are said in the reader's language."""


def saved(image: Image.Image, form: str, **more: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **more)
    return out.getvalue()


@pytest.mark.parametrize(
    ("form", "media_type"),
    [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("HEIF", "image/jpeg"), ("WEBP", "image/jpeg")],
)
def test_nothing_but_the_pixels_comes_in(form: str, media_type: str) -> None:
    sent = papers.picture(form)
    made, kind = pictures.remake(sent)
    assert kind == media_type
    assert papers.SECRET.encode() in sent
    assert papers.SECRET.encode() not in made
    assert b"Exif" not in made
    assert dict(Image.open(io.BytesIO(made)).getexif()) == {}


def test_a_picture_that_lies_on_its_side_is_put_upright() -> None:
    made, _ = pictures.remake(papers.picture("JPEG", size=(60, 40)))
    assert Image.open(io.BytesIO(made)).size == (40, 60)


def test_a_large_picture_is_made_smaller() -> None:
    made, _ = pictures.remake(saved(Image.new("RGB", (4800, 2400), "red"), "PNG"))
    assert Image.open(io.BytesIO(made)).size == (2400, 1200)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_mode_of_png_can_be_taken(mode: str) -> None:
    made, kind = pictures.remake(saved(Image.new(mode, (9, 9)), "PNG"))
    assert (kind, Image.open(io.BytesIO(made)).size) == ("image/png", (9, 9))


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_mode_of_jpeg_can_be_taken(mode: str) -> None:
    assert pictures.remake(saved(Image.new(mode, (9, 9)), "JPEG"))[1] == "image/jpeg"


def test_what_can_be_seen_through_stays_so() -> None:
    made, _ = pictures.remake(saved(Image.new("RGBA", (9, 9), (255, 0, 0, 0)), "PNG"))
    assert Image.open(io.BytesIO(made)).mode == "RGBA"


@pytest.mark.parametrize("form", ["GIF", "BMP", "TIFF", "ICO"])
def test_other_formats_are_refused(form: str) -> None:
    with pytest.raises(pictures.NotAPicture):
        pictures.remake(saved(Image.new("RGB", (16, 16)), form))


@pytest.mark.parametrize("content", [b"", b"x", papers.PDF, papers.SVG, papers.HTML])
def test_what_is_no_picture_is_refused(content: bytes) -> None:
    with pytest.raises(pictures.NotAPicture):
        pictures.remake(content)


@pytest.mark.parametrize("side", [4900, 6000, 30_000, 2_000_000])
def test_a_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    with pytest.raises(pictures.NotAPicture, match="24 megapixels"):
        pictures.remake(papers.bomb(side))


@OFTEN
@given(st.data(), st.sampled_from(["JPEG", "PNG", "HEIF", "WEBP"]))
def test_a_damaged_picture_is_taken_or_refused_and_never_breaks(data: st.DataObject, form: str) -> None:
    whole = bytearray(papers.picture(form))
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    cut = bytes(whole[: data.draw(st.integers(0, len(whole)))])
    try:
        made, _ = pictures.remake(cut)
    except pictures.NotAPicture:
        return
    assert papers.SECRET.encode() not in made
