"""What is asked of every request, and what every answer carries."""

import base64
import hashlib
import io
import re
from typing import Any

import pytest
from flask import Flask, g
from sqlalchemy.exc import OperationalError

from partnerhub.foundation.access import allow, anyone, refuse_unguarded
from tests.conftest import Browser, signed_in_as
from tests.feedback.asking import asked_in


def test_every_answer_carries_a_strict_content_security_policy(as_anyone: Browser) -> None:
    for path in ("/login", "/apply", "/healthz", "/nowhere", "/static/app.css"):
        headers = as_anyone.get(path).headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert "unsafe" not in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff", path


def test_a_page_that_carries_a_style_sheet_allows_that_one_alone(app: Flask, as_anyone: Browser) -> None:
    page = as_anyone.get(asked_in(app))
    [carried] = re.findall(r"<style>(.*?)</style>", page.text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(carried.encode()).digest()).decode()
    assert f"style-src 'self' 'sha256-{digest}';" in page.headers["Content-Security-Policy"]
    assert "sha256" not in as_anyone.get("/login").headers["Content-Security-Policy"]


def test_only_the_scripts_that_a_page_names_for_this_answer_run(as_staff: Browser) -> None:
    pages = [as_staff.get("/") for _ in range(2)]
    words = [re.findall(r"script-src 'nonce-([\w-]{22})';", page.headers["Content-Security-Policy"]) for page in pages]
    assert words[0] != words[1]
    for page, [word] in zip(pages, words, strict=True):
        scripts = re.findall(r"<script [^>]*>", page.text)
        assert len(scripts) > 2
        assert all(f'nonce="{word}"' in script for script in scripts)
    assert "script-src 'none'" in as_staff.get("/healthz").headers["Content-Security-Policy"]


def test_pages_are_stored_nowhere_and_never_shown_as_a_fragment(as_staff: Browser) -> None:
    headers = as_staff.get("/").headers
    assert "no-store" in headers["Cache-Control"]
    assert "HX-Request" in headers["Vary"]


@pytest.mark.parametrize("host", ["evil.example", "school.example.evil.example", "8.8.8.8"])
def test_a_strange_host_name_is_not_answered(as_anyone: Browser, host: str) -> None:
    assert as_anyone.client.get("/login", headers={"Host": host}).status_code == 400


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1", "192.168.1.7:8080", "[::1]:8080"])
def test_without_a_public_address_only_the_own_network_is_answered(as_anyone: Browser, host: str) -> None:
    assert as_anyone.client.get("/login", headers={"Host": host}).status_code == 200


def test_with_a_public_address_only_that_is_answered(app: Flask) -> None:
    app.config["PUBLIC_URL"] = "https://partners.school.example"
    client = app.test_client()
    assert client.get("/login", headers={"Host": "partners.school.example"}).status_code == 200
    assert client.get("/login", headers={"Host": "localhost"}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}],
)
def test_another_sites_page_cannot_send_a_form(as_staff: Browser, headers: dict[str, str]) -> None:
    assert as_staff.client.post("/logout", headers=headers).status_code == 403


def with_csrf(app: Flask, short: str | None = None) -> Browser:
    app.config["WTF_CSRF_ENABLED"] = True
    return signed_in_as(app, short) if short else Browser(app.test_client())


def test_a_form_without_its_token_changes_nothing_and_keeps_what_was_typed(app: Flask) -> None:
    answer = with_csrf(app).post("/login", {"email": "rosa@example.org", "password": "not to be shown"})
    assert answer.status_code == 400
    assert 'value="rosa@example.org"' in answer.text
    assert "not to be shown" not in answer.text


def test_a_form_with_its_token_goes_through(app: Flask) -> None:
    browser = with_csrf(app)
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/login").text)
    assert token
    sent = {"email": "staff@demo.example", "password": "partnerhub-demo", "csrf_token": token[1]}
    assert browser.post("/login", sent).status_code == 303


def test_text_survives_a_session_that_ended(app: Flask, as_anyone: Browser) -> None:
    answer = as_anyone.post("/logout", {"notes": "what we agreed"})
    assert answer.status_code == 401
    assert 'value="what we agreed"' in answer.text


def break_a_page(app: Flask, error: Exception, endpoint: str = "home.search") -> Browser:
    app.config["PROPAGATE_EXCEPTIONS"] = False

    def broken() -> Any:
        raise error

    app.view_functions[endpoint] = allow(anyone)(broken)
    return Browser(app.test_client())


def test_a_failure_shows_a_plain_page_with_an_id_that_the_log_has(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    answer = break_a_page(app, ZeroDivisionError("secret detail")).get("/search")
    assert answer.status_code == 500
    assert "secret detail" not in answer.text
    assert "Traceback" not in answer.text
    logged = re.search(r"error ([0-9a-f]{8})", caplog.text)
    assert logged
    assert logged[1] in answer.text


def test_a_database_that_cannot_write_says_so(app: Flask) -> None:
    full = OperationalError("INSERT", {}, Exception("database or disk is full"))
    answer = break_a_page(app, full, "people.sign_in").post("/login", {"email": "who@demo.example"})
    assert answer.status_code == 503
    assert "We cannot save right now" in answer.text
    assert "who@demo.example" in answer.text


def test_who_only_reads_is_not_told_of_saving(app: Flask) -> None:
    gone = OperationalError("SELECT", {}, Exception("connection refused"))
    answer = break_a_page(app, gone).get("/search")
    assert answer.status_code == 500
    assert "Reading still works" not in answer.text


def test_an_address_with_a_letter_that_no_database_takes_leads_nowhere(as_anyone: Browser) -> None:
    assert as_anyone.get("/f/%00").status_code == 404
    assert as_anyone.post("/polls/%00").status_code == 404


def test_the_app_does_not_start_with_a_route_that_says_nothing_of_who_may_enter(app: Flask) -> None:
    app.view_functions["school.forgotten"] = lambda: "open to all"
    with pytest.raises(RuntimeError, match=r"school\.forgotten"):
        refuse_unguarded(app)


def test_a_large_file_comes_in_where_files_are_taken_and_nowhere_else(app: Flask) -> None:
    def take() -> str:
        return str(len(g.uploads["paper"][0].content))

    app.add_url_rule("/takes", "takes", allow(anyone, upload=True)(take), methods=["POST"])
    app.add_url_rule("/takes-none", "takes_none", allow(anyone)(lambda: take()), methods=["POST"])
    browser = with_csrf(app)
    token = re.search(r'name="csrf_token" value="([^"]+)"', browser.get("/login").text)
    assert token
    pdf = b"%PDF-1.7\n" + b"x" * 9_000_000

    def send(path: str) -> Any:
        return browser.post(path, {"csrf_token": token[1], "paper": (io.BytesIO(pdf), "insurance.pdf")})

    answer = send("/takes")
    assert (answer.status_code, answer.text) == (200, str(len(pdf)))
    assert send("/takes-none").status_code == 413
