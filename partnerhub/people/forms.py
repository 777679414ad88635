"""Forms about people."""

from typing import Any

from flask_babel import Locale
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, StopValidation

from partnerhub.foundation.access import Role
from partnerhub.foundation.forms import BooleanField, Day, Email, Form, Line, One, PasswordField, Pick
from partnerhub.people import passwords
from partnerhub.people.invitations import roles_to_offer
from partnerhub.people.model import Digest
from partnerhub.people.words import MAY, ROLES

THEMES = [("", _l("As my device does")), ("light", _l("Light")), ("dark", _l("Dark"))]


def good_password(form: Any, field: Any) -> None:
    """Refuse one that is short or common."""
    if problem := passwords.problem_with(field.data or ""):
        raise StopValidation(problem)


def new_password(label: Any = None) -> PasswordField:
    """The field for a password that is chosen now."""
    return PasswordField(
        label or _l("Password"),
        [InputRequired(_l("Choose a password.")), good_password],
        description=_l("At least 12 characters. Four words in a row are easy to remember."),
    )


def language_choices(codes: list[str]) -> list[tuple[str, str]]:
    """Each language in its own name."""
    return [(code, Locale.parse(code).get_display_name(code) or code) for code in codes]


class SignInForm(Form):
    """Who are you?"""

    email = Email(_l("E-mail address"), required=_l("Enter your e-mail address."))
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password."))])
    own_device = BooleanField(_l("This is my own device. Keep me signed in for 30 days."))


class CodeForm(Form):
    """A code of the second factor."""

    code = Line(_l("Code"), required=_l("Enter the code."), most=30)


class ProofForm(Form):
    """That it is they themselves who change their second factor."""

    what = One(
        _l("What do you want to do?"),
        choices=[("codes", _l("Make new recovery codes; the old ones work no more")), ("removal", _l("Turn it off"))],
        required=_l("Choose one."),
    )
    password = PasswordField(_l("Password"), [InputRequired(_l("Enter your password."))])
    code = Line(
        _l("Code"),
        required=_l("Enter the code."),
        most=30,
        description=_l("The six digits in your app, or a recovery code."),
    )


class AddressForm(Form):
    """Where shall the link go?"""

    email = Email(_l("E-mail address"), required=_l("Enter your e-mail address."))


class LinkForm(Form):
    """Signing in by a link."""

    own_device = BooleanField(_l("This is my own device. Keep me signed in for 30 days."))


class NewPasswordForm(Form):
    """A password after the old one was forgotten."""

    password = new_password(_l("New password"))


class ChangePasswordForm(Form):
    """A new password, by somebody who knows the old one."""

    old_password = PasswordField(_l("Password until now"), [InputRequired(_l("Enter your password until now."))])
    password = new_password(_l("New password"))


DIGESTS = [
    (Digest.WEEKLY, _l("On Mondays")),
    (Digest.DAILY, _l("On every school day")),
    (Digest.NEVER, _l("Never")),
]


class AccountForm(Form):
    """What people change about themselves."""

    name = Line(_l("Your name"), required=_l("Enter your name."), most=100)
    language = Pick(_l("Language"), choices=[], render_kw={"translate": "no"})
    theme = One(_l("Colors"), choices=THEMES, default="")
    digest = One(_l("A letter about what needs you"), choices=DIGESTS, required=_l("Say how often."))


class PersonForm(Form):
    """What the principal changes about others."""

    name = Line(_l("Name"), required=_l("Enter a name."), most=100)
    email = Email(_l("E-mail address"), required=_l("Enter an e-mail address."))


class RoleForm(Form):
    """What somebody of the school is to it."""

    role = One(
        _l("Role"),
        choices=[
            (role, _l("%(role)s: %(may)s", role=ROLES[role], may=MAY[role])) for role in Role if role != "partner"
        ],
        required=_l("Choose a role."),
    )


class InvitationForm(Form):
    """Who is asked to come in, and as what."""

    name = Line(_l("Name"), required=_l("Enter the name of the person."), most=100)
    email = Email(
        _l("E-mail address"),
        description=_l("We write to them. Leave it empty to copy the link or to show it as a QR code instead."),
    )
    role = One(_l("Role"), choices=[], required=_l("Choose a role."))

    def offer_roles(self, user: Any) -> None:
        """Show the roles that this person may invite for, of those on the school's side."""
        roles = [role for role in roles_to_offer(user) if role != Role.PARTNER]
        self.role.choices = [(role, _l("%(role)s: %(may)s", role=ROLES[role], may=MAY[role])) for role in roles]


class PartnerInvitationForm(Form):
    """Who of an organization is asked to come in."""

    name = InvitationForm.name
    email = InvitationForm.email


class AcceptForm(Form):
    """Coming in."""

    name = Line(_l("Your name"), required=_l("Enter your name."), most=100)
    email = Email(_l("E-mail address"), required=_l("Enter your e-mail address."))
    password = new_password()
    own_device = BooleanField(_l("This is my own device. Keep me signed in for 30 days."))


class HandoverForm(Form):
    """Who takes over."""

    taker = Pick(_l("Give everything to"), choices=[], required=_l("Choose who takes over."), coerce=str)


class ActivityForm(Form):
    """What to show of the trail."""

    person = Pick(_l("Person"), choices=[])
    kind = Pick(_l("What"), choices=[])
    since = Day(_l("From"))
    until = Day(_l("Until"))
