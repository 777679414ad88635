"""What each person is answered about who is in a story, and what they agreed to."""

from collections.abc import Callable

from partnerhub.foundation import files
from partnerhub.foundation.db import transaction
from partnerhub.stories.model import State, Story
from tests import papers
from tests.access.stories import for_staff
from tests.stories.making import begin, made, quoted, story


def somebody(rest: str = "") -> Callable[[], str]:
    """The address of somebody who is quoted, and agreed."""

    def address(story: Story) -> str:
        return f"/newsroom/people/{quoted(story).id}{rest}"

    return made(address)


def signed() -> str:
    """The address of a form that was signed."""
    with transaction():
        paper = files.store(files.Prepared("signed.pdf", papers.PDF, files.PDF))
        return f"/newsroom/consents/{quoted(begin(), how='form', document=paper).consents[0].id}/document"


def published_for_press() -> str:
    """The address to note that a story goes to the press."""
    with transaction():
        return f"/newsroom/stories/{begin(state=State.APPROVED).id}/outings"


PERSON = {"label": "The father", "age": "adult", "in_words": "y"}


SAID = {"giver": "self", "uses": "words", "channels": "website"}


SIGNED = {"until": "2099-01-01", "given_on": "2026-01-01", "signed_by": "A. R.", "how": "tablet"}


ROWS = {
    "GET stories.new_person": for_staff(story("/people/new"), 200),
    "POST stories.add_person": for_staff(story("/people"), 303, PERSON),
    "POST stories.say_nobody": for_staff(story("/nobody"), 303),
    "GET stories.show_person": for_staff(somebody(), 200),
    "GET stories.edit_person": for_staff(somebody("/edit"), 200),
    "POST stories.change_person": for_staff(somebody(), 303, PERSON),
    "POST stories.move_person": for_staff(somebody("/leaving"), 303),
    "GET stories.print_consent_form": for_staff(somebody("/form"), 200),
    "GET stories.new_consent": for_staff(somebody("/consents/new"), 200),
    "POST stories.record_consent": for_staff(somebody("/consents"), 303, {**SAID, **SIGNED}),
    "GET stories.show_signed_form": for_staff(signed, 200),
    "GET stories.new_withdrawal": for_staff(somebody("/withdrawals/new"), 200),
    "POST stories.record_withdrawal": for_staff(somebody("/withdrawals"), 303, SAID),
    "POST stories.give_to_press": for_staff(published_for_press, 303, {"what": "Sample Hill Courier"}),
}
