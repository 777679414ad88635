"""PartnerHub behind the Caddy of deploy/Caddyfile: over TLS, small, and not to be told who asks."""

import gzip
import http.client
import re
import urllib.parse
from pathlib import Path

import pytest

from tests.deploy.front import PROJECT, Front

FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    "X-Forwarded-Port": "1",
    "Forwarded": "for=6.6.6.6;host=evil.example;proto=http",
    "X-Real-IP": "6.6.6.6",
}
TRIES_OF_ONE_ADDRESS = 30


def test_a_page_comes_over_tls_and_plain_http_leads_there(front: Front) -> None:
    status, headers, body = front.get("/login")
    assert (status, b"<h1" in body) == (200, True)
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    plain = http.client.HTTPConnection("localhost", front.http, timeout=10)
    plain.request("GET", "/login")
    answer = plain.getresponse()
    assert (answer.status, answer.headers["Location"]) == (308, f"{front.url}/login")
    plain.close()


@pytest.mark.parametrize("path", ["/login", "/static/app.css", "/static/app.js"])
def test_what_is_text_comes_gzipped(front: Front, path: str) -> None:
    _, headers, body = front.get(path, Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert len(gzip.decompress(body)) > 2 * len(body)


def test_the_cookies_are_for_tls_and_for_this_host_alone(front: Front) -> None:
    cookies = front.get("/login")[1].get_all("Set-Cookie")
    assert cookies
    for cookie in cookies:
        assert cookie.startswith("__Host-"), cookie
        assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; ")), cookie


def test_forged_headers_change_no_link_and_no_cookie(front: Front) -> None:
    status, headers, body = front.ask("GET", "/account", None, {**FORGED, "Accept": "text/html"})
    assert (status, headers["Location"]) == (303, "/login?next=/account")
    status, headers, body = front.ask("GET", "/login", None, FORGED)
    assert status == 200
    assert b"evil.example" not in body
    assert all("Secure" in cookie for cookie in headers.get_all("Set-Cookie"))


def test_another_host_name_is_not_answered(front: Front) -> None:
    assert b"<h1" not in front.ask("GET", "/login", None, {"Host": "evil.example"})[2]


def sign_in(front: Front, email: str, forged: str) -> int:
    """A try with a wrong password from somebody who says that they come from elsewhere."""
    _, headers, body = front.get("/login")
    token = re.search(rb'name="csrf_token" value="([^"]+)"', body)
    assert token
    form = {"email": email, "password": "wrong wrong wrong", "csrf_token": token[1].decode()}
    sent = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": "; ".join(cookie.split(";")[0] for cookie in headers.get_all("Set-Cookie")),
        **dict.fromkeys(("X-Forwarded-For", "X-Real-IP", "True-Client-IP"), forged),
        "Forwarded": f"for={forged}",
    }
    return front.ask("POST", "/login", urllib.parse.urlencode(form), sent)[0]


def test_who_guesses_passwords_cannot_say_that_they_are_somebody_else(front: Front) -> None:
    statuses = [sign_in(front, f"p{n}@demo.example", f"198.51.100.{n}") for n in range(TRIES_OF_ONE_ADDRESS + 2)]
    assert statuses == [422] * TRIES_OF_ONE_ADDRESS + [429] * 2


def test_a_large_file_gets_as_far_as_to_partnerhub_which_says_so(front: Front) -> None:
    status, _, body = front.ask("POST", "/login", b"x" * 300_000, {"Content-Type": "application/octet-stream"})
    assert status == 413
    assert b"<h1" in body


def test_while_partnerhub_starts_people_are_told(demo_folder: Path, tmp_path: Path) -> None:
    alone = Front(tmp_path / "data")
    try:
        alone.start(app=False)
        assert b"being started" in alone.get("/login")[2]
    finally:
        alone.stop()


def test_the_docs_name_the_files_that_are_there() -> None:
    docs = (PROJECT / "docs" / "deploy.md").read_text("utf-8")
    for file in (PROJECT / "deploy").iterdir():
        assert f"deploy/{file.name}" in docs, file.name
