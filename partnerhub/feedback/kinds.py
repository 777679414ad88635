"""What sorts of questions there are, and the five answers that we ship in every language."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l


class Kind(StrEnum):
    """What sort of question it is; a section is a heading above some of them."""

    SCALE = "scale"
    YES_NO = "yes-no"
    ONE = "one"
    SEVERAL = "several"
    NUMBER = "number"
    SHORT = "short"
    LONG = "long"
    SECTION = "section"


KINDS = {
    Kind.SCALE: _l("Five answers from best to worst"),
    Kind.YES_NO: _l("Yes or no"),
    Kind.ONE: _l("One of several answers"),
    Kind.SEVERAL: _l("Any of several answers"),
    Kind.NUMBER: _l("A number"),
    Kind.SHORT: _l("A few words"),
    Kind.LONG: _l("Several sentences"),
    Kind.SECTION: _l("A heading, no question"),
}
WRITTEN = frozenset({Kind.SHORT, Kind.LONG})  # kept as comments, apart from everything that is counted
OF_CHOICES = frozenset({Kind.SCALE, Kind.YES_NO, Kind.ONE, Kind.SEVERAL})
OWN_CHOICES = frozenset({Kind.ONE, Kind.SEVERAL})
NOT_APPLICABLE = "na"
MOST_OF_NUMBER = 999


class Scale(StrEnum):
    """Which five answers a question of that kind has."""

    EASE = "ease"
    EXTENT = "extent"
    OFTEN = "often"
    CONTENT = "content"
    TIME = "time"
    OWN = "own"


# From best to worst: "5" is the best. Questions, not statements to agree with (docs/feedback.md).
SCALES = {
    Scale.EASE: [_l("Very easy"), _l("Easy"), _l("So-so"), _l("Hard"), _l("Very hard")],
    Scale.EXTENT: [_l("Yes, fully"), _l("Mostly"), _l("Partly"), _l("A little"), _l("Not at all")],
    Scale.OFTEN: [_l("Always"), _l("Often"), _l("Sometimes"), _l("Rarely"), _l("Never")],
    Scale.CONTENT: [_l("Very good"), _l("Good"), _l("So-so"), _l("Bad"), _l("Very bad")],
    Scale.TIME: [
        _l("A few days or less"),
        _l("One to two weeks"),
        _l("Three to four weeks"),
        _l("One to three months"),
        _l("Longer than three months"),
    ],
}
SCALE_NAMES = {
    Scale.EXTENT: _l("Yes, fully … Not at all"),
    Scale.EASE: _l("Very easy … Very hard"),
    Scale.OFTEN: _l("Always … Never"),
    Scale.CONTENT: _l("Very good … Very bad"),
    Scale.TIME: _l("A few days … Longer than three months"),
    Scale.OWN: _l("Five answers of our own"),
}
STEPS = ("5", "4", "3", "2", "1")
YES_NO = {"yes": _l("Yes"), "no": _l("No")}
DOES_NOT_APPLY = _l("Does not apply to us")
