"""The README's pictures, taken from the demonstration school: `make screenshots`."""

import tempfile
from pathlib import Path

from flask_migrate import upgrade
from PIL import Image
from playwright.sync_api import sync_playwright

from partnerhub import demo
from partnerhub.foundation.db import transaction
from tests.browser import chromium
from tests.browser.conftest import TABLET, Window, serve
from tests.conftest import build

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = {"today": "/", "cleared": "/cleared"}
COLORS = 128


def take(folder: Path) -> None:
    """Take every picture."""
    app = build(folder)
    with app.app_context():
        upgrade()
        with transaction():
            demo.fill()
    live = serve(app)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.flags())
        window = Window(browser.new_context(viewport=TABLET, locale="en-US"), live.url)
        window.sign_in("principal")
        for name, path in PICTURES.items():
            file = DOCS / f"{name}.png"
            window.go(path).screenshot(path=file, animations="disabled")
            shrink(file)
        browser.close()
    live.close()


def shrink(file: Path) -> None:
    """Keep the repository small: few colors are enough for a page of ours."""
    with Image.open(file) as picture:
        picture.convert("RGB").quantize(COLORS).save(file, optimize=True)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as temporary:
        take(Path(temporary))
