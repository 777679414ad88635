"""What is held of one person is shown whole and taken along."""

import csv
import io
import json
import zipfile

from flask import Flask
from sqlalchemy import func, select

from partnerhub.clearances.model import Clearance
from partnerhub.foundation import personal
from partnerhub.foundation.audit import Event
from partnerhub.foundation.db import Base, db, transaction
from partnerhub.foundation.files import Prepared, store
from partnerhub.people.model import SignIn, User
from partnerhub.privacy.people import Dossier, packed
from tests.conftest import Browser
from tests.privacy.conftest import STAFF, SURE

# What an address may stand in that erasing leaves alone, with the reason.
NOT_THEIRS = {
    "contact_request.reach": "read by one named person only, and erased by its own rule",
    "partner.email": "an organization's own address; it goes where it is the person's",
}


def test_every_column_with_an_address_is_looked_after(app: Flask) -> None:
    with app.app_context():
        known = {trace.table.name for trace in personal.traces()}
    words = ("email", "to", "reach", "link_email", "phone")
    columns = {f"{t.name}.{c.name}" for t in Base.metadata.sorted_tables for c in t.columns if c.name in words}
    assert {name for name in columns if name.split(".")[0] not in known} - NOT_THEIRS.keys() == set()


def test_everything_that_names_an_account_is_found(app: Flask, marked: int) -> None:
    with app.app_context():
        dossier = Dossier.of(STAFF)
        held = {held.name for held in (*dossier.held, *dossier.did)}
        for table in Base.metadata.sorted_tables:
            links = [c for c in table.columns if any(k.target_fullname == "user.id" for k in c.foreign_keys)]
            if any(db.session.scalar(select(func.count()).where(column == marked)) for column in links):
                assert {table.name, f"did-{table.name}"} & held


def test_the_page_says_what_is_held_and_what_goes(as_principal: Browser, marked: int, staff_page: str) -> None:
    page = as_principal.get(staff_page).text
    for words in ("Marcus Webb", "The account", "Letters to them", "Devices that they are signed in on", "Goes"):
        assert words in page
    assert "A former member of staff" in page


def test_looking_up_an_address_leads_there_and_shows_it_in_no_address(as_principal: Browser) -> None:
    answer = as_principal.post("/privacy/person", {"email": " Staff@Demo.Example "})
    assert answer.status_code == 303
    assert "staff" not in answer.location
    assert "Marcus Webb" in as_principal.get(answer.location).text
    nobody = as_principal.post("/privacy/person", {"email": "nobody@x.example"}).location
    assert "Nothing is held" in as_principal.get(nobody).text
    assert as_principal.post(nobody + "/erasure", SURE).status_code == 404


def test_what_is_not_an_address_is_said_so(as_principal: Browser) -> None:
    answer = as_principal.post("/privacy/person", {"email": "Marcus"})
    assert answer.status_code == 422
    assert 'value="Marcus"' in answer.text
    assert as_principal.get("/privacy/person/made-up").status_code == 404


def test_all_of_it_is_taken_along(as_principal: Browser, app: Flask, marked: int, staff_page: str) -> None:
    answer = as_principal.post(f"{staff_page}/export")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = archive.namelist()
        assert {"README.txt", "user.csv", "mail.csv", "everything.json"} <= set(names)
        assert STAFF in archive.read("README.txt").decode()
        (account,) = csv.DictReader(io.StringIO(archive.read("user.csv").decode("utf-8-sig")))
        assert account["name"] == "Marcus Webb"
        assert "password" not in account
        told = json.loads(archive.read("everything.json"))
        assert [mail["subject"] for mail in told["mail"] if mail["text"] == "Dear Marcus"] == ["Hello"]
        every = b"".join(archive.read(name) for name in names)
    with app.app_context():
        secrets = [*db.session.scalars(select(SignIn.hash)), *db.session.scalars(select(User.password))]
        assert db.session.scalar(select(func.count()).where(Event.kind == "person.exported")) == 1
    assert not [secret for secret in secrets if secret and secret.encode() in every]


def test_papers_about_them_are_in_it_and_those_about_others_are_not(app: Flask, marked: int) -> None:
    with app.test_request_context(), transaction():
        clearance = db.session.scalars(select(Clearance).where(Clearance.contact_id.is_not(None))).first()
        clearance.document_id = store(Prepared("proof.txt", b"their proof", "text/plain")).id
        clearance.by_id, clearance.contact.email = marked, "dana@x.example"
        db.session.flush()
        db.session.expire_all()
        theirs, of_staff = (packed(Dossier.of(address)) for address in ("dana@x.example", STAFF))
    with zipfile.ZipFile(io.BytesIO(theirs)) as archive:
        papers = [archive.read(name) for name in archive.namelist() if name.startswith("files/")]
        assert b"their proof" in papers
    with zipfile.ZipFile(io.BytesIO(of_staff)) as archive:
        assert not [name for name in archive.namelist() if name.startswith("files/")]
        assert b"number" not in archive.read("did-clearance.csv").splitlines()[0]
