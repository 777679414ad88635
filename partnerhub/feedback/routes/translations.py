"""A pulse's own texts in the school's other languages, side by side."""

from flask import Response, abort, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from partnerhub.feedback import publishing
from partnerhub.feedback.languages import name_of
from partnerhub.feedback.model import Pulse
from partnerhub.feedback.routes import routes
from partnerhub.foundation.access import allow, find, staff
from partnerhub.foundation.hypermedia import done, show
from partnerhub.foundation.texts import progress
from partnerhub.foundation.translating import TranslationForm, form_for, save

AT = "/feedback/<int:key>/translations/<string:language>"


def pulse_in(key: int, language: str) -> tuple[Pulse, type[TranslationForm]]:
    """A pulse, and the form of its texts in a language; 404 where it is not translated into that."""
    pulse = find(Pulse, key, to_edit=True)
    if language == pulse.language or language not in pulse.languages:
        abort(404)
    return pulse, form_for(pulse.texts(), language, name_of(language), publishing.read_now(pulse, language))


def page(pulse: Pulse, language: str, form: TranslationForm, status: int = 200) -> Response:
    """The page, with the form as it is."""
    return show(
        "feedback/translations.html",
        status=status,
        pulse=pulse,
        form=form,
        places=[place for place in pulse.texts() if place.words.text],
        language=language,
        name=name_of(language),
        n=progress(pulse.texts(), language),
    )


@routes.get(AT)
@allow(staff)
def show_translations(key: int, language: str) -> Response:
    """Each text beside its translation."""
    pulse, form = pulse_in(key, language)
    return page(pulse, language, form(formdata=None))


@routes.post(AT)
@allow(staff)
def save_translations(key: int, language: str) -> Response:
    """Take all of them at once."""
    pulse, form_class = pulse_in(key, language)
    form = form_class()
    if not form.validate():
        return page(pulse, language, form, 422)
    changed = save(form, pulse.texts(), language, by=current_user)
    pulse.touch()
    said = ngettext("One text saved.", "%(num)d texts saved.", changed) if changed else _("Nothing was changed.")
    return done(url_for("feedback.show_translations", key=key, language=language), said)
