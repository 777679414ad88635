"""The page on which texts are translated side by side: its form, made of the places where the texts stand.

    form = form_for(pulse.texts(), "es", "español")()
    if form.validate():
        save(form, places, "es", by=current_user)

components/translations.html shows it.
"""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.forms import BooleanField, Form, Text
from partnerhub.foundation.texts import Place, TextState

MOST_LINE, MOST_TEXT = 300, 2000
CHECKED = "checked-"


class TranslationForm(Form):
    """The translations of some texts, each with a tick for one that somebody has checked."""

    all_right = BooleanField(_l("All of these are right: I have read them"))


def form_for(places: Iterable[Place], language: str, name: str, needed: Iterable[Place] = ()) -> type[TranslationForm]:
    """The form of these places in a language; a place without a text has nothing to translate.

    Each field is as high as its text: whoever says that a translation is right has to see all of it.

    Args:
        places: where the texts stand.
        language: the one that they are translated into.
        name: what it is called.
        needed: those that must not be empty, because somebody is reading them now.
    """
    must = {place.key for place in needed}
    fields: dict[str, Any] = {}
    for place in places:
        if place.words.text:
            most = MOST_TEXT if place.is_long else MOST_LINE
            why = _l("People are reading this language now. Enter the text.") if place.key in must else None
            label = _l("%(what)s in %(language)s", what=place.label, language=name)
            fields[place.key] = Text(label, required=why, most=most, default=place.words.text_in(language))
            is_right = place.words.state(language) == TextState.CHECKED
            fields[CHECKED + place.key] = BooleanField(_l("This is right"), default=is_right)
    return type("TranslationForm", (TranslationForm,), fields)


def save(form: TranslationForm, places: Iterable[Place], language: str, *, by: Any) -> int:
    """Write what was entered, and who says that it is right. Gives back how many texts changed in either.

    A text that nobody touched stays as it is: a stale one does not become a draft because others were saved.
    """
    changed = 0
    for place in places:
        if place.key not in form:
            continue
        before, text = place.words, form[place.key].data or ""
        text = text if place.is_long else " ".join(text.split())
        is_right = bool(form[CHECKED + place.key].data or form.all_right.data)
        if text != before.text_in(language):
            place.write(language, text)
        elif not is_right and before.state(language) == TextState.CHECKED:
            place.doubt(language)
        if text and is_right and place.words.state(language) != TextState.CHECKED:
            place.check(language, by=by)
        changed += place.words != before
    return changed
