"""Who may enter: every route says so, and the app refuses to start where one does not.

A route without words is not open and not closed but forgotten. `find` is the other half: nobody gets an object
except through a person.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask, abort, current_app, has_request_context, request
from flask_login import current_user
from sqlalchemy import Select

from partnerhub.foundation.db import db

T = TypeVar("T")
View = TypeVar("View", bound=Callable[..., Any])


class Role(StrEnum):
    """What a person is to the school. Anyone who is not signed in has none."""

    PRINCIPAL = "principal"
    STAFF = "staff"
    PARTNER = "partner"
    VIEWER = "viewer"


anyone: frozenset[Role | None] = frozenset({None, *Role})
signed_in: frozenset[Role | None] = frozenset(Role)
principal: frozenset[Role | None] = frozenset({Role.PRINCIPAL})
staff: frozenset[Role | None] = frozenset({Role.PRINCIPAL, Role.STAFF})
school_side: frozenset[Role | None] = staff | {Role.VIEWER}
partner: frozenset[Role | None] = frozenset({Role.PARTNER})


def allow(
    *who: frozenset[Role | None],
    late: bool = False,
    upload: bool = False,
    long: bool = False,
    traceless: bool = False,
) -> Callable[[View], View]:
    """Say who may use a route.

    Args:
        who: the groups that may, together.
        late: the route begins to write by itself, after slow work such as hashing a password.
        upload: the route takes files, so it may be sent more.
        long: the route takes texts as long as a whole meeting's, in any script, so it may be sent more of them.
        traceless: it asks nobody who they are, signed in or not, and gives no cookie: for anonymous feedback.
    """

    def mark(view: View) -> View:
        view.allowed = frozenset().union(*who)  # type: ignore[attr-defined]
        view.late = late  # type: ignore[attr-defined]
        view.upload = upload  # type: ignore[attr-defined]
        view.long = long  # type: ignore[attr-defined]
        view.traceless = traceless  # type: ignore[attr-defined]
        return view

    return mark


def leaves_no_trace() -> bool:
    """Whether this request is for a route that asks nobody who they are."""
    view = current_app.view_functions.get(request.endpoint or "") if has_request_context() else None
    return getattr(view, "traceless", False)


def may_enter(endpoint: str, user: Any) -> bool:
    """Whether this person may use that route at all."""
    view: Any = current_app.view_functions[endpoint]
    return role_of(user) in view.allowed


def role_of(user: Any) -> Role | None:
    """The role of a person, None for somebody who is not signed in or was turned off."""
    return user.role if user.is_authenticated and user.is_active else None


def refuse_unguarded(app: Flask) -> None:
    """Raise RuntimeError where a route does not say who may enter."""
    app.view_functions["static"] = allow(anyone)(app.view_functions["static"])
    silent = [name for name, view in app.view_functions.items() if not hasattr(view, "allowed")]
    if silent:
        raise RuntimeError(f"These routes do not say who may enter (@allow): {', '.join(sorted(silent))}")


def find(model: type[T], key: int | str, *, to_edit: bool = False) -> T:
    """The object with this key, if this person may see it.

    Args:
        to_edit: whether it is to be changed.

    Raises:
        NotFound: it does not exist, or not for this person.
        Forbidden: it is to be changed by somebody who may only read it.
    """
    visible: Select[T] = model.visible_to(current_user)  # type: ignore[attr-defined]
    found = db.session.scalars(visible.where(model.id == key)).unique().one_or_none()  # type: ignore[attr-defined]
    if found is None:
        abort(404)
    if to_edit and not found.editable_by(current_user):  # type: ignore[attr-defined]
        abort(403)
    return found
