"""The sections that onboarding offers for pages of lower floors, and what it says when records are merged."""

from typing import Any

from flask import render_template
from markupsafe import Markup

from partnerhub.foundation.db import db
from partnerhub.foundation.links import link_to
from partnerhub.onboarding.checklist import Item
from partnerhub.onboarding.model import Application
from partnerhub.onboarding.progress import Progress
from partnerhub.onboarding.review_forms import BeginForm
from partnerhub.partners.model import State

CAN_BEGIN = (State.APPLYING, State.ONBOARDING, State.ENDED)


def of_partner(partner: Any, user: Any) -> Markup | None:
    """A partner's checklist, or where staff begin one."""
    progress = Progress(Item.of(partner))
    can_begin = user.is_staff and partner.state in CAN_BEGIN and not progress.items
    if not progress.items and not can_begin:
        return None
    mine = Application.visible_to(user).where(Application.partner_id == partner.id)
    return section(
        "onboarding/partners/_panel.html",
        partner=partner,
        progress=progress,
        begin_form=BeginForm(formdata=None),
        application=db.session.scalars(mine.order_by(Application.id.desc()).limit(1)).first(),
    )


def of_school(school: Any, user: Any) -> Markup | None:
    """Where the checklists are kept, and the address to apply at."""
    if not user.is_staff:
        return None
    return section("onboarding/_school_panel.html", apply_link=link_to("onboarding.begin"))


def section(template: str, **context: Any) -> Markup:
    """A section of a page, from a template of ours."""
    return Markup(render_template(template, **context))  # noqa: S704 - a template escapes what it is given
