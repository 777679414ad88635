"""Where this machine's Chromium is."""

import os
import shutil
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = [
    "--disable-background-networking",
    "--disable-background-timer-throttling",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--font-render-hinting=none",
]


def find() -> str:
    """The path of a Chromium.

    Raises:
        RuntimeError: there is none. The tests that need it then fail; they are never left out in silence.
    """
    from playwright.sync_api import sync_playwright

    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found:
        return found
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    if Path(own).exists():
        return own
    raise RuntimeError("No Chromium here. See tests/browser/need_chromium.sh for how to install it.")


def flags() -> list[str]:
    """How it is started; root has no sandbox."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return [*FLAGS, "--no-sandbox"] if is_root else FLAGS
