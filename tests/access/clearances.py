"""What each person is answered by the clearances' pages."""

from sqlalchemy import select

from partnerhub.clearances.model import Clearance, ClearanceKind, State
from partnerhub.foundation.db import db
from partnerhub.partners.model import Partner
from tests.access import Row


def of_clinic(path: str, *, state: State = State.ACCEPTED) -> str:
    """The address of one of the clinic's clearances that has a document."""
    clinic = select(Partner.id).where(Partner.name == "Northside Counseling").scalar_subquery()
    found = db.session.scalars(select(Clearance).where(Clearance.partner_id == clinic, Clearance.state == state))
    return path.format(found.unique().first().id)


def new(path: str) -> str:
    """The address for the clinic's own insurance."""
    kind = db.session.scalar(select(ClearanceKind.id).where(ClearanceKind.code == "liability"))
    clinic = db.session.scalar(select(Partner.id).where(Partner.name == "Northside Counseling"))
    return path.format(clinic, kind)


WAITS = State.WAITING
ROWS = {
    "GET clearances.show_board": Row(
        "/cleared", anyone=401, viewer=200, partner=403, other=403, staff=200, principal=200
    ),
    "GET clearances.show_sheet": Row(
        "/cleared/sheet", anyone=401, viewer=200, partner=403, other=403, staff=200, principal=200
    ),
    "GET clearances.new_clearance": Row(
        lambda: new("/partners/{}/clearances/new?kind={}"),
        anyone=401,
        viewer=403,
        partner=200,
        other=404,
        staff=200,
        principal=200,
    ),
    "POST clearances.remove_clearance": Row(
        lambda: of_clinic("/clearances/{}/removal", state=WAITS),
        anyone=401,
        viewer=403,
        partner=303,
        other=404,
        staff=303,
        principal=303,
    ),
    "POST clearances.create_clearance": Row(
        lambda: new("/partners/{}/clearances?kind={}"),
        anyone=401,
        viewer=403,
        partner=422,
        other=404,
        staff=422,
        principal=422,
    ),
    "GET clearances.show_clearance": Row(
        lambda: of_clinic("/clearances/{}"), anyone=401, viewer=200, partner=200, other=404, staff=200, principal=200
    ),
    "GET clearances.edit_clearance": Row(
        lambda: of_clinic("/clearances/{}/edit", state=WAITS),
        anyone=401,
        viewer=403,
        partner=200,
        other=404,
        staff=200,
        principal=200,
    ),
    "GET clearances.edit_clearance once accepted": Row(
        lambda: of_clinic("/clearances/{}/edit"),
        anyone=401,
        viewer=403,
        partner=403,
        other=404,
        staff=200,
        principal=200,
    ),
    "POST clearances.update_clearance": Row(
        lambda: of_clinic("/clearances/{}", state=WAITS),
        anyone=401,
        viewer=403,
        partner=422,
        other=404,
        staff=422,
        principal=422,
    ),
    "GET clearances.show_document": Row(
        lambda: of_clinic("/clearances/{}/document"),
        anyone=401,
        viewer=403,
        partner=200,
        other=404,
        staff=200,
        principal=200,
    ),
    "POST clearances.accept_clearance": Row(
        lambda: of_clinic("/clearances/{}/acceptance", state=WAITS),
        anyone=401,
        viewer=403,
        partner=403,
        other=403,
        staff=303,
        principal=303,
    ),
    "POST clearances.return_clearance": Row(
        lambda: of_clinic("/clearances/{}/return", state=WAITS),
        data={"word": "A page is missing."},
        anyone=401,
        viewer=403,
        partner=403,
        other=403,
        staff=303,
        principal=303,
    ),
    "POST clearances.reopen_clearance": Row(
        lambda: of_clinic("/clearances/{}/reopening"),
        anyone=401,
        viewer=403,
        partner=403,
        other=403,
        staff=303,
        principal=303,
    ),
    "GET clearances.show_kinds": Row(
        "/clearances/kinds", anyone=401, viewer=403, partner=403, other=403, staff=403, principal=200
    ),
    "POST clearances.change_requirements": Row(
        "/clearances/kinds/requirements", anyone=401, viewer=403, partner=403, other=403, staff=403, principal=303
    ),
    "POST clearances.add_kind": Row(
        "/clearances/kinds", anyone=401, viewer=403, partner=403, other=403, staff=403, principal=422
    ),
}
