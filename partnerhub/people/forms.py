"""Forms about people."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from partnerhub.foundation.forms import BooleanField, Email, Form, PasswordField


class SignInForm(Form):
    """Who are you?"""

    email = Email(_l("E-mail address"), required=_l("Enter your e-mail address."))
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password."))])
    own_device = BooleanField(_l("This is my own device. Keep me signed in for 30 days."))
