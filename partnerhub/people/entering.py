"""Coming in: whoever has a second factor is asked for a code before they are signed in.

Nothing is remembered between the two steps, neither here nor in the browser: the page that asks carries a signed
ticket. It counts for ten minutes, and no more once the password or the second factor is another one.
"""

from dataclasses import dataclass
from typing import Any, Self

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from partnerhub.foundation.db import db
from partnerhub.foundation.hypermedia import done, show
from partnerhub.people import sessions
from partnerhub.people.forms import CodeForm
from partnerhub.people.model import User
from partnerhub.people.second_factor import SecondFactor, sealed

LASTS = 10 * 60


@dataclass(frozen=True)
class Ticket:
    """Who has shown who they are but for the code, and where they want to go.

    Args:
        own_device: whether this is a device of their own.
        to: a path of ours.
    """

    user: User
    own_device: bool
    to: str

    @classmethod
    def read(cls, text: str) -> Self | None:
        """The ticket in a form; None where it is too old, made up, or of somebody who must begin anew."""
        try:
            key, own_device, to, state = signer().loads(text, max_age=LASTS)
        except (BadSignature, TypeError, ValueError):
            return None
        user = db.session.get(User, key)
        return cls(user, own_device, to) if user and user.is_active and state_of(user) == state else None

    @property
    def text(self) -> str:
        """The ticket as a form carries it."""
        return str(signer().dumps((self.user.id, self.own_device, self.to, state_of(self.user))))

    def ask(self, form: CodeForm | None = None, status: int = 200) -> Response:
        """The page that asks for the code."""
        page: dict[str, Any] = {
            "form": form or CodeForm(formdata=None),
            "ticket": self.text,
            "has_errors": status >= 400,
        }
        return show("people/second_factor/code.html", status=status, **page)


def enter(user: User, *, to: str, own_device: bool, message: str | None = None) -> Response:
    """Sign somebody in, or ask them for their code first."""
    if SecondFactor.guards(user):
        return Ticket(user, own_device, to).ask()
    return sessions.sign_in(user, done(to, message), own_device=own_device)


def ticket_sent() -> Ticket | None:
    """The ticket of this request."""
    return Ticket.read(request.form.get("ticket", ""))


def state_of(user: Any) -> str:
    """What changes with the password and with the second factor."""
    factor = SecondFactor.of(user)
    return sealed(f"state:{user.password}:{factor.seed if factor and factor.since else ''}").hexdigest()[:16]


def signer() -> URLSafeTimedSerializer:
    """What signs the tickets."""
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="second factor")
