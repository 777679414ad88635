"""Forms of feedback, but for the pulses' own."""

from flask_babel import lazy_gettext as _l

from partnerhub.foundation.forms import Form, Line, Text


class ContactForm(Form):
    """I would like someone to contact me."""

    name = Line(_l("Your name"), required=_l("Enter your name."), most=120, render_kw={"autocomplete": "name"})
    reach = Line(
        _l("Telephone or e-mail"),
        required=_l("Enter how we can reach you."),
        most=200,
        description=_l("And when it suits you, if you like."),
    )
    about = Text(_l("What is it about?"), most=1000, description=_l("You do not have to say. A few words help us."))
