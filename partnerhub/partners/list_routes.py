"""The pages of whole lists: import in three steps, and export of the same columns."""

from typing import Any

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from partnerhub.foundation import submissions, tables
from partnerhub.foundation.access import allow, find, school_side, staff
from partnerhub.foundation.db import begin_writing, db
from partnerhub.foundation.forms import Form, Upload
from partnerhub.foundation.hypermedia import done, show
from partnerhub.partners import sheets
from partnerhub.partners.cells import written
from partnerhub.partners.columns import BY_KEY, COLUMNS, guess
from partnerhub.partners.imported import AT_ONCE, Heading, ImportedList
from partnerhub.partners.model import Partner
from partnerhub.partners.routes import routes

SHOWN = 100


class ListForm(Form):
    """A list to bring in."""

    file = Upload(_l("List as CSV or XLSX"), required=_l("Choose the file with your list."))


@routes.get("/partners/import")
@allow(staff)
def new_list() -> Response:
    """What to send."""
    return show("partners/import.html", form=ListForm(formdata=None), columns=COLUMNS)


@routes.post("/partners/import")
@allow(staff, upload=True, late=True)
def send_list() -> Response:
    """Read the file, before the writing begins, and keep its rows."""
    form = ListForm()
    rows: list[list[str]] = []
    if form.validate():
        try:
            rows = sheets.read(form.file.prepared.content, form.file.prepared.media_type)
        except sheets.Unreadable as problem:
            form.refuse("file", str(problem))
    if not rows:
        return show("partners/import.html", form=form, columns=COLUMNS, status=422)
    name, by_id = form.file.prepared.name, current_user.id
    begin_writing()
    if first := submissions.replay():
        return first
    remembered = {heading.word: heading.column for heading in db.session.scalars(select(Heading))}
    made = ImportedList(by_id=by_id, name=name, rows=rows, columns=guess(rows[0], remembered))
    db.session.add(made)
    db.session.flush()
    return done(url_for(".match_columns", key=made.id))


@routes.get("/partners/import/<int:key>/columns")
@allow(staff)
def match_columns(key: int) -> Response:
    """Which heading means what?"""
    found = unfinished(key)
    return show("partners/columns.html", found=found, chosen=found.columns, columns=COLUMNS)


def unfinished(key: int) -> ImportedList:
    """The list, while it is still to be taken over."""
    found = find(ImportedList, key, to_edit=True)
    if found.state in ("waiting", "done"):
        abort(410)
    return found


@routes.post("/partners/import/<int:key>/columns")
@allow(staff, late=True)
def choose_columns(key: int) -> Response:
    """Work out what the list would do, before the writing begins."""
    found = unfinished(key)
    chosen = [request.form.get(f"column-{place}", "") for place in range(len(found.rows[0]))]
    chosen = [column if column in BY_KEY else "" for column in chosen]
    used = [column for column in chosen if column]
    twice = next((column for column in used if used.count(column) > 1), None)
    problem = _("Say which column holds the name of the organization.") if "name" not in used else ""
    if twice:
        problem = _("Two columns are both “%(label)s”. Choose one of them.", label=BY_KEY[twice].label)
    if problem:
        page = "partners/columns.html"
        return show(page, found=found, chosen=chosen, columns=COLUMNS, problem=problem, status=422)
    made = found.work_out(chosen)
    begin_writing()
    unfinished(key).remember(chosen, made)
    return done(url_for(".preview_list", key=key))


@routes.get("/partners/import/<int:key>")
@allow(staff)
def preview_list(key: int) -> Response:
    """What is new, what is known, what is wrong; and later, what came of it."""
    found = find(ImportedList, key)
    if found.state in ("waiting", "done", "failed"):
        return show("partners/import_done.html", fragment="partners/_import_done.html", found=found)
    if found.state == "sent":
        return done(url_for(".match_columns", key=key))
    items = list(enumerate(found.plan["items"]))
    groups = {how: [pair for pair in items if pair[1]["how"] == how] for how in ("like", "new", "known")}
    return show("partners/preview.html", found=found, groups=groups, problems=found.plan["problems"], shown=SHOWN)


@routes.post("/partners/import/<int:key>")
@allow(staff)
def take_over_list(key: int) -> Response:
    """All or nothing. A long list is taken over within a minute, by the jobs."""
    found = unfinished(key)
    if found.state != "planned" or found.plan["problems"] or found.editable_by(current_user) is False:
        abort(409)
    likes = [index for index, item in enumerate(found.plan["items"]) if item["how"] == "like"]
    found.apart = [index for index in likes if request.form.get(f"same-{index}") != "yes"]
    if len(found.plan["items"]) > AT_ONCE:
        found.state = "waiting"
    else:
        found.take_over()
    return done(url_for(".preview_list", key=key))


def table(user: Any) -> list[list[str]]:
    """All partners as rows of our columns: one row for each person, at least one for each partner."""
    every = Partner.visible_to(user).options(selectinload(Partner.contacts), selectinload(Partner.liaisons))
    rows = [[str(column.label) for column in COLUMNS]]
    for partner in db.session.scalars(every):
        people: list[Any] = [*partner.contacts] or [None]
        rows.extend([written(value_of(column.key, partner, person)) for column in COLUMNS] for person in people)
    return rows


def value_of(key: str, partner: Partner, person: Any) -> Any:
    """The value of one column."""
    if key.startswith("contact."):
        return getattr(person, key.removeprefix("contact.")) if person else ""
    if key == "liaisons":
        users = sorted((liaison.user for liaison in partner.liaisons), key=lambda user: str(user.name))
        return "; ".join(f"{user.name} <{user.email}>" for user in users)
    return getattr(partner, key)


@routes.get("/partners/export.<any(csv, xlsx):kind>")
@allow(school_side)
def export_list(kind: str) -> Response:
    """All partners, in the columns that the import knows."""
    return tables.download(table(current_user), "partners", kind)
