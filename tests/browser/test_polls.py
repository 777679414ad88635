"""Finding a time from three devices: the school's tablet, a partner's phone, a guest's old one without scripts."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select

from partnerhub.foundation.db import db
from partnerhub.foundation.mail import Mail
from partnerhub.meetings.model import Meeting
from tests.browser.conftest import Live, Open

TITLE = "Talk about the new group"
GUEST = "Father Reyes"


def say(page: Page, *answers: str) -> None:
    """Answer each of the times."""
    for n, answer in enumerate(answers):
        page.locator("main fieldset").nth(n).get_by_text(answer, exact=True).click()
    page.get_by_role("button", name=re.compile("^Send my")).click()
    expect(page.get_by_text("Your answer is sent.")).to_be_visible()
    expect(page.get_by_text("We have your answer.")).to_be_visible()


def letters(live: Live) -> dict[str, str]:
    """The paths of the links in the letters about the poll, by whom they went to."""
    with live.app.app_context():
        found = db.session.scalars(select(Mail).where(Mail.subject.contains(TITLE), Mail.link.contains("/times/")))
        return {mail.to: "/" + (mail.link or "").split("/", 3)[3] for mail in found}


@pytest.mark.parametrize("size", ["phone", "tablet"])
def test_a_time_is_found_from_three_devices(live: Live, open_window: Open, size: str) -> None:
    school = open_window(live, "tablet")
    page = school.sign_in("staff")
    page = school.go("/meetings")
    page.get_by_role("link", name="Find a time").click()
    page.get_by_label("With whom").select_option(label="Northside Counseling")
    page.get_by_label("What it is called").fill(TITLE)
    for n, (day, begins) in enumerate((("2099-03-09", "15:30"), ("2099-03-10", "09:00"))):
        page.get_by_label("Day").nth(n).fill(day)
        page.get_by_label("Begins at").nth(n).fill(begins)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    page.get_by_text("Ask one more").click()
    page.get_by_label("Or a guest's name").fill(GUEST)
    page.get_by_label("The guest's e-mail address").fill("reyes@church.example")
    page.get_by_role("button", name="Add", exact=True).last.click()
    expect(page.get_by_text("Father Reyes is asked, too.")).to_be_visible()
    page.get_by_role("button", name="Send the question").click()
    expect(page.get_by_text(re.compile("The question goes to"))).to_be_visible()

    links = letters(live)
    say(school.go(links.pop("staff@demo.example")), "Yes", "No")
    guest = open_window(live, size, java_script_enabled=False)
    say(guest.go(links.pop("reyes@church.example")), "If need be", "Yes")
    coordinator = open_window(live, size)
    its_link = links.popitem()[1]
    page = coordinator.go(its_link)
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    say(page, "No", "Yes")
    expect(page.get_by_text("Not sent yet")).to_be_hidden()
    page = coordinator.go(its_link)
    page.locator("main fieldset").nth(0).get_by_text("Yes", exact=True).click()
    expect(page.get_by_text("Not sent yet")).to_be_visible()
    page.get_by_role("button", name="Send my new answer").click()
    expect(page.get_by_text("Your answer is sent.")).to_be_visible()

    page = school.go("/meetings")
    page.get_by_role("link", name=TITLE).click()
    best = page.locator(".row", has_text="Suits best")
    expect(best).to_contain_text("March 9")
    best.get_by_role("button", name=re.compile("^Choose this time")).click()
    expect(page.get_by_text("The meeting is planned, and everybody is told.")).to_be_visible()
    expect(page.get_by_text(GUEST)).to_be_visible()
    expect(coordinator.go(its_link).get_by_text("The time is found.")).to_be_visible()
    with live.app.app_context():
        assert db.session.query(Meeting).filter_by(title=TITLE).count() == 1
        told = db.session.scalars(select(Mail.to).where(Mail.subject.contains("The time is found"))).all()
        assert "reyes@church.example" in told
