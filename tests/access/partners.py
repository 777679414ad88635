"""What each person is answered by the partners' pages."""

from typing import Any

from sqlalchemy import select

from partnerhub.foundation.db import db, transaction
from partnerhub.partners.imported import ImportedList
from partnerhub.partners.model import Contact, Partner
from partnerhub.partners.proposal import Proposal
from partnerhub.people.model import User
from tests.access import Row

BY_STAFF: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403}
BY_OWN: dict[str, Any] = {"anyone": 401, "viewer": 403, "other": 404}
READ: dict[str, Any] = {"anyone": 401, "viewer": 200, "partner": 403, "other": 403, "staff": 200, "principal": 200}


def for_staff(path: Any, status: int, data: Any = None) -> Row:
    """A route of staff."""
    return Row(path, **BY_STAFF, staff=status, principal=status, data=data)


def for_own(path: Any, status: int, data: Any = None) -> Row:
    """A route of staff and of the organization itself."""
    return Row(path, **BY_OWN, partner=status, staff=status, principal=status, data=data)


def contact(rest: str) -> Any:
    """The address of something of one of the clinic's people."""

    def path() -> str:
        clinic = select(Contact.id).join(Partner).where(Partner.name == "Northside Counseling")
        return f"/contacts/{db.session.scalars(clinic).first()}{rest}"

    return path


DETAILS = {"name": "Northside", "kind": "mental_health"}
ROWS = {
    "GET partners.index": Row("/partners", **READ),
    "GET partners.show_own": Row(
        "/organization", anyone=401, viewer=403, partner=303, other=303, staff=403, principal=403
    ),
    "GET partners.show_partner": Row(
        "/partners/{clinic}", anyone=401, viewer=200, partner=200, other=404, staff=200, principal=200
    ),
    "GET partners.new_partner": for_staff("/partners/new", 200),
    "POST partners.add_partner": for_staff(
        "/partners", 303, {"name": "A", "kind": "youth", "state": "active", "liaison": ""}
    ),
    "GET partners.edit_partner": for_staff("/partners/{clinic}/edit", 200),
    "POST partners.change_partner": for_staff("/partners/{clinic}", 303, DETAILS),
    "POST partners.review_partner": for_staff("/partners/{clinic}/review", 303),
    "POST partners.confirm_partner": for_own("/partners/{clinic}/confirmation", 303),
    "GET partners.ask_why": for_staff("/partners/{clinic}/pause", 200),
    "POST partners.move_partner": for_staff("/partners/{clinic}/pause", 303, {"reason": "Holidays"}),
    "GET partners.new_contact": for_own("/partners/{clinic}/people/new", 200),
    "POST partners.add_contact": for_own("/partners/{clinic}/people", 303, {"name": "Kim"}),
    "GET partners.edit_contact": for_own(contact("/edit"), 200),
    "POST partners.change_contact": for_own(contact(""), 303, {"name": "Kim"}),
    "POST partners.let_contact_leave": for_own(contact("/leaving"), 303),
    "POST partners.bring_contact_back": for_own(contact("/return"), 303),
    "POST partners.add_liaison": for_staff("/partners/{clinic}/liaisons", 303, {"user": "1"}),
    "POST partners.remove_liaison": for_staff("/partners/{clinic}/liaisons/{user_staff}/removal", 303),
}


def proposal(rest: str = "") -> Any:
    """The address of something of a proposal of the clinic."""

    def path() -> str:
        with transaction():
            clinic = db.session.scalars(select(Partner).where(Partner.name == "Northside Counseling")).one()
            user = User.by_email("partner@demo.example")
            made = Proposal.waiting_of(clinic) or Proposal.make(clinic, {"phone": "+1 555 010 0199"}, by=user)
            key = made.id
        return f"/proposals/{key}{rest}"

    return path


BY_PARTNER: dict[str, Any] = {"anyone": 401, "viewer": 403, "other": 404, "staff": 403, "principal": 403}
ROWS |= {
    "GET partners.new_proposal": Row("/partners/{clinic}/proposal/new", **BY_PARTNER, partner=200),
    "POST partners.propose": Row("/partners/{clinic}/proposal", **BY_PARTNER, partner=303, data=DETAILS),
    "GET partners.show_proposal": Row(proposal(), **READ),
    "POST partners.accept_proposal": for_staff(proposal("/acceptance"), 303),
    "POST partners.return_proposal": for_staff(proposal("/return"), 303, {"answer": "The number is old"}),
}


def imported(rest: str = "", by: str = "staff", state: str = "planned") -> Any:
    """The address of something of a list that staff sent."""

    def path() -> str:
        with transaction():
            sender = User.by_email(f"{by}@demo.example")
            rows, plan = [["Organization"], ["New Friends"]], {"problems": [], "items": []}
            sent = ImportedList(by_id=sender.id, name="l.csv", rows=rows, columns=["name"], plan=plan, state=state)
            db.session.add(sent)
            db.session.flush()
            key = sent.id
        return f"/partners/import/{key}{rest}"

    return path


def for_sender(path: Any, status: int, data: Any = None) -> Row:
    """A route of whoever sent the list; another of the staff is told that there is nothing."""
    return Row(path, **BY_STAFF, staff=status, principal=404, data=data)


ROWS |= {
    "GET partners.new_list": for_staff("/partners/import", 200),
    "POST partners.send_list": for_staff("/partners/import", 422),
    "GET partners.match_columns": for_sender(imported("/columns"), 200),
    "POST partners.choose_columns": for_sender(imported("/columns"), 303, {"column-0": "name"}),
    "GET partners.preview_list": for_sender(imported(), 200),
    "POST partners.take_over_list": for_sender(imported(), 303),
    "GET partners.export_list": Row("/partners/export.csv", **READ),
    "GET partners.show_duplicates": for_staff("/partners/duplicates", 200),
    "GET partners.compare_partners": for_staff("/partners/{clinic}/merge/{mentors}", 200),
    "POST partners.merge_partners": for_staff("/partners/{clinic}/merge/{mentors}", 303),
}
