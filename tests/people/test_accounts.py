"""Accounts at their edges: two at once, behind TLS, and where one is in the rail."""

import re
import threading
from datetime import timedelta
from pathlib import Path

from flask import Flask

from partnerhub.config import settings
from partnerhub.foundation import clock
from partnerhub.foundation.db import db, transaction
from partnerhub.people.model import SignIn, User
from tests import schools
from tests.conftest import Browser, build, signed_in_as


def test_the_rail_marks_one_place_only(as_staff: Browser) -> None:
    for path, label in (("/account", "Your account"), ("/people", "People"), ("/bin", "Bin")):
        rail = as_staff.get(path).text.split('<header class="rail">')[1].split("</header>")[0]
        current = re.findall(r'aria-current="page">.*?<span>(.*?)</span>', rail, re.S)
        assert current == [label], path


def test_without_a_choice_the_colors_follow_the_device(as_staff: Browser) -> None:
    colors = re.findall(r'<input type="radio" name="theme"[^>]*>', as_staff.get("/account").text)
    assert [("checked" in color) for color in colors] == [True, False, False]


def test_two_principals_who_turn_each_other_off_at_once_leave_one(app: Flask, as_principal: Browser) -> None:
    assert as_principal.post("/people/2/role", {"role": "principal"}).status_code == 303
    for _ in range(5):
        browsers = {2: signed_in_as(app, "principal"), 1: signed_in_as(app, "staff")}
        ready, statuses = threading.Barrier(2), []

        def work(key: int, browser: Browser, ready: threading.Barrier, statuses: list[int]) -> None:
            ready.wait()
            statuses.append(browser.post(f"/people/{key}/turning-off").status_code)

        threads = [threading.Thread(target=work, args=(*pair, ready, statuses)) for pair in browsers.items()]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(statuses) in ([303, 401], [303, 409])
        with app.app_context(), transaction():
            left = db.session.query(User).filter_by(role="principal", turned_off_at=None).all()
            assert len(left) == 1
            for user in db.session.query(User).filter(User.id.in_([1, 2])):
                user.turned_off_at = None


def test_behind_tls_the_cookies_are_for_this_host_alone(demo_folder: Path, tmp_path: Path) -> None:
    folder, url = schools.copy(demo_folder, tmp_path / "tls"), "https://hub.school.example"
    secure = build(folder, **settings({"PARTNERHUB_URL": url, **schools.environ(folder)}))
    secure.config.update(WTF_CSRF_ENABLED=False, TESTING=True)
    sent = {"email": "staff@demo.example", "password": "partnerhub-demo"}
    answer = secure.test_client().post("/login", data=sent, base_url=url)
    cookies = [cookie for cookie in answer.headers.getlist("Set-Cookie") if "partnerhub" in cookie]
    assert len(cookies) >= 2
    for cookie in cookies:
        assert cookie.startswith("__Host-partnerhub")
        assert all(part in cookie for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax"))
        assert "Domain" not in cookie
    assert "max-age" in answer.headers["Strict-Transport-Security"]


def test_a_public_form_of_somebody_signed_in_does_not_wait_for_itself(app: Flask, as_staff: Browser) -> None:
    an_hour_ago = clock.now() - timedelta(hours=1)
    with app.app_context(), transaction():
        db.session.query(SignIn).update({"seen_at": an_hour_ago})
    assert as_staff.post("/apply", {"submission_id": "a-first-try"}).status_code == 303
    with app.app_context():
        assert db.session.query(SignIn).one().seen_at > an_hour_ago
