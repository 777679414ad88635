"""A parent at the school gate: an old phone, another language, a bad network, and one minute."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from partnerhub.feedback import doors
from partnerhub.feedback.answers import Comment, Response
from partnerhub.feedback.contact import ContactRequest
from partnerhub.feedback.model import Pulse
from partnerhub.feedback.routes.kiosk import kiosk_word
from partnerhub.foundation.db import db
from tests.browser.applying import count
from tests.browser.conftest import PHONE, Live, Open, Window, served
from tests.browser.test_pages import OF_COLOR, TAGS, TOO_WIDE
from tests.feedback.asking import asked_in

NOT_SENT = {"en": "Not sent yet", "es": "Sin enviar", "ar": "لم"}
WORDS = "Gracias, todo bien."
KINDS = {
    "ease": {"kind": "scale", "scale": "ease", "may_not_apply": True},
    "helped": {"kind": "scale", "scale": "extent"},
    "knew": {"kind": "yes-no"},
    "why": {"kind": "long", "shown_if": "knew", "shown_if_answers": ["no"]},
    "more": {"kind": "long"},
}
AXE = Axe()


@pytest.fixture(autouse=True)
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine taps faster than a parent."""
    monkeypatch.setattr(doors, "FASTEST", -1)


@pytest.fixture
def live(demo_folder: Path, tmp_path: Path) -> Iterator[Live]:
    yield from served(demo_folder, tmp_path / "live", WTF_CSRF_ENABLED=True)


@pytest.fixture
def path(live: Live) -> str:
    return asked_in(live.app, kinds=KINDS)


def answers(live: Live) -> list[Response]:
    """The answers of the newest round."""
    with live.app.app_context():
        newest = db.session.query(Pulse).order_by(Pulse.id.desc()).first()
        assert newest
        return list(db.session.query(Response).filter_by(round_id=newest.rounds[0].id))


def tap(page: Page, name: str, value: str) -> None:
    """Tap an answer."""
    page.locator(f'label:has(input[name="{name}"][value="{value}"])').click()


def send(page: Page) -> None:
    """Tap the button, and wait for the page of thanks."""
    page.locator("button.send").click()
    page.wait_for_url("**/thanks**")


