"""The form on a tablet at the door: large, with no way out, back to the start by itself, and nothing remembered."""

from typing import Any

from flask import Response, abort, url_for

from partnerhub.feedback.answers import Channel
from partnerhub.feedback.model import Pulse
from partnerhub.feedback.routes import routes
from partnerhub.feedback.routes.answer import behind, blank_form, closed_page, page, take
from partnerhub.foundation.access import allow, anyone
from partnerhub.foundation.links import seal, unseal
from partnerhub.foundation.security import csrf, limiter


def kiosk_word(pulse: Pulse) -> str:
    """What makes an address one of the school's own tablets."""
    return seal("feedback-kiosk", pulse.id, pulse.code)


def at_the_door(code: str, token: str) -> Pulse:
    """The pulse of a tablet's address; 404 where the school did not make it."""
    pulse = behind(code)
    return pulse if unseal("feedback-kiosk", token) == (pulse.id, pulse.code) else abort(404)


def places(code: str, token: str) -> dict[str, Any]:
    """Where a tablet goes by itself."""
    return {"start": url_for("feedback.show_kiosk", code=code, token=token), "is_kiosk": True}


@routes.get("/f/<code>/kiosk/<string:token>")
@allow(anyone, traceless=True)
def show_kiosk(code: str, token: str) -> Response:
    """The form, large."""
    start = places(code, token)["start"]
    return blank_form(at_the_door(code, token), Channel.KIOSK, start=start)


@routes.post("/f/<code>/kiosk/<string:token>")
@csrf.exempt
@limiter.exempt  # doors.why_aside counts
@allow(anyone, late=True, traceless=True)
def send_at_kiosk(code: str, token: str) -> Response:
    """Take the answers of one who stood at the tablet."""
    pulse = at_the_door(code, token)
    if (asked := pulse.round) is None:
        return closed_page(pulse, 409)
    thanks = url_for("feedback.thank_at_kiosk", code=code, token=token)
    return take(asked, Channel.KIOSK, thanks, start=places(code, token)["start"])


@routes.get("/f/<code>/kiosk/<string:token>/thanks")
@allow(anyone, traceless=True)
def thank_at_kiosk(code: str, token: str) -> Response:
    """Thanks, and back to the start after some seconds."""
    return page("thanks", at_the_door(code, token), replied=None, replies=[], **places(code, token))
