"""The pages of the school's calendar."""

from typing import Any

from flask import Response, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from partnerhub.foundation import clock
from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.bin import undo
from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.school.calendar import Holiday, TimetableBlock
from partnerhub.school.calendar_forms import WEEKDAYS, BlockForm, HolidayForm
from partnerhub.school.routes import routes, the_school


@routes.get("/school/calendar")
@allow(staff)
def show_calendar() -> Response:
    """Days without school from this school year on, and the hours that are taken each week."""
    return calendar_page()


def calendar_page(status: int = 200, *, holiday_form: Any = None, block_form: Any = None) -> Response:
    """The calendar, with the form that has to be mended where there is one."""
    begin, _until = the_school().year_of(clock.today())
    blocks = select(TimetableBlock).order_by(TimetableBlock.weekday, TimetableBlock.begins)
    return show(
        "school/calendar.html",
        status=status,
        holidays=db.session.scalars(select(Holiday).where(Holiday.last >= begin).order_by(Holiday.first)).all(),
        blocks=db.session.scalars(blocks).all(),
        weekdays=dict(WEEKDAYS),
        holiday_form=holiday_form or HolidayForm(formdata=None),
        block_form=block_form or BlockForm(formdata=None),
    )


@routes.post("/school/calendar/holidays")
@allow(staff)
def add_holiday() -> Response:
    """Note days without school."""
    form = HolidayForm()
    if not form.validate() or not form.first.data:
        return calendar_page(422, holiday_form=form)
    Holiday.add(form.name.data or "", form.first.data, form.last.data or form.first.data, by=current_user)
    said = _("Noted. Meetings that are planned already stay where they are.")
    return done(url_for("school.show_calendar"), said)


@routes.post("/school/calendar/holidays/<int:key>/removal")
@allow(staff)
def remove_holiday(key: int) -> Response:
    """There is school on these days after all."""
    holiday = find(Holiday, key, to_edit=True)
    holiday.throw_away(by=current_user)
    return done(url_for("school.show_calendar"), _("In the bin: %(name)s", name=holiday.name), undo=undo(holiday))


@routes.post("/school/calendar/blocks")
@allow(staff)
def add_block() -> Response:
    """Note hours that are taken each week."""
    form = BlockForm()
    if not form.validate() or not (form.begins.data and form.ends.data):
        return calendar_page(422, block_form=form)
    TimetableBlock.add(form.what.data or "", form.weekday.data, form.begins.data, form.ends.data, by=current_user)
    return done(url_for("school.show_calendar"), _("Noted."))


@routes.post("/school/calendar/blocks/<int:key>/removal")
@allow(staff)
def remove_block(key: int) -> Response:
    """These hours are free again."""
    block = find(TimetableBlock, key, to_edit=True)
    block.throw_away(by=current_user)
    return done(url_for("school.show_calendar"), _("In the bin: %(name)s", name=block.name), undo=undo(block))
