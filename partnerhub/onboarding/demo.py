"""The demonstration's chapter: applications and checklists in every state. All of it is plainly invented."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.db import db
from partnerhub.onboarding.checklist import Item, begin
from partnerhub.onboarding.defaults import Situation
from partnerhub.onboarding.model import STEPS, Application
from partnerhub.partners.model import Partner, State

APPLICATIONS: dict[str, dict[str, Any]] = {
    "new": {
        "name": "Harbor Grief Support",
        "who": "organization",
        "kind": "social_service",
        "offers": "A group for children who have lost somebody, eight afternoons in spring.",
        "serves": "Grades 2 to 6",
        "how_often": "regular",
        "places": ["on_site"],
        "times": "Wednesdays, 2 to 3:30",
        "languages": "English",
        "meets": "together",
        "insurance": "yes",
        "contact_name": "Colleen Drury",
        "contact_role": "Group leader",
        "email": "groups@harbor.example",
    },
    "asked": {
        "name": "Lakeside Robotics Club",
        "who": "organization",
        "kind": "youth",
        "offers": "Building and programming small robots, in groups of eight.",
        "serves": "Grades 4 to 6",
        "how_often": "regular",
        "places": ["on_site"],
        "times": "Thursdays after school",
        "languages": "English, Spanish",
        "meets": "alone",
        "insurance": "unsure",
        "contact_name": "Tom Ashby",
        "email": "tom@lakesiderobots.example",
    },
    "declined": {
        "name": "Bright Screens Tutoring",
        "who": "organization",
        "kind": "business",
        "offers": "A paid tutoring program for families.",
        "serves": "Parents",
        "how_often": "sometimes",
        "places": ["telehealth"],
        "languages": "English",
        "meets": "none",
        "insurance": "yes",
        "contact_name": "Kay Lund",
        "email": "kay@brightscreens.example",
    },
}


def fill(cast: Any) -> None:
    """Bring in who applies, and the checklists of those who are partners."""
    staff = cast.users["staff"]
    for name, days_ago in (("new", 1), ("asked", 5), ("declined", 20)):
        with clock.stopped_at(clock.now() - timedelta(days=days_ago)):
            application = apply(APPLICATIONS[name])
        with clock.stopped_at(clock.now() - timedelta(days=days_ago - 1)):
            decide(name, application, staff)
    for partner in db.session.scalars(select(Partner).order_by(Partner.id)).all():
        give_checklist(partner, staff)
    db.session.flush()


def apply(answers: dict[str, Any]) -> Application:
    """Write and send an application."""
    application, _token = Application.begin()
    for step in STEPS:
        application.save_step(step, answers)
    application.send()
    return application


def decide(name: str, application: Application, staff: Any) -> None:
    """What the school did with it."""
    if name == "asked":
        application.ask(
            "Can one of you always stay until the last student is picked up?", by=staff, seen=application.version
        )
    if name == "declined":
        reason = "We offer tutoring through our own teachers and do not take paid programs."
        application.decline(reason, by=staff, seen=application.version)


def give_checklist(partner: Partner, staff: Any) -> None:
    """The list of a partner: finished where it is active, in every state where it is on its way."""
    if partner.state == State.APPLYING or Item.of(partner):
        return
    situation = Situation.TELEHEALTH if partner.is_telehealth and not partner.is_on_site else Situation.WHOLE
    state = partner.state
    began = clock.now() - timedelta(days=12 if state == State.ONBOARDING else 200)
    with clock.stopped_at(began):
        if state != State.ONBOARDING:
            partner.state = State.ONBOARDING
        items = begin(partner, situation, "US", by=staff)
    with clock.stopped_at(began + timedelta(days=9)):
        if state == State.ONBOARDING:
            work_on(items, staff)
        else:
            for item in items:
                item.accept(by=staff)
    partner.state = state


def work_on(items: list[Item], staff: Any) -> None:
    """A checklist on its way: something in every state."""
    ours = next(item for item in items if not item.by_partner)
    ours.accept(by=staff)
    theirs = {item.clearance: item for item in items if item.by_partner}
    theirs["liability"].send_in("The certificate is with your office.", None, by=staff)
    theirs["liability"].accept(by=staff)
    theirs["background_check"].send_in("The letters of all three are at your office since Monday.", None, by=staff)
    theirs["mandated_reporter"].send_in("We did the training.", None, by=staff)
    theirs["mandated_reporter"].give_back("Please write the date of the training.", by=staff)
    theirs["license"].waive("None of those who come is a clinician.", by=staff)
