"""Checks while a form is filled in: when a field was changed, app.js sends the form here with the field's name in a
header, and gets what is wrong with that field, or nothing.

It is the form's own address, so that the same person, the same object and the same rules are asked; but the request
ends where the form is validated (forms.py), and whatever it may have written before is undone (db.py). So it is not
counted by the rate limits either, and not remembered as the answer to the form's submission id.
"""

from typing import Any

from flask import abort, make_response, render_template, request
from flask.globals import request_ctx

HEADER = "X-Check-Field"


def is_asked() -> bool:
    """Whether this request only asks about one field."""
    return bool(request_ctx) and HEADER in request.headers


def answer(form: Any) -> None:
    """End a request that only asks about one field. An empty field is not wrong yet: nobody is hurried."""
    if not is_asked():
        return
    name = request.headers[HEADER]
    errors = [why for field in form if field.name == name and is_filled(field) for why in field.errors]
    response = make_response(render_template("components/_field_error.html", errors=errors))
    response.headers[HEADER] = name
    abort(response)


def is_filled(field: Any) -> bool:
    """Whether anything was typed there."""
    return any(str(typed).strip() for typed in field.raw_data or ())
