"""What each person is answered by the pages of people."""

from typing import Any

from sqlalchemy import select

from partnerhub.foundation.db import db
from partnerhub.people.invitations import Invitation
from partnerhub.people.model import SignIn
from tests.access import Row, everyone

SECRET: dict[str, Any] = {"stranger": None, "why": "whoever has the link is the one it was sent to"}
OWN: dict[str, Any] = {"anyone": 401, "viewer": 200, "partner": 200, "other": 200, "staff": 200, "principal": 200}
OWN_POST: dict[str, Any] = {"anyone": 401, "viewer": 303, "partner": 303, "other": 303, "staff": 303, "principal": 303}
PRINCIPAL: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403, "staff": 403}
STAFF: dict[str, Any] = {"anyone": 401, "viewer": 403, "partner": 403, "other": 403}
SCHOOL: dict[str, Any] = {"anyone": 401, "viewer": 200, "partner": 403, "other": 403, "staff": 200, "principal": 200}
PASSWORD = {"password": "four words in a row"}


def invitation() -> Invitation:
    """The one that waits: somebody is to be staff."""
    return db.session.scalars(select(Invitation).where(Invitation.used_at.is_(None))).one()


def device() -> str:
    """A device of the partner's person; everybody else's list does not have it."""
    key = db.session.scalar(select(SignIn.id).where(SignIn.user.has(email="partner@demo.example")))
    return f"/account/devices/{key}/sign-out"


ROWS = {
    "GET people.show_sign_in": Row("/login", anyone=200, viewer=303, partner=303, other=303, staff=303, principal=303),
    "POST people.sign_in": Row(
        "/login", **everyone(303), data={"email": "staff@demo.example", "password": "partnerhub-demo"}
    ),
    "POST people.sign_in with nothing typed": Row("/login", **everyone(422)),
    "POST people.sign_in_with_code": Row("/login/code", **everyone(303)),
    "GET people.show_second_factor": Row("/account/second-factor", **STAFF, staff=200, principal=200),
    "POST people.begin_second_factor": Row("/account/second-factor", **STAFF, staff=303, principal=303),
    "POST people.confirm_second_factor": Row("/account/second-factor/confirmation", **STAFF, staff=303, principal=303),
    "POST people.change_second_factor": Row("/account/second-factor/change", **STAFF, staff=422, principal=422),
    "POST people.reset_second_factor": Row("/people/{user_staff}/second-factor/removal", **PRINCIPAL, principal=404),
    "POST people.sign_out": Row("/logout", **OWN_POST),
    "POST people.choose_language": Row("/language", **everyone(303), data={"language": "en"}),
    "POST people.choose_language that is not offered": Row("/language", **everyone(422), data={"language": "xx"}),
    "GET people.new_sign_in_link": Row("/login/link", **everyone(200)),
    "POST people.send_sign_in_link": Row("/login/link", **everyone(303), data={"email": "nobody@example.org"}),
    "GET people.show_link_sent": Row("/login/sent", **everyone(200)),
    "GET people.show_sign_in_by_link": Row("/login/link/made-up", **everyone(410), **SECRET),
    "POST people.sign_in_by_link": Row("/login/link/made-up", **everyone(410), **SECRET),
    "GET people.forget_password": Row("/login/new-password", **everyone(200)),
    "POST people.send_new_password_link": Row(
        "/login/new-password", **everyone(303), data={"email": "nobody@example.org"}
    ),
    "GET people.show_new_password": Row("/login/new-password/made-up", **everyone(410), **SECRET),
    "POST people.choose_new_password": Row("/login/new-password/made-up", **everyone(410), data=PASSWORD, **SECRET),
    "GET people.setup_begin": Row("/setup/made-up", **everyone(404), **SECRET),
    "POST people.setup_school": Row("/setup/made-up", **everyone(404), **SECRET),
    "POST people.setup_sample": Row("/setup/made-up/sample", **everyone(404), **SECRET),
    "GET people.show_sample": Row("/sample", **everyone(200)),
    "GET people.show_account": Row("/account", **OWN),
    "POST people.save_account": Row("/account", **OWN_POST, data={"name": "A new name", "theme": "dark"}),
    "GET people.edit_password": Row("/account/password", **OWN),
    "POST people.change_password": Row(
        "/account/password", **OWN_POST, data={"old_password": "partnerhub-demo", **PASSWORD}
    ),
    "POST people.sign_out_device": Row(
        device, anyone=401, viewer=404, partner=303, other=404, staff=404, principal=404
    ),
    "POST people.sign_out_other_devices": Row("/account/devices/sign-out", **OWN_POST),
    "GET people.index": Row("/people", **SCHOOL),
    "GET people.show_person": Row("/people/{user_staff}", **SCHOOL),
    "GET people.edit_person": Row("/people/{user_staff}/edit", **PRINCIPAL, principal=200),
    "POST people.save_person": Row(
        "/people/{user_staff}", **PRINCIPAL, principal=303, data={"name": "M. Webb", "email": "webb@demo.example"}
    ),
    "POST people.change_role": Row("/people/{user_staff}/role", **PRINCIPAL, principal=303, data={"role": "viewer"}),
    "POST people.change_role of the last principal": Row(
        "/people/{user_principal}/role", **PRINCIPAL, principal=409, data={"role": "staff"}
    ),
    "POST people.turn_off": Row("/people/{user_staff}/turning-off", **PRINCIPAL, principal=303),
    "POST people.turn_off the last principal": Row("/people/{user_principal}/turning-off", **PRINCIPAL, principal=409),
    "POST people.turn_on": Row("/people/{user_staff}/turning-on", **PRINCIPAL, principal=303),
    "GET people.new_handover": Row("/people/{user_staff}/handover", **PRINCIPAL, principal=200),
    "POST people.hand_over": Row("/people/{user_staff}/handover", **PRINCIPAL, principal=422),
    "GET people.new_invitation": Row("/people/invitations/new", **STAFF, staff=403, principal=200),
    "GET people.new_invitation to an organization": Row(
        "/people/invitations/new?partner={clinic}", **STAFF, staff=200, principal=200
    ),
    "POST people.create_invitation": Row(
        "/people/invitations", **STAFF, staff=403, principal=303, data={"name": "Jo", "role": "viewer"}
    ),
    "POST people.create_invitation to an organization": Row(
        "/people/invitations?partner={clinic}", **STAFF, staff=303, principal=303, data={"name": "Jo"}
    ),
    "GET people.show_invitation": Row(
        lambda: f"/people/invitations/{invitation().id}", **STAFF, staff=404, principal=200
    ),
    "POST people.withdraw_invitation": Row(
        lambda: f"/people/invitations/{invitation().id}/withdrawal", **STAFF, staff=404, principal=303
    ),
    "POST people.renew_invitation": Row(
        lambda: f"/people/invitations/{invitation().id}/renewal", **STAFF, staff=404, principal=303
    ),
    "GET people.show_invitation_to_accept": Row(lambda: f"/invitation/{invitation().token}", **everyone(200), **SECRET),
    "POST people.accept_invitation": Row(
        lambda: f"/invitation/{invitation().token}",
        **everyone(303),
        data={"name": "Priya Raman", "email": "priya@demo.example", **PASSWORD},
        **SECRET,
    ),
    "GET people.show_outbox": Row("/outbox", **PRINCIPAL, principal=200),
    "GET people.show_activity": Row("/activity", **PRINCIPAL, principal=200),
}
