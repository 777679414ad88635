"""What each person is answered by the onboarding's pages."""

from collections.abc import Callable

from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.onboarding.checklist import Item
from partnerhub.onboarding.lists import OwnList
from partnerhub.onboarding.model import STEPS, Application, State
from partnerhub.partners.model import Partner
from partnerhub.people.model import User
from tests.access import Row, everyone

BY_LINK = {"stranger": None, "why": "Whoever has the link may come; the link is known to nobody else."}
SCHOOL = {"anyone": 401, "partner": 403, "other": 403}
READ = {**SCHOOL, "viewer": 200, "staff": 200, "principal": 200}
OWN = {"anyone": 401, "viewer": 200, "partner": 200, "other": 404, "staff": 200, "principal": 200}
ANSWERS = {
    "name": "Aster Center",
    "kind": "other",
    "meets": "none",
    "places": ["on_site"],
    "contact_name": "Ada",
    "email": "ada@aster.example",
}


def act(status: int = 303, **more: int) -> dict[str, int]:
    """What only staff may do."""
    return {**SCHOOL, "viewer": 403, "staff": status, "principal": status, **more}


def link(page: str = "", *, sent: bool = False) -> Callable[[], str]:
    """The address of a new application's page."""

    def address() -> str:
        with transaction():
            application, token = Application.begin()
            for step in STEPS:
                application.save_step(step, ANSWERS)
            if sent:
                application.send()
        return f"/apply/{token}{page}"

    return address


def application(page: str = "") -> Callable[[], str]:
    """The address of the application that waits."""
    waiting = select(Application.id).where(Application.state == State.WAITING)
    return lambda: f"/onboarding/applications/{db.session.scalars(waiting).first()}{page}"


def item(page: str = "", *, state: str = "open") -> Callable[[], str]:
    """The address of one thing of the clinic's checklist, brought into a state."""

    def address() -> str:
        clinic = db.session.query(User).filter_by(email="partner@demo.example").one().partner_id
        with transaction():
            first = db.session.query(Item).filter_by(partner_id=clinic, by_partner=True).first()
            first.state = state
            key = first.id
        return f"/onboarding/items/{key}{page}"

    return address


def begun(state: str, page: str, *, done: bool = False) -> Callable[[], str]:
    """The address of an organization in a state; its checklist done, or as it is."""

    def address() -> str:
        with transaction():
            partner = db.session.query(Partner).filter_by(state=state).first()
            for one in Item.of(partner) if done else []:
                one.state = "accepted"
            key = partner.id
        return f"/onboarding/partners/{key}{page}"

    return address


def entry(page: str = "") -> Callable[[], str]:
    """The address of a step of a list that the school made its own."""

    def address() -> str:
        with transaction():
            by = db.session.query(User).filter_by(email="staff@demo.example").one()
            first = OwnList.make("US", "whole", by=by).entries[0]
            key = first.id
        return f"/onboarding/entries/{key}{page}"

    return address


def version() -> dict[str, str]:
    """What a decision is made upon."""
    waiting = select(Application.version).where(Application.state == State.WAITING)
    return {"version": str(db.session.scalars(waiting).first())}


ENTRY = {"title": "Key list", "by_partner": "no", "clearance": ""}
PARTNERS_ITEM = {"anyone": 401, "viewer": 403, "partner": 303, "other": 404, "staff": 303, "principal": 303}
ROWS = {
    "GET onboarding.index": Row(
        "/onboarding", anyone=401, viewer=200, partner=303, other=303, staff=200, principal=200
    ),
    "GET onboarding.begin": Row("/apply", **everyone(200)),
    "POST onboarding.start": Row("/apply", **everyone(303)),
    "GET onboarding.show_application": Row(link(), **everyone(200), **BY_LINK),
    "GET onboarding.show_step": Row(link("/kind"), **everyone(200), **BY_LINK),
    "POST onboarding.save_step": Row(link("/kind"), data={"kind": "youth"}, **everyone(303), **BY_LINK),
    "GET onboarding.check_answers": Row(link("/check"), **everyone(200), **BY_LINK),
    "POST onboarding.send_application": Row(link("/submission"), **everyone(303), **BY_LINK),
    "POST onboarding.mail_link": Row(link("/letter"), data={"to": "ada@aster.example"}, **everyone(303), **BY_LINK),
    "POST onboarding.answer_question": Row(
        link("/answer", sent=True), data={"answer": "Yes."}, **everyone(303), **BY_LINK
    ),
    "GET onboarding.show_application_to_school": Row(application(), **READ),
    "POST onboarding.ask_applicant": Row(
        application("/question"), data=lambda: {**version(), "question": "When?"}, **act()
    ),
    "POST onboarding.decline_application": Row(
        application("/refusal"), data=lambda: {**version(), "reason": "No room."}, **act()
    ),
    "POST onboarding.accept_application": Row(
        application("/acceptance"), data=lambda: {**version(), "situation": "whole", "partner": "new"}, **act()
    ),
    "POST onboarding.recover_application": Row(application("/recovery"), **act()),
    "GET onboarding.show_checklist": Row("/onboarding/partners/{clinic}", **OWN),
    "POST onboarding.begin_checklist": Row(begun("applying", "/checklist"), data={"situation": "visitor"}, **act()),
    "POST onboarding.add_item": Row(begun("onboarding", "/items"), data=ENTRY, **act()),
    "POST onboarding.activate_partner": Row(begun("onboarding", "/activation", done=True), **act()),
    "POST onboarding.activate_partner too soon": Row(begun("onboarding", "/activation"), **act(409)),
    "GET onboarding.show_item": Row(item(), **OWN),
    "GET onboarding.show_file": Row(item("/file"), anyone=401, **{k: 404 for k in OWN if k != "anyone"}),
    "POST onboarding.send_in_item": Row(item("/submission"), data={"text": "Here."}, **PARTNERS_ITEM),
    "POST onboarding.accept_item": Row(item("/acceptance"), **act()),
    "POST onboarding.return_item": Row(item("/return", state="sent_in"), data={"why": "No date."}, **act()),
    "POST onboarding.waive_item": Row(item("/waiver"), data={"reason": "No staff."}, **act()),
    "POST onboarding.reopen_item": Row(item("/reopening", state="accepted"), **act()),
    "GET onboarding.index_lists": Row("/onboarding/lists", **READ),
    "GET onboarding.show_list": Row("/onboarding/lists/whole", **READ),
    "POST onboarding.make_own": Row("/onboarding/lists/whole/own", **act()),
    "POST onboarding.give_up_own": Row("/onboarding/lists/whole/brought", **act()),
    "POST onboarding.add_entry": Row("/onboarding/lists/whole/entries", data=ENTRY, **act()),
    "GET onboarding.edit_entry": Row(entry(), **act(200)),
    "POST onboarding.change_entry": Row(entry(), data=ENTRY, **act()),
    "POST onboarding.move_entry": Row(entry("/position"), **act()),
    "POST onboarding.remove_entry": Row(entry("/removal"), **act()),
}
