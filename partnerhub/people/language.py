"""The reader's language: their own choice, else their browser's, among those that the school offers."""

from typing import Any

from flask import current_app, has_request_context, request
from flask_babel import Locale, get_locale
from flask_login import current_user

from partnerhub.foundation.feature import house
from partnerhub.school.context import current_school

COOKIE = "language"


def of_reader() -> str:
    """The page's locale: a language of the school's, with the country's way to write dates."""
    school = current_school()
    offered = school.languages if school else ["en"]
    language = asked_for(offered) if has_request_context() else None
    language = language or (school.language if school else "en")
    return f"{language}_GB" if language == "en" and school and school.country == "GB" else language


def asked_for(offered: list[str]) -> str | None:
    """The language that a person chose, or that their browser asks for. A job has no reader."""
    chosen = current_user.language if current_user.is_authenticated else None
    chosen = chosen or request.cookies.get(COOKIE)
    return chosen if chosen in offered else request.accept_languages.best_match(offered)


def for_templates() -> dict[str, Any]:
    """The rail, the theme, and the languages to switch to, for every template."""
    school = current_school()
    here = get_locale()
    offered = school.languages if school else []
    return {
        "nav": house().nav(current_user) if current_user.is_authenticated else [],
        "theme": current_user.theme if current_user.is_authenticated else None,
        "styleguide": current_app.config["STYLEGUIDE"],
        "languages": [
            {
                "code": code,
                "name": Locale.parse(code).get_display_name(code),
                "current": bool(here and here.language == code),
            }
            for code in offered
        ]
        if len(offered) > 1
        else [],
    }
