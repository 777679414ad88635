"""Photos of a story: sent one by one, and blurred where a finger has drawn."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from partnerhub.foundation.db import db
from partnerhub.stories.model import Story
from tests import papers
from tests.browser.conftest import Live, Window
from tests.browser.test_stories import story_in

Open = Callable[..., Window]


def test_photos_are_sent_one_by_one_and_the_bad_one_is_named(live: Live, open_window: Open, tmp_path: Path) -> None:
    key, files = story_in(live), []
    for name, content in (
        ("one.jpg", papers.picture("JPEG")),
        ("two.gif", b"GIF89a"),
        ("three.heic", papers.picture("HEIF")),
    ):
        files.append(tmp_path / name)
        files[-1].write_bytes(content)
    window = open_window(live, "tablet")
    window.sign_in("staff")
    page = window.go(f"/newsroom/stories/{key}")
    page.locator("input[name=photos]").set_input_files(files)
    page.get_by_role("button", name="Send the photos").click()
    expect(page.locator("#photos-error")).to_contain_text("two.gif")
    with live.app.app_context():
        assert len(db.session.get_one(Story, key).photos) == 2


def test_an_area_is_drawn_over_a_photo_and_blurred(live: Live, open_window: Open, tmp_path: Path) -> None:
    key, file = story_in(live), tmp_path / "one.jpg"
    file.write_bytes(papers.picture("JPEG", size=(900, 600)))
    window = open_window(live, "tablet")
    window.sign_in("staff")
    page = window.go(f"/newsroom/stories/{key}")
    page.locator("input[name=photos]").set_input_files(file)
    page.get_by_role("button", name="Send the photos").click()
    page.get_by_role("link", name="What does it show?").click()
    box = page.locator("figure img").bounding_box()
    assert box
    page.mouse.move(box["x"] + box["width"] * 0.2, box["y"] + box["height"] * 0.3)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.7)
    page.mouse.up()
    for label, value in (("From the left", "20"), ("From the top", "30"), ("Width", "40"), ("Height", "40")):
        expect(page.get_by_label(label)).to_have_value(value)
    page.get_by_role("button", name="Blur it").click()
    expect(page.get_by_text("One area is blurred.")).to_be_visible()
