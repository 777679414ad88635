"""The pages of stories: for the school and its partners below /newsroom, for everybody below /stories."""

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from partnerhub.foundation import audit

routes = Blueprint("stories", __name__)
audit.describe(
    {
        "story.proposed": _l("proposed the story \u201c%(title)s\u201d"),
        "story.changed": _l("changed the story \u201c%(title)s\u201d"),
        "story.translated": _l("wrote the story \u201c%(title)s\u201d in another language: %(language)s"),
        "story.checked": _l("checked the story \u201c%(title)s\u201d in another language: %(language)s"),
        "story.review": _l("took the story \u201c%(title)s\u201d into review"),
        "story.approved": _l("approved the story \u201c%(title)s\u201d"),
        "story.published": _l("published the story \u201c%(title)s\u201d"),
        "story.withdrawn": _l("withdrew the story \u201c%(title)s\u201d: %(why)s"),
        "story.archived": _l("archived the story \u201c%(title)s\u201d: %(why)s"),
        "story.given": _l("gave the story \u201c%(title)s\u201d away: %(what)s"),
        "portrayed.added": _l("noted who is in the story \u201c%(title)s\u201d: %(label)s"),
        "portrayed.changed": _l("changed what is known of %(label)s in the story \u201c%(title)s\u201d"),
        "portrayed.agreed": _l("recorded a consent of %(label)s for the story \u201c%(title)s\u201d"),
        "portrayed.took_back": _l("recorded that %(label)s took a consent back for the story \u201c%(title)s\u201d"),
        "story_settings.listed": _l("let search engines list the stories"),
        "story_settings.hidden": _l("asked search engines to leave the stories out"),
        "newsletter_issue.begun": _l("began the newsletter \u201c%(title)s\u201d"),
        "newsletter_issue.sent": _l("sent the newsletter \u201c%(title)s\u201d"),
        "newsletter_issue.paused": _l("paused the sending of \u201c%(title)s\u201d"),
        "newsletter_issue.resumed": _l("let the sending of \u201c%(title)s\u201d go on"),
        "thanks.said": _l("said thank you to %(name)s"),
        "story_photo.added": _l("added a photo to the story \u201c%(title)s\u201d"),
        "story_photo.described": _l("said what a photo of the story \u201c%(title)s\u201d shows"),
        "story_photo.blurred": _l("blurred a photo of the story \u201c%(title)s\u201d"),
        "story_remark.made": _l("said something of the story \u201c%(title)s\u201d"),
        "story_remark.taken": _l("took over what %(name)s suggested for the story \u201c%(title)s\u201d"),
        "story_remark.settled": _l("settled what %(name)s said of the story \u201c%(title)s\u201d"),
    },
    about={
        "story": _l("Stories"),
        "story_remark": _l("The review of stories"),
        "story_photo": _l("Photos of stories"),
        "portrayed": _l("Consent to stories"),
        "story_settings": _l("Public stories"),
        "thanks": _l("Thanks"),
        "newsletter_issue": _l("Newsletters"),
    },
)

from partnerhub.stories.routes import (  # noqa: E402, F401 - they add their routes
    consents,
    issues,
    photos,
    public,
    review,
    subscriptions,
    thanks,
    translations,
    writing,
)
