"""The forms about photos."""

from typing import Any, Self

from flask_babel import lazy_gettext as _l
from wtforms.validators import StopValidation

from partnerhub.foundation.forms import Form, Line, Many, Number, One, Uploads
from partnerhub.stories.photos import StoryPhoto
from partnerhub.stories.portrayed import Portrayed

NOBODY, SOMEBODY = "nobody", "somebody"
FOCAL = {
    "top-left": _l("Top left"),
    "top-center": _l("Top"),
    "top-right": _l("Top right"),
    "middle-left": _l("Left"),
    "middle-center": _l("The middle"),
    "middle-right": _l("Right"),
    "bottom-left": _l("Bottom left"),
    "bottom-center": _l("Bottom"),
    "bottom-right": _l("Bottom right"),
}


class PhotosForm(Form):
    """Photos, several at once."""

    photos = Uploads(
        _l("Photos"),
        required=_l("Choose a photo."),
        description=_l("JPEG, PNG or HEIC, up to 24 megapixels and 10 MB each. Place, time and camera are taken out."),
    )

    def validate_photos(self, field: Any) -> None:
        """Take pictures only."""
        for sent in field.prepared_all:
            if not sent.media_type.startswith("image/"):
                raise StopValidation(_l("%(name)s is no photo. Choose JPEG, PNG or HEIC.", name=sent.name))


class PhotoForm(Form):
    """What a photo shows."""

    alt = Line(
        _l("What it shows, for those who do not see it"),
        required=_l("Say in one sentence what it shows."),
        most=300,
        description=_l("“Two hands plant a tomato”, not “Photo 12”. No names of students."),
    )
    who = One(
        _l("Can anybody be recognized in it?"),
        choices=[(NOBODY, _l("No: from behind, hands, a room, or blurred")), (SOMEBODY, _l("Yes: these people"))],
        required=_l("Look at it closely and choose one."),
    )
    people = Many(_l("Who can be recognized in it?"), choices=list, coerce=int)
    focal = One(_l("What must stay in sight where it is cut?"), choices=list(FOCAL.items()), default="middle-center")

    @classmethod
    def of(cls, photo: StoryPhoto, **more: Any) -> Self:
        """The form, filled in from a photo unless something was sent, with the people of its story."""
        who = {True: NOBODY, False: SOMEBODY, None: None}[photo.shows_nobody]
        kept = {"alt": photo.alt.text, "who": who, "people": [p.id for p in photo.people], "focal": photo.focal}
        form = cls(**{**kept, **more})
        form.people.choices = [(person.id, person.label) for person in photo.story.portrayed if person.is_in_it]
        return form

    def check_together(self) -> None:
        """Who can be recognized is named, and asked."""
        if self.who.data == SOMEBODY and not self.people.data and not self.people.errors:
            self.refuse("people", _l("Choose who it is. Whoever is missing here is first added to the story."))

    def people_of(self, photo: StoryPhoto) -> list[Portrayed]:
        """Who was chosen."""
        return [person for person in photo.story.portrayed if person.id in (self.people.data or ())]


class BlurForm(Form):
    """An area that nobody is to recognize, in percent of the picture."""

    left = Number(_l("From the left, in percent"), least=0, most=99, required=_l("Enter a number."))
    top = Number(_l("From the top, in percent"), least=0, most=99, required=_l("Enter a number."))
    width = Number(_l("Width, in percent"), least=1, most=100, required=_l("Enter a number."))
    height = Number(_l("Height, in percent"), least=1, most=100, required=_l("Enter a number."))

    @property
    def area(self) -> list[int]:
        """What was entered."""
        return [self.left.data or 0, self.top.data or 0, self.width.data or 1, self.height.data or 1]
