"""The school's own agendas to begin with."""

from flask import Response, url_for
from flask_babel import gettext as _
from flask_login import current_user

from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.bin import undo
from partnerhub.foundation.hypermedia import done, show
from partnerhub.meetings.agenda_templates import AgendaTemplate
from partnerhub.meetings.forms import AgendaTemplateForm
from partnerhub.meetings.routes import routes


@routes.get("/agenda-templates")
@allow(staff)
def list_templates() -> Response:
    """Those that there are."""
    return show("meetings/templates.html", templates=AgendaTemplate.in_use())


@routes.get("/agenda-templates/new")
@allow(staff)
def new_template() -> Response:
    """The form for one more."""
    return show("meetings/template.html", template=None, form=AgendaTemplateForm(formdata=None))


@routes.post("/agenda-templates")
@allow(staff)
def add_template() -> Response:
    """Write one more."""
    form = AgendaTemplateForm()
    if not form.validate():
        return show("meetings/template.html", template=None, form=form, status=422)
    AgendaTemplate().write(form.title.data or "", form.lines, by=current_user)
    return done(url_for("meetings.list_templates"), _("Saved."))


@routes.get("/agenda-templates/<int:key>")
@allow(staff)
def edit_template(key: int) -> Response:
    """The form that changes one."""
    template = find(AgendaTemplate, key, to_edit=True)
    form = AgendaTemplateForm(formdata=None, title=template.title, topics="\n".join(template.topics))
    return show("meetings/template.html", template=template, form=form)


@routes.post("/agenda-templates/<int:key>")
@allow(staff)
def change_template(key: int) -> Response:
    """Change one. Agendas that were begun with it stay as they are."""
    template, form = find(AgendaTemplate, key, to_edit=True), AgendaTemplateForm()
    if not form.validate():
        return show("meetings/template.html", template=template, form=form, status=422)
    template.write(form.title.data or "", form.lines, by=current_user)
    return done(url_for("meetings.list_templates"), _("Saved."))


@routes.post("/agenda-templates/<int:key>/removal")
@allow(staff)
def remove_template(key: int) -> Response:
    """Offer it no more."""
    template = find(AgendaTemplate, key, to_edit=True)
    template.throw_away(by=current_user)
    said = _("In the bin: %(name)s", name=template.title)
    return done(url_for("meetings.list_templates"), said, undo=undo(template))
