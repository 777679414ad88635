"""Clients that write and never give up: each sends the same form with the same id until it is told that all is well."""

import http.client
import re
import secrets
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from partnerhub.demo import PASSWORD

TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
PATIENCE = 0.05


@dataclass
class Browser:
    """A small browser: cookies, forms, and an error where the server is gone."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, str, str]:
        """The status, the page and where it leads. Raises OSError or HTTPException where the server is gone."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        body = None
        if form is not None:
            body = urlencode(form)
            headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": f"http://127.0.0.1:{self.port}"}
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            page = answer.read().decode()
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: cookie.value for name, cookie in SimpleCookie(line).items()}
        return answer.status, page, answer.headers.get("Location", "")

    def token(self, path: str) -> str:
        """The token of the form on a page."""
        found = TOKEN.search(self.ask("GET", path)[1])
        return found[1] if found else ""

    def sign_in(self, short: str = "staff") -> None:
        """Sign in as one of the cast."""
        form = {"csrf_token": self.token("/login"), "email": f"{short}@demo.example", "password": PASSWORD}
        status, _page, _to = self.ask("POST", "/login", form)
        if status != 303:
            raise RuntimeError(f"Signing in was answered with {status}.")


class Writer(threading.Thread):
    """One client. `said` is its journal: what it was told was saved."""

    def __init__(self, browser: Browser, turns: Iterator[int], ended: threading.Event) -> None:
        super().__init__(daemon=True)
        self.browser, self.turns, self.ended = browser, turns, ended
        self.said: list[str] = []
        self.tries = 0
        self.odd: list[str] = []

    def run(self) -> None:
        token = ""
        while not self.ended.is_set():
            mark = f"Storm {next(self.turns)} {secrets.token_hex(6)}"
            form = {"name": mark, "kind": "youth", "state": "active", "submission_id": secrets.token_urlsafe(18)}
            while not self.ended.is_set():
                self.tries += 1
                try:
                    token = token or self.browser.token("/partners/new")
                    status, _page, to = self.browser.ask("POST", "/partners", {**form, "csrf_token": token})
                except (OSError, http.client.HTTPException):
                    time.sleep(PATIENCE)
                    continue
                if status == 303 and to.startswith("/partners/"):
                    self.said.append(mark)
                    break
                self.odd.append(f"{status} {to}")
                token = ""
