"""The forms of stories."""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import HiddenField

from partnerhub.foundation.db import db
from partnerhub.foundation.forms import Form, Line, Many, Pick, Text
from partnerhub.foundation.numbers import whole
from partnerhub.foundation.texts import Words
from partnerhub.partners.model import Partner
from partnerhub.partners.model import State as Partnership
from partnerhub.stories import languages
from partnerhub.stories.model import LABELS, Story
from partnerhub.stories.review import LONGEST

LONGEST_TITLE, LONGEST_STORY, LONGEST_OUTCOME = 120, 20_000, 1_000
MOST = {"text": LONGEST_STORY, "outcome": LONGEST_OUTCOME, "alt": 300}


class StoryForm(Form):
    """A story. Somebody of a partner tells of their own organization; staff say which ones it is about."""

    language = Pick(_l("Written in"), choices=languages.choices, render_kw={"translate": "no"})
    title = Line(LABELS["title"], required=_l("Give it a title."), most=LONGEST_TITLE)
    text = Text(
        LABELS["text"],
        required=_l("Tell what happened."),
        most=LONGEST_STORY,
        description=_l("Leave out names of students, and what they are treated for."),
    )
    outcome = Text(
        LABELS["outcome"],
        most=LONGEST_OUTCOME,
        description=_l("In one or two sentences: what is better now than it was before?"),
    )
    partners = Many(_l("Which partners is it about?"), choices=list, coerce=int)
    version = HiddenField()

    @classmethod
    def for_(cls, user: Any, story: Story | None = None, **more: Any) -> Self:
        """The form that this person fills in, or the one about a story that is there."""
        form = cls(**more)
        if story is not None or len(languages.offered()) < 2:
            del form.language
        if user.is_partner:
            del form.partners
        else:
            form.partners.choices = [(partner.id, partner.name) for partner in all_partners()]
        return form

    @classmethod
    def of(cls, story: Story, user: Any) -> Self:
        """The form, filled in from a story."""
        texts = {name: getattr(story, name).text for name in LABELS}
        about = [partner.id for partner in story.partners]
        return cls.for_(user, story, formdata=None, partners=about, version=story.version, **texts)

    def partners_of(self, user: Any, story: Story | None = None) -> list[Partner]:
        """The organizations that it is about."""
        if user.is_partner:
            return story.partners if story else [user.partner]
        return [partner for partner in all_partners() if partner.id in (self.partners.data or ())]

    def is_late_for(self, story: Story) -> bool:
        """Whether somebody else wrote on the story since this form was opened."""
        return whole(self.version.data or "") != story.version

    def begun(self, user: Any) -> Story:
        """A new story of what was entered."""
        language = self.language.data if "language" in self and self.language.data else languages.of_page()
        texts = {name: Words.begin(language, self[name].data or "") for name in LABELS}
        return Story(**texts, partners=self.partners_of(user))

    @property
    def words(self) -> dict[str, str]:
        """What was entered, as a story takes it."""
        return {name: self[name].data or "" for name in LABELS}


def all_partners() -> list[Partner]:
    """Every organization that a story could be about."""
    known = select(Partner).where(Partner.merged_into_id.is_(None), Partner.state != Partnership.APPLYING)
    return list(db.session.scalars(known.order_by(Partner.name)))


class RemarkForm(Form):
    """What somebody says of a story, and how its text might read better; `now` is how it reads."""

    now = ""
    text = Text(_l("What do you say of it?"), most=LONGEST)
    suggested = Text(
        _l("Suggest other words"),
        most=LONGEST_STORY,
        description=_l("Change the text here as you would write it. The school takes it over or not."),
    )

    def check_together(self) -> None:
        """Something has to be said."""
        if not self.errors and not self.text.data and not self.says_it_otherwise:
            self.refuse("text", _l("Say something, or suggest other words below."))

    @property
    def says_it_otherwise(self) -> bool:
        """Whether other words are suggested than those that are there."""
        return bool(self.suggested.data) and self.suggested.data != self.now


class WhyForm(Form):
    """A word why."""

    why = Text(_l("A word why"), required=_l("Say in a few words why."), most=500)


def translation_form(story: Story, language: str, *, blank: bool) -> Any:
    """The form in which a story is told in another language: a field for each of its texts that there is."""
    places = [place for place in story.places() if place.words.text]
    fields: dict[str, Any] = {
        place.key: (Text if place.is_long else Line)(place.label, most=MOST.get(place.name, LONGEST_TITLE))
        for place in places
    }
    kind = type("TranslationForm", (Form,), {**fields, "version": HiddenField()})
    if not blank:
        return kind()
    return kind(formdata=None, version=story.version, data={p.key: p.words.text_in(language) for p in places})
