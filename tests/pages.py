"""Every page that a person can reach by following links, for the tests that look at all of them."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

SKIPPED = re.compile(r"^/(static|logo|healthz|styleguide)")
NUMBERS = re.compile(r"[0-9a-f]{8,}|\d+")
LIKE_ONES = 2


class Links(HTMLParser):
    """The addresses that a page links to."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        has = dict(attrs)
        href = has.get("href")
        # The same page in another language is looked at by tests of its own; the crawler would speak it from then on.
        if tag == "a" and href and "download" not in has and "lang=" not in href:
            self.found.append(href)


def shape(path: str) -> str:
    """What addresses of like pages have in common: all but their keys, and what stands behind the question mark."""
    return NUMBERS.sub("1", path.split("?")[0])


def reachable(browser: Any, start: tuple[str, ...] = ("/", "/apply", "/login")) -> dict[str, str]:
    """The pages that this person's links lead to, with their HTML; of pages that differ in a key only, two."""
    pages: dict[str, str] = {}
    waiting, seen, like = list(start), set(start), dict[str, int]()
    while waiting:
        path = waiting.pop(0)
        kind = shape(path)
        if like.get(kind, 0) >= LIKE_ONES:
            continue
        like[kind] = like.get(kind, 0) + 1
        answer = browser.get(path)
        if answer.status_code == 303:
            found = [answer.headers["Location"]]
        elif answer.status_code == 200 and answer.mimetype == "text/html":
            pages[path] = answer.text
            links = Links()
            links.feed(answer.text)
            found = links.found
        else:
            assert answer.status_code < 400, f"{path} is linked to and answers {answer.status_code}"
            found = []
        answer.close()
        for href in found:
            target = urlsplit(urljoin(f"http://localhost{path}", href))
            address = target.path + (f"?{target.query}" if target.query else "")
            is_ours = target.scheme == "http" and target.netloc in ("", "localhost")
            if is_ours and address not in seen and not SKIPPED.match(address):
                seen.add(address)
                waiting.append(address)
    return pages