@pytest.mark.parametrize(("language", "direction"), [("es", "ltr"), ("ar", "rtl")])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_a_parent_answers_in_their_language_with_three_taps(
    live: Live, open_window: Open, path: str, language: str, direction: str, scripts: bool
) -> None:
    window = open_window(live, "phone", locale=language, java_script_enabled=scripts)
    page = window.go(path)
    html = page.locator("html")
    expect(html).to_have_attribute("lang", language)
    expect(html).to_have_attribute("dir", direction)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"How is it going? ({language})")
    tap(page, "ease", "5")
    tap(page, "helped", "4")
    send(page)
    expect(page.locator("html")).to_have_attribute("lang", language)
    assert [(one.answers, one.language) for one in answers(live)] == [({"ease": "5", "helped": "4"}, language)]
    assert window.context.cookies() == []


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_one_tap_switches_the_language_and_the_answers_stay(
    live: Live, open_window: Open, path: str, scripts: bool
) -> None:
    page = open_window(live, "phone", java_script_enabled=scripts).go(path)
    tap(page, "ease", "2")
    page.get_by_label("About more?").fill(WORDS)
    page.get_by_role("button", name="español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator('[name="ease"][value="2"]')).to_be_checked()
    expect(page.locator('[name="more"]')).to_have_value(WORDS)
    send(page)
    assert [(one.answers, one.language) for one in answers(live)] == [({"ease": "2"}, "es")]
    assert count(live, Comment, text=WORDS) == 1


def test_a_question_that_depends_on_an_answer_appears_with_it(live: Live, open_window: Open, path: str) -> None:
    page = open_window(live, "phone").go(path)
    why = page.get_by_label("About why?")
    expect(why).to_be_hidden()
    tap(page, "knew", "no")
    why.fill("Nobody told us.")
    tap(page, "knew", "yes")
    expect(why).to_be_hidden()
    send(page)
    assert count(live, Comment, text="Nobody told us.") == 0
    silent = open_window(live, "phone", java_script_enabled=False).go(path)
    expect(silent.get_by_text("Only if you answered: No")).to_be_visible()


def test_without_a_network_nothing_is_lost_and_it_is_sent_once(live: Live, open_window: Open, path: str) -> None:
    window = open_window(live, "phone")
    page = window.go(path)
    tap(page, "ease", "3")
    page.reload()
    expect(page.locator('[name="ease"][value="3"]')).to_be_checked()
    expect(page.get_by_text(NOT_SENT["en"])).to_be_visible()
    window.context.set_offline(True)
    page.locator("button.send").click()
    expect(page.get_by_text("No connection. Your answers are still here")).to_be_visible()
    assert answers(live) == []
    window.context.set_offline(False)
    page.wait_for_url("**/thanks**")
    assert [one.answers for one in answers(live)] == [{"ease": "3"}]
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0


def test_a_double_tap_and_the_back_button_send_once(live: Live, open_window: Open, path: str) -> None:
    page = open_window(live, "phone").go(path)
    tap(page, "ease", "4")
    page.locator("button.send").dblclick()
    page.wait_for_url("**/thanks**")
    assert len(answers(live)) == 1
    page.go_back()
    if page.locator('[name="ease"][value="4"]').is_checked():  # the browser kept the page: the same form once more
        send(page)
    assert len(answers(live)) == 1


def test_what_is_wrong_takes_the_focus_and_leads_to_its_question(live: Live, open_window: Open) -> None:
    path = asked_in(live.app, kinds={"knew": {"kind": "yes-no", "is_required": True}, "more": {"kind": "long"}})
    page = open_window(live, "phone").go(path)
    page.get_by_label("About more?").fill(WORDS)
    page.locator("button.send").click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(page).to_have_title("Error: How is it going? · Sample Hill School")
    expect(page.get_by_label("About more?")).to_have_value(WORDS)
    page.get_by_role("alert").get_by_role("link", name="About knew?").click()
    tap(page, "knew", "yes")
    send(page)
    assert count(live, Comment, text=WORDS) == 1


def test_the_tablet_at_the_door_forgets_after_a_minute_and_after_the_thanks(live: Live, open_window: Open) -> None:
    path = asked_in(live.app, kinds=KINDS)
    with live.app.test_request_context():
        pulse = Pulse.by_code(path[3:])
        assert pulse
        kiosk = f"{path}/kiosk/{kiosk_word(pulse)}"
    window = open_window(live, "tablet")
    window.page.clock.install()
    page = window.go(kiosk)
    tap(page, "ease", "1")
    page.get_by_label("About more?").fill("Only half written")
    with page.expect_navigation():
        page.clock.fast_forward(61_000)
    expect(page.get_by_label("About more?")).to_have_value("")
    expect(page.locator("input:checked")).to_have_count(0)
    tap(page, "ease", "5")
    send(page)
    page.wait_for_url(f"**{kiosk}", timeout=30_000)
    expect(page.locator("input:checked")).to_have_count(0)
    assert page.evaluate("sessionStorage.length + localStorage.length") == 0
    assert [(one.answers, one.channel) for one in answers(live)] == [({"ease": "5"}, "kiosk")]


def test_a_wish_to_be_contacted_goes_its_own_way(live: Live, open_window: Open, path: str) -> None:
    page = open_window(live, "phone").go(f"{path}/thanks")
    page.get_by_role("link", name="Please contact me").click()
    page.get_by_label("Your name").fill("Ana Cruz")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_text("Enter how we can reach you.").first).to_be_visible()
    page.get_by_label("Telephone or e-mail").fill("555 010 1234")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="Thank you. We will be in touch.")).to_be_visible()
    assert count(live, ContactRequest, name="Ana Cruz") == 1


REST = ("", "/thanks", "/privacy", "/contact", "/contact/thanks", "/questions")


@pytest.mark.parametrize("language", ["en", "ar"])
def test_every_page_of_families_serves_everyone(live: Live, open_window: Open, path: str, language: str) -> None:
    window: Window = open_window(live, "phone", locale=language)
    wrong: dict[str, list[str]] = {}
    for rest in REST:
        page = window.go(path + rest)
        page.evaluate(AXE.axe_script)
        found = []
        for scheme, only in (("light", TAGS), ("dark", OF_COLOR)):
            page.emulate_media(color_scheme=scheme)
            asked = "only => axe.run({resultTypes: ['violations'], runOnly: only, preload: false})"
            faults = page.evaluate(asked, only)["violations"]
            found += [f"{scheme}: {fault['id']}: {fault['nodes'][0]['html'][:120]}" for fault in faults]
        for width, size in ((320, "100%"), (360, "200%")):
            page.set_viewport_size({"width": width, "height": 740})
            page.evaluate("size => document.documentElement.style.fontSize = size", size)
            found += [f"too wide at {width}, {size}"] if page.evaluate(TOO_WIDE) else []
        page.set_viewport_size(PHONE)
        if found:
            wrong[rest] = found
    assert wrong == {}
