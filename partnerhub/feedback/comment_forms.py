"""Forms for what staff note about a comment."""

from flask_babel import lazy_gettext as _l

from partnerhub.feedback.comments import LONGEST_REASON, LONGEST_THEME
from partnerhub.foundation.forms import Form, Line


class ThemeForm(Form):
    """What a comment is about."""

    theme = Line(_l("Theme"), most=LONGEST_THEME)


class HidingForm(Form):
    """Why a comment is shown no more."""

    reason = Line(_l("Why is it hidden?"), required=_l("Say why it is hidden."), most=LONGEST_REASON)
