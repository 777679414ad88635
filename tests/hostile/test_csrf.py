"""No other site can act through somebody's browser: every route that writes asks for its form's token, or says why not.

The routes without a token are those of people without an account: their browser holds nothing that another site could
use. All routes, these too, refuse what a browser says came from another site.
"""

from typing import Any

import pytest

from partnerhub.foundation.db import SAFE_METHODS, db
from partnerhub.foundation.security import csrf
from tests.access import ROLES, rows
from tests.world import World

WRITING = {key: row for key, row in rows().items() if key.split(" ")[0] not in SAFE_METHODS}
BY_LINK = "whoever knows the link may, without a session"
NOBODY = "it acts for nobody: whoever sends it has no account"
NO_TRACE = "it gives no cookie, so that an answer leads back to nobody; the form carries a signed word instead"
EXEMPT = {
    "feedback.send_answers": NO_TRACE,
    "feedback.send_at_kiosk": NO_TRACE,
    "feedback.send_contact": NO_TRACE,
    "onboarding.start": NOBODY,
    "onboarding.save_step": BY_LINK,
    "onboarding.send_application": BY_LINK,
    "onboarding.mail_link": BY_LINK,
    "onboarding.answer_question": BY_LINK,
    "stories.ask_for_newsletter": NOBODY,
    "stories.confirm_subscription": BY_LINK,
    "stories.end_subscription": BY_LINK,
}


def endpoint(key: str) -> str:
    """The endpoint of a row."""
    return key.split(" ")[1]


@pytest.fixture(autouse=True)
def _tokens_are_asked_for(world: World) -> Any:
    world.app.config["WTF_CSRF_ENABLED"] = True
    yield
    world.restore()


def sent(world: World, key: str, **headers: str) -> int:
    """Send a row's form as somebody who may, without its token, and say what that is answered."""
    row = WRITING[key]
    role = next((role for role in ROLES if getattr(row, role) < 400), "principal")
    with world.app.test_request_context():
        path, form = row.address(world.names), row.data() if callable(row.data) else row.data
        db.session.rollback()
    browser = world.browser(role)
    browser.headers |= headers
    body: dict[str, Any] = {"json": row.json} if row.json is not None else {"data": form}
    answer = browser.open(path, key.split(" ")[0], **body)
    answer.close()
    return int(answer.status_code)


@pytest.mark.parametrize("key", [key for key in WRITING if endpoint(key) not in EXEMPT])
def test_a_form_without_its_token_is_refused(world: World, key: str) -> None:
    assert sent(world, key) == 400


@pytest.mark.parametrize("key", WRITING)
def test_a_form_of_another_site_is_refused(world: World, key: str) -> None:
    assert sent(world, key, Origin="https://evil.example") == 403
    assert sent(world, key, **{"Sec-Fetch-Site": "cross-site"}) == 403


def test_whoever_asks_for_no_token_says_why(world: World) -> None:
    views = world.app.view_functions
    known = {f"{views[name].__module__}.{views[name].__name__}" for name in EXEMPT}
    assert csrf._exempt_views == known
