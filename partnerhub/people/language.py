"""The reader's language: their own choice, else their browser's, among those that the school offers."""

from typing import Any

from flask import Response, current_app, g, has_request_context, request
from flask_babel import Locale, get_locale
from flask_login import current_user

from partnerhub.foundation.access import leaves_no_trace
from partnerhub.foundation.feature import house
from partnerhub.foundation.formats import languages
from partnerhub.school.context import current_school

COOKIE = "language"
A_YEAR = 31536000
# Where a country writes dates and times otherwise than its language does elsewhere: 3:30 PM for Spanish in the US.
DIALECTS = {("en", "GB"): "en_GB", ("es", "US"): "es_US"}


def offered() -> list[str]:
    """The languages that the school offers; before there is one, those that there are texts in."""
    school = current_school()
    return school.languages if school else languages()


def of_reader() -> str:
    """The page's locale: a language of the school's, with the country's way to write dates."""
    school = current_school()
    language = asked_for(offered()) if has_request_context() else None
    language = language or (school.language if school else "en")
    return DIALECTS.get((language, school.country), language) if school else language


def asked_for(known: list[str]) -> str | None:
    """The language that a person chose, or that their browser asks for. A job has no reader."""
    own = current_user.language if current_user.is_authenticated else None
    wishes = (request.args.get("lang"), own, request.cookies.get(COOKIE), request.accept_languages.best_match(known))
    return next((wish for wish in wishes if wish in known), None)


def remember(response: Response, language: str) -> Response:
    """Let this browser ask for that language from now on."""
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    response.set_cookie(COOKIE, language, max_age=A_YEAR, secure=secure, httponly=True, samesite="Lax")
    return response


def remember_asked(response: Response) -> Response:
    """Remember what a link of the language switch asked for (?lang=), which keeps the page."""
    asked = request.args.get("lang")
    if leaves_no_trace():
        return response
    if asked and response.mimetype == "text/html" and "school" in g and asked in offered():
        return remember(response, asked)
    return response


def for_templates() -> dict[str, Any]:
    """The rail, the theme, and the languages to switch to, for every template."""
    here, known = get_locale(), offered()
    return {
        "nav": house().nav(current_user) if current_user.is_authenticated else [],
        "theme": current_user.theme if current_user.is_authenticated else None,
        "styleguide": current_app.config["STYLEGUIDE"],
        "languages": [
            {
                "code": code,
                "name": Locale.parse(code).get_display_name(code),
                "current": bool(here and code in (str(here), here.language)),
            }
            for code in known
        ]
        if len(known) > 1
        else [],
    }
