"""In which language somebody is asked: the one they chose, else their browser's, among those of the round."""

from typing import Any

from flask import render_template, request
from flask_babel import Locale, force_locale
from markupsafe import Markup

from partnerhub.feedback.model import Pulse, Round


def chosen(pulse: Pulse, asked: Round | None) -> str:
    """The language of a public page."""
    known = asked.languages if asked else pulse.languages
    wish = request.form.get("language") or request.values.get("lang")
    usual = pulse.language if pulse.language in known else known[0]
    return wish if wish in known else request.accept_languages.best_match(known) or usual


def name_of(code: str) -> str:
    """A language's own name, "español"."""
    return Locale.parse(code).get_display_name(code) or code


def others(asked: Round | None, language: str) -> list[dict[str, Any]]:
    """The languages to switch to, each in its own name."""
    known = asked.languages if asked else []
    return [{"code": code, "name": name_of(code)} for code in known if code != language]


def spoken(language: str, template: str, **context: Any) -> Markup:
    """A part of a page in this language, whatever language the rest is in."""
    with force_locale(language):
        return Markup(render_template(template, **context))  # noqa: S704 - a template escapes what it is given
