"""Photos as they come in: nothing of a file but its pixels stays, and what is no good photo is refused by name."""

import io
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.stories.photos import StoryPhoto
from tests import papers
from tests.conftest import Browser
from tests.stories.making import begin
from tests.stories.test_photos import opened, png


def make(app: Flask, **more: Any) -> int:
    with app.test_request_context(), transaction():
        return begin(**more).id


def send(browser: Browser, key: int, *contents: bytes) -> Any:
    sent = [(io.BytesIO(content), f"photo-{number}.jpg") for number, content in enumerate(contents)]
    return browser.post(f"/newsroom/stories/{key}/photos", {"photos": sent}, content_type="multipart/form-data")


def kept(app: Flask, key: int) -> list[bytes]:
    """Every file that is kept of a story's photos."""
    with app.app_context():
        found = db.session.scalars(select(StoryPhoto).where(StoryPhoto.story_id == key)).unique()
        return [stored.path.read_bytes() for p in found for stored in (p.original, p.large, p.small)]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "HEIF", "WEBP"])
def test_nothing_of_the_place_the_time_and_the_camera_is_left(app: Flask, as_staff: Browser, form: str) -> None:
    key, sent = make(app), papers.picture(form)
    assert papers.SECRET.encode() in sent
    assert send(as_staff, key, sent).status_code == 303
    assert len(kept(app, key)) == 3
    for content in kept(app, key):
        for trace in (papers.SECRET.encode(), b"Exif", b"GPS", b"EXIF", b"XMP"):
            assert trace not in content
        assert not opened(content).getexif()
    assert opened(kept(app, key)[1]).size == (40, 60), "It lay on its side, and stands upright now"


def test_several_at_once_and_a_cmyk_one_among_them(app: Flask, as_staff: Browser) -> None:
    out = io.BytesIO()
    Image.new("CMYK", (80, 60), (200, 20, 0, 0)).save(out, "JPEG")
    key = make(app)
    assert send(as_staff, key, out.getvalue(), png(), papers.picture("HEIF")).status_code == 303
    contents = kept(app, key)
    assert len(contents) == 9
    assert [opened(content).mode for content in contents[1::3]] == ["RGB"] * 3
    red, green, blue = opened(contents[1]).getpixel((40, 30))
    assert red < 100 < 200 < green, "What was cyan in print is cyan on a page, neither black nor its opposite"
    assert blue > 200


def animated() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (40, 40), color) for color in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (animated(), "JPEG, PNG or HEIC"),
        (png((7500, 4000)), "larger than 24 megapixels"),
        (papers.bomb(), "larger than 24 megapixels"),
        (papers.picture("JPEG")[:200], "broken"),
        (papers.PDF, "is no photo"),
        (papers.SVG, "JPEG, PNG or HEIC"),
        (papers.spreadsheet(), "is no photo"),
        (b"", "empty"),
    ],
    ids=["animated", "30 megapixels", "bomb", "cut off", "pdf", "svg", "spreadsheet", "empty"],
)
def test_what_is_no_good_photo_is_refused_by_its_name_and_none_is_kept(
    app: Flask, as_staff: Browser, content: bytes, why: str
) -> None:
    key = make(app)
    answer = send(as_staff, key, png(), content)
    assert answer.status_code == 422
    assert why in answer.text
    assert "photo-1.jpg" in answer.text
    assert kept(app, key) == []


def test_alt_text_is_asked_for(app: Flask, as_staff: Browser) -> None:
    key = make(app)
    send(as_staff, key, png())
    with app.app_context():
        photo = db.session.scalars(select(StoryPhoto.id).where(StoryPhoto.story_id == key)).one()
    answer = as_staff.post(f"/newsroom/photos/{photo}", {"alt": " ", "who": "nobody", "focal": "top-left"})
    assert answer.status_code == 422
    assert "Say in one sentence what it shows." in answer.text
    answer = as_staff.post(f"/newsroom/photos/{photo}", {"alt": "X", "who": "somebody", "focal": "top-left"})
    assert "Choose who it is." in answer.text
    sent = {"alt": "Two hands", "who": "nobody", "focal": "top-left"}
    assert as_staff.post(f"/newsroom/photos/{photo}", sent).status_code == 303
    answer = as_staff.post(f"/newsroom/photos/{photo}/blur", {"left": "10", "top": "200", "width": "0", "height": "x"})
    assert answer.status_code == 422
    for field in ("top", "width", "height"):
        assert f'href="#{field}"' in answer.text


def test_a_story_has_room_for_twelve_photos(app: Flask, as_staff: Browser) -> None:
    key = make(app)
    assert send(as_staff, key, *[png()] * 12).status_code == 303
    answer = send(as_staff, key, png())
    assert answer.status_code == 422
    assert "up to 12 photos" in answer.text
