"""The forms of the newsletter."""

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.forms import Email, Form, Line, Pick, Text
from partnerhub.stories import languages

LONGEST = 5_000


class IssueForm(Form):
    """A new issue."""

    title = Line(_l("Title of the issue"), required=_l("Give it a title."), most=120)
    language = Pick(_l("Language"), choices=languages.choices, render_kw={"translate": "no"})


class PieceForm(Form):
    """A heading with a few words."""

    heading = Line(_l("Heading"), required=_l("Give it a heading."), most=120)
    text = Text(_l("Words"), required=_l("Write a few words."), most=LONGEST)


class StoryPieceForm(Form):
    """A story to put into an issue."""

    story = Pick(_l("Story"), choices=list, coerce=int, required=_l("Choose a story."), render_kw={"dir": "auto"})


class SubscriptionForm(Form):
    """Somebody wants the newsletter."""

    email = Email(_l("E-mail address"), required=_l("Enter your e-mail address."))
