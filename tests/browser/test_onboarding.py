"""From an application to an active partner, with the applicant and the school at two browsers."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from partnerhub.foundation import audit
from partnerhub.onboarding.checklist import Item
from partnerhub.partners.model import Partner
from tests import papers
from tests.browser.applying import ADDRESS, NAME, PERSON, apply, count
from tests.browser.conftest import SIZES, Live, Open, Window

PASSWORD = "three small lanterns by the door"
QUESTION = "On which mornings could you come?"
ANSWER = "Tuesdays and Thursdays, from 8."
WHY = "The second page is missing."
OVERRIDE = "Seen on paper by the district."


def read_application(school: Window) -> Page:
    """Find the application in the queue and open it."""
    page = school.go("/onboarding")
    page.get_by_role("link", name=re.compile(NAME)).first.click()
    expect(page.get_by_role("heading", name=NAME).first).to_be_visible()
    return page


def talk(applicant: Window, school: Window) -> None:
    """The school asks a question back, and the applicant answers by their link."""
    desk = read_application(school)
    desk.get_by_text("Ask a question first").click()
    desk.get_by_role("textbox", name="Your question").fill(QUESTION)
    desk.get_by_role("button", name="Mail the question").click()
    expect(desk.get_by_text("Not answered yet")).to_be_visible()
    page = applicant.page
    page.reload()
    expect(page.get_by_text(QUESTION)).to_be_visible()
    page.get_by_role("textbox", name="Your answer").fill(ANSWER)
    page.get_by_role("button", name="Send my answer").click()
    expect(page.get_by_text("You answered:")).to_be_visible()
    desk.reload()
    expect(desk.get_by_text(ANSWER)).to_be_visible()


def say_yes(school: Window) -> str:
    """The school accepts. Returns the address of the checklist."""
    desk = school.page
    desk.get_by_label("Checklist").select_option("The whole list")
    desk.get_by_role("button", name="Accept the application").click()
    expect(desk.get_by_text("Its checklist has begun")).to_be_visible()
    return desk.url


def come_in(applicant: Window, invitation: str) -> None:
    """Follow the link of the invitation and choose a password."""
    page = applicant.page
    page.reload()
    expect(page.get_by_text("The school said yes")).to_be_visible()
    page.goto(invitation)
    expect(page.get_by_label("Your name")).to_have_value(PERSON)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Come in").click()
    expect(page.get_by_role("heading", name="You are invited")).to_have_count(0)


def open_step(window: Window, checklist: str, title: str) -> Page:
    """Open one step of the checklist."""
    window.page.goto(checklist)
    window.page.get_by_role("link", name=title).first.click()
    expect(window.page.get_by_role("heading", name=title, level=1)).to_be_visible()
    return window.page


def send_in(partner: Window, checklist: str, title: str, *, text: str = "", file: Path | None = None) -> None:
    """Do one step of the checklist."""
    page = open_step(partner, checklist, title)
    if text:
        page.get_by_label("Your answer").fill(text)
    if file:
        page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Send in").click()
    expect(page.get_by_text(re.compile("Sent in|The school looks at it")).first).to_be_visible()


def judge_the_rest(school: Window, checklist: str) -> None:
    """Accept what is required and not done yet, and override one thing with a reason."""
    page = open_step(school, checklist, "Mandated-reporter training")
    page.get_by_text("Leave it out for this partner").click()
    page.get_by_role("textbox", name="Why can it be left out?").fill(OVERRIDE)
    page.get_by_role("button", name="Leave it out").click()
    expect(page.get_by_text(OVERRIDE).first).to_be_visible()
    for title in (
        *("Agreement in force", "General liability insurance", "Background checks", "Professional licenses"),
        *("Confidentiality agreement", "Subcontractors declared", "A liaison named on both sides"),
    ):
        page = open_step(school, checklist, title)
        page.get_by_role("button", name=re.compile("^(Accept|Mark as done)$")).click()
        expect(page.get_by_text(f"“{title}”").or_(page.get_by_text("Accepted")).first).to_be_visible()
    open_step(school, checklist, "Orientation visit").goto(checklist)
    expect(page.get_by_role("button", name="Make the partner active")).to_have_count(0)
    page.get_by_role("button", name=re.compile("Mark as done.*Orientation visit")).click()


@pytest.mark.parametrize("size", SIZES)
def test_from_an_application_to_an_active_partner(live: Live, open_window: Open, size: str, tmp_path: Path) -> None:
    pdf, photo = tmp_path / "signed.pdf", tmp_path / "signed.jpg"
    pdf.write_bytes(papers.PDF)
    photo.write_bytes(papers.picture("JPEG", size=(900, 600)))
    applicant, school, principal = (open_window(live, shape) for shape in (size, "tablet", "tablet"))
    apply(applicant)
    school.sign_in("staff")
    talk(applicant, school)
    checklist = say_yes(school)

    principal.sign_in("principal")
    letter = principal.go("/outbox").get_by_role("region", name=re.compile("invites you")).first
    come_in(applicant, letter.get_by_role("textbox", name=f"Link for {ADDRESS}").input_value())

    send_in(applicant, checklist, "Subcontractors declared", text="There are none.")
    send_in(applicant, checklist, "Confidentiality agreement", file=pdf)
    page = open_step(school, checklist, "Confidentiality agreement")
    expect(page.get_by_role("link", name="signed.pdf")).to_be_visible()
    page.get_by_text("Return it, with a word why").click()
    page.get_by_role("textbox", name="What is missing?").fill(WHY)
    page.get_by_role("button", name="Return it").click()
    expect(page.get_by_text(f"Returned: {WHY}")).to_be_visible()

    page = applicant.go("/")
    expect(page.get_by_text(WHY).first).to_be_visible()
    send_in(applicant, checklist, "Confidentiality agreement", file=photo)
    judge_the_rest(school, checklist)
    school.page.get_by_role("button", name="Make the partner active").click()
    expect(school.page.get_by_text(re.compile("active", re.I)).first).to_be_visible()
    assert count(live, Partner, name=NAME, state="active") == 1
    assert count(live, Item, why=OVERRIDE) == 1
    assert count(live, audit.Event, kind="item.waived") >= 1
    board = principal.go("/cleared")
    expect(board.get_by_role("link", name=NAME)).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_of_two_people_who_decide_the_second_is_told_what_the_first_did(
    live: Live, open_window: Open, size: str
) -> None:
    first, second = open_window(live, size), open_window(live, size)
    apply(open_window(live))
    first.sign_in("staff")
    second.sign_in("principal")
    read_application(first)
    page = read_application(second)
    page.get_by_text("Decline", exact=True).click()
    page.get_by_label("Why not?").fill("We have no room this year.")
    first.page.get_by_role("button", name="Accept the application").click()
    expect(first.page.get_by_text("Its checklist has begun")).to_be_visible()

    page.get_by_role("button", name="Decline and mail the reason").click()
    expect(page.get_by_role("heading", name="Somebody else was faster")).to_be_visible()
    expect(page.get_by_text("We have no room this year.")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("Marcus Webb")
    page.get_by_role("link", name="See it as it is now").click()
    expect(page.get_by_role("heading", name="Accepted")).to_be_visible()
    assert count(live, Partner, name=NAME) == 1
