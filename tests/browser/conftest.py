"""What the browser tests stand on: a real server on a copy of the demonstration school, and a real Chromium."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from waitress.server import create_server

from partnerhub import demo
from partnerhub.foundation.db import db
from tests import schools
from tests.browser import chromium
from tests.conftest import build

PHONE = {"width": 360, "height": 740}
TABLET = {"width": 820, "height": 1180}
PATIENCE = 15_000
expect.set_options(timeout=PATIENCE)
SIZES = {"phone": PHONE, "tablet": TABLET}
# Chromium says so of every answer from 400 up; whether it should have been one is for the test to ask.
EXPECTED = ("Failed to load resource", "net::ERR_INTERNET_DISCONNECTED", "net::ERR_FAILED")
# Whatever Chromium calls it in its console, what the content security policy forbids is an error.
FORBIDDEN = """document.addEventListener('securitypolicyviolation',
    e => console.error(`forbidden by ${e.effectiveDirective}: ${e.blockedURI} ${e.sample}`))"""


@dataclass
class Live:
    """A server that answers on this machine."""

    app: Flask
    url: str
    close: Callable[[], None]


def serve(app: Flask) -> Live:
    """Serve an app with waitress, in a thread, on a port that is free."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4, ident="")
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()

    def close() -> None:
        server.close()
        thread.join(5)
        with app.app_context():
            db.engine.dispose()

    return Live(app, f"http://127.0.0.1:{server.effective_port}", close)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests. Where there is none this fails; it never skips."""
    path = chromium.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.flags())
        yield browser
        browser.close()


@pytest.fixture
def live(demo_folder: Path, tmp_path: Path) -> Iterator[Live]:
    """The demonstration school, served."""
    yield from served(demo_folder, tmp_path / "live", WTF_CSRF_ENABLED=True)


@pytest.fixture
def new_live(empty_folder: Path, tmp_path: Path) -> Iterator[Live]:
    """A school's first day, served."""
    yield from served(empty_folder, tmp_path / "new", WTF_CSRF_ENABLED=True)


def served(kept: Path, folder: Path, **more: Any) -> Iterator[Live]:
    """Serve a copy of a data folder."""
    live = serve(build(schools.copy(kept, folder), **more))
    yield live
    live.close()


class Window:
    """Somebody's browser: pages of one context, and all that went wrong in them."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context, self.url, self.wrong = context, url, list[str]()
        self.context.set_default_timeout(PATIENCE)
        self.page = self.new_page()

    def new_page(self) -> Page:
        """A page whose errors are collected."""
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.wrong.append(f"{page.url}: {error}"))
        page.on("console", lambda message: self.note(page, message))
        page.add_init_script(FORBIDDEN)
        return page

    def note(self, page: Page, message: Any) -> None:
        """Keep what the console calls an error: violations of the content security policy among them."""
        if message.type == "error" and not any(known in message.text for known in EXPECTED):
            self.wrong.append(f"{page.url}: {message.text}")

    def go(self, path: str) -> Page:
        """Open an address of ours."""
        self.page.goto(self.url + path, wait_until="load")
        return self.page

    def sign_in(self, short: str, password: str = demo.PASSWORD) -> Page:
        """Sign in as one of the cast, as they would."""
        page = self.go("/login")
        page.get_by_label("E-mail address").fill(f"{short}@demo.example")
        page.get_by_label("Password", exact=True).fill(password)
        page.locator("main form button[type=submit], form button[type=submit]").first.click()
        page.wait_for_url(lambda address: "/login" not in address)
        return page


Open = Callable[..., Window]


@pytest.fixture
def open_window(browser: Browser) -> Iterator[Open]:
    """Open a browser window. Whatever goes wrong in one of them fails the test."""
    opened: list[Window] = []

    def open_one(live: Live, size: str = "phone", **more: Any) -> Window:
        options = {"viewport": SIZES.get(size, TABLET), "reduced_motion": "reduce", "locale": "en-US", **more}
        opened.append(Window(browser.new_context(**options), live.url))
        return opened[-1]

    yield open_one
    wrong = [line for window in opened for line in window.wrong]
    for window in opened:
        window.context.close()
    assert wrong == []
